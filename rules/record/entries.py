"""The facts of a case, in their order on the record."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast

from rules.facts import Fact

F = TypeVar("F", bound=Fact)
T = TypeVar("T")
P = ParamSpec("P")
F_co = TypeVar("F_co", bound=Fact, covariant=True)


@dataclass(frozen=True)
class Entry(Generic[F_co]):
    """One fact with its place on the record (from 1), who recorded it, and when (timezone-aware)."""

    id: int
    seq: int
    fact: F_co
    by: str
    at: datetime


Record = Sequence[Entry[Fact]]


class Facts(tuple[Entry[Fact], ...]):  # noqa: SLOT001 - what it remembers stands in no slot
    """A record that remembers what was derived from it; one pass asks the same a hundred times."""

    derived: dict[Hashable, Any]

    def __new__(cls, found: Iterable[Entry[Fact]] = ()) -> Self:
        """Keep these, oldest first."""
        self = super().__new__(cls, found)
        self.derived = {}
        return self


def remembered(derive: Callable[Concatenate[Record, P], T]) -> Callable[Concatenate[Record, P], T]:
    """Derive it from a record once: a record never changes, a longer one is another."""

    @wraps(derive)
    def derived(record: Record, *given: P.args, **named: P.kwargs) -> T:
        if not isinstance(record, Facts):
            return derive(record, *given, **named)
        known: dict[Hashable, T] = record.derived
        key = (derive, *given, *named.items()) if given or named else derive
        if key not in known:
            known[key] = derive(record, *given, **named)
        return known[key]

    return cast("Callable[Concatenate[Record, P], T]", derived)


def before(record: Record, seq: int) -> Facts:
    """What was on the record before this place."""
    return Facts(entry for entry in record if entry.seq < seq)


def latest(record: Record, kind: type[F], *, after: int = 0) -> Entry[F] | None:
    """The newest fact of a kind, among those past place `after` on the record."""
    found = every(record, kind)
    return found[-1] if found and found[-1].seq > after else None


def every(record: Record, kind: type[F], *, after: int = 0) -> tuple[Entry[F], ...]:
    """All facts of a kind past place `after` on the record, oldest first."""
    known: dict[Any, Any] = record.derived if isinstance(record, Facts) else {}
    # A list is faster than a generator, and each pass asks for forty kinds.
    if (found := known.get(kind)) is None:
        found = known[kind] = tuple([entry for entry in record if isinstance(entry.fact, kind)])
    kept: tuple[Entry[F], ...] = tuple([entry for entry in found if entry.seq > after]) if after else found
    return kept
