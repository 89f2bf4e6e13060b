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


def story(nodeid: str) -> str:
    """The name of a test without its engine."""
    for engine in ENGINES:
        nodeid = nodeid.replace(engine, "")
    return nodeid


def turn(nodeid: str) -> str:
    """The engine whose turn it is for this test, whichever of the two its name has."""
    return ENGINES[zlib.crc32(story(nodeid).encode()) % len(ENGINES)]


def left_out(engines: dict[str, str]) -> set[str]:
    """Of these tests, each with its engine, those that run on the other one now; who has but one engine stays."""
    played: dict[str, set[str]] = {}
    for nodeid, engine in engines.items():
        played.setdefault(story(nodeid), set()).add(engine)
    return {
        nodeid
        for nodeid, engine in engines.items()
        if len(played[story(nodeid)]) > 1 and engine != turn(nodeid) and not nodeid.startswith(ON_BOTH)
    }


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out a story on the engine that has another turn; who names a test by its whole name gets it."""
    if BOTH in os.environ or any("::" in argument for argument in config.args):
        return
    given = {item.nodeid: item.callspec.params.get("either_record") for item in items if hasattr(item, "callspec")}
    out = left_out({nodeid: engine for nodeid, engine in given.items() if engine})
    gone = [item for item in items if item.nodeid in out]
    if gone:
        items[:] = [item for item in items if item.nodeid not in out]
        config.hook.pytest_deselected(items=gone)
