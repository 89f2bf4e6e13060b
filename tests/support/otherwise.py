"""Changing what the guards keep, as whoever owns the tables, to see what the rest makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plays import Play
from postgres import APPLICATION, OWNER
from sqlalchemy import Connection, NullPool, TextClause, select, update

from config.settings import settings
from store.chain import links
from store.engine import build
from store.guards import triggers
from store.models import Case


@contextmanager
def unguarded() -> Iterator[Connection]:
    """The owner's connection, with the guards off for a moment."""
    owner = build(settings().database.replace(APPLICATION, OWNER), poolclass=NullPool)
    with owner.begin() as connection:
        triggers.drop(connection)
        yield connection
        triggers.install(connection)
    owner.dispose()


def behind(statement: TextClause) -> None:
    """Change rows so that the chain does not know."""
    with unguarded() as connection:
        connection.execute(statement)


def rename_process(play: Play, process: str) -> None:
    """With the guards on a case keeps the process it began in; the chain knows, for the check may look meanwhile."""
    with unguarded() as connection:
        mine = Case.number == play.number
        connection.execute(update(Case).where(mine).values(process=process))
        links.link(connection, "casefile", connection.scalars(select(Case.id).where(mine)).all())
