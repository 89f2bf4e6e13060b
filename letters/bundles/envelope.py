"""The part of an address that the printer needs, read from the lines that are printed in the window."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

DUTCH = re.compile(r"^([1-9][0-9]{3}) ?([A-Z]{2})  ?\S")
_NUMBER = r"\s(?P<number>[1-9][0-9]{0,4})(?!(?:e|de|ste)\b)"
# What people write after the number: a letter or two, a word for a part of a building, something between brackets.
_WORD = (
    r"(?:[A-Za-z]{1,3}|achter|beneden|begane grond|boven|etage|hoog|huis|kamer|links|onder|rechts|rood|souterrain"
    r"|app(?:artement)?|tussen|unit|verd(?:ieping)?|voor|wit|zwart)\b\.?"
)
_FLOOR = rf"[0-9]{{1,2}}(?:(?:e|de|ste) ?{_WORD}| ?hoog\b)"
_FIRST = rf"[-/ ]?(?:{_WORD}|\([^()]+\))|[-/][0-9]{{1,3}}[A-Za-z]{{0,2}}\b|[- ]{_FLOOR}"
_NEXT = rf"[-/ ](?:[0-9]{{1,3}}[A-Za-z]{{0,2}}\b|{_WORD}|{_FLOOR}|\([^()]+\))"
# The first number that such an addition follows; else the last one, so that a year in a street is none.
HOUSES = (
    re.compile(rf"^.*?{_NUMBER}(?P<addition>(?:(?:{_FIRST})(?:{_NEXT})*)?)$"),
    re.compile(rf"^.*{_NUMBER}(?P<addition>(?![0-9]).*)$"),
)


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
            house = next(filter(None, (pattern.match(lines[place - 1]) for pattern in HOUSES)), None)
            abroad = " ".join(lines[place + 1 :])
            if house is None or place == 1:
                return None
            return Address(f"{found[1]} {found[2]}", house["number"], _bare(house["addition"]), abroad)
    # A name, a street, a place and a country.
    return Address("", "", "", lines[-1]) if len(lines) > len(("name", "street", "place")) else None


def _bare(addition: str) -> str:
    """An addition as it was written, without what parts it from the number."""
    inner = addition.strip(" -/")
    return inner[1:-1].strip() if re.fullmatch(r"\([^()]*\)", inner) else inner
