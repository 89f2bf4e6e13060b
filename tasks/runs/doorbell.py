"""Telling a worker on this machine that there is work, so that it need not find out at its next look."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.settings import settings


def ring() -> None:
    """Tell every worker that shares our data folder; who does not hear it looks by itself."""
    for bell in _folder().glob("*.bell"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as caller:
            try:
                caller.sendto(b".", str(bell))
            except ConnectionRefusedError:
                # Its worker was killed.
                bell.unlink(missing_ok=True)
            except OSError:
                # A bell that rang so often already that it is full, or a path that is too long for one.
                continue


@contextmanager
def hung(rung: Callable[[], object]) -> Iterator[None]:
    """Call this on the running event loop each time somebody rings; without a bell where the system allows none."""
    bell = _folder() / f"{os.getpid()}-{secrets.token_hex(3)}.bell"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as door:
        try:
            bell.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            door.bind(str(bell))
        except OSError:
            yield
            return
        loop = asyncio.get_running_loop()
        loop.add_reader(door, lambda: _hear(door, rung))
        try:
            yield
        finally:
            loop.remove_reader(door)
            bell.unlink(missing_ok=True)


def _hear(door: socket.socket, rung: Callable[[], object]) -> None:
    # Ten rings in a row are one.
    with suppress(BlockingIOError):
        while door.recv(1):
            pass
    rung()


def _folder() -> Path:
    return settings().home / "bells"
