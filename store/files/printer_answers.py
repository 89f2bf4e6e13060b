"""The folder where the printer puts its answers, and those that were taken from it: these stay, by their digest."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from config.settings import settings
from store.files.by_digest import DIGEST, Files

SUFFIX = ".json"
# In the same place, because it must outlive the database, as the manifests do.
TAKEN = "taken"


def taken() -> Files:
    """The store of answers that were taken; none is ever removed."""
    return Files(settings().answers_folder / TAKEN)


def taken_digests() -> list[str]:
    """The digests of all answers that were taken."""
    return sorted(path.name for path in taken().folder.glob("*/*") if DIGEST.fullmatch(path.name))


def waiting() -> list[str]:
    """The names of the files that the printer put down and nobody took yet, in order; the folder is made for it."""
    folder = settings().answers_folder
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sorted(path.name for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))


def content_of(name: str, most: int) -> bytes | None:
    """The bytes of one of them, cut off after one more than `most`; None where it is gone, or is no plain file."""
    try:
        # Neither through a link to elsewhere, nor waiting for what somebody may write into a pipe.
        descriptor = os.open(settings().answers_folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(most + 1)
    finally:
        os.close(descriptor)


def put_away(name: str) -> None:
    """Remove one that was taken from those that wait; where we may not, it stays, and is taken once all the same."""
    with suppress(OSError):
        (settings().answers_folder / name).unlink()
