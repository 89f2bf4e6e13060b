"""Moving the end of a term past rest days (Algemene termijnenwet, art. 1 and 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rules.calendar.days import ONE_DAY, SATURDAY, Calendar
from rules.clock.steps import Kind, Step
from rules.clock.suspension import Suspension

WORKING_DAYS_OWED = 2


def rest_name(day: date, calendar: Calendar) -> str | None:
    """Why this day is a rest day, in Dutch; None on a working day."""
    weekend = ("zaterdag", "zondag")[day.weekday() - SATURDAY] if day.weekday() >= SATURDAY else None
    return calendar.holiday_name(day) or weekend


def roll(nominal_on: date, calendar: Calendar) -> list[Step]:
    """The steps to the end of the next working day, when the term ends on a rest day (art. 1 lid 1)."""
    end, names = nominal_on, []
    while (name := rest_name(end, calendar)) is not None:
        names.append(name)
        end += ONE_DAY
    if not names:
        return []
    article = "Algemene termijnenwet art. 1 lid 1"
    return [Step(Kind.ROLL, end, (end - nominal_on).days, article, tuple(names))]


def two_working_days(start: date, end: date, suspensions: Sequence[Suspension], calendar: Calendar) -> list[Step]:
    """The steps that leave at least two working days in a term of three days or more (art. 2)."""
    day, seen = start, 0
    while seen < WORKING_DAYS_OWED:
        day += ONE_DAY
        suspended = any(s.from_on <= day <= s.to_on for s in suspensions)
        seen += calendar.is_working_day(day) and not suspended
    if day <= end:
        return []
    return [Step(Kind.WORKING_DAYS, day, (day - end).days, "Algemene termijnenwet art. 2")]
