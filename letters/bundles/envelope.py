"""The part of an address that the printer needs, read from the lines that are printed in the window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DUTCH = re.compile(r"^([1-9][0-9]{3}) ?([A-Z]{2})  ?\S")
HOUSE = re.compile(r"^.*\s(?P<number>[1-9][0-9]{0,4})[- ]?(?P<addition>[A-Za-z0-9][A-Za-z0-9 -]{0,9})?$")


@dataclass(frozen=True)
class Address:
    """Postcode and house number for the sorting machine; both empty for an address abroad, which has a `country`."""

    postcode: str
    number: str
    addition: str
    country: str


def address_of(content: Mapping[str, Any]) -> Address | None:
    """The address of a letter with this content; None when it cannot be delivered."""
    lines = [str(line).strip() for line in content["client"]["adres"]]
    for place, line in enumerate(lines[1:], start=1):
        if found := DUTCH.match(line):
            house = HOUSE.match(lines[place - 1])
            abroad = " ".join(lines[place + 1 :])
            if house is None or place == 1:
                return None
            return Address(f"{found[1]} {found[2]}", house["number"], (house["addition"] or "").strip(), abroad)
    # A name, a street, a place and a country.
    return Address("", "", "", lines[-1]) if len(lines) > len(("name", "street", "place")) else None
