"""The facts of a case, in their order on the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeGuard, TypeVar

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
    return next((entry for entry in reversed(record) if _is(entry, kind) and entry.seq > after), None)


def every(record: Record, kind: type[F], *, after: int = 0) -> tuple[Entry[F], ...]:
    """All facts of a kind past place `after` on the record, oldest first."""
    return tuple(entry for entry in record if _is(entry, kind) and entry.seq > after)


def _is(entry: Entry[Fact], kind: type[F]) -> TypeGuard[Entry[F]]:
    return isinstance(entry.fact, kind)
