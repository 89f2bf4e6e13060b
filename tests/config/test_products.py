"""The list of products: closed, dated, and found by the words that citizens use."""

from datetime import date

import pytest

from config import products as listed
from config import standards as settings
from config.law.file import LawDataError
from config.products import formed, product, product_of, products
from config.standards import standards
from rules.asked.grants import Grant
from rules.asked.items import Length
from rules.facts import Item

TODAY = date(2027, 3, 1)
SMALL = """
course = "klein"
valid_from = 2026-01-01
usual_term = "P2Y"

[[product]]
key = "lamp"
name = "leeslamp"
words = ["lamp", "grote lamp"]
sorts = [["rode lamp"], ["blauwe lamp"]]
units = ["piece"]
forms = ["natura"]
"""


@pytest.fixture
def read(tmp_path):
    """The products of a folder with one file."""

    def products_in(text):
        (tmp_path / "klein.toml").write_text(text)
        return products(TODAY, tmp_path)

    yield products_in
    products.cache_clear()


def _keys(words, course="wmo"):
    return [(found.product.key, found.sort) for found in product_of(words, course, on=TODAY)]


def test_every_product_of_every_course_is_there():
    courses = [product.course for product in products(TODAY)]

    assert len(courses) == 102
    assert {course: courses.count(course) for course in {*courses}} == {
        "bezwaar": 2,
        "bijstand": 6,
        "bijzonder": 22,
        "elders": 11,
        "herziening": 3,
        "jeugd": 15,
        "parkeerkaart": 5,
        "schuldhulp": 12,
        "wmo": 26,
    }


def test_what_is_other_is_a_product():
    keys = {product.key for product in products(TODAY)}

    assert {other for product in products(TODAY) for other in product.other} - keys == set()


@pytest.mark.parametrize(
    ("words", "course", "keys"),
    [
        ("Personenalarmering", "wmo", [("alarm", "")]),
        ("een trap\u00adlift", "wmo", []),
        ("één traplift, graag", "wmo", [("stair_lift", "")]),
        ("toiletverhoger", "wmo", [("home_aid", "toiletverhoger")]),
        ("hulp in huis", "wmo", [("household_help", ""), ("guidance", "")]),
        ("lift naar boven of een traplift", "wmo", [("home_lift", "")]),
        ("huishoudelijke hulp", "bezwaar", [("household_help", "")]),
        ("SCHULDREGELING, zonder CJIB", "schuldhulp", [("debt_settlement", "")]),
        ("iets heel anders", "wmo", []),
    ],
    ids=[
        "capitals",
        "a-hidden-hyphen-is-no-match",
        "accents-and-signs",
        "a-sort",
        "two-fit",
        "the-longest",
        "of-another-course",
        "words-around-it",
        "nothing",
    ],
)
def test_words_lead_to_each_product_that_they_may_mean(words, course, keys):
    assert _keys(words, course) == keys


def test_the_version_of_the_day_counts(read, tmp_path):
    later = SMALL.partition("[[product]]")[2].replace('name = "leeslamp"', 'name = "lees"\nvalid_from = 2027-06-01')
    read(SMALL + "\n[[product]]" + later)

    assert [each.name for each in products(TODAY, tmp_path)] == ["leeslamp"]
    assert [each.name for each in products(date(2027, 6, 1), tmp_path)] == ["lees"]
    assert products(date(2025, 12, 31), tmp_path) == ()


def test_the_order_of_versions_in_the_file_does_not_count(read):
    older = SMALL.partition("[[product]]")[2].replace('name = "leeslamp"', 'name = "oud"\nvalid_from = 2020-01-01')

    assert [each.name for each in read(SMALL + "\n[[product]]" + older)] == ["leeslamp"]


def test_a_product_is_found_by_its_key():
    assert product("stair_lift", "wmo", on=TODAY).name == "traplift"
    assert product("stair_lift", "jeugd", on=TODAY) is None


def test_a_product_takes_the_term_of_its_course_or_its_own(read):
    assert [each.usual for each in read(SMALL)] == [Length(months=24)]
    own = SMALL.replace('units = ["piece"]', 'units = ["piece"]\nusual_term = "P4W"')
    products.cache_clear()

    assert [each.usual for each in read(own)] == [Length(days=28)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('course = "klein"', 'course = "groot"', "klein.toml:2: course is “groot”, maar moet “klein” zijn"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-01\ncolour = 1", "onbekend veld: colour"),
        ('key = "lamp"', "", "key ontbreekt"),
        ('forms = ["natura"]', 'forms = ["cadeau"]', "forms kent geen “cadeau”"),
        ('units = ["piece"]', 'units = ["uur"]', "units kent geen “uur”"),
        ('sorts = [["rode lamp"], ["blauwe lamp"]]', "sorts = [[1]]", "sorts moet een lijst zijn van lijsten"),
        ('usual_term = "P2Y"', 'usual_term = "twee jaar"', "usual_term kent “twee jaar” niet"),
        ("[[product]]", '[[product]]\nkey = "lamp"\nname = "x"\n[[product]]', "lamp staat er al"),
    ],
)
def test_a_list_with_a_mistake_is_refused_at_its_line(read, old, new, told):
    with pytest.raises(LawDataError) as refused:
        read(SMALL.replace(old, new, 1))

    assert told in str(refused.value)


def test_a_usual_term_below_the_floor_is_refused(read, monkeypatch):
    monkeypatch.setitem(listed.SHORTEST, "klein", Length(months=36))

    with pytest.raises(LawDataError, match="korter dan in deze wet mag"):
        read(SMALL)


def test_without_the_floor_a_short_term_would_pass(read):
    assert read(SMALL.replace("P2Y", "P1D"))[0].usual == Length(days=1)


GIVEN = """
[[standards]]
valid_from = 2026-01-01
start_days = 7
agreement_weeks = 6
withdrawal_days = 21
"""
DUTY = """
[[duties]]
name = 'he tells what changes'
valid_from = 2026-01-01
"""


@pytest.fixture
def held_to(tmp_path):
    def read_from(text, on=TODAY):
        (tmp_path / "standards.toml").write_text(text)
        return standards(on, tmp_path / "standards.toml")

    yield read_from
    standards.cache_clear()


def test_a_municipality_may_protect_more(held_to):
    found = held_to(GIVEN)

    assert (found.start_days, found.agreement_weeks, found.withdrawal_days) == (7, 6, 21)


def test_the_settings_of_the_day_count(held_to):
    later = GIVEN.replace("2026-01-01", "2027-03-02").replace("= 7", "= 3")

    assert held_to(GIVEN + later).start_days == 7
    standards.cache_clear()
    assert held_to(GIVEN + later, date(2027, 3, 2)).start_days == 3


def test_a_duty_is_neutral_from_its_own_day(held_to):
    listed = f"{GIVEN}{DUTY.replace('2026', '2027')}has = ['meld']\nwords = ['u|meldt|dit']"

    assert not held_to(listed, date(2026, 12, 31)).phrases.is_neutral("U meldt dit")
    standards.cache_clear()
    assert held_to(listed, date(2027, 1, 1)).phrases.is_neutral("U meldt dit")


def test_a_pattern_may_name_a_part_that_stands_before_it(held_to):
    parts = "[[parts]]\nname = 'tell'\ntext = '(meldt|zegt)'\n[[parts]]\nname = 'say'\ntext = 'u {tell}'\n"
    phrases = held_to(f"{GIVEN}{parts}{DUTY}has = ['^{{say}} .{{2,3}}$']\nwords = ['u|{{tell}}|dit|alles']").phrases

    assert phrases.is_neutral("U zegt dit")
    assert not phrases.is_neutral("U zegt alles")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("start_days = 7", "start_days = 400", "start_days mag niet hoger zijn dan 14"),
        ("agreement_weeks = 6", "agreement_weeks = 520", "agreement_weeks mag niet hoger zijn dan 8"),
        (
            "withdrawal_days = 21",
            "withdrawal_days = 21\nat_once = ['1 minuut per jaar']",
            "at_once mag niet lager zijn dan",
        ),
        ("withdrawal_days = 21", "withdrawal_days = 21\nat_once = ['genoeg']", "is geen hoeveelheid"),
        ("withdrawal_days = 21", "withdrawal_days = 0", "withdrawal_days mag niet lager zijn dan 14"),
        ("start_days = 7", "start_days = 7\ndaypart_minutes = 30", "een dagdeel is drie tot vier uur"),
        ("start_days = 7", "start_days = 7\nrefusing = ['(']", "refusing bevat een patroon dat niet klopt"),
        ("start_days = 7", "start_days = 7\noutcome = 'granted'", "onbekend veld: outcome"),
        (GIVEN, f"{GIVEN}{DUTY}has = ['meld']", "schrijf in has en words ten minste één patroon"),
        (GIVEN, f"{GIVEN}{DUTY}words = ['meld']", "schrijf in has en words ten minste één patroon"),
        (GIVEN, f"{GIVEN}{DUTY}has = ['{{tell}}']\nwords = ['meld']", "has noemt een stuk dat er niet is: {tell}"),
        (GIVEN, f"{GIVEN}{DUTY}has = ['(']\nwords = ['meld']", "has bevat een patroon dat niet klopt"),
        ("2026-01-01", "2030-01-01", "staan er geen instellingen om te vergelijken"),
    ],
)
def test_settings_that_protect_less_are_refused(held_to, old, new, told):
    with pytest.raises(LawDataError) as refused:
        held_to(GIVEN.replace(old, new))

    assert told in str(refused.value)


def test_without_the_floor_such_a_setting_would_pass(held_to, monkeypatch):
    monkeypatch.setattr(settings, "START_DAYS", 400)

    # It would be read; what compares has a floor of its own, so that a change in the file alone is not enough.
    assert held_to(GIVEN.replace("start_days = 7", "start_days = 400")).start_days == 14


def test_a_card_is_a_card_and_nothing_else_says_its_form_by_itself():
    def form(key, course, **given):
        return formed(Item(words="Dit.", product=key, **given), course, on=TODAY).form

    assert form("driver_card", "parkeerkaart") is Grant.CARD
    assert form("driver_card", "parkeerkaart", form=Grant.BUDGET) is Grant.BUDGET
    # Help in kind, of which nobody said how much, is vague.
    assert {form(one.key, "wmo") for one in products(TODAY) if one.course == "wmo"} == {None}
    assert form("", "parkeerkaart") is None
