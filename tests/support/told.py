"""The rows of a scene, read again after each attack: a row that is as it was is not made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Row = dict[str, Any]
Values = tuple[Any, ...]
# The columns of a table, each with its type where the engine tells, and its rows.
Found = tuple[tuple[tuple[str, Any], ...], list[Values]]


class Told:
    """Rows by their columns and values, as they were told first."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[Found, list[Row], dict[Values, Row]]] = {}

    def rows(self, table: str, found: Found) -> list[Row]:
        """The rows of a table, in a list of their own."""
        columns, values = found
        names = [name for name, _ in columns]
        if table not in self._first:
            made = [dict(zip(names, row, strict=True)) for row in values]
            self._first[table] = found, made, dict(zip(values, made, strict=True))
        first, made, known = self._first[table]
        if first == found:
            return [*made]
        if first[0] != columns:
            known = {}
        return [known.get(row) or dict(zip(names, row, strict=True)) for row in values]

    def all(self, tables: Iterable[str], find: Callable[[str], Found]) -> dict[str, list[Row]]:
        """The rows of all these tables."""
        return {table: self.rows(table, find(table)) for table in tables}
