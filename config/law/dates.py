"""Reads the holidays, royal-decree days and penalty tariffs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from config.law.file import Entry, LawDataError, entries
from config.law.versions import check_order, check_sequence
from rules.calendar.days import Calendar, DecreeDays, Holiday
from rules.clock.penalty import Tariff

LEAP_YEAR = 2028
HOLIDAY_KEYS = (
    *("name", "article", "month", "day", "from_easter", "if_sunday"),
    *("valid_from", "valid_to", "source", "confirmed"),
)


def read_calendar(path: Path) -> Calendar:
    """Read the holidays and decrees, at least one of each."""
    holidays = tuple(_holiday(entry) for entry in entries(path, "holiday"))
    decrees = [(entry, _decree(entry)) for entry in entries(path, "decree")]
    if not holidays or not decrees:
        raise LawDataError(path, 1, "feestdagen of gelijkgestelde dagen ontbreken")
    check_sequence(decrees)
    return Calendar(holidays, tuple(decree for _, decree in decrees))


def read_tariffs(path: Path) -> tuple[Tariff, ...]:
    """Read the dated penalty tariffs."""
    tariffs = [(entry, _tariff(entry)) for entry in entries(path, "tariff")]
    if not tariffs:
        raise LawDataError(path, 1, "het tarief van de dwangsom ontbreekt")
    check_sequence(tariffs)
    return tuple(tariff for _, tariff in tariffs)


def _holiday(entry: Entry) -> Holiday:
    entry.only(HOLIDAY_KEYS)
    holiday = Holiday(
        name=entry.text("name"),
        article=entry.text("article"),
        month=entry.number("month", default=1),
        day=entry.number("day", default=1),
        from_easter=entry.optional_number("from_easter"),
        if_sunday=entry.number("if_sunday", default=0),
        valid_from=entry.day("valid_from"),
        valid_to=entry.optional_day("valid_to"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    check_order(entry, holiday)
    fixed = {"month", "day"} <= entry.values.keys()
    if fixed == (holiday.from_easter is not None):
        entry.fail("geef month en day, of from_easter")
    try:
        date(LEAP_YEAR, holiday.month, holiday.day)
    except ValueError:
        entry.fail("deze dag bestaat niet", "day")
    return holiday


def _decree(entry: Entry) -> DecreeDays:
    entry.only(("valid_from", "valid_to", "days", "source", "confirmed"))
    decree = DecreeDays(
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        days=tuple(entry.items("days", date)),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    check_order(entry, decree)
    if not all(decree.valid_from <= day <= decree.valid_to for day in decree.days):
        entry.fail("een dag valt buiten de jaren van dit besluit", "days")
    return decree


def _tariff(entry: Entry) -> Tariff:
    entry.only(("valid_from", "valid_to", "steps", "max_eur", "source", "confirmed"))
    steps = entry.items("steps", list)
    if not steps or not all(_is_step(step) for step in steps):
        entry.fail("steps moet een lijst zijn van [dagen, euro]", "steps")
    tariff = Tariff(
        valid_from=entry.day("valid_from"),
        valid_to=entry.optional_day("valid_to"),
        steps=tuple((days, euros) for days, euros in steps),
        max_eur=entry.number("max_eur"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    check_order(entry, tariff)
    return tariff


def _is_step(step: list[object]) -> bool:
    return len(step) == 2 and all(type(part) is int and part > 0 for part in step)  # noqa: PLR2004
