"""One at a time: making a backup, putting one back, and removing the files of destroyed cases."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.settings import settings
from rules.errors import KeepingBusy


@contextmanager
def keeping(folder: Path | None = None) -> Iterator[None]:
    """Held until the end; `KeepingBusy` when another process does one of these."""
    home = folder or settings().home
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "keeping.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise KeepingBusy from None
        yield
