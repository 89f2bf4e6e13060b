"""How asked and given are compared, dated; the floors of each number are in `rules/asked/standards.py`."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path

from config.law.file import Entry, LawDataError, entries
from rules.asked.extent import extent, in_words
from rules.asked.quantity import Quantity
from rules.asked.standards import AGREEMENT_WEEKS, AT_ONCE, START_DAYS, WITHDRAWAL_DAYS, Duty, Phrases, Standards

FILE = Path(__file__).parent / "standards.toml"
LISTS = ("ordinary", "common", "refusing", "harmless", "unwilling", "conditional", "willing", "denying")
KEYS = ("valid_from", "start_days", "agreement_weeks", "withdrawal_days", "daypart_minutes", "at_once", *LISTS)
DUTY_LISTS = ("has", "but_not", "words")
# The name of a part in a pattern; a number in braces says how often.
PART = re.compile(r"\{([a-z]+)\}")


@lru_cache(maxsize=8)
def standards(on: date, file: Path = FILE) -> Standards:
    """The settings in force on a day; a case keeps those of the day of its application."""
    newest: tuple[date, Standards] | None = None
    parts = _parts(file)
    duties = tuple(_duty(entry, parts) for entry in entries(file, "duties") if entry.day("valid_from") <= on)
    for entry in entries(file, "standards"):
        valid_from, found = entry.day("valid_from"), _standards(entry, duties)
        if valid_from <= on and (newest is None or newest[0] < valid_from):
            newest = valid_from, found
    if newest is None:
        raise LawDataError(file, 1, f"voor {on} staan er geen instellingen om te vergelijken")
    return newest[1]


def _parts(file: Path) -> dict[str, str]:
    """The named pieces of patterns; one may name those before it."""
    parts: dict[str, str] = {}
    for entry in entries(file, "parts"):
        entry.only(("name", "text"))
        parts[entry.text("name")] = _whole(entry, "text", entry.text("text"), parts)
    return parts


def _whole(entry: Entry, key: str, pattern: str, parts: dict[str, str]) -> str:
    for name in PART.findall(pattern):
        if name not in parts:
            entry.fail(f"{key} noemt een stuk dat er niet is: {{{name}}}", key)
    return PART.sub(lambda found: parts[found[1]], pattern)


def _duty(entry: Entry, parts: dict[str, str]) -> Duty:
    entry.only(("name", "valid_from", *DUTY_LISTS))
    found = Duty(name=entry.text("name"), **{key: _patterns(entry, key, parts) for key in DUTY_LISTS})
    if not found.has or not found.words:
        entry.fail("schrijf in has en words ten minste één patroon")
    return found


def _standards(entry: Entry, duties: tuple[Duty, ...]) -> Standards:
    entry.only(KEYS)
    start_days, weeks = entry.number("start_days"), entry.number("agreement_weeks")
    withdrawal_days = entry.number("withdrawal_days")
    if not 0 <= start_days <= START_DAYS:
        entry.fail(f"start_days mag niet hoger zijn dan {START_DAYS}", "start_days")
    if not 0 <= weeks <= AGREEMENT_WEEKS:
        entry.fail(f"agreement_weeks mag niet hoger zijn dan {AGREEMENT_WEEKS}", "agreement_weeks")
    if withdrawal_days < WITHDRAWAL_DAYS:
        entry.fail(f"withdrawal_days mag niet lager zijn dan {WITHDRAWAL_DAYS}", "withdrawal_days")
    found = Standards(
        start_days=start_days,
        agreement_weeks=weeks,
        withdrawal_days=withdrawal_days,
        daypart_minutes=entry.optional_number("daypart_minutes"),
        at_once=_at_once(entry),
        phrases=Phrases(**{key: _patterns(entry, key) for key in LISTS}, duties=duties),
    )
    if found.daypart_minutes != entry.optional_number("daypart_minutes"):
        entry.fail("een dagdeel is drie tot vier uur: 180 tot 240 minuten", "daypart_minutes")
    return found


def _at_once(entry: Entry) -> tuple[Quantity, ...]:
    """The least that is help at once, one for each unit; a unit that is not named has the floor."""
    named = {}
    for text in entry.items("at_once", str):
        found = extent(text)
        if found is None:
            entry.fail(f"at_once: “{text}” is geen hoeveelheid", "at_once")
        named[found.unit] = found
    for floor in AT_ONCE:
        if named.setdefault(floor.unit, floor).yearly < floor.yearly:
            entry.fail(f"at_once mag niet lager zijn dan {in_words(floor)}", "at_once")
    return tuple(named.values())


def _patterns(entry: Entry, key: str, parts: dict[str, str] | None = None) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(_whole(entry, key, pattern, parts or {})) for pattern in entry.items(key, str))
    except re.error as error:
        entry.fail(f"{key} bevat een patroon dat niet klopt ({error})", key)
