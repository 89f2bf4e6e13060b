"""The clock of the law a second time: one day after the other, sharing no code with rules/."""

from collections.abc import Iterable
from datetime import date, timedelta

DECREES = {
    date.fromisoformat(day)
    for day in (
        *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
        *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
    )
}
TOMORROW = timedelta(1)


def easter_by_moon(year: int) -> date:
    """The first Sunday after the church's full moon, walked to day by day."""
    golden = year % 19 + 1
    century = year // 100 + 1
    dropped_leaps = 3 * century // 4 - 12
    moon_shift = (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon_shift - dropped_leaps) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    if full_moon < 21:
        full_moon += 30
    day = date(year, 3, 1) + timedelta(full_moon - 1) + TOMORROW
    while day.strftime("%w") != "0":
        day += TOMORROW
    return day


def holidays(year: int) -> set[date]:
    easter = easter_by_moon(year)
    found = {easter + timedelta(n) for n in (-2, 1, 39, 50)}
    found |= {date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26))}
    royal = date(year, 4, 27) if year >= 2014 else date(year, 4, 30)
    found.add(royal - TOMORROW if royal.strftime("%w") == "0" else royal)
    return found | {day for day in DECREES if day.year == year}


REST = {
    day
    for year in range(1994, 2081)
    for day in (
        holidays(year)
        | {
            date(year, 1, 1) + timedelta(n)
            for n in range(366)
            if (date(year, 1, 1) + timedelta(n)).strftime("%w") in "06"
        }
    )
}


def walk(start: date, still: set[date], length: int) -> date:
    """Walk `length` running days on; a day in `still` passes without counting."""
    day, gone = start, 0
    while gone < length:
        day += TOMORROW
        if day not in still:
            gone += 1
    return day


def days_in(start: date, length: int, unit: str) -> int:
    """How many days the law's length is, counted one by one."""
    if unit == "days":
        return length
    if unit == "weeks":
        return sum(7 for _ in range(length))
    months = length * 12 if unit == "years" else length
    day, passed, count = start, 0, 0
    while True:
        tomorrow = day + TOMORROW
        last_of_month = tomorrow.month != day.month
        if passed == months and (day.day == start.day or (last_of_month and day.day < start.day)):
            return count
        passed += last_of_month
        day, count = tomorrow, count + 1


def act_applies(length: int, unit: str) -> bool:
    return (unit, length) in (
        {("days", n) for n in range(91)} | {("weeks", n) for n in range(13)} | {("months", n) for n in range(4)}
    )


def last_day(
    start: date,
    length: int,
    unit: str,
    *,
    atw: bool,
    still: Iterable[tuple[date, date]] = (),
    more_weeks: int = 0,
    to: date | None = None,
) -> date:
    """The last day; `still` are the days that do not run, `more_weeks` or `to` the extension."""
    stopped = {first + timedelta(n) for first, last in still for n in range((last - first).days + 1)}
    count = days_in(start, length, unit)
    nominal = walk(start, stopped, count)
    if to:
        return walk(nominal, stopped, (to - nominal).days)
    end = walk(nominal, stopped, 7 * more_weeks)
    total = length + more_weeks if unit == "weeks" else length
    if not atw or not act_applies(total, unit) or (more_weeks and unit != "weeks"):
        return end
    while end in REST:
        end += TOMORROW
    while count >= 3 and not more_weeks and working(start, end, stopped) < 2:
        end += TOMORROW
    return end


def working(start: date, end: date, still: set[date]) -> int:
    """Days after start through end that are no days of rest and not suspended."""
    day, found = start, 0
    while day < end:
        day += TOMORROW
        found += day not in REST and day not in still
    return found


def recomputed(steps):
    """The end once more, from the start and what each step says it added."""
    first, *others = steps
    return first.on + timedelta(days=sum(step.days for step in others))
