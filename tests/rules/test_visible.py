"""What somebody can read, by one definition: every sign of Unicode, and texts that are made of none that shows."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import visible
from rules.visible import blank, explains, shows

UNSEEN = {
    "nothing": "",
    "a space": " ",
    "no-break space": "\u00a0",
    "zero width": "\u200b\u200d\ufeff",
    "soft hyphen": "\u00ad",
    "empty braille": "\u2800",
    "Hangul filler": "\u3164",
    "its half": "\uffa0",
    "initial and medial filler": "\u115f\u1160",
    "tag": "\U000e0041",
    "variation": "\ufe0f",
    "a point": ".",
    "dashes": "- — -",
    "accent without a letter": "\u0301",
}


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_what_shows_no_letter_or_figure_is_blank(text):
    assert blank(text)


@pytest.mark.parametrize("text", ["x", "7", "\u200bé", "\u3164 Kim", "한", "李"])
def test_what_shows_one_is_not(text):
    assert not blank(text)


@pytest.mark.parametrize(
    "text",
    ["李小龍", "Ŵ", "½", "ⵢⴰⵏ", "\U0001e900", "\u07ca", "محمد"],
    ids=["hanzi", "welsh", "half", "tifinagh", "adlam", "nko", "arabic"],
)
def test_letters_of_every_script_that_people_here_write_show(text):
    assert not blank(text)


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("De zoon meldde het overlijden.", True),
        ("x" * 20, True),
        ("x" * 19, False),
        ("x" * 15 + "." * 5, True),
        ("x" * 14 + "." * 6, False),
        ("x" + "\u200b" * 40, False),
        ("x\u0301" * 10, False),
        ("\u00a0" * 10 + "x" * 15, False),
        ("\u0445" * 40, False),
    ],
    ids=[
        "a sentence",
        "just enough",
        "one too few",
        "mostly letters",
        "hardly",
        "zero width",
        "marks",
        "spaces",
        "cyrillic",
    ],
)
def test_what_explains_something_is_mostly_letters_that_show(text, enough):
    assert explains(text, 20) is enough


def test_nothing_shows_that_this_python_knows_as_no_letter_or_figure():
    """Of every sign: what is a mark, a space, a format, private, unassigned, or no sign at all shows nothing."""
    for point in range(0x110000):
        if unicodedata.category(chr(point))[0] not in "LN":
            assert not shows(chr(point)), hex(point)


def test_the_ranges_are_what_shows():
    inside = {point for first, last in visible.ranges() for point in range(first, last + 1)}
    assert inside == {point for point in range(0x110000) if shows(chr(point))}
    assert {point for first, last in visible.ranges(0x24F) for point in range(first, last + 1)} == {
        point for point in inside if point <= 0x24F
    }


@given(st.text(st.characters(categories=["Mn", "Me", "Mc", "Cf", "Zs", "Zl", "Zp", "Cc", "Co", "Cn", "Lm", "Po"])))
def test_what_is_made_of_signs_without_letters_is_blank_and_explains_nothing(text):
    assert blank(text)
    assert not explains(text, 1)


@given(st.text(), st.integers(1, 30))
def test_what_explains_something_is_not_blank(text, least):
    assert not (explains(text, least) and blank(text))
