"""How much, as a whole number of the smallest unit in each period, so that any two can be compared exactly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """The smallest units in which anything is asked or given; the values are those on the record."""

    MINUTE = "minute"
    CENT = "cent"
    KILOMETRE = "kilometre"
    DAYPART = "daypart"
    SESSION = "session"
    PIECE = "piece"
    NIGHT = "night"
    TRIP = "trip"
    KILOGRAM = "kilogram"
    # A stay is counted in days, which are no dayparts.
    STAY = "stay"


class Per(StrEnum):
    """For each of which period, or for the whole; the values are those on the record."""

    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    YEAR = "year"
    ONCE = "once"

    @property
    def in_a_year(self) -> int:
        """How often it is in a year of 52 weeks, which is 13 times four weeks and 12 months; once is once."""
        return IN_A_YEAR[self]

    @property
    def rank(self) -> int:
        """Its place from fine to coarse."""
        return tuple(Per).index(self)


DAYS_IN_A_YEAR = 52 * 7
IN_A_YEAR = {
    Per.DAY: DAYS_IN_A_YEAR,
    Per.WORKING_DAY: 260,
    Per.WEEK: 52,
    Per.FOUR_WEEKS: 13,
    Per.MONTH: 12,
    Per.YEAR: 1,
    Per.ONCE: 1,
}
# The most of each in a day, for several children and helpers at once; of money and things, the most at all.
_IN_A_DAY = {
    Unit.MINUTE: 10 * 24 * 60,
    Unit.DAYPART: 10 * 8,
    Unit.SESSION: 100,
    Unit.NIGHT: 10,
    Unit.TRIP: 100,
    Unit.KILOMETRE: 10_000,
    Unit.STAY: 10,
}
_AT_ALL = {Unit.CENT: 1_000_000_00, Unit.PIECE: 10_000, Unit.KILOGRAM: 10_000}
# The most days in each; what is given once is given for ten years at most.
_DAYS = {
    Per.DAY: 1,
    Per.WORKING_DAY: 1,
    Per.WEEK: 7,
    Per.FOUR_WEEKS: 28,
    Per.MONTH: 31,
    Per.YEAR: 366,
    Per.ONCE: 3660,
}
MOST_PARTS = 366


def most(unit: Unit, per: Per) -> int:
    """The most of a unit that anybody asks or gives in a period; more than that is a slip of the hand."""
    return _AT_ALL[unit] if unit in _AT_ALL else _IN_A_DAY[unit] * _DAYS[per]


@dataclass(frozen=True)
class Quantity:
    """An amount in the smallest unit, for each period; of a year that comes in `parts`, a quarter is one of four."""

    amount: int
    unit: Unit
    per: Per
    parts: int = 1

    @property
    def coarseness(self) -> tuple[int, int]:
        """From fine to coarse: a year in parts is finer than a whole one."""
        return self.per.rank, -self.parts

    @property
    def yearly(self) -> int:
        """The amount in a year of 52 weeks, in the smallest unit: an exact number; for the whole where it is once."""
        return self.amount * self.per.in_a_year

    def yearly_in(self, unit: Unit, *, daypart_minutes: int | None) -> Fraction | None:
        """The yearly amount in another unit; None where the two cannot be compared."""
        if unit is self.unit:
            return Fraction(self.yearly)
        if daypart_minutes and {unit, self.unit} == {Unit.DAYPART, Unit.MINUTE}:
            return Fraction(self.yearly) * (Fraction(1, daypart_minutes) if unit is Unit.DAYPART else daypart_minutes)
        return None
