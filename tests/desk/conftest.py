"""A desk on the day of a play."""

from collections.abc import AsyncIterator, Iterator

import pytest
from plays import Play, intended
from visits import Visit, at_desk

from tasks import clock


@pytest.fixture
def play(record: str) -> Iterator[Play]:
    """A case with an intention to reject, two hours later."""
    played = intended()
    played.days(0)
    with clock.at(played.now):
        yield played


@pytest.fixture
async def sanne(play: Play) -> AsyncIterator[Visit]:
    """The consultant of that case at the desk."""
    async with at_desk("sanne") as visit:
        yield visit
