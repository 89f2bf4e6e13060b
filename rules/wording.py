"""How a day, a number of days and a list are written in Dutch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def day_nl(day: date) -> str:
    """Write a day as “maandag 2 maart 2026”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date | None, *, year: bool = False) -> str:
    """Write a day as “di 24 nov”."""
    if day is None:
        return ""
    text = f"{WEEKDAYS[day.weekday()][:2]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if year else text


def days_nl(days: int) -> str:
    """Write a number of days as “1 dag” or “2 dagen”."""
    return "1 dag" if days == 1 else f"{days} dagen"


def list_nl(names: Sequence[str]) -> str:
    """Write names as “zaterdag, zondag en tweede paasdag”."""
    *others, last = names
    return f"{', '.join(others)} en {last}" if others else last
