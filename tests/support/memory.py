"""Where tests write: in memory, where there is room for it."""

import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ROOM = 3_000_000_000


def write_in_memory() -> None:
    """From here on temporary files are in memory, also those of the processes we start.

    SQLite waits for the disk at each commit, as it should; thousands of tests then wait for minutes.
    Who has set `TMPDIR` is obeyed, and a folder where no program may run is passed by.
    """
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and _fit():
        os.environ["TMPDIR"] = str(MEMORY)
        # It was perhaps asked for already, and is kept.
        tempfile.tempdir = None


def _fit() -> bool:
    return shutil.disk_usage(MEMORY).free > ROOM and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
