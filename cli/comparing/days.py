"""Days in a text, as people write them: 25 februari, 25-02-2027, 25/2, 2027-02-25."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from rules.wording import MONTHS

# Each month by its first letters, in Dutch and in English.
BEGINS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)} | {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
WRITTEN = re.compile(
    r"\b(?:(?P<iso>\d{4}-\d\d-\d\d)"
    r"|(?P<day>\d{1,2})(?:[-/](?P<number>\d{1,2})(?:[-/](?P<year>\d{4}))?"
    rf"|(?:e|ste|de)? (?P<month>(?:{'|'.join(BEGINS)})[a-z]*)\.?(?: (?P<of>\d{{4}}))?))\b"
)
# What follows is wished for, and not told.
WISHED = re.compile(r"\b(vanaf|per|tot|tot en met|t/m|sinds|met ingang van|ingaande?|uiterlijk|voor|na|from|until)\s*$")


def days_in(text: str, *, by: date) -> Iterator[date]:
    """Every day in a text; one without a year is the last that is not after `by`."""
    for found in WRITTEN.finditer(text.casefold()):
        if day := _day(found, by):
            yield day


def whole_day(text: str) -> date | None:
    """A text that is a day with its year and nothing else."""
    found = WRITTEN.fullmatch(text.strip().casefold())
    return _day(found, date.max) if found and (found["iso"] or found["year"] or found["of"]) else None


def told_on(text: str, *, after: date, by: date) -> date | None:
    """The newest day on which something was said or sent by these words, between two days, the last included."""
    words = text.casefold()
    told = (_day(found, by) for found in WRITTEN.finditer(words) if not WISHED.search(words[: found.start()]))
    return max((day for day in told if day and after < day <= by), default=None)


def _day(found: re.Match[str], by: date) -> date | None:
    with suppress(ValueError):
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        month = BEGINS[found["month"][:3]] if found["month"] else int(found["number"] or 0)
        if year := found["year"] or found["of"]:
            return date(int(year), month, int(found["day"]))
        day = date(by.year, month, int(found["day"]))
        return day if day <= by else day.replace(year=by.year - 1)
    return None
