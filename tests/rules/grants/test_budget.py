"""How much a budget buys at a tariff, and that nothing else compares money with hours."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.asked.quantity import Per, Quantity, Unit
from rules.grants.budget import bought

FROM, A_YEAR = date(2026, 12, 1), date(2027, 11, 30)


def hours(minutes: int, per: Per = Per.WEEK) -> Quantity:
    return Quantity(minutes, Unit.MINUTE, per)


def euros(cents: int, per: Per = Per.WEEK) -> Quantity:
    return Quantity(cents, Unit.CENT, per)


@pytest.mark.parametrize(
    ("gives", "budget", "price", "last", "expected"),
    [
        pytest.param(hours(120), euros(46_00), 23_00, None, 120, id="the-hours-at-their-price"),
        pytest.param(hours(120), euros(45_99), 23_00, None, 119, id="a-cent-less-is-a-minute-less"),
        pytest.param(hours(120), euros(99_00), 23_00, None, 120, id="never-more-than-was-given"),
        pytest.param(hours(120), euros(2392_00, Per.YEAR), 23_00, None, 120, id="a-year-of-weeks"),
        pytest.param(hours(120), euros(199_34, Per.MONTH), 23_00, None, 120, id="a-month-rounded-up"),
        pytest.param(hours(120), euros(199_33, Per.MONTH), 23_00, None, 119, id="a-month-rounded-down"),
        pytest.param(hours(120), euros(2392_00, Per.ONCE), 23_00, A_YEAR, 120, id="all-at-once-for-a-year"),
        pytest.param(hours(120), euros(2392_00, Per.ONCE), 23_00, None, None, id="all-at-once-without-an-end"),
        pytest.param(hours(120), euros(2392_00, Per.ONCE), 23_00, date(2026, 11, 30), None, id="no-time-at-all"),
        pytest.param(hours(6240, Per.ONCE), euros(46_00), 23_00, A_YEAR, 6240, id="each-week-for-a-whole"),
        pytest.param(hours(6240, Per.ONCE), euros(46_00), 23_00, None, None, id="each-week-without-an-end"),
        pytest.param(hours(600, Per.ONCE), euros(230_00, Per.ONCE), 23_00, None, 600, id="a-whole-for-a-whole"),
        pytest.param(hours(120), euros(1_00), 23_00, None, 2, id="a-euro-buys-two-minutes"),
        pytest.param(hours(120), euros(9999_00), None, None, None, id="without-a-price-nobody-knows"),
        pytest.param(Quantity(2, Unit.DAYPART, Per.WEEK), euros(80_00), 40_00, None, 2, id="parts-of-a-day"),
        pytest.param(Quantity(2, Unit.DAYPART, Per.WEEK), euros(79_99), 40_00, None, 1, id="one-part-of-a-day"),
        pytest.param(euros(345_00, Per.MONTH), euros(300_00, Per.MONTH), None, None, 300_00, id="money-is-its-amount"),
        pytest.param(
            euros(345_00, Per.MONTH), euros(345_00, Per.ONCE), None, A_YEAR, 28_75, id="once-is-not-each-month"
        ),
    ],
)
def test_a_budget_gives_what_it_buys(
    gives: Quantity, budget: Quantity, price: int | None, last: date | None, expected: int | None
) -> None:
    sure = bought(gives, budget, price=price, first=FROM, last=last)
    assert sure == (None if expected is None else Quantity(expected, gives.unit, gives.per))


@given(st.integers(1, 10_000), st.integers(1, 1_000_00), st.integers(1, 100_00), st.sampled_from([*Per][:-1]))
def test_it_is_whole_only_where_the_hours_cost_no_more(minutes: int, cents: int, price: int, per: Per) -> None:
    sure = bought(hours(minutes, per), euros(cents, per), price=price, first=FROM, last=None)
    assert sure is not None
    assert (sure.amount == minutes) is (Fraction(minutes * price, 60) <= cents)
    assert sure.amount <= minutes
