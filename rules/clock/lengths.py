"""How a term is measured, and which lengths the Act does not govern (Algemene termijnenwet, art. 4)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

MONTHS_A_YEAR = 12


class Unit(StrEnum):
    """The units in which the law counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    IMMEDIATELY = "onverwijld"
    LOCAL = "local"
    NONE = "none"


# Art. 4 onder a: the Act does not govern terms longer than these, nor terms in years; onder b: in hours.
LONGEST_COVERED = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}


def covered_by_act(length: int, unit: Unit) -> bool:
    """Whether the Act governs a term of this length (art. 4)."""
    return unit in LONGEST_COVERED and length <= LONGEST_COVERED[unit]


def add(day: date, length: int, unit: Unit) -> date:
    """This many days, weeks, months or years later; the last day of the month where that date does not exist."""
    if unit is Unit.DAYS:
        return day + timedelta(days=length)
    if unit is Unit.WEEKS:
        return day + timedelta(weeks=length)
    months = length if unit is Unit.MONTHS else length * MONTHS_A_YEAR
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
