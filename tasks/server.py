"""Our own Prefect server: the stock one, but a writer on SQLite waits its turn, and its screens call nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from prefect.server.api.server import create_app
from prefect.server.database.configurations import SQLITE_BEGIN_MODE, AioSqliteConfiguration
from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

from config.settings import settings

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]


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


class Confined:
    """Tells the browser that Prefect's screens may speak to this server alone.

    They load the configuration of an analytics company, also where statistics are off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        own = settings().prefect_api.removesuffix("/api")
        self.policy = f"connect-src 'self' {own} {own.replace('http', 'ws', 1)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the policy to each answer."""

        async def confined(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"content-security-policy", self.policy.encode())]
            await send(message)

        await self.app(scope, receive, confined)


def main() -> None:
    """What `maatwerk start` runs as its server."""
    setattr(AioSqliteConfiguration, "begin_transaction", begin_immediate)  # noqa: B010 (mypy knows no other way)
    app = create_app(final=True)
    app.add_middleware(Confined)
    host, port = settings().prefect_host, settings().prefect_port
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_keep_alive=60)


if __name__ == "__main__":
    main()
