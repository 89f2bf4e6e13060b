"""A wish put in SQL, as every engine understands it: what the ways of each are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from attack import Step
from wish import Addition, Change, Loss, Row, Wish, keys, other, primary

from store.models import Base

# Its name, and the statements in turn.
Way = tuple[str, tuple[Step, ...]]


@dataclass(frozen=True)
class Writing:
    """One wish on one engine, in the schema where the record is."""

    wish: Wish
    dialect: str
    at: str

    @property
    def table(self) -> str:
        """The table with its schema."""
        return f'{self.at}."{self.wish.kind}"'

    @property
    def where(self) -> str:
        """What finds the row."""
        return " AND ".join(f"{column} = {self.literal(value)}" for column, value in self.wish.primary.items())

    @property
    def sets(self) -> str:
        """The new values."""
        given = self.wish.new if isinstance(self.wish, Change) else ()
        return ", ".join(f"{column} = {self.literal(value)}" for column, value in given)

    def plain(self, target: str = "", rule: str = "", extra: str = "", where: str = "") -> str:
        """The statement that says it straight; or to another target, with a rule, another table or another place."""
        to, by, at = target or self.table, f" OR {rule}" if rule else "", where or self.where
        if isinstance(self.wish, Addition):
            return self.insert(self.wish.row, to, by)
        if isinstance(self.wish, Loss):
            return f"DELETE FROM {to} {extra} WHERE {at}"
        return f"UPDATE{by} {to} SET {self.sets} {extra} WHERE {at}"

    def insert(self, row: Row, target: str = "", by: str = "", tail: str = "") -> str:
        """A statement that adds a row."""
        values = ", ".join(map(self.literal, row.values()))
        return f"INSERT{by} INTO {target or self.table} ({', '.join(row)}) VALUES ({values}) {tail}".strip()

    def literal(self, value: Any) -> str:
        """A value as SQL writes it."""
        if value is None:
            return "NULL"
        if isinstance(value, bytes):
            return f"X'{value.hex()}'" if self.dialect == "sqlite" else f"'\\x{value.hex()}'"
        return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"

    def other(self, column: str) -> Any:
        """Another value in this column of the row."""
        return other(self.wish.row[column], Base.metadata.tables[self.wish.kind].columns[column])

    def rivals(self) -> Iterator[tuple[str, Row]]:
        """For each key a new row that is like the old one in that key alone."""
        every = {column for key in keys(self.wish.kind) for column in key}
        changed = {column: self.other(column) if column in every else value for column, value in self.wish.row.items()}
        for key in keys(self.wish.kind):
            around = set(key) > set(primary(self.wish.kind))
            if not around and all(self.wish.row[column] is not None for column in key):
                yield ", ".join(key), changed | {column: self.wish.row[column] for column in key}


def shadowed(writing: Writing, statement: str) -> tuple[str, ...]:
    """Empty temporary tables under the names of the real ones: what a guard looks up would not be there."""
    names = (
        "link",
        "destroyed",
        "handover",
        "receipt",
        "bundle_line",
        "text_release",
        "casefile",
        "finding",
        "decision",
    )
    made = [f'CREATE TEMP TABLE "{name}" AS SELECT * FROM {writing.at}."{name}" WHERE 1 = 0' for name in names]
    if writing.dialect == "postgresql":
        return "; ".join((*made, "SET LOCAL search_path = pg_temp, public")), statement
    return (*made, statement)


def upserts(writing: Writing) -> Iterator[Way]:
    for key, rival in writing.rivals():
        yield f"upsert by {key}", (writing.insert(rival, tail=f"ON CONFLICT ({key}) DO UPDATE SET {writing.sets}"),)


def selected(writing: Writing) -> str:
    row = writing.wish.row
    return f"INSERT INTO {writing.table} ({', '.join(row)}) SELECT {', '.join(map(writing.literal, row.values()))}"


def found(writing: Writing, place: str) -> str:
    return f"{place} = (SELECT {place} FROM {writing.table} WHERE {writing.where})"
