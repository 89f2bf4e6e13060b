"""A text of a municipality that is not kept or released says why."""

import pytest

from rules import errors


@pytest.mark.parametrize(
    ("made", "values", "log", "said"),
    [
        pytest.param(
            lambda: errors.TextUnknown("wmo/afwijzing"),
            {"name": "wmo/afwijzing"},
            "wmo/afwijzing",
            "Deze tekst of deze versie bestaat niet. Ga terug naar de lijst met teksten.",
            id="TextUnknown",
        ),
        pytest.param(
            lambda: errors.TextChanged("wmo/afwijzing"),
            {"name": "wmo/afwijzing"},
            "wmo/afwijzing",
            (
                "Een collega schreef intussen een nieuwere versie. Uw tekst staat nog hieronder. Lees eerst "
                "de nieuwe versie en bewaar dan opnieuw."
            ),
            id="TextChanged",
        ),
        pytest.param(
            lambda: errors.TextUnfit("wmo/afwijzing"),
            {"name": "wmo/afwijzing"},
            "wmo/afwijzing",
            "Deze versie kan nog niet worden vrijgegeven. Los eerst op wat hieronder staat.",
            id="TextUnfit",
        ),
        pytest.param(
            lambda: errors.TextSourceLost("wmo/afwijzing"),
            {"name": "wmo/afwijzing"},
            "wmo/afwijzing",
            "De tekst waarmee deze brief is gemaakt, is niet meer te vinden. Bel de beheerder.",
            id="TextSourceLost",
        ),
        pytest.param(
            lambda: errors.TextNotReleased("wmo/afwijzing/brief.md.j2"),
            {"name": "wmo/afwijzing/brief.md.j2"},
            "wmo/afwijzing/brief.md.j2",
            (
                "De tekst wmo/afwijzing/brief.md.j2 is veranderd, maar nog niet in gebruik genomen. Voer maatwerk "
                "migrate uit, of zet de oude tekst terug."
            ),
            id="TextNotReleased",
        ),
    ],
)
def test_a_refusal_about_a_text_says_what_to_do_and_keeps_its_values(made, values, log, said, tells):
    tells(made(), values, log, said)
