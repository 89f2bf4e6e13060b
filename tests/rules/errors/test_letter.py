"""A letter that cannot be made says what to change."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.TemplateMissing("wmo/brief"),
            {"letter": "wmo/brief"},
            "TemplateMissing('wmo/brief',)",
            "De brief “wmo/brief” bestaat niet. Kies een brief uit de lijst.",
            id="TemplateMissing",
        ),
        pytest.param(
            lambda: errors.TemplateBroken("wmo/brief", 12, "een haakje ontbreekt"),
            {"letter": "wmo/brief", "line": 12, "cause_nl": "een haakje ontbreekt"},
            "TemplateBroken('wmo/brief', 12, 'een haakje ontbreekt')",
            (
                "Het sjabloon “wmo/brief” heeft een fout op regel 12: een haakje ontbreekt. Herstel die "
                "regel. Of haal het eigen sjabloon van de gemeente weg, dan geldt het standaardsjabloon weer."
            ),
            id="TemplateBroken-on-a-line",
        ),
        pytest.param(
            lambda: errors.TemplateBroken("wmo/brief", None, "het bestand is leeg"),
            {"letter": "wmo/brief", "line": None, "cause_nl": "het bestand is leeg"},
            "TemplateBroken('wmo/brief', None, 'het bestand is leeg')",
            (
                "Het sjabloon “wmo/brief” heeft een fout: het bestand is leeg. Herstel het sjabloon. Of haal "
                "het eigen sjabloon van de gemeente weg, dan geldt het standaardsjabloon weer."
            ),
            id="TemplateBroken-nowhere-in-particular",
        ),
        pytest.param(
            lambda: errors.TemplateTooCostly("wmo/brief"),
            {"letter": "wmo/brief"},
            "TemplateTooCostly('wmo/brief',)",
            (
                "Het sjabloon “wmo/brief” kost te veel tijd of geheugen en is gestopt. Staat er een for in "
                "een for, of een stuk tekst dat zichzelf invoegt? Haal dat weg."
            ),
            id="TemplateTooCostly",
        ),
        pytest.param(
            lambda: errors.ValueMissing("client.naam"),
            {"field": "client.naam"},
            "ValueMissing('client.naam',)",
            "In deze brief ontbreekt de naam van de inwoner. Vul dit in en maak de brief opnieuw.",
            id="ValueMissing",
        ),
        pytest.param(
            lambda: errors.ValueUnfit("client.naam", "is geen naam"),
            {"field": "client.naam", "fault_nl": "is geen naam"},
            "ValueUnfit('client.naam', 'is geen naam')",
            "De naam van de inwoner is geen naam. Pas dit aan en maak de brief opnieuw.",
            id="ValueUnfit",
        ),
        pytest.param(
            lambda: errors.SignUnprintable("client.naam", 0x1F600),
            {"field": "client.naam", "code_point": 128512},
            "SignUnprintable('client.naam', 128512)",
            (
                "In de naam van de inwoner staat een teken “😀” (U+1F600). Dat teken kan niet in een brief. "
                "Haal het weg of schrijf het uit in gewone letters."
            ),
            id="SignUnprintable-an-emoji",
        ),
        pytest.param(
            lambda: errors.SignUnprintable("client.naam", 7),
            {"field": "client.naam", "code_point": 7},
            "SignUnprintable('client.naam', 7)",
            (
                "In de naam van de inwoner staat een teken dat u niet ziet (U+0007). Dat teken kan niet in "
                "een brief. Haal het weg of schrijf het uit in gewone letters."
            ),
            id="SignUnprintable-that-nobody-sees",
        ),
        pytest.param(
            lambda: errors.SignApart("client.naam", "m̂", "Kam̂ari"),
            {"field": "client.naam", "sign": "m̂", "word": "Kam̂ari"},
            "SignApart('client.naam')",
            (
                "Een teken komt verkeerd uit een pdf: “m̂” in “Kam̂ari”. Dat staat in de naam van de inwoner. Kies een "
                "schrijfwijze: schrijf het woord anders, of laat het zo en geef ook de webpagina of de platte tekst."
            ),
            id="SignApart",
        ),
        pytest.param(
            lambda: errors.AddressUnfit("client.adres", 2),
            {"field": "client.adres", "line": 2},
            "AddressUnfit('client.adres', 2)",
            (
                "Het adres past niet in het venster van de envelop: regel 2 is te lang. Kort het adres af of "
                "verdeel het over regels: ten minste drie, ten hoogste zes."
            ),
            id="AddressUnfit-a-long-line",
        ),
        pytest.param(
            lambda: errors.AddressUnfit("client.adres", None),
            {"field": "client.adres", "line": None},
            "AddressUnfit('client.adres', None)",
            (
                "Het adres past niet in het venster van de envelop: het telt niet drie tot zes regels. Kort het "
                "adres af of verdeel het over regels: ten minste drie, ten hoogste zes."
            ),
            id="AddressUnfit-too-few-or-many",
        ),
        pytest.param(
            lambda: errors.ContactUnfit("consulent.email"),
            {"field": "consulent.email"},
            "ContactUnfit('consulent.email',)",
            (
                "De contactgegevens passen niet naast het venster van de envelop. Kort de naam of het "
                "e-mailadres van de contactpersoon in."
            ),
            id="ContactUnfit",
        ),
        pytest.param(
            lambda: errors.LetterTooLong(21, 20),
            {"pages": 21, "most": 20},
            "LetterTooLong(21, 20)",
            ("Deze brief telt 21 bladzijden; ten hoogste 20 mag. Kort de tekst in of stuur een bijlage mee."),
            id="LetterTooLong",
        ),
        pytest.param(
            lambda: errors.ContentsMissing("wmo/afwijzing", ("bezwaar_termijn", "rechtsgrond")),
            {"letter": "wmo/afwijzing", "missing": ("bezwaar_termijn", "rechtsgrond")},
            "ContentsMissing('wmo/afwijzing', ('bezwaar_termijn', 'rechtsgrond'))",
            (
                "In de brief “wmo/afwijzing” ontbreekt verplichte tekst: bezwaar termijn, rechtsgrond. Zet "
                "die terug in het sjabloon."
            ),
            id="ContentsMissing",
        ),
        pytest.param(
            lambda: errors.ContentsForbidden("shared/niet-bereikt"),
            {"letter": "shared/niet-bereikt"},
            "ContentsForbidden('shared/niet-bereikt',)",
            (
                "De brief “shared/niet-bereikt” verraadt waar de zaak over gaat. Een huisgenoot kan dat "
                "lezen. Haal die woorden weg."
            ),
            id="ContentsForbidden",
        ),
        pytest.param(
            lambda: errors.RefusalMisplaced("wmo/toekenning-natura"),
            {"letter": "wmo/toekenning-natura"},
            "RefusalMisplaced('wmo/toekenning-natura',)",
            (
                "De brief “wmo/toekenning-natura” is geen afwijzing, maar de tekst wijst iets af. Dat mag "
                "alleen in een brief waarvoor eerst is gebeld. Haal die zin weg."
            ),
            id="RefusalMisplaced",
        ),
        pytest.param(
            lambda: errors.CallUnmentioned("wmo/afwijzing"),
            {"letter": "wmo/afwijzing", "field": "gesprek"},
            "CallUnmentioned('wmo/afwijzing',)",
            (
                "Deze brief noemt het telefoongesprek niet, en ook geen goedgekeurde uitzondering. Bel eerst "
                "de inwoner en leg het gesprek vast."
            ),
            id="CallUnmentioned",
        ),
        pytest.param(
            lambda: errors.TypesettingFailed(2),
            {"warnings": 2},
            "TypesettingFailed(2,)",
            (
                "De brief kon niet worden opgemaakt. Er is niets verstuurd. Meld dit aan de beheerder, met "
                "het zaaknummer."
            ),
            id="TypesettingFailed",
        ),
    ],
)
def test_a_refusal_about_a_letter_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
