"""Who is told of a run looks at once, and again while it is not there; who hears nothing listens again."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Self

import pytest

from tasks.runs import events
from tasks.runs.events import News, listening


class Server:
    """Gives at each look the next runs of these."""

    def __init__(self, *found: Iterable[str]) -> None:
        self.found = iter(found)
        self.looks = 0

    async def look(self) -> set[str]:
        self.looks += 1
        return set(next(self.found, ()))


@asynccontextmanager
async def following(server: Server) -> AsyncIterator[News]:
    news = News(server.look)
    task = asyncio.create_task(news.follow())
    yield news
    task.cancel()


async def settled() -> None:
    """All that can happen without waiting has happened."""
    for _ in range(30):
        await asyncio.sleep(0)


@pytest.fixture
def hours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks again does so after the test."""
    monkeypatch.setattr(events, "AGAIN_AFTER", (3600, 3600))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "AGAIN_AFTER", (0, 0))
    monkeypatch.setattr(events, "CONNECT_AGAIN_SECONDS", 0)


async def test_nobody_tells_nobody_looks() -> None:
    server = Server()
    async with following(server):
        await settled()
    assert server.looks == 0


async def test_what_is_found_is_not_looked_for_again(at_once: None) -> None:
    server = Server({"a"})
    async with following(server) as news:
        news.tell("a")
        await settled()
    assert server.looks == 1


async def test_many_runs_in_a_row_are_one_look(at_once: None) -> None:
    names = {str(number) for number in range(100)}
    server = Server(names)
    async with following(server) as news:
        for name in names:
            news.tell(name)
        await settled()
    assert server.looks == 1


async def test_a_run_that_the_server_told_of_too_early_is_found_at_the_next_look(at_once: None) -> None:
    server = Server((), {"a"})
    async with following(server) as news:
        news.tell("a")
        await settled()
    assert server.looks == 2


async def test_a_run_that_another_worker_took_is_let_go(at_once: None) -> None:
    server = Server((), (), (), {"b"})
    async with following(server) as news:
        news.tell("a")
        await settled()
        assert server.looks == 3
        news.tell("b")
        await settled()
    assert server.looks == 4


async def test_news_does_not_wait_for_the_next_look(hours: None) -> None:
    server = Server((), {"b"})
    async with following(server) as news:
        news.tell("a")
        await settled()
        news.tell("b")
        await settled()
    assert server.looks == 2


class Stream:
    """What `get_events_subscriber` gives: one connection, or one that is refused."""

    def __init__(self, told: list[str] | Exception) -> None:
        self.told = told

    async def __aenter__(self) -> Self:
        if isinstance(self.told, Exception):
            raise self.told
        return self

    async def __aexit__(self, *_: object) -> None:
        return None

    async def __aiter__(self) -> AsyncIterator[SimpleNamespace]:
        assert isinstance(self.told, list)
        for run in self.told:
            yield SimpleNamespace(resource=SimpleNamespace(id=f"prefect.flow-run.{run}"))


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str] | Exception]]:
    """The connections that the server gives, in order; the last stays open and silent."""
    connections: list[list[str] | Exception] = []

    class Silent(Stream):
        async def __aiter__(self) -> AsyncIterator[SimpleNamespace]:
            await asyncio.Event().wait()
            yield SimpleNamespace()

    def subscriber(*_: object, **__: object) -> Stream:
        return Stream(connections.pop(0)) if connections else Silent([])

    monkeypatch.setattr(events, "get_events_subscriber", subscriber)
    yield connections
    assert not connections


async def test_who_is_connected_looks_for_what_was_asked_meanwhile(at_once: None, served: list[object]) -> None:
    server = Server()
    async with listening(server.look):
        await settled()
    assert server.looks == 1


async def test_a_connection_that_ends_or_is_refused_is_made_again_and_told_once(
    at_once: None, served: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[object] = []
    logger = SimpleNamespace(warning=lambda _, problem: warned.append(problem))
    monkeypatch.setattr(events, "get_logger", lambda _: logger)
    served += [["a"], OSError(), TimeoutError(), ["b"], OSError()]
    server = Server({"a"}, {"b"}, ())
    async with listening(server.look):
        await settled()
    assert warned == ["OSError", "OSError"]


async def test_while_nobody_tells_anything_the_worker_looks_by_itself(at_once: None, served: list[object]) -> None:
    served += [OSError(), OSError()]
    server = Server()
    async with listening(server.look):
        await settled()
    # Twice refused, and once connected.
    assert server.looks >= 3
