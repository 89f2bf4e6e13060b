"""Reads amounts that a law names, each with its dated versions, from the file of any law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.law.file import Entry, entries
from config.law.versions import check_order, check_sequence

KEYS = ("id", "name", "article", "cents", "valid_from", "valid_to", "source", "confirmed", "note")


@dataclass(frozen=True)
class Amount:
    """One version of an amount, in euro cents."""

    id: str
    name: str
    article: str
    cents: int
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool


def read_amounts(folder: Path) -> tuple[Amount, ...]:
    """Read the amounts of all files; their versions may not overlap, nor leave a gap."""
    versions: dict[str, list[tuple[Entry, Amount]]] = {}
    for entry in (entry for path in sorted(folder.glob("*.toml")) for entry in entries(path, "amount")):
        found = _amount(entry)
        versions.setdefault(found.id, []).append((entry, found))
    for dated in versions.values():
        check_sequence(dated)
    return tuple(amount for dated in versions.values() for _, amount in dated)


def _amount(entry: Entry) -> Amount:
    entry.only(KEYS)
    amount = Amount(
        id=entry.text("id"),
        name=entry.text("name"),
        article=entry.text("article"),
        cents=entry.number("cents"),
        valid_from=entry.day("valid_from"),
        valid_to=entry.optional_day("valid_to"),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
    )
    check_order(entry, amount)
    if amount.cents < 1:
        entry.fail("cents moet 1 of meer zijn", "cents")
    return amount
