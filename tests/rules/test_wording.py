"""Days, numbers, lists, nouns and capitals in Dutch, and texts that say nothing."""

from datetime import date

import pytest

from rules.wording import Noun, capital, day_nl, days_nl, inside, list_nl, spelled

DAYS = (
    *("vrijdag 2 januari 2026", "maandag 2 februari 2026", "maandag 2 maart 2026", "donderdag 2 april 2026"),
    *("zaterdag 2 mei 2026", "dinsdag 2 juni 2026", "donderdag 2 juli 2026", "zondag 2 augustus 2026"),
    *("woensdag 2 september 2026", "vrijdag 2 oktober 2026", "maandag 2 november 2026"),
    "woensdag 2 december 2026",
)


@pytest.mark.parametrize(("month", "text"), list(enumerate(DAYS, start=1)))
def test_a_day_is_written_in_full(month, text):
    assert day_nl(date(2026, month, 2)) == text


@pytest.mark.parametrize(("days", "text"), [(0, "0 dagen"), (1, "1 dag"), (2, "2 dagen")])
def test_one_day_is_not_one_days(days, text):
    assert days_nl(days) == text


@pytest.mark.parametrize(("names", "text"), [(["a"], "a"), (["a", "b"], "a en b"), (["a", "b", "c"], "a, b en c")])
def test_a_list_ends_in_en(names, text):
    assert list_nl(names) == text


@pytest.mark.parametrize(
    ("noun", "forms"),
    [
        (Noun("melding"), ("de melding", "deze melding", "nieuwe melding")),
        (Noun("signaal", "het"), ("het signaal", "dit signaal", "nieuw signaal")),
    ],
)
def test_the_article_decides_the_words_before_a_noun(noun, forms):
    assert (noun.the, noun.this, noun.new) == forms


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("van den Berg", "Van den Berg"),
        ("’t Hof", "’t Hof"),
        ("ijsbrandy", "IJsbrandy"),
        ("Ijzerman", "IJzerman"),
        ("ijaz", "Ijaz"),
        ("ij", "IJ"),
        ("çelik", "Çelik"),
        ("", ""),
    ],
)
def test_a_capital_takes_both_letters_of_ij(text, begun):
    assert capital(text) == begun


@pytest.mark.parametrize(
    ("text", "going_on"),
    [
        ("Hulp bij het huishouden: koken", "hulp bij het huishouden: koken"),
        ("Een traplift", "een traplift"),
        ("hulp", "hulp"),
        ("PGB voor begeleiding", "PGB voor begeleiding"),
        ("Wmo-vervoer", "Wmo-vervoer"),
        ("", ""),
    ],
)
def test_what_goes_on_in_a_sentence_has_no_capital_but_a_short_name_keeps_it(text, going_on):
    assert inside(text) == going_on


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("brief.pdf", "brief.pdf"),
        ("\u202efdp.exe", "\\u202efdp.exe"),
        ("a\u200bb\u2028c\x00", "a\\u200bb\\u2028c\\u0000"),
        ("Yıldız é 李 😀", "Yıldız é 李 😀"),
    ],
)
def test_a_sign_that_shows_nothing_is_written_out(text: str, shown: str) -> None:
    assert spelled(text) == shown
