"""The bounds of every number on the record: what lies past them is a slip of the hand, and no letter rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from rules.asked.extent import in_words
from rules.asked.quantity import MOST_PARTS, Quantity, most

TOO_MUCH = "Dit is te veel: het kan hoogstens {most} zijn. Kijk het getal na."
BETWEEN = "Vul een heel getal in van {least} tot en met {most}."


@dataclass(frozen=True)
class Bounds:
    """The least and the most that a number can be; it stands in the annotation of its field."""

    least: int
    most: int

    def problem(self, number: int) -> str:
        """Why a number cannot be so, as a Dutch sentence; empty when it can."""
        if self.least <= number <= self.most:
            return ""
        return BETWEEN.format(least=self.least, most=f"{self.most:,}".replace(",", "."))


# Of a fact, an item or somebody within a case: more than any case has.
Place = Annotated[int, Bounds(1, 99_999)]


def out_of_bounds(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each number in a fact that is past its bounds, by the path of its field: `provisions.0.quantity`.

    `TypeError` where a number has none.
    """
    if isinstance(value, Quantity):
        if problem := _quantity(value):
            yield path, problem
    elif is_dataclass(value) and not isinstance(value, type):
        bounds = bounds_of(type(value))
        for one in fields(value):
            yield from _within(getattr(value, one.name), bounds.get(one.name), f"{path}.{one.name}".removeprefix("."))


def _within(value: object, bounds: Bounds | None, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, list | tuple):
        for place, one in enumerate(value):
            yield from _within(one, bounds, f"{path}.{place}")
    elif isinstance(value, int) and not isinstance(value, bool):
        if bounds is None:
            raise TypeError(f"{path} has no bounds")
        if problem := bounds.problem(value):
            yield path, problem
    else:
        yield from out_of_bounds(value, path)


def _quantity(one: Quantity) -> str:
    highest = most(one.unit, one.per)
    if one.amount > highest:
        return TOO_MUCH.format(most=in_words(Quantity(highest, one.unit, one.per)))
    return Bounds(0, highest).problem(one.amount) or Bounds(1, MOST_PARTS).problem(one.parts)


@cache
def bounds_of(kind: Any) -> dict[str, Bounds]:
    """The bounds of each field of a kind of fact, or of a part of one, that has them."""
    hints = get_type_hints(kind, include_extras=True)
    found = ((one.name, next(_bounds_in(hints[one.name]), None)) for one in fields(kind))
    return {name: bounds for name, bounds in found if bounds}


def _bounds_in(hint: Any) -> Iterator[Bounds]:
    yield from (one for one in getattr(hint, "__metadata__", ()) if isinstance(one, Bounds))
    for part in get_args(hint):
        yield from _bounds_in(part)
