"""Which days count (Algemene termijnenwet, art. 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
SATURDAY = 5
SUNDAY = 6
# A decree comes every three years; this leaves time to add the next one to the data.
WARN_BEFORE = timedelta(days=548)


@lru_cache(maxsize=512)
def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous computus)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    skipped, leap = divmod(century, 4)
    lunar = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - skipped - lunar + 15) % 30
    weekday = (32 + 2 * leap + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True)
class Holiday:
    """One recognised holiday: a fixed date, or an offset in days from Easter."""

    name: str
    valid_from: date
    valid_to: date | None = None
    month: int = 1
    day: int = 1
    from_easter: int | None = None
    if_sunday: int = 0
    article: str = ""
    source: str = ""
    confirmed: bool = True

    def falls_on(self, year: int) -> date | None:
        """The date in this year, or None when the holiday was not in force then."""
        on = self._nominal(year)
        if on.weekday() == SUNDAY:
            on += timedelta(days=self.if_sunday)
        in_force = self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)
        return on if in_force else None

    def _nominal(self, year: int) -> date:
        if self.from_easter is not None:
            return easter(year) + timedelta(days=self.from_easter)
        return date(year, self.month, self.day)


@dataclass(frozen=True)
class DecreeDays:
    """The days that one royal decree puts on a par with a holiday (Atw art. 3 lid 3)."""

    valid_from: date
    valid_to: date
    days: tuple[date, ...]
    source: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Calendar:
    """Weekends, recognised holidays and royal-decree days."""

    holidays: tuple[Holiday, ...] = ()
    decrees: tuple[DecreeDays, ...] = ()
    # A cache of what the fields already say; it takes no part in equality.
    _years: dict[int, dict[date, str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def holiday_name(self, day: date) -> str | None:
        """The Dutch name of the holiday, or None on any other day."""
        names = self._years.get(day.year)
        if names is None:
            names = self._years[day.year] = self._names(day.year)
        return names.get(day)

    def is_holiday(self, day: date) -> bool:
        """Whether art. 3 recognises this day, weekend or not."""
        return self.holiday_name(day) is not None

    def is_rest_day(self, day: date) -> bool:
        """Saturday, Sunday or recognised holiday (Atw art. 1 lid 1)."""
        return day.weekday() >= SATURDAY or self.is_holiday(day)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is neither a Saturday, a Sunday nor a recognised holiday."""
        return not self.is_rest_day(day)

    def roll(self, day: date) -> date:
        """This day, or the first working day after it (Atw art. 1 lid 1)."""
        while self.is_rest_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after this day, or before it when n is negative."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after start, up to and including end; negative when end comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=i)) for i in range(1, days + 1))

    def decrees_known(self, day: date) -> bool:
        """Whether our data has a royal decree that covers this day."""
        return any(decree.valid_from <= day <= decree.valid_to for decree in self.decrees)

    def decrees_until(self) -> date | None:
        """The last day that any known royal decree covers."""
        return max((decree.valid_to for decree in self.decrees), default=None)

    def decree_warning(self, today: date) -> date | None:
        """The last day that the known royal decrees cover, once it is close enough to warn about; else None."""
        until = self.decrees_until()
        if until is not None and until - today > WARN_BEFORE:
            return None
        return until or today

    def _names(self, year: int) -> dict[date, str]:
        names = {day: "gelijkgestelde dag" for decree in self.decrees for day in decree.days if day.year == year}
        for holiday in self.holidays:
            on = holiday.falls_on(year)
            if on is not None:
                # One date can have two names (5 May 2016: Hemelvaartsdag and Bevrijdingsdag).
                names[on] = f"{names[on]} en {holiday.name}" if on in names else holiday.name
        return names
