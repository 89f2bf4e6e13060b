"""One of several writers: counts a case up, so often, and prints how many attempts failed.

Started as `python writer.py URL COUNT guarded|naive`; begins when it reads a line.
"""

from __future__ import annotations

import sys
from functools import lru_cache

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from store.engine import engine, session
from store.record import find_case, lock_case

NUMBER = "WMO-1"


def guarded(url: str) -> None:
    """As the engine writes: the case is held from reading to writing."""
    with session(url) as db:
        lock_case(db, NUMBER).version += 1


@lru_cache
def _plain(url: str) -> Engine:
    return create_engine(url, connect_args={"timeout": 1} if url.startswith("sqlite") else {})


def naive(url: str) -> None:
    """As one writes at first: read, then write, with the driver's defaults."""
    with Session(_plain(url)) as db, db.begin():
        find_case(db, NUMBER).version += 1


def main(url: str, count: int, way: str) -> int:
    """Write, and count what failed."""
    failed = 0
    engine(url).connect().close()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for _ in range(count):
        try:
            {"guarded": guarded, "naive": naive}[way](url)
        except DBAPIError:
            failed += 1
    return failed


if __name__ == "__main__":
    sys.stdout.write(str(main(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
