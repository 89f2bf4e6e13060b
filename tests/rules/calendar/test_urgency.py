"""How pressing a deadline is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.law import law
from rules.calendar.urgency import Status, Urgency, progress, urgency

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "working_days", "status"),
    [
        pytest.param(-3, -1, "laat", id="last friday"),
        pytest.param(-1, -1, "laat", id="yesterday"),
        pytest.param(0, 0, "krap", id="today"),
        pytest.param(1, 1, "krap", id="tomorrow"),
        pytest.param(2, 2, "let-op", id="wednesday"),
        pytest.param(4, 4, "let-op", id="friday"),
        pytest.param(6, 4, "let-op", id="sunday is still this week"),
        pytest.param(7, 5, "ruim", id="next monday"),
    ],
)
def test_on_a_monday_the_week_lies_ahead(calendar, days, working_days, status):
    found = urgency(MONDAY, MONDAY + timedelta(days), calendar=calendar)
    assert found == Urgency(days, working_days, Status(status))


@pytest.mark.parametrize(
    ("today", "deadline", "status"),
    [
        pytest.param("2026-11-27", "2026-11-30", "krap", id="friday before a monday"),
        pytest.param("2026-11-27", "2026-12-01", "ruim", id="friday before a tuesday"),
        pytest.param("2026-04-02", "2026-04-07", "krap", id="thursday before easter"),
        pytest.param("2026-04-01", "2026-04-07", "ruim", id="wednesday before easter"),
    ],
)
def test_the_last_working_day_is_what_counts(calendar, today, deadline, status):
    found = urgency(date.fromisoformat(today), date.fromisoformat(deadline), calendar=calendar)
    assert found.status == status


@pytest.mark.parametrize("days", [-5, 0, 1, 30])
def test_a_suspended_term_stands_still(calendar, days):
    found = urgency(MONDAY, MONDAY + timedelta(days), calendar=calendar, suspended=True)
    assert found.status is Status.STILL
    assert found.days_left == days


@pytest.mark.parametrize(
    ("day", "percent"),
    [(-1, 0), (0, 0), (1, 2), (21, 50), (41, 97), (42, 100), (60, 100)],
)
def test_the_bar_fills_from_start_to_deadline(day, percent):
    assert progress(MONDAY + timedelta(day), MONDAY, MONDAY + timedelta(42)) == percent


@pytest.mark.parametrize(("day", "percent"), [(-1, 0), (0, 100), (1, 100)])
def test_a_term_without_days_is_full_at_once(day, percent):
    assert progress(MONDAY + timedelta(day), MONDAY, MONDAY) == percent


def test_the_shortest_term_has_a_bar():
    assert progress(MONDAY, MONDAY, MONDAY + timedelta(1)) == 0


@given(st.dates(date(2023, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_urgency_never_falls_as_days_pass(today, left):
    calendar = law().calendar
    deadline = today + timedelta(left)
    order = [Status.AMPLE, Status.SOON, Status.TIGHT, Status.LATE]
    now = urgency(today, deadline, calendar=calendar)
    later = urgency(today + timedelta(1), deadline, calendar=calendar)
    # A new week may be the deadline's own; the status itself only grows.
    assert order.index(now.status) <= order.index(later.status)
