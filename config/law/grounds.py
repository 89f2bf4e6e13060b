"""Reads the suspension grounds, and how we read the day of completion."""

from __future__ import annotations

from pathlib import Path

from config.law.file import Entry, LawDataError, entries, top
from rules.clock.suspension import Ground, GroundId, Reading

KEYS = (
    *("id", "article", "name", "starts", "ends", "needs", "set_term"),
    *("notice_at_start", "notice_of_end", "source", "confirmed"),
)


def read_reading(path: Path) -> Reading:
    """How we read "tot de dag waarop"."""
    reading = top(path).get("reading")
    if reading not in set(Reading):
        raise LawDataError(path, 1, f"reading kent geen '{reading}'; kies uit: {', '.join(Reading)}")
    return Reading(reading)


def read_grounds(path: Path) -> dict[str, Ground]:
    """Read the grounds: every `GroundId` exactly once, by its id."""
    grounds: dict[str, Ground] = {}
    for entry in entries(path, "ground"):
        ground = _ground(entry)
        if ground.id in grounds:
            entry.fail(f"{ground.id} staat er twee keer", "id")
        grounds[ground.id] = ground
    missing = set(GroundId) - grounds.keys()
    if missing:
        raise LawDataError(path, 1, f"deze gronden ontbreken: {', '.join(sorted(missing))}")
    return grounds


def _ground(entry: Entry) -> Ground:
    entry.only(KEYS)
    return Ground(
        id=entry.choice("id", GroundId),
        article=entry.text("article"),
        name=entry.text("name"),
        starts=entry.text("starts"),
        ends=entry.text("ends"),
        needs=entry.text("needs", default=""),
        set_term=entry.flag("set_term", default=False),
        notice_at_start=entry.text("notice_at_start", default=""),
        notice_of_end=entry.text("notice_of_end", default=""),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
