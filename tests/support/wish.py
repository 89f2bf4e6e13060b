"""What an attacker wants of one table: a row changed, lost or added. Whether it came true is read from the rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from store.models import Base

Row = dict[str, Any]
# The rows of a table, by these columns.
Read = Callable[[str, Sequence[str]], Iterable[tuple[Any, ...]]]
SQLITE = sqlite_dialect()
Given = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Wish(ABC):
    """A row of a table that should be otherwise, after steps that nobody refuses."""

    kind: str
    row: Row
    after: tuple[str, ...] = ()

    @abstractmethod
    def came_true(self, read: Read) -> bool:
        """True when the rows are as the attacker wants them."""

    @property
    def primary(self) -> Row:
        """The key of the row."""
        return {column: self.row[column] for column in primary(self.kind)}


@dataclass(frozen=True)
class Change(Wish):
    """The row gets other values in these columns."""

    new: Given = ()

    def came_true(self, read: Read) -> bool:
        """True when no row has this key with these values any more."""
        columns = (*self.primary, *dict(self.new))
        return tuple(self.row[column] for column in columns) not in map(tuple, read(self.kind, columns))


@dataclass(frozen=True)
class Loss(Wish):
    """The row is no longer there, or under its key is another."""

    def came_true(self, read: Read) -> bool:
        """True when no row has this key any more."""
        return tuple(self.primary.values()) not in map(tuple, read(self.kind, list(self.primary)))


@dataclass(frozen=True)
class Addition(Wish):
    """The row is there."""

    def came_true(self, read: Read) -> bool:
        """True when there is such a row."""
        return tuple(self.row.values()) in map(tuple, read(self.kind, list(self.row)))


def primary(kind: str) -> tuple[str, ...]:
    """The columns of a table's key."""
    return tuple(column.name for column in Base.metadata.tables[kind].primary_key)


def keys(kind: str) -> list[tuple[str, ...]]:
    """The columns of every key of a table: no two rows have the same there."""
    table = Base.metadata.tables[kind]
    unique = {tuple(c.name for c in each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)}
    return [primary(kind), *sorted(unique | {(c.name,) for c in table.columns if c.unique})]


def other(value: Any, column: Column[Any]) -> Any:
    """Another value of the same sort; for nothing, something."""
    if isinstance(column.type, LargeBinary):
        return bytes([value[0] ^ 1]) + bytes(value)[1:]
    whole = isinstance(value, int) or (value is None and column.type.compile(dialect=SQLITE) != "TEXT")
    return (value or 0) + 1_000_003 if whole else (value or "") + "x"
