"""Hearing from the Prefect server that a run was asked for: on any machine, without asking it all the time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import anyio
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter
from prefect.logging import get_logger

ASKED = "prefect.flow-run.Scheduled"
# The server tells of a run before its transaction is over, so the first look may come too early.
AGAIN_AFTER = (0.1, 0.4)
CONNECT_AGAIN_SECONDS = 1.0
Look = Callable[[], Awaitable[set[str]]]


class News:
    """The runs that were heard of and not found yet; ten at once are one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.unfound: set[str] = set()
        self.fresh = asyncio.Event()

    def tell(self, *runs: str) -> None:
        """There are these runs, or perhaps some; who is looking now looks again."""
        self.unfound.update(runs)
        self.fresh.set()

    async def follow(self) -> None:
        """Look at once when there is news, and shortly after for what was not found; another worker may have it."""
        pauses: list[float] = []
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(pauses.pop(0) if pauses else None):
                    await self.fresh.wait()
                    self.fresh.clear()
                    pauses = list(AGAIN_AFTER)
            self.unfound -= await self.look()
            if not self.unfound:
                pauses = []
            elif not pauses:
                self.unfound.clear()


@asynccontextmanager
async def listening(look: Look) -> AsyncIterator[None]:
    """Call `look` whenever the server tells of a run; it gives the runs that it found."""
    news = News(look)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(news.follow)
        tasks.start_soon(_listen, news)
        yield
        tasks.cancel_scope.cancel()


async def _listen(news: News) -> None:
    deaf = False
    while True:
        try:
            # Prefect's own way of connecting again gives up after a while, and when the server stops in good order.
            async with get_events_subscriber(_asked(), reconnection_attempts=0) as events:
                deaf = False
                # What was asked for while nobody listened.
                news.tell()
                async for event in events:
                    news.tell(event.resource.id.removeprefix("prefect.flow-run."))
        except Exception as problem:  # noqa: BLE001 (a refused password is a bare Exception; the worker goes on looking)
            if not deaf:
                get_logger("worker.events").warning("the server tells no news: %s", type(problem).__name__)
            deaf = True
            # Nobody tells us anything now.
            news.tell()
        await asyncio.sleep(CONNECT_AGAIN_SECONDS)


def _asked() -> EventFilter:
    return EventFilter(event=EventNameFilter(name=[ASKED]))
