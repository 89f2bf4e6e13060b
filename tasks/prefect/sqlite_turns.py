"""How our Prefect server waits for SQLite: a writer takes its turn, and no wait can stop the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from prefect.server.database.configurations import SQLITE_BEGIN_MODE, AioSqliteConfiguration
from prefect.server.database.orm_models import Event
from prefect.server.events.schemas.events import ReceivedEvent
from prefect.server.events.storage import database as events_database
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

BUSY_SECONDS = 5
_setup_sqlite = AioSqliteConfiguration.setup_sqlite
_in_batches = events_database._in_safe_batches  # noqa: SLF001 (no other way to keep under SQLite's limit)
_write_events: Any = events_database._write_sqlite_events  # noqa: SLF001 (the place that writes an event twice)


@asynccontextmanager
async def begin_immediate(
    _self: AioSqliteConfiguration,
    session: AsyncSession,
    with_for_update: bool = False,  # noqa: ARG001, FBT001, FBT002 (the signature is Prefect's)
) -> AsyncIterator[AsyncSessionTransaction]:
    """A transaction that will write takes the lock first.

    Prefect begins most of them deferred. One that reads first and then finds another writer busy cannot wait:
    SQLite says "database is locked" at once, the server answers 503, and Prefect's client sleeps two seconds.
    """
    token = SQLITE_BEGIN_MODE.set("IMMEDIATE")
    try:
        async with session.begin() as transaction:
            yield transaction
    finally:
        SQLITE_BEGIN_MODE.reset(token)


def wait_shortly(self: AioSqliteConfiguration, connection: Any, record: Any) -> None:
    """Wait five seconds for the lock where Prefect waits sixty.

    A connection that waits holds its own mutex. Python forgets the cursor of a statement that failed on the thread of
    the event loop, and needs that mutex for it: then nothing moves, the holder of the lock least of all, until the
    wait is over.
    """
    _setup_sqlite(self, connection, record)
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.close()


async def write_new_events(session: AsyncSession, events: list[ReceivedEvent]) -> None:
    """Write each event once.

    A worker that lost the server sends its last events again. Where the database has all of a batch, Prefect inserts an
    empty row, which fails; after five failures it drops the batch, and with it events that are new.
    """
    for batch in _in_batches(events):
        by_id = {event.id: event for event in batch}
        known = set(await session.scalars(select(Event.id).where(Event.id.in_(by_id))))
        if new := [event for id_, event in by_id.items() if id_ not in known]:
            await _write_events(session, new)


def wait_well() -> None:
    """Put these in the place of Prefect's own, in this process."""
    # mypy knows no other way to say that this is meant.
    setattr(AioSqliteConfiguration, "begin_transaction", begin_immediate)  # noqa: B010
    setattr(AioSqliteConfiguration, "setup_sqlite", wait_shortly)  # noqa: B010
    setattr(events_database, "_write_sqlite_events", write_new_events)  # noqa: B010
