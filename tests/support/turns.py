"""A story of the whole product is played on SQLite or on PostgreSQL, by turns; what the record itself does, on both."""

from __future__ import annotations

import os
import zlib

import pytest

ENGINES = ("sqlite", "postgresql")
# The record and its guards, what was written before, and what becomes of it when things fail.
ON_BOTH = (
    "tests/store/",
    "tests/past/",
    "tests/faults/",
    "tests/tasks/safekeeping/",
    "tests/tasks/retention/",
)
# `make both` sets it: then every story is played on both.
BOTH = "MAATWERK_TEST_BOTH"


def turn(nodeid: str) -> str:
    """The engine whose turn it is for this test, whichever of the two its name has."""
    story = nodeid
    for engine in ENGINES:
        story = story.replace(engine, "")
    return ENGINES[zlib.crc32(story.encode()) % len(ENGINES)]


def stays(nodeid: str, engine: str) -> bool:
    """Whether this test runs on this engine."""
    return nodeid.startswith(ON_BOTH) or engine == turn(nodeid)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out a story on the engine that has another turn; who names a test by its whole name gets it."""
    if BOTH in os.environ or any("::" in argument for argument in config.args):
        return
    gone = [item for item in items if not stays(item.nodeid, _engine(item))]
    if gone:
        items[:] = [item for item in items if item not in set(gone)]
        config.hook.pytest_deselected(items=gone)


def _engine(item: pytest.Item) -> str:
    """The engine that this test asks its record of; without one, the one whose turn it is."""
    given = getattr(item, "callspec", None)
    return given.params.get("either_record", turn(item.nodeid)) if given else turn(item.nodeid)
