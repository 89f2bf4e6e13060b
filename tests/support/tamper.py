"""Changing rows as whoever owns the tables, with guards and constraints out of the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Connection, NullPool, UniqueConstraint, text
from stage import strip_constraints
from wish import other

from store.chain import links as chain
from store.engine import build
from store.guards import triggers
from store.models import Base

Tamper = Callable[[], AbstractContextManager[Connection]]
Row = dict[str, Any]


def tampering(url: str) -> Tamper:
    """Opens connections of the owner, with the guards and the constraints off."""

    @contextmanager
    def connect() -> Iterator[Connection]:
        own = build(url, foreign_keys=False, poolclass=NullPool)
        with own.begin() as connection:
            triggers.drop(connection)
            if connection.dialect.name == "postgresql":
                strip_constraints(connection)
            else:
                connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            yield connection
        own.dispose()

    return connect


def columns(kind: str) -> list[str]:
    """The names of all columns of a table."""
    return [column.name for column in Base.metadata.tables[kind].columns]


def last(connection: Connection, kind: str) -> Row:
    """The newest row of a table."""
    keys = [column.name for column in Base.metadata.tables[kind].primary_key]
    query = f'SELECT {", ".join(columns(kind))} FROM "{kind}" ORDER BY {", ".join(f"{key} DESC" for key in keys)}'
    return dict(connection.exec_driver_sql(query).mappings().fetchone() or {})


def insert(connection: Connection, kind: str, row: Row) -> None:
    """Add a row."""
    values = ", ".join(f":{column}" for column in row)
    connection.execute(text(f'INSERT INTO "{kind}" ({", ".join(row)}) VALUES ({values})'), row)


def delete(connection: Connection, kind: str, row: Row) -> None:
    """Remove a row."""
    at = " AND ".join(f"{column.name} = :{column.name}" for column in Base.metadata.tables[kind].primary_key)
    assert connection.execute(text(f'DELETE FROM "{kind}" WHERE {at}'), row).rowcount == 1


def changed(kind: str, row: Row, column: str) -> Row:
    """The same row with another value in one column; for nothing, something."""
    return row | {column: other(row[column], Base.metadata.tables[kind].columns[column])}


def twin(kind: str, row: Row) -> Row:
    """The same row under another key, and another value where no two may have the same."""
    table = Base.metadata.tables[kind]
    unique = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    keys = {column.name for each in unique for column in each}
    keys |= {column.name for column in table.columns if column.unique or column.primary_key}
    return {name: other(row[name], table.columns[name]) if name in keys - {"case_id"} else row[name] for name in row}


def rewrite(connection: Connection, which: int) -> None:
    """Compute a whole chain anew, as someone can who holds the database: its salt is in there."""
    links = connection.exec_driver_sql(f"SELECT kind, about FROM link WHERE chain = {which} ORDER BY seq").all()
    connection.exec_driver_sql(f"DELETE FROM link WHERE chain = {which}")
    for kind, about in links:
        chain.link(connection, kind, [about])
