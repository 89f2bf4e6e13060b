"""`make quick`: what fails soonest comes first; what starts a server or a browser, or takes long, is left out."""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from spread import file, recorded

ORDER = ("house", "rules", "config", "letters", "store", "past", "tasks", "desk", "cli", "flows")
# Whoever asks for one of these, itself or by way of another fixture.
FIXTURES = {
    "postgres_cluster": "PostgreSQL",
    "vera": "veraPDF",
    "_stack": "Prefect",
    "started": "Prefect",
    "own_stack": "Prefect",
}
# Processes that are killed, and a browser: each asks for seconds of setting up.
FOLDERS = {"faults": "processes to kill", "browser": "Chromium", "laws": "all of these"}
# Seconds that a test may take, as it was last measured.
LONGEST = 0.6
# The gate is what this product is for: the attacks on it stay, however many are tried in one test.
ALWAYS = "tests/store/attacks/"
POSTGRESQL = re.compile(r"[\[-]postgresql[\]-]")
PROGRAMS = frozenset({"initdb", "pg_ctl", "postgres", "java", "chromium", "tasks.prefect.server"})


class NotQuick(Exception):
    """A test of `make quick` starts what is left out of it."""


def folder(nodeid: str) -> str:
    """The folder of a test, below `tests`."""
    return nodeid.split("/")[1]


def rank(nodeid: str) -> int:
    """The turn of a test's folder; a folder without one comes last."""
    return ORDER.index(folder(nodeid)) if folder(nodeid) in ORDER else len(ORDER)


def needs(nodeid: str, fixtures: Iterable[str]) -> set[str]:
    """What a test must start before it can say anything."""
    found = {FIXTURES[name] for name in fixtures if name in FIXTURES}
    found |= {FOLDERS[name] for name in {folder(nodeid)} if name in FOLDERS}
    return found | ({"PostgreSQL"} if POSTGRESQL.search(nodeid) else set())


def stays(nodeid: str, fixtures: Iterable[str], took: float) -> bool:
    """Whether a test starts nothing, and took little when it was measured or is worth its time."""
    return (took <= LONGEST or nodeid.startswith(ALWAYS)) and not needs(nodeid, fixtures)


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """An audit hook: nothing that is left out is started after all."""
    if event == "subprocess.Popen":
        command = arguments[1] if isinstance(arguments[1], (list, tuple)) else [arguments[1]]
        started = PROGRAMS & {Path(os.fsdecode(word)).name for word in command}
        if started:
            raise NotQuick(f"quick starts no {', '.join(sorted(started))}: name what the test needs in its fixtures")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make quick`."""
    parser.addoption("--quick", action="store_true", help="leave out what starts a server, a browser or a validator")


def pytest_configure(config: pytest.Config) -> None:
    """See to it that what is left out is not started."""
    if config.getoption("quick"):
        sys.addaudithook(refuse)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs more than Python or takes long, and order the rest."""
    if not config.getoption("quick"):
        return
    left, kept = [], []
    took, seconds = recorded("tests"), recorded("files")
    for item in items:
        quick = stays(item.nodeid, item.fixturenames, took.get(item.nodeid, 0.0))
        (kept if quick else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = sorted(kept, key=lambda item: (rank(item.nodeid), seconds.get(file(item.nodeid), 0.0)))
