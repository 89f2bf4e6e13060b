"""One Prefect for all tests of flows: it takes ten seconds to start."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from clocks import by_the_machine
from plays import hire_staff
from stack import Stack, environment, free_port

from config.settings import settings

STACK = pytest.StashKey[Stack]()
HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def _stack(
    tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path, pytestconfig: pytest.Config
) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("stack")
    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, home / part.name)
    with environment({"MAATWERK_HOME": str(home)}):
        settings.cache_clear()
        hire_staff()
    settings.cache_clear()
    running = pytestconfig.stash[STACK] = Stack(home, free_port())
    yield running
    running.down()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that need the server come one after another: it takes a fifth of a processor also while nobody asks."""
    items.sort(key=lambda item: "_stack" in getattr(item, "fixturenames", ()))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Stop the server and the worker after the last test here: no other needs them."""
    yield
    if nextitem is None or nextitem.path.parent != HERE:
        running = item.config.stash.get(STACK, None)
        if running:
            running.down()


@pytest.fixture
def stack(_stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A server and a worker, shared; the settings of this test point at them."""
    monkeypatch.setenv("MAATWERK_HOME", str(_stack.home))
    monkeypatch.setenv("MAATWERK_PREFECT_PORT", str(_stack.port))
    settings.cache_clear()
    if not _stack.processes:
        _stack.up()
    with by_the_machine():
        yield _stack
    settings.cache_clear()
