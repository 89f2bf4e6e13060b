"""Letters that do not leave say why."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.RecordBehind(("B-1", "B-2")),
            {"bundles": ("B-1", "B-2")},
            "bundles unknown to the record: B-1, B-2",
            (
                "De drukker heeft 2 bundel(s) die hier niet bekend zijn. Is een reservekopie teruggezet? Er "
                "gaan geen brieven uit. Voer uit: maatwerk reconcile."
            ),
            id="RecordBehind",
        ),
        pytest.param(
            lambda: errors.BundleDiffers("B-1.zip"),
            {"name": "B-1.zip"},
            "B-1.zip was handed over with other contents",
            (
                "Bij de drukker ligt al een ander bestand met de naam B-1.zip. Er is niets overschreven. Zoek "
                "uit wie het daar neerzette en meld dit aan de beheerder."
            ),
            id="BundleDiffers",
        ),
        pytest.param(
            lambda: errors.BundleTorn("B-1"),
            {"bundle": "B-1"},
            "bundle B-1 does not match its digest",
            "Bundel B-1 is veranderd nadat hij was verzegeld. Verstuur hem niet. Bel de beheerder.",
            id="BundleTorn",
        ),
        pytest.param(
            lambda: errors.BundleUnknown(4),
            {"bundle": 4},
            "bundle 4 cannot be answered",
            ("Deze bundel is nog niet overgedragen, of er is al een ander antwoord op. Laad de pagina opnieuw."),
            id="BundleUnknown",
        ),
        pytest.param(
            lambda: errors.LetterLeaving(7),
            {"letter": 7},
            "letter 7 cannot be taken out",
            "Deze brief is al verzegeld of nog niet gemaakt. Laad de pagina opnieuw.",
            id="LetterLeaving",
        ),
    ],
)
def test_a_refusal_about_a_bundle_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
