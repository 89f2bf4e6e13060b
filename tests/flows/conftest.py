"""One Prefect for all tests of flows: it takes ten seconds to start."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from plays import hire_staff
from stack import Stack, environment, free_port

from config.settings import settings


@pytest.fixture(scope="session")
def _stack(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("stack")
    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, home / part.name)
    port = free_port()
    with environment({"MAATWERK_HOME": str(home), "MAATWERK_PREFECT_PORT": str(port)}):
        settings.cache_clear()
        hire_staff()
        running = Stack(home, port)
        try:
            yield running.up()
        finally:
            running.down()
    settings.cache_clear()


@pytest.fixture
def stack(_stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A server and a worker, shared; the settings of this test point at them."""
    monkeypatch.setenv("MAATWERK_HOME", str(_stack.home))
    monkeypatch.setenv("MAATWERK_PREFECT_PORT", str(_stack.port))
    settings.cache_clear()
    yield _stack
    settings.cache_clear()
