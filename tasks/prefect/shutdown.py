"""Stopping while the Prefect server is away: a run asks it for minutes how to end, and what it did is on the record."""

from __future__ import annotations

import os
import threading
import time

from config.settings import settings
from tasks.runs.api import answers

ALONE_SECONDS = 10.0
LOOK_SECONDS = 0.5


def leave_when_alone() -> None:
    """From now on, end this process once the server has been away for long; a thread, for the loop may be waiting."""
    threading.Thread(target=_leave, daemon=True).start()


def alone(seconds: float = ALONE_SECONDS, look: float = LOOK_SECONDS) -> None:
    """Return when the server has not answered for so many seconds."""
    heard = time.monotonic()
    while time.monotonic() - heard < seconds:
        time.sleep(look)
        if answers(f"{settings().prefect_api}/health"):
            heard = time.monotonic()


def _leave() -> None:
    alone()
    # As by kill -9, which loses nothing; only letting go in order would need the server.
    os._exit(os.EX_UNAVAILABLE)
