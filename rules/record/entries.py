"""The facts of a case, in their order on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar, cast

from rules.facts import Fact

F = TypeVar("F", bound=Fact)
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


def latest(record: Record, kind: type[F], *, after: int = 0) -> Entry[F] | None:
    """The newest fact of a kind, among those past place `after` on the record."""
    found = (entry for entry in reversed(record) if isinstance(entry.fact, kind) and entry.seq > after)
    return cast("Entry[F] | None", next(found, None))


def every(record: Record, kind: type[F], *, after: int = 0) -> tuple[Entry[F], ...]:
    """All facts of a kind past place `after` on the record, oldest first."""
    found = [entry for entry in record if isinstance(entry.fact, kind) and entry.seq > after]
    return tuple(cast("list[Entry[F]]", found))
