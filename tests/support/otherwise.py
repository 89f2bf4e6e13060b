"""Changing what the guards keep, as whoever owns the tables, to see what the rest makes of it."""

from __future__ import annotations

from plays import Play
from postgres import APPLICATION, OWNER
from sqlalchemy import NullPool, TextClause, Update, update

from config.settings import settings
from store import guards
from store.engine import build
from store.models import Case


def behind(statement: Update | TextClause) -> None:
    """Change rows with the guards off for a moment; the chain does not know."""
    owner = build(settings().database.replace(APPLICATION, OWNER), poolclass=NullPool)
    with owner.begin() as connection:
        guards.drop(connection)
        connection.execute(statement)
        guards.install(connection)
    owner.dispose()


def rename_process(play: Play, process: str) -> None:
    """With the guards on a case keeps the process it began in."""
    behind(update(Case).where(Case.number == play.number).values(process=process))
