"""Our own Prefect server: the stock one, except that a writer on SQLite waits for its turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from prefect.server.api.server import create_app
from prefect.server.database.configurations import SQLITE_BEGIN_MODE, AioSqliteConfiguration
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

from config.settings import settings


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


def main() -> None:
    """What `maatwerk start` runs as its server."""
    setattr(AioSqliteConfiguration, "begin_transaction", begin_immediate)  # noqa: B010 (mypy knows no other way)
    host, port = settings().prefect_host, settings().prefect_port
    uvicorn.run(create_app(final=True), host=host, port=port, log_level="warning", timeout_keep_alive=60)


if __name__ == "__main__":
    main()
