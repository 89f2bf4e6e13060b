"""What is wrong with the record, its keys or its files says who must do what."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.BsnUnreadable(3),
            {"citizen_id": 3},
            "sealed BSN of citizen 3 cannot be opened",
            "Het BSN van deze inwoner is niet meer te lezen. Meld dit aan de beheerder.",
            id="BsnUnreadable",
        ),
        pytest.param(
            lambda: errors.SealBroken("draft 4"),
            {"place": "draft 4"},
            "seal of draft 4 cannot be opened",
            "Dit is niet meer te lezen. Meld dit aan de beheerder.",
            id="SealBroken",
        ),
        pytest.param(
            lambda: errors.KeyMissing("k2"),
            {"key_id": "k2"},
            "no key k2",
            "De sleutel k2 ontbreekt. Zet het sleutelbestand terug uit de reservekopie.",
            id="KeyMissing",
        ),
        pytest.param(
            lambda: errors.KeyInUse("k2"),
            {"key_id": "k2", "uses": 0},
            "key k2 is in use (0)",
            "De sleutel k2 wordt nog nu gebruikt om te verzegelen. Voer eerst uit: maatwerk keys rotate.",
            id="KeyInUse-it-seals",
        ),
        pytest.param(
            lambda: errors.KeyInUse("k1", 12),
            {"key_id": "k1", "uses": 12},
            "key k1 is in use (12)",
            "De sleutel k1 wordt nog 12 keer gebruikt. Voer eerst uit: maatwerk keys rotate.",
            id="KeyInUse-it-sealed",
        ),
        pytest.param(
            lambda: errors.KeysUnreadable("keys.json"),
            {"path": "keys.json"},
            "keys.json is no key file",
            "Het sleutelbestand keys.json is niet te lezen. Zet het terug uit de reservekopie.",
            id="KeysUnreadable",
        ),
        pytest.param(
            lambda: errors.KeysExposed("keys.json"),
            {"path": "keys.json"},
            "keys.json is readable by others",
            "Anderen kunnen de sleutels lezen. Voer uit: chmod 600 keys.json. Start daarna opnieuw.",
            id="KeysExposed",
        ),
        pytest.param(
            lambda: errors.FileMissing("0123456789abcdef"),
            {"sha256": "0123456789abcdef"},
            "no file 0123456789abcdef",
            "Het bestand 01234567 ontbreekt. Zet het terug uit de reservekopie.",
            id="FileMissing",
        ),
        pytest.param(
            lambda: errors.FileCorrupt("0123456789abcdef"),
            {"sha256": "0123456789abcdef"},
            "file 0123456789abcdef was changed",
            (
                "Het bestand 01234567 is veranderd of beschadigd. Verstuur het niet. Zet het terug uit de "
                "reservekopie en meld dit aan de beheerder."
            ),
            id="FileCorrupt",
        ),
        pytest.param(
            lambda: errors.GuardsChanged(("letter_gate", "call_gate")),
            {"names": ("letter_gate", "call_gate")},
            "guards differ: letter_gate, call_gate",
            (
                "De bewaking in de database is veranderd. Er gaan geen brieven uit. Meld dit aan de "
                "beheerder. Het gaat om: letter_gate, call_gate."
            ),
            id="GuardsChanged",
        ),
        pytest.param(
            lambda: errors.SchemaOutdated("", "0007"),
            {"found": "", "expected": "0007"},
            "database at nothing, code at 0007",
            "De database past niet bij deze versie. Werk hem bij met: maatwerk migrate.",
            id="SchemaOutdated-new",
        ),
        pytest.param(
            lambda: errors.SchemaOutdated("0006", "0007"),
            {"found": "0006", "expected": "0007"},
            "database at 0006, code at 0007",
            "De database past niet bij deze versie. Werk hem bij met: maatwerk migrate.",
            id="SchemaOutdated-older",
        ),
        pytest.param(
            lambda: errors.LetterKindChanged("wmo/afwijzing"),
            {"name": "wmo/afwijzing"},
            "letter wmo/afwijzing is of another kind in the record",
            (
                "De brief “wmo/afwijzing” staat al vast als een andere soort brief. Geef de nieuwe brief een "
                "andere naam."
            ),
            id="LetterKindChanged",
        ),
        pytest.param(
            lambda: errors.RetentionChanged("wmo", "afgewezen"),
            {"process": "wmo", "result": "afgewezen"},
            "retention of wmo afgewezen is another in the record",
            ("De bewaartermijn voor “afgewezen” (wmo) staat al vast. Maak een nieuwe regel met een latere begindatum."),
            id="RetentionChanged",
        ),
        pytest.param(
            lambda: errors.HeadBroken("2026-11-09"),
            {"day": "2026-11-09"},
            "signed heads of 2026-11-09 are broken",
            "De vastgelegde stand van 2026-11-09 is veranderd of niet met onze sleutel ondertekend.",
            id="HeadBroken",
        ),
        pytest.param(
            lambda: errors.LettersStopped(2),
            {"count": 2},
            "letters stopped: 2 findings",
            (
                "De brieven staan stil: de controle van het dossier vond iets dat niet klopt. De beheerder "
                "moet dit eerst bekijken."
            ),
            id="LettersStopped",
        ),
        pytest.param(
            lambda: errors.FindingUnknown(5),
            {"finding_id": 5},
            "no finding 5",
            "Er is geen bevinding 5. Bekijk de lijst met: maatwerk verify.",
            id="FindingUnknown",
        ),
    ],
)
def test_a_refusal_about_the_record_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
