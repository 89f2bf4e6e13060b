"""A lock on this installation for backups, restores, and removing the files of destroyed cases."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import settings
from rules.errors import KeepingBusy


@contextmanager
def maintenance_lock(folder: Path | None = None) -> Iterator[None]:
    """Hold the lock; `KeepingBusy` when another process does."""
    home = folder or settings().home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "keeping.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeepingBusy from None
        yield
