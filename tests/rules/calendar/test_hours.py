"""Terms in hours, through the clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.calendar.hours import after_hours, day_of, moment
from rules.clock.deadline import deadline
from rules.clock.steps import Kind
from rules.errors import MomentMissing


def at(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2026-01-05T12:00", "2026-01-07T12:00+01:00", id="an ordinary week"),
        pytest.param("2026-03-28T12:00", "2026-03-30T13:00+02:00", id="the clock goes forward"),
        pytest.param("2026-10-24T12:00", "2026-10-26T11:00+01:00", id="the clock goes back"),
        pytest.param("2026-10-24T00:30", "2026-10-25T23:30+01:00", id="still the same sunday"),
        pytest.param("2026-04-03T09:00", "2026-04-05T09:00+02:00", id="hours run through easter"),
        pytest.param("2026-07-01T10:00+00:00", "2026-07-03T12:00+02:00", id="given in universal time"),
        pytest.param("2026-10-25T02:30", "2026-10-27T01:30+01:00", id="the hour that comes twice: the first"),
    ],
)
def test_48_hours_are_48_real_hours(the_law, start, end):
    term = the_law.term("awb_notificatie_48u", on=at(start).date())
    found = deadline(at(start), term, calendar=the_law.calendar)
    assert found.at == at(end)
    assert found.at.isoformat(timespec="minutes") == end
    assert found.on == found.nominal_on == found.default_on == at(end).date()
    assert found.term is term


def test_a_day_without_an_hour_starts_at_midnight(the_law):
    term = the_law.term("awb_notificatie_48u", on=date(2026, 1, 5))
    found = deadline(date(2026, 1, 5), term, calendar=the_law.calendar)
    assert found.at == at("2026-01-07T00:00+01:00")
    steps = [(step.kind, step.on, step.days, step.article) for step in found.steps]
    assert steps == [
        (Kind.START, date(2026, 1, 5), 0, ""),
        (Kind.LENGTH, date(2026, 1, 7), 2, "Awb 2:10 lid 1"),
        (Kind.RESULT, date(2026, 1, 7), 0, ""),
    ]


def test_the_hour_the_clock_skips_is_refused():
    with pytest.raises(MomentMissing) as refusal:
        moment(at("2026-03-29T02:30"))
    assert refusal.value.at == "2026-03-29T02:30"
    # Without the guard it would quietly be another moment.
    assert after_hours(at("2026-03-29T02:30+01:00"), 0).hour == 3


@given(st.datetimes(datetime(2000, 1, 1), datetime(2060, 1, 1)), st.integers(0, 200))  # noqa: DTZ001
def test_hours_are_never_lost_or_gained(start, hours):
    start_at = start.replace(tzinfo=UTC)
    assert after_hours(moment(start_at), hours) - start_at == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("start", "day"),
    [
        pytest.param(date(2026, 2, 3), date(2026, 2, 3), id="a day"),
        pytest.param(at("2026-02-03T23:59"), date(2026, 2, 3), id="a dutch moment"),
        pytest.param(at("2026-03-29T02:30"), date(2026, 3, 29), id="an hour the clock skips"),
        pytest.param(at("2026-02-03T23:30+00:00"), date(2026, 2, 4), id="past midnight here"),
        pytest.param(at("2026-02-03T10:00-14:00"), date(2026, 2, 4), id="far in the west"),
        pytest.param(at("2026-02-03T00:30+01:00"), date(2026, 2, 3), id="just past midnight"),
    ],
)
def test_a_term_in_days_starts_on_the_dutch_day(the_law, start, day):
    assert day_of(start) == day
    term = the_law.term("wmo_beschikking", on=day)
    assert deadline(start, term, calendar=the_law.calendar) == deadline(day, term, calendar=the_law.calendar)


def test_a_moment_is_told_on_the_dutch_clock():
    assert moment(at("2026-07-01T10:00+00:00")).isoformat() == "2026-07-01T12:00:00+02:00"
    assert moment(at("2026-01-05T10:00")).isoformat() == "2026-01-05T10:00:00+01:00"
