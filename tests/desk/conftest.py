"""A desk on the day of a play."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from plays import Play, intended
from visits import Visit, at_desk

from config.settings import settings
from desk.control.access_log import Log
from store.engine import close
from tasks import clock


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at goes into the record when a test asks for it, not a second later."""
    monkeypatch.setattr(Log, "_later", lambda _: None)


@pytest.fixture(scope="session")
def intention(tmp_path_factory: pytest.TempPathFactory, staffed_sqlite: Path) -> tuple[Path, Play]:
    """A data folder with a case of which an intention to reject was recorded, to copy."""
    folder = tmp_path_factory.mktemp("intention")
    shutil.copy(staffed_sqlite, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MAATWERK_HOME", str(folder))
        settings.cache_clear()
        played = intended()
    settings.cache_clear()
    # What is copied must be at rest.
    close()
    return folder, played


@pytest.fixture
def play(intention: tuple[Path, Play], home: Path) -> Iterator[Play]:
    """A case with an intention to reject, two hours later."""
    folder, played = intention
    shutil.copytree(folder, home, dirs_exist_ok=True)
    played = replace(played)
    with clock.at(played.now):
        yield played


@pytest.fixture
async def sanne(play: Play) -> AsyncIterator[Visit]:
    """The consultant of that case at the desk."""
    async with at_desk("sanne") as visit:
        yield visit
