"""Which days count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.law import law
from rules.calendar.days import WARN_BEFORE, Calendar, DecreeDays, Holiday, easter

DAYS = st.dates(date(1994, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [(2023, 4, 9), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2031, 4, 13)],
)
def test_easter_falls_where_the_almanac_says(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        pytest.param("2026-01-01", "Nieuwjaarsdag", id="new year"),
        pytest.param("2026-04-03", "Goede Vrijdag", id="good friday is equated"),
        pytest.param("2026-04-06", "tweede paasdag", id="easter monday"),
        pytest.param("2026-04-27", "Koningsdag", id="koningsdag"),
        pytest.param("2025-04-26", "Koningsdag", id="koningsdag a day early when the 27th is a sunday"),
        pytest.param("2014-04-26", "Koningsdag", id="the first koningsdag fell on a saturday too"),
        pytest.param("2013-04-30", "Koninginnedag", id="the last koninginnedag"),
        pytest.param("2000-04-29", "Koninginnedag", id="koninginnedag a day early"),
        pytest.param("2026-05-05", "Bevrijdingsdag", id="5 may counts"),
        pytest.param("2026-05-14", "Hemelvaartsdag", id="ascension"),
        pytest.param("2026-05-15", "gelijkgestelde dag", id="decree day after ascension"),
        pytest.param("2026-05-25", "tweede pinksterdag", id="whit monday"),
        pytest.param("2026-12-25", "eerste kerstdag", id="christmas"),
        pytest.param("2026-12-26", "tweede kerstdag", id="second christmas day"),
        pytest.param("2026-01-02", "gelijkgestelde dag", id="decree day in january"),
        pytest.param("2016-05-05", "Hemelvaartsdag en Bevrijdingsdag", id="two holidays on one day"),
        pytest.param("2025-04-27", None, id="the 27th itself, a sunday"),
        pytest.param("2014-04-30", None, id="30 april after 2013"),
        pytest.param("2013-04-27", None, id="27 april before 2014"),
        pytest.param("2026-04-05", None, id="easter sunday is only a sunday"),
        pytest.param("2025-04-28", None, id="no substitute after koningsdag"),
    ],
)
def test_a_holiday_has_its_dutch_name(calendar, day, name):
    assert calendar.holiday_name(date.fromisoformat(day)) == name


@pytest.mark.parametrize("year", range(1994, 2090))
def test_5_may_is_a_holiday_in_every_year(calendar, year):
    assert calendar.is_holiday(date(year, 5, 5))
    assert calendar.is_rest_day(date(year, 5, 5))


@pytest.mark.parametrize(
    ("day", "rest"),
    [("2026-11-20", False), ("2026-11-21", True), ("2026-11-22", True), ("2026-11-23", False)],
)
def test_weekends_are_days_of_rest(calendar, day, rest):
    assert calendar.is_rest_day(date.fromisoformat(day)) is rest
    assert calendar.is_working_day(date.fromisoformat(day)) is not rest


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-04-02", 3, "2026-04-09"),
        ("2026-04-09", -3, "2026-04-02"),
        ("2026-04-03", 0, "2026-04-03"),
        ("2026-04-04", 1, "2026-04-07"),
        ("2026-04-04", -1, "2026-04-02"),
    ],
)
def test_working_days_step_over_easter(calendar, start, n, end):
    assert calendar.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-04-02", "2026-04-09", 3),
        ("2026-04-09", "2026-04-02", -3),
        ("2026-04-02", "2026-04-02", 0),
        ("2026-04-02", "2026-04-06", 0),
        ("2026-11-23", "2026-11-24", 1),
    ],
)
def test_working_days_between_leave_the_start_out(calendar, start, end, days):
    assert calendar.working_days_between(date.fromisoformat(start), date.fromisoformat(end)) == days


@given(DAYS, st.integers(1, 60))
def test_counting_undoes_adding(day, n):
    calendar = law().calendar
    end = calendar.add_working_days(day, n)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(day, end) == n


@given(DAYS)
def test_rolling_ends_on_the_first_working_day_from_there(day):
    calendar = law().calendar
    end = calendar.roll(day)
    assert calendar.is_working_day(end)
    assert all(calendar.is_rest_day(day + timedelta(n)) for n in range((end - day).days))


def test_the_decrees_reach_to_the_end_of_2028(calendar):
    assert calendar.decrees_until() == date(2028, 12, 31)
    assert calendar.decrees_known(date(2023, 1, 1))
    assert calendar.decrees_known(date(2028, 12, 31))
    assert not calendar.decrees_known(date(2029, 1, 1))
    assert not calendar.decrees_known(date(2022, 12, 31))


def test_the_warning_comes_a_year_and_a_half_before_the_decrees_run_out(calendar):
    first = date(2028, 12, 31) - WARN_BEFORE
    assert first == date(2027, 7, 2)
    assert calendar.decree_warning(first - timedelta(1)) is None
    assert calendar.decree_warning(first) == date(2028, 12, 31)
    assert calendar.decree_warning(date(2029, 6, 1)) == date(2028, 12, 31)


def test_a_calendar_without_decrees_warns_at_once():
    assert Calendar().decrees_until() is None
    assert Calendar().decree_warning(date(2026, 1, 1)) == date(2026, 1, 1)


def test_an_empty_calendar_knows_only_weekends():
    assert not Calendar().is_holiday(date(2026, 12, 25))
    assert Calendar().is_rest_day(date(2026, 12, 26))


def test_asking_does_not_change_what_a_calendar_equals():
    one, other = Calendar(), Calendar()
    one.holiday_name(date(2026, 1, 1))
    assert one == other
    assert "_years" not in repr(one)


def test_a_holiday_holds_from_its_first_to_its_last_day():
    day = Holiday("dag", valid_from=date(2020, 6, 1), valid_to=date(2022, 6, 1), month=6, day=1)
    found = [year for year in range(2018, 2025) if day.falls_on(year)]
    assert found == [2020, 2021, 2022]


def test_a_decree_speaks_of_its_own_days_only():
    decree = DecreeDays(date(2026, 1, 1), date(2026, 12, 31), (date(2026, 8, 7),))
    calendar = Calendar(decrees=(decree,))
    assert calendar.is_holiday(date(2026, 8, 7))
    assert not calendar.is_holiday(date(2026, 8, 10))
    assert not calendar.is_holiday(date(2027, 8, 6))


def test_a_decree_day_on_a_holiday_keeps_both_names():
    decree = DecreeDays(date(2026, 1, 1), date(2026, 12, 31), (date(2026, 12, 25),))
    christmas = Holiday("kerst", valid_from=date(2000, 1, 1), month=12, day=25)
    calendar = Calendar((christmas,), (decree,))
    assert calendar.holiday_name(date(2026, 12, 25)) == "gelijkgestelde dag en kerst"


@pytest.mark.parametrize(
    ("if_sunday", "day"), [(0, date(2025, 4, 27)), (-1, date(2025, 4, 26)), (1, date(2025, 4, 28))]
)
def test_a_holiday_on_a_sunday_moves_as_its_rule_says(if_sunday, day):
    holiday = Holiday("dag", valid_from=date(2000, 1, 1), month=4, day=27, if_sunday=if_sunday)
    assert holiday.falls_on(2025) == day
    assert holiday.falls_on(2026) == date(2026, 4, 27)


def test_a_holiday_may_hang_on_easter():
    holiday = Holiday("dag", valid_from=date(2000, 1, 1), from_easter=-2)
    assert holiday.falls_on(2026) == date(2026, 4, 3)
