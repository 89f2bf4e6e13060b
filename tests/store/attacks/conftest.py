"""What an attack is aimed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from reaches import Target, Way
from stage import Stage


@pytest.fixture
def target(stage: Stage, way: Way) -> Iterator[Target]:
    """A fresh scene, reached this way."""
    made = way(stage)
    yield made
    made.strike()
