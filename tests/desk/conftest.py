"""A desk on the day of a play."""

from collections.abc import AsyncIterator, Iterator

import pytest
from plays import Play, intended
from visits import Visit, at_desk

from desk.control.access_log import Log
from tasks import clock


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at goes into the record when a test asks for it, not a second later."""
    monkeypatch.setattr(Log, "_later", lambda _: None)


@pytest.fixture
def play(record: str) -> Iterator[Play]:
    """A case with an intention to reject, two hours later."""
    played = intended()
    with clock.at(played.now):
        yield played


@pytest.fixture
async def sanne(play: Play) -> AsyncIterator[Visit]:
    """The consultant of that case at the desk."""
    async with at_desk("sanne") as visit:
        yield visit
