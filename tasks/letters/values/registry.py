"""The values by their names, each with the kind of fact that the letter is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from rules.facts import APPLICANT, Fact
from rules.record.entries import Entry
from store.models import Letter
from tasks.cases.open_case import OpenCase

F = TypeVar("F", bound=Fact)
Values = dict[str, Any]


@dataclass(frozen=True)
class Writing(Generic[F]):
    """A letter that is being written: its case, and the fact it is about."""

    case: OpenCase
    letter: Letter
    about: Entry[F]

    @property
    def fact(self) -> F:
        """What that fact says."""
        return self.about.fact

    @property
    def party(self) -> int:
        """The number of the party whom the letter is for; a draft is for the citizen."""
        return self.letter.party or APPLICANT

    def to_come(self, on: date) -> date | None:
        """A day that the letter may promise; none where it is over."""
        return on if on > self.letter.dated_on else None

    def over(self, on: date) -> date | None:
        """A day that the letter may not promise any more."""
        return None if self.to_come(on) else on


Find = Callable[[Writing[Any]], object]
D = TypeVar("D", bound=Find)
# By name, and by the kind of fact.
VALUES: dict[str, dict[type[Fact], Find]] = {}


def value(name: str, *kinds: type[Fact]) -> Callable[[D], D]:
    """Make a function the value with this name, in letters about these kinds of facts; without one, about any.

    It returns what Python has: a day, cents, a text, a list of records; None for what is not there.
    """

    def register(find: D) -> D:
        known = VALUES.setdefault(name, {})
        for kind in kinds or (Fact,):
            if kind in known:
                raise TypeError(f"{name} is there already for {kind.__name__}")
            known[kind] = find
        return find

    return register


def found(name: str, kind: type[Fact]) -> tuple[str, Find] | None:
    """The function of a value in letters about this kind, and its own name: that of the group may give all of it."""
    while name:
        known = VALUES.get(name, {})
        if fitting := next((known[one] for one in kind.__mro__ if one in known), None):
            return name, fitting
        name = name.rpartition(".")[0]
    return None
