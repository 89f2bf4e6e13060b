"""Somebody's own words in a letter: whole, or with what cannot be printed shown as such and told below them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import all_samples

from letters.making.render import document
from letters.writing.required import claims
from letters.writing.samples import sample
from letters.writing.signs import UNSHOWN, clean, quotable
from letters.writing.takes import places
from letters.writing.template import front_matter, letter_names

TOLD = "Waar [teken] staat, kunnen wij een teken niet afdrukken. De hele tekst staat in uw zaak."
QUOTING = [
    (letter, path)
    for letter in letter_names()
    for path, kind in front_matter(letter).types.items()
    if kind.name == "quotation"
]
# A decision has no types: what was asked, and what was agreed about it.
AGREED = {"datum": "2026-11-20", "wat": "een uur", "woorden": "Goed."}
ASKED = ("gevraagd[].woorden", "gevraagd[].akkoord.woorden")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("Ik kan ⛔ traplopen en ❌ koken.", "Ik kan [teken] traplopen en [teken] koken.", id="signs"),
        pytest.param("a😀b", "a[teken]b", id="a sign between two words"),
        pytest.param("Hulp 👨\u200d👩\u200d👧 👍🏽 graag", "Hulp [teken] graag", id="a row of signs"),
        pytest.param("我需要帮助 hulp 洗澡", "[teken] hulp [teken]", id="Chinese"),
        pytest.param("ሓገዝ የድልየኒ ኣሎ", "[teken]", id="Tigrinya"),
        pytest.param("שָׁלוֹם עליכם", "[teken]", id="Hebrew with its vowels"),
        pytest.param("Ik kan niet\tlopen.", "Ik kan niet lopen.", id="a tab"),
        pytest.param("Ik krijg\u3000geen\u2003\u00a0hulp", "Ik krijg geen hulp", id="spaces of other kinds"),
        pytest.param("Eén.\r\n\r\nTwee. ", "Eén.\n\nTwee.", id="paragraphs stay"),
        pytest.param("\uf0b7 brood\u00ad", "• brood", id="a bullet of a word processor"),
        pytest.param("lief ❤\ufe0f", "lief ❤", id="a sign without its choice of looks"),
        pytest.param("m\u0302😀", "m\u0302[teken]", id="a mark of the letter before it"),
        pytest.param("weg\ufffd", "weg[teken]", id="what a program could not read"),
    ],
)
def test_own_words_show_where_a_sign_is_missing(said: str, shown: str) -> None:
    assert quotable(said) == shown


@given(st.text(max_size=60))
def test_any_words_can_be_printed_and_lose_nothing_silently(said: str) -> None:
    shown = quotable(said)
    assert clean(shown, "") == shown
    assert quotable(shown) == shown
    assert bool(shown) or not any(sign.isalnum() for sign in said)


def set_all(values: dict[str, Any], path: str, words: str) -> None:
    for owner, name, _ in places(values, path, skip=True):
        owner[name] = words


@pytest.mark.parametrize(("letter", "path"), QUOTING, ids=[f"{letter} {path}" for letter, path in QUOTING])
def test_below_own_words_a_letter_says_that_a_sign_is_missing(letter: str, path: str) -> None:
    values = sample(letter)
    assert TOLD not in " ".join(document(letter, values).text)
    set_all(values, path, f"Ik kan {UNSHOWN} lopen.")
    said = document(letter, values).text
    place = next(number for number, line in enumerate(said) if UNSHOWN in line)
    assert said[place + 1] == TOLD


def test_a_decision_says_so_below_what_was_asked_and_agreed() -> None:
    found = dict.fromkeys(ASKED, 0)
    for letter, name in all_samples():
        for path in ASKED if "gevraagd" in sample(letter, name) else ():
            values = sample(letter, name)
            values["gevraagd"][0] |= {"naam": "hulp", "akkoord": dict(AGREED)}
            values["feiten"] = dict.fromkeys(claims(), True)
            set_all(values, path, f"Ik kan {UNSHOWN} lopen.")
            text = " ".join(document(letter, values).text)
            assert (TOLD in text) == (UNSHOWN in text.replace(TOLD, "")), f"{letter} {name} {path}"
            found[path] += TOLD in text
    assert all(found.values()), found
