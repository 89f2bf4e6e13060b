"""How much, from Dutch words and back: exactly, or not at all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.asked import extent as words
from rules.asked.extent import extent, figures, in_words
from rules.asked.quantity import Per, Quantity, Unit

QUANTITIES = st.builds(Quantity, st.integers(1, 10**7), st.sampled_from(Unit), st.sampled_from(Per))


@pytest.mark.parametrize(
    ("text", "amount", "unit", "per"),
    [
        ("4 uur per week", 240, Unit.MINUTE, Per.WEEK),
        ("1,5 uur per week", 90, Unit.MINUTE, Per.WEEK),
        ("1.5 uur per week", 90, Unit.MINUTE, Per.WEEK),
        ("anderhalf uur in de week", 90, Unit.MINUTE, Per.WEEK),
        ("een half uur per dag", 30, Unit.MINUTE, Per.DAY),
        ("17 uur en 20 minuten per maand", 1040, Unit.MINUTE, Per.MONTH),
        ("17,33 uur per maand", 1040, Unit.MINUTE, Per.MONTH),
        ("45 minuten per werkdag", 45, Unit.MINUTE, Per.WORKING_DAY),
        ("2500 km per jaar", 2500, Unit.KILOMETRE, Per.YEAR),
        ("2.500 kilometer per jaar", 2500, Unit.KILOMETRE, Per.YEAR),
        ("€ 50 per maand", 5000, Unit.CENT, Per.MONTH),
        ("€ 1.250,50 per 4 weken", 125050, Unit.CENT, Per.FOUR_WEEKS),
        ("450 euro eenmalig", 45000, Unit.CENT, Per.ONCE),
        ("€ 450,- in totaal", 45000, Unit.CENT, Per.ONCE),
        ("1 keer", 1, Unit.SESSION, Per.ONCE),
        ("4 dagdelen per week.", 4, Unit.DAYPART, Per.WEEK),
        ("een traplift", 1, Unit.PIECE, Per.ONCE),
        ("2 rolstoelen", 2, Unit.PIECE, Per.ONCE),
        ("12 gesprekken", 12, Unit.SESSION, Per.ONCE),
        ("Vier uur  per WEEK", 240, Unit.MINUTE, Per.WEEK),
    ],
)
def test_words_say_an_amount(text, amount, unit, per):
    assert extent(text) == Quantity(amount, unit, per)


@pytest.mark.parametrize(
    "text",
    [
        "", "hulp in huis", "4", "4 uur", "2500 km", "€ 50", "4 uur of zo", "2 à 3 uur per week", "zo veel mogelijk",
        "naar behoefte", "4 uur per week, als er plaats is", "0 uur per week", "0,4 minuten per week", "een beetje",
        "een voorschot", "een uur", "4 uur per week en 2 km per jaar", "-4 uur per week", "4e uur per week",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_no_amount(text):
    assert extent(text) is None


@given(QUANTITIES)
def test_an_amount_in_words_is_read_as_the_same(quantity):
    assert extent(in_words(quantity)) == quantity


def test_a_period_that_the_words_forget_would_be_noticed(monkeypatch):
    monkeypatch.setitem(words._PER_NL, Per.WEEK, "")

    assert extent(in_words(Quantity(60, Unit.MINUTE, Per.WEEK))) is None


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity(90, Unit.MINUTE, Per.WEEK), "1 uur en 30 minuten per week"),
        (Quantity(61, Unit.MINUTE, Per.DAY), "1 uur en 1 minuut per dag"),
        (Quantity(45, Unit.MINUTE, Per.WORKING_DAY), "45 minuten per werkdag"),
        (Quantity(0, Unit.MINUTE, Per.WEEK), "0 uur per week"),
        (Quantity(125005, Unit.CENT, Per.MONTH), "€ 1.250,05 per maand"),
        (Quantity(45000, Unit.CENT, Per.ONCE), "€ 450 in totaal"),
        (Quantity(1, Unit.DAYPART, Per.FOUR_WEEKS), "1 dagdeel per 4 weken"),
        (Quantity(2, Unit.NIGHT, Per.YEAR), "2 nachten per jaar"),
    ],
)
def test_an_amount_is_said_as_people_say_it(quantity, text):
    assert in_words(quantity) == text


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("twee à drie uur", [180]),
        ("2-3 uur per week", [180]),
        ("offertes van 180,00 en 214,00 euro", [21400]),
        ("op maandag van 9 tot 12 uur", []),
        ("om 9 uur", []),
        ("9 uur en 20 km", [540, 20]),
        ("een bril van vorig jaar", []),
        ("€ 12,50", [1250]),
    ],
)
def test_amounts_are_found_in_a_text_and_clock_times_are_none(text, amounts):
    assert [figure.amount for figure in figures(text)] == amounts


def test_an_amount_is_a_fraction_and_never_a_float():
    (found,) = figures("0,1 uur")

    assert found.amount == Fraction(6)
    assert isinstance(found.amount, Fraction)


@pytest.mark.parametrize(
    ("quantity", "unit", "minutes", "yearly"),
    [
        (Quantity(4, Unit.DAYPART, Per.WEEK), Unit.MINUTE, 240, 4 * 240 * 52),
        (Quantity(240, Unit.MINUTE, Per.MONTH), Unit.DAYPART, 240, 12),
        (Quantity(4, Unit.DAYPART, Per.WEEK), Unit.MINUTE, None, None),
        (Quantity(4, Unit.TRIP, Per.YEAR), Unit.KILOMETRE, 240, None),
        (Quantity(30, Unit.MINUTE, Per.DAY), Unit.MINUTE, None, 30 * 364),
        (Quantity(30, Unit.MINUTE, Per.WORKING_DAY), Unit.MINUTE, None, 30 * 260),
        (Quantity(3, Unit.PIECE, Per.ONCE), Unit.PIECE, None, 3),
    ],
)
def test_a_unit_becomes_another_only_by_a_setting(quantity, unit, minutes, yearly):
    assert quantity.yearly_in(unit, daypart_minutes=minutes) == yearly


def test_a_year_is_52_weeks_and_13_times_four_and_12_months():
    whole = {per: per.in_a_year for per in Per}

    assert (whole[Per.WEEK], whole[Per.FOUR_WEEKS], whole[Per.MONTH], whole[Per.YEAR]) == (52, 13, 12, 1)
    assert [per.rank for per in Per] == sorted(per.rank for per in Per)
