"""What an attack is aimed at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from reaches import BARE, WAYS, Target
from stage import Stage


@pytest.fixture(params=[(dialect, name) for dialect, ways in WAYS.items() for name in ways], ids="-".join)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Each engine along each of its ways."""
    return tuple(request.param)


@pytest.fixture
def target(stage: Stage, way: tuple[str, str]) -> Iterator[Target]:
    """The scene, reached this way."""
    dialect, name = way
    with closing(WAYS[dialect][name](stage)) as made:
        yield made


@pytest.fixture
def bare(stage: Stage, dialect: str) -> Iterator[Target]:
    """The scene without guards and constraints."""
    with closing(BARE[dialect](stage)) as made:
        yield made
