"""Our own Prefect server: the stock one, but a writer on SQLite waits its turn, and its screens call nobody else."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from prefect.server.api.server import create_app

from config.settings import settings
from tasks.prefect.sqlite_turns import wait_well

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]


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
    # Else Python looks through all that was loaded before it ends, for half a second.
    atexit.register(gc.freeze)
    wait_well()
    app = create_app(final=True)
    app.add_middleware(Confined)
    host, port = settings().prefect_host, settings().prefect_port
    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_keep_alive=60)


if __name__ == "__main__":
    main()
