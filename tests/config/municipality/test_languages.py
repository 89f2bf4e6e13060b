"""One line in the language of who reads a letter: found by what people call it, and written the way it runs."""

import unicodedata

import pytest
from pydantic import ValidationError

from config.municipality import municipality
from config.municipality.languages import Language, Languages

TURKISH = Language(code="tr", naam="Turks", ook=("Türkçe",), zin="Bu önemli bir mektuptur: {telefoon}.")
HEBREW = Language(code="he", naam="Hebreeuws", zin="{telefoon} מכתב חשוב")
NORTHERN = Language(code="se", naam="Noord-Samisch", zin="Dát lea dehálaš reive: {telefoon}.")
LISTED = Languages(talen=(TURKISH, HEBREW, NORTHERN))


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Turks", "tr"),
        ("TÜRKÇE", "tr"),
        ("Koerdisch, een beetje Turks", "tr"),
        ("noord-samisch", "se"),
        ("Hebreeuws en Turks", "he"),
        ("Turkmeens", None),
        ("Nederlands", None),
        ("", None),
    ],
)
def test_a_language_is_known_by_each_of_its_names_and_by_no_other(told, code):
    found = LISTED.spoken(told)
    assert (found.code if found else None) == code


def test_a_line_runs_the_way_its_letters_do_whatever_it_begins_with():
    assert [one.direction for one in LISTED.talen] == ["ltr", "rtl", "ltr"]


def test_a_number_keeps_its_order_between_letters_that_run_to_the_left():
    """A space between two numbers turns with the text around it; one that does not break belongs to the number."""
    line = HEBREW.line("085 000 04 00")
    assert line == {"code": "he", "zin": "085\u00a0000\u00a004\u00a000 מכתב חשוב", "richting": "rtl"}
    assert unicodedata.bidirectional("\u00a0") == "CS"
    assert unicodedata.bidirectional(" ") == "WS"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"zin": "Bu önemli bir mektuptur."}, "{telefoon}"),
        ({"zin": "{telefoon} {naam}"}, "andere accolades"),
        ({"zin": "{telefoon} " + "a" * 160}, "160"),
        ({"code": "Turks"}, "pattern"),
        ({"naam": " "}, "at least 1"),
    ],
)
def test_a_line_that_no_letter_can_have_is_refused(changes, said):
    with pytest.raises(ValidationError) as refused:
        Language(**TURKISH.model_dump() | changes)
    assert said in str(refused.value)


def test_one_name_for_two_languages_is_refused():
    other = HEBREW.model_copy(update={"ook": ("turks",)})
    with pytest.raises(ValidationError, match="turks"):
        Languages(talen=(TURKISH, other))


def test_every_line_of_the_sample_municipality_has_its_number_and_a_name_in_dutch():
    house = municipality()
    for one in house.talen:
        assert house.line_for(f"{one.naam}, geen Nederlands")["zin"].count("085\u00a0000\u00a004\u00a000") == 1
    assert house.line_for("Nederlands") == {}
