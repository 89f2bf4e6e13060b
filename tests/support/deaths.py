"""Work that is killed half-way, in a process forked from one that has all loaded."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from config.settings import settings
from store.models import Citizen
from tasks.retention import erasing
from tasks.safekeeping import backup, key_rotation

PATIENCE = 120
ROOT = Path(__file__).parents[2]
forks = multiprocessing.get_context("forkserver")


def end_of(work: Callable[..., object], *arguments: object) -> int | None:
    """How a process ends that does this work, with our settings; less than zero is a signal."""
    surroundings = {name: value for name, value in os.environ.items() if name.startswith("MAATWERK_")}
    # The process that has all loaded starts with the first fork, and looks for its modules here.
    forks.set_forkserver_preload([__name__])
    process = forks.Process(target=_do, args=(surroundings, work, arguments))
    with patch.dict(os.environ, {"PYTHONPATH": f"{Path(__file__).parent}{os.pathsep}{ROOT}"}):
        process.start()
    process.join(PATIENCE)
    return process.exitcode


def erase_until(module: str, name: str, before: int) -> None:
    """Destroy what was agreed, to be killed before or after the first time that this is called."""
    where = import_module(module)
    plain = getattr(where, name)

    def last(*arguments: object, **named: object) -> None:
        if not before:
            plain(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(where, name, last)
    erasing.carry_out()


def rotate_until(pages: int, before: int) -> None:
    """Seal with the new key, to be killed before or after the page that follows so many pages of two."""
    plain, left = key_rotation._reseal, [pages]
    key_rotation.PAGE = 2

    def reseal(page: Sequence[Citizen]) -> None:
        if before and not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        plain(page)
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    key_rotation._reseal = reseal
    key_rotation.rotate()


def back_up_until_the_list(to: Path) -> None:
    """Make a backup, to be killed before its list is written."""
    backup._list = lambda *_arguments, **_named: os.kill(os.getpid(), signal.SIGKILL)
    backup.backup(to)


def _do(surroundings: dict[str, str], work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    os.environ |= surroundings
    settings.cache_clear()
    work(*arguments)
