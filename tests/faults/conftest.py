"""Real processes on a data folder of their own, to be killed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import batchwork
import pytest
from clocks import by_the_machine
from office import Office
from plays import hire_staff
from stack import Stack, environment, free_port

from config.settings import settings
from tasks.letters import making

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def _victim(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Stack]:
    home = tmp_path_factory.mktemp("faults")
    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, home / part.name)
    prefect, desk = free_port(), free_port()
    own = {"MAATWERK_HOME": str(home), "MAATWERK_PREFECT_PORT": str(prefect), "MAATWERK_PORT": str(desk)}
    with environment(own):
        settings.cache_clear()
        hire_staff()
        victim = Stack(home, prefect)
        try:
            yield victim.up()
        finally:
            victim.down()
    settings.cache_clear()


@pytest.fixture
def victim(_victim: Stack, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A server and a worker that this test may kill; whatever is dead afterwards is started again."""
    monkeypatch.setenv("MAATWERK_HOME", str(_victim.home))
    monkeypatch.setenv("MAATWERK_PREFECT_PORT", str(_victim.port))
    settings.cache_clear()
    with by_the_machine():
        yield _victim
    _victim.up()
    settings.cache_clear()


@pytest.fixture
def office(either_record: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose runs have no time to themselves: what a killed one claimed is free at once."""
    # The process that has all loaded starts with the first fork, and looks for its modules here.
    monkeypatch.setenv("PYTHONPATH", f"{Path(batchwork.__file__).parent}{os.pathsep}{ROOT}")
    monkeypatch.setenv("MAATWERK_CLAIM_MINUTES", "0")
    monkeypatch.setenv("MAATWERK_BUNDLE_LETTERS", "2")
    settings.cache_clear()
    monkeypatch.setattr(making, "render", batchwork.tiny)
    with closing(Office(home)) as opened:
        yield opened
