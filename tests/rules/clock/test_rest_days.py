"""Moving past days of rest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.law import law
from rules.clock.rest_days import rest_name, roll, two_working_days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 21), "zaterdag"),
        (date(2026, 11, 22), "zondag"),
        (date(2026, 12, 26), "tweede kerstdag"),
        (date(2026, 4, 27), "Koningsdag"),
        (date(2026, 11, 23), None),
    ],
)
def test_a_day_of_rest_has_a_name(calendar, day, name):
    assert rest_name(day, calendar) == name


@given(st.dates(date(1994, 1, 1), date(2090, 1, 1)))
def test_rolling_agrees_with_the_calendar(day):
    calendar = law().calendar
    steps = roll(day, calendar)
    assert (steps[-1].on if steps else day) == calendar.roll(day)
    if steps:
        assert len(steps[0].names) == steps[0].days


@given(st.dates(date(1994, 1, 1), date(2090, 1, 1)), st.integers(0, 14))
def test_after_art_2_there_are_two_working_days(start, days):
    calendar = law().calendar
    end = start + timedelta(days)
    steps = two_working_days(start, end, (), calendar)
    last = steps[-1].on if steps else end
    assert calendar.working_days_between(start, last) >= 2
    if steps:
        assert calendar.working_days_between(start, last) == 2
        assert steps[0].days == (last - end).days


def test_a_term_that_ends_on_its_second_working_day_stays(calendar):
    monday = date(2026, 11, 23)
    assert two_working_days(monday, monday + timedelta(2), (), calendar) == []
    (step,) = two_working_days(monday, monday + timedelta(1), (), calendar)
    assert (step.on, step.days) == (monday + timedelta(2), 1)
