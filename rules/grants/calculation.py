"""Whether an amount is what its own calculation comes to (Awb 3:46: a decision rests on what carries it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations
from math import ceil, prod

CONTRADICTS = "Het bedrag past niet bij de berekening. Kijk ze allebei na."
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?"
_EURO = rf"€\s*(?:{_NUMBER})|(?:{_NUMBER})\s*(?:euro|eur)\b"
# "12 weken x € 28,75 = € 345,00": how many, of what, each, and the total.
_LINE = re.compile(
    rf"(?P<number>{_NUMBER})(?P<what>[^\d€=]*?)\s*(?:x|×|\*|maal|keer|van|à)\s*(?P<each>{_EURO})[^\d€=]*=\s*(?P<total>{_EURO})"
)
_TOLD = re.compile(rf"\b(?:samen|totaal|opgeteld|afgerond|dus|dat is)\b[^\d€]*(?P<total>{_EURO})")
_EQUALS = re.compile(rf"=\s*(?P<total>{_EURO})")
_FIGURE = re.compile(rf"(?P<euro>{_EURO})(?:\s*(?:per|elk|elke|iedere)\s+(?P<of>[a-z]+))?|(?P<number>{_NUMBER})")
# Money for each of these is an amount; for each of anything else it is the price of one.
_PERIODS = {"dag", "week", "weken", "maand", "jaar", "periode", "termijn"}
# More figures than this are not multiplied in every way.
_MOST = 9


@dataclass(frozen=True)
class Line:
    """One line of a calculation: a number of something, its price and its total, both in cents."""

    number: Fraction
    what: str
    each: int
    total: int

    @property
    def adds_up(self) -> bool:
        """Whether the total is the number times the price, to the cent, however the last one was rounded."""
        return abs(self.number * self.each - self.total) < 1


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a calculation that is written as such: “12 weken x € 28,75 = € 345,00”."""
    return tuple(
        Line(_number(found["number"]), found["what"].strip(), _cents(found["each"]), _cents(found["total"]))
        for found in _LINE.finditer(_plain(text))
    )


def contradicts(text: str, amount: int) -> bool:
    """Whether a calculation comes to another amount, in cents; one that names no money contradicts none."""
    plain = _plain(text)
    if not re.search(_EURO, plain):
        return False
    written = lines(text)
    if not all(line.adds_up for line in written):
        return True
    if told := [_cents(found["total"]) for found in _TOLD.finditer(plain)]:
        return amount not in told
    if written:
        return amount != sum(line.total for line in written)
    if made := [_cents(found["total"]) for found in _EQUALS.finditer(plain)]:
        return amount not in {made[-1], sum(made)}
    return amount not in set(_reached(plain))


def _reached(plain: str) -> Iterator[int]:
    """Every amount that the figures come to: each that stands there, and each product with the numbers."""
    found = list(_FIGURE.finditer(plain))
    numbers = [_number(each["number"]) for each in found if each["number"]][:_MOST]
    some = chain.from_iterable(combinations(numbers, size) for size in range(len(numbers) + 1))
    factors = {prod(chosen, start=Fraction(1)) for chosen in some}
    for each in found:
        if not each["euro"]:
            continue
        cents = _cents(each["euro"])
        priced = each["of"] and each["of"] not in _PERIODS
        for factor in factors:
            if factor != 1 or not priced or not numbers:
                yield from {int(cents * factor), ceil(cents * factor)}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _cents(text: str) -> int:
    found = re.search(_NUMBER, text)
    return int(_number(found[0]) * 100) if found else 0


def _number(text: str) -> Fraction:
    return Fraction(text.replace(".", "").replace(",", "."))
