"""A municipality's own text is read before somebody releases it: what may refuse is shown, and ours is not read."""

import pytest

from desk.letters.text_view import refusing
from letters.writing.template import front_matter, letter_names
from letters.writing.texts import body, file_of, shipped

ADDED = "Dat vergoeden wij niet."


@pytest.mark.parametrize(
    ("letter", "shown"),
    [
        pytest.param("wmo/uitnodiging-gesprek", (ADDED,), id="an invitation"),
        pytest.param("wmo/toekenning", (ADDED,), id="a grant"),
        pytest.param("wmo/afwijzing", (), id="a rejection, which needs its call"),
    ],
)
def test_a_sentence_of_their_own_that_refuses_is_shown(letter, shown):
    name = file_of(letter)
    assert refusing(name, f"{body(shipped(name))}\n{ADDED} {{{{ zaak.nummer }}}}\n") == shown


@pytest.mark.parametrize("letter", [one for one in letter_names() if not front_matter(one).adverse])
def test_our_own_texts_are_not_read(letter):
    name = file_of(letter)
    assert refusing(name, body(shipped(name))) == ()


def test_a_part_that_letters_share_is_read():
    assert refusing("shared/_contact.md.j2", ADDED) == (ADDED,)
