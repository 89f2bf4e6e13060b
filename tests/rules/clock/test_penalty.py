"""What deciding late costs."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.law import law
from rules.clock.deadline import deadline
from rules.clock.penalty import NoPenalty, Penalty, Tariff, penalty, shares, tariff_on
from rules.errors import OutsideCalendar

TERM_END = date(2026, 3, 30)
NOTICE = date(2026, 4, 7)


@pytest.fixture
def due(the_law):
    def computed(notice_on=NOTICE, **other):
        return penalty(TERM_END, notice_on, tariffs=the_law.penalty, calendar=the_law.calendar, **other)

    return computed


@pytest.mark.parametrize(
    ("days", "now", "before_2019"),
    [
        *((-1, 0, 0), (0, 0, 0), (1, 23, 20), (13, 299, 260), (14, 322, 280), (15, 357, 310), (20, 532, 460)),
        *((28, 812, 700), (29, 857, 740), (41, 1397, 1220), (42, 1442, 1260), (43, 1442, 1260), (60, 1442, 1260)),
    ],
)
def test_the_scale_rises_in_three_steps(the_law, days, now, before_2019):
    old, new = the_law.penalty
    assert (new.amount(days), old.amount(days)) == (now, before_2019)


def test_the_amount_is_capped_at_the_maximum():
    tariff = Tariff(date(2020, 1, 1), None, ((10, 100),), 250, "", confirmed=True)
    assert [tariff.amount(days) for days in (2, 3, 9)] == [200, 250, 250]
    assert tariff.max_days == 10


def test_the_penalty_starts_two_full_weeks_after_the_notice(due):
    assert due() == Penalty(date(2026, 4, 22), date(2026, 6, 2), 42, 1442)


@pytest.mark.parametrize(
    ("notice", "first"),
    [
        pytest.param(date(2026, 4, 2), date(2026, 4, 17), id="thursday to thursday"),
        pytest.param(date(2026, 4, 13), date(2026, 4, 29), id="two weeks end on koningsdag"),
        pytest.param(date(2026, 4, 18), date(2026, 5, 5), id="two weeks end on saturday, then 5 may counts"),
        pytest.param(date(2026, 4, 30), date(2026, 5, 19), id="ascension and the decree day"),
    ],
)
def test_the_two_weeks_roll_but_the_penalty_days_do_not(due, notice, first):
    assert due(notice).first_on == first
    assert due(notice).last_on == first + timedelta(41)


@pytest.mark.parametrize(
    ("until", "days", "amount"),
    [
        pytest.param(date(2026, 4, 1), 0, 0, id="long before"),
        pytest.param(date(2026, 4, 21), 0, 0, id="the day before"),
        pytest.param(date(2026, 4, 22), 1, 23, id="the first day"),
        pytest.param(date(2026, 5, 5), 14, 322, id="two weeks"),
        pytest.param(date(2026, 5, 11), 20, 532, id="twenty days"),
        pytest.param(date(2026, 6, 2), 42, 1442, id="the last day"),
        pytest.param(date(2026, 8, 1), 42, 1442, id="long after"),
    ],
)
def test_the_days_count_through_the_day_asked_about(due, until, days, amount):
    found = due(until=until)
    assert (found.days, found.amount_eur) == (days, amount)
    assert (found.first_on, found.last_on) == (date(2026, 4, 22), date(2026, 6, 2))


@pytest.mark.parametrize("notice", [date(2026, 3, 20), TERM_END])
def test_a_notice_before_the_term_has_passed_starts_nothing(due, notice):
    assert due(notice) == Penalty(None, None, 0, 0, NoPenalty.PREMATURE)


def test_the_day_after_the_term_is_early_enough(due):
    assert due(TERM_END + timedelta(1)).first_on == date(2026, 4, 15)


@pytest.mark.parametrize("reason", list(NoPenalty))
def test_an_exception_of_the_law_leaves_nothing_due(due, reason):
    assert due(excluded=reason) == Penalty(None, None, 0, 0, reason)


def test_a_premature_notice_is_named_before_another_exception(due):
    assert due(TERM_END, excluded=NoPenalty.UNFOUNDED).reason is NoPenalty.PREMATURE


@pytest.mark.parametrize(
    ("notice", "first", "amount"),
    [
        pytest.param(date(2018, 12, 14), date(2018, 12, 29), 1260, id="starts in 2018: the old tariff"),
        pytest.param(date(2018, 12, 17), date(2019, 1, 1), 1442, id="starts in 2019: the new tariff"),
    ],
)
def test_the_tariff_of_the_first_day_counts(the_law, notice, first, amount):
    found = penalty(date(2018, 12, 1), notice, tariffs=the_law.penalty, calendar=the_law.calendar)
    assert (found.first_on, found.amount_eur) == (first, amount)


def test_before_the_law_of_2009_there_is_no_tariff(the_law):
    with pytest.raises(OutsideCalendar) as refusal:
        tariff_on(date(2009, 9, 30), the_law.penalty)
    assert refusal.value.day == date(2009, 9, 30)
    assert tariff_on(date(2009, 10, 1), the_law.penalty).max_eur == 1260
    assert tariff_on(date(2018, 12, 31), the_law.penalty).max_eur == 1260


def test_the_amount_is_set_within_two_weeks_of_the_last_day(the_law, due):
    last_on = due().last_on
    set_by = deadline(last_on, the_law.term("awb_dwangsom_vaststelling", on=last_on), calendar=the_law.calendar)
    assert set_by.on == date(2026, 6, 16)


@pytest.mark.parametrize(
    ("amount", "applicants", "expected"),
    [
        (1442, 1, ["1442"]),
        (1442, 2, ["721", "721"]),
        (1442, 3, ["480.67", "480.67", "480.66"]),
        (23, 7, ["3.29", "3.29", "3.29", "3.29", "3.28", "3.28", "3.28"]),
    ],
)
def test_applicants_share_equally(amount, applicants, expected):
    assert shares(amount, applicants) == tuple(Decimal(share) for share in expected)


@given(st.integers(0, 1442), st.integers(1, 12))
def test_shares_add_up_and_differ_at_most_a_cent(amount, applicants):
    parts = shares(amount, applicants)
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= Decimal("0.01")


@given(st.dates(date(2010, 1, 1), date(2080, 1, 1)), st.integers(1, 30), st.integers(0, 99))
def test_waiting_longer_never_costs_less(term_end, after, days):
    shipped = law()
    notice = term_end + timedelta(after)
    now, later = (
        penalty(term_end, notice, tariffs=shipped.penalty, calendar=shipped.calendar, until=notice + timedelta(n))
        for n in (days, days + 1)
    )
    assert now.amount_eur <= later.amount_eur
    assert now.days <= later.days <= 42


@pytest.mark.parametrize(
    ("days", "parts"),
    [
        (-1, ()), (0, ()), (1, ((1, 23),)), (14, ((14, 23),)), (15, ((14, 23), (1, 35))),
        (28, ((14, 23), (14, 35))), (29, ((14, 23), (14, 35), (1, 45))), (60, ((14, 23), (14, 35), (14, 45))),
    ],
)  # fmt: skip
def test_the_days_are_told_per_tariff_and_add_up_to_the_amount(the_law, days, parts):
    _, now = the_law.penalty
    assert now.parts(days) == parts
    assert sum(count * euros for count, euros in parts) == now.amount(days)
