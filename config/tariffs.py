"""What a municipality pays for one unit of a thing that is given as a budget, dated (Wmo 2015, art. 2.3.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from config.law.file import Entry, entries
from config.products import FOLDER, product
from rules.asked.quantity import Unit

KEYS = ("product", "unit", "cents", "valid_from")


@dataclass(frozen=True)
class Tariff:
    """The price of one unit of a product from a day on, in euro cents; that of minutes is for an hour."""

    product: str
    unit: Unit
    cents: int
    valid_from: date


def tariffs(key: str, course: str, *, on: date, folder: Path = FOLDER) -> dict[Unit, int]:
    """The price of a product of a course in each unit that has one, as it was on a day."""
    started = [one for one in _tariffs(course, folder) if one.product == key and one.valid_from <= on]
    return {one.unit: one.cents for one in sorted(started, key=lambda one: one.valid_from)}


@lru_cache(maxsize=64)
def _tariffs(course: str, folder: Path) -> tuple[Tariff, ...]:
    path = folder / f"{course}.toml"
    return tuple(_tariff(entry, course, folder) for entry in entries(path, "tariff")) if path.is_file() else ()


def _tariff(entry: Entry, course: str, folder: Path) -> Tariff:
    entry.only(KEYS)
    found = Tariff(entry.text("product"), entry.choice("unit", Unit), entry.number("cents"), entry.day("valid_from"))
    if product(found.product, course, on=date.max, folder=folder) is None:
        entry.fail(f"product “{found.product}” staat niet in de lijst", "product")
    if found.unit is Unit.CENT:
        entry.fail("een bedrag heeft zelf geen tarief; kies een andere unit", "unit")
    if found.cents < 1:
        entry.fail("cents moet 1 of meer zijn", "cents")
    return found
