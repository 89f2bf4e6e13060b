"""Our Prefect server on SQLite: what a worker sends twice is written once, and no wait for the lock takes a minute."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from prefect.server.database.orm_models import Event, EventResource
from prefect.server.events.schemas.events import ReceivedEvent
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from tasks import clock
from tasks.prefect import sqlite_turns


@pytest.fixture
async def session(tmp_path: Path) -> AsyncIterator[AsyncSession]:
    """Prefect's tables of events, in a database of their own."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'prefect.db'}")
    async with engine.begin() as connection:
        await connection.run_sync(Event.metadata.create_all, tables=[Event.__table__, EventResource.__table__])
    async with AsyncSession(engine) as opened:
        yield opened
    await engine.dispose()


def events(count: int) -> list[ReceivedEvent]:
    resource = {"prefect.resource.id": "case"}
    return [ReceivedEvent(id=uuid4(), occurred=clock.now(), event="test", resource=resource) for _ in range(count)]


async def written(session: AsyncSession) -> int | None:
    return await session.scalar(select(func.count()).select_from(Event))


async def test_events_that_a_worker_sends_again_are_written_once(session: AsyncSession) -> None:
    sent, new = events(25), events(3)
    await sqlite_turns.write_new_events(session, sent)
    await sqlite_turns.write_new_events(session, sent)
    await sqlite_turns.write_new_events(session, [*sent, *new, *new])
    assert await written(session) == 28


async def test_prefect_itself_fails_on_events_it_has(session: AsyncSession) -> None:
    sent = events(25)
    await sqlite_turns._write_events(session, sent)
    with pytest.raises(IntegrityError):
        await sqlite_turns._write_events(session, sent)


def test_a_connection_of_our_server_waits_seconds_where_prefects_waits_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stock(_self: object, connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout = 60000")

    monkeypatch.setattr(sqlite_turns, "_setup_sqlite", stock)
    connection = sqlite3.connect(":memory:")
    sqlite_turns.wait_shortly(SimpleNamespace(), connection, None)
    assert connection.execute("PRAGMA busy_timeout").fetchone() == (sqlite_turns.BUSY_SECONDS * 1000,)
    connection.close()
