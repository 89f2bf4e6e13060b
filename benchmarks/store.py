"""What the guards cost: rejections written to a guarded record, beside the same on one without guards.

Prints a table for each engine and the ratios; ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, insert

from store import guards
from store.engine import build
from store.models import Letter
from store.schema import migrate

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres
import scene

MOST_OF_UNGUARDED = 3.0
CALLED = datetime.fromtimestamp(scene.CALLED / 1000, tz=UTC)
Row = dict[str, Any]
ROUNDS = 5


def cases(connection: Connection, count: int) -> list[Row]:
    """Cases with a rejection that the citizen was called about; returns their letters, still to be written."""
    for statement in scene.scene():
        connection.exec_driver_sql(statement)
    written = []
    for number in range(1000, 1000 + count):
        case = scene.row(
            "casefile",
            id=number,
            number=f"WMO-{number}",
            process="wmo",
            process_version=1,
            reference=str(number),
            citizen_id=1,
            team="Oost",
            subject="Hulp",
            received_on="2026-09-01",
            created_at=scene.START,
        )
        fact = 10_000 + 10 * number
        for statement in (
            case,
            scene.fact(fact, number, "Intention"),
            scene.decision(number, number, fact_id=fact)[1],
            scene.fact(fact + 1, number, "Call"),
            scene.call(number, number, number, fact_id=fact + 1)[1],
        ):
            connection.exec_driver_sql(statement)
        written.append(
            {
                "id": number,
                "case_id": number,
                "number": 1,
                "name": "wmo/afwijzing",
                "about": 1,
                "adverse": 1,
                "decides": 1,
                "decision_id": number,
                "call_id": number,
                "call_upholds": 1,
                "call_at": CALLED,
                "content": {},
                "template": "t",
                "dated_on": CALLED.date(),
                "created_at": CALLED + timedelta(days=1),
            }
        )
    return written


def at_once(engine: Engine, letters: list[Row]) -> float:
    """Microseconds a letter, all in one transaction that is undone: no disk, so the guards weigh most."""
    with engine.connect() as connection, connection.begin() as attempt:
        started = time.perf_counter()
        for letter in letters:
            connection.execute(insert(Letter), letter)
        took = time.perf_counter() - started
        attempt.rollback()
    return took / len(letters) * 1e6


def one_by_one(engine: Engine, letters: list[Row]) -> float:
    """Median microseconds a letter, each in its own transaction, as a run writes them."""
    took = []
    for letter in letters:
        started = time.perf_counter()
        with engine.begin() as connection:
            connection.execute(insert(Letter), letter)
        took.append(time.perf_counter() - started)
    return median(took) * 1e6


def measure(url: str, letters: list[Row]) -> Iterator[tuple[str, float, float]]:
    """The name of each way of writing, and what it costs guarded and unguarded, measured in turns."""
    engine = build(url)
    guarded, bare = [], []
    for _ in range(ROUNDS):
        guarded.append(at_once(engine, letters))
        with without_guards(url):
            bare.append(at_once(engine, letters))
    yield "in one transaction", median(guarded), median(bare)
    half = len(letters) // 2
    with_them = one_by_one(engine, letters[:half])
    with without_guards(url):
        without = one_by_one(engine, letters[half:])
    yield "each in its own", with_them, without
    engine.dispose()


@contextmanager
def without_guards(url: str) -> Iterator[None]:
    """Take the guards away for a while."""
    own = build(url, poolclass=NullPool)
    with own.begin() as connection:
        guards.drop(connection)
    yield
    with own.begin() as connection:
        guards.install(connection)
    own.dispose()


def report(name: str, url: str, count: int) -> bool:
    """Print the table of one engine; true when it meets the bar."""
    migrate(url)
    own = build(url, poolclass=NullPool)
    with own.begin() as connection:
        letters = cases(connection, count)
    own.dispose()
    met = True
    for way, guarded, bare in measure(url, letters):
        ratio = guarded / bare
        met &= ratio <= MOST_OF_UNGUARDED
        print(f"{name:<11} {way:<19} {guarded:>9.0f} µs {bare:>9.0f} µs {ratio:>6.2f}  (at most {MOST_OF_UNGUARDED})")
    return met


def on_sqlite(count: int) -> bool:
    """A record on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return report("SQLite", f"sqlite:///{folder}/record.db", count)


def on_postgresql(count: int) -> bool:
    """A record on a throw-away PostgreSQL; skipped, and said so, where it is not installed."""
    programs = postgres.binaries()
    if programs is None:
        print("PostgreSQL  not installed")
        return True
    with tempfile.TemporaryDirectory() as folder:
        cluster = postgres.Cluster(programs, Path(folder))
        cluster.start()
        try:
            return report("PostgreSQL", cluster.create().owner_url, count)
        finally:
            cluster.stop()


def main() -> int:
    """Measure both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    count = parser.parse_args().letters
    print(f"{count} rejections      written             {'guarded':>12} {'unguarded':>12}  ratio")
    ways: tuple[Callable[[int], bool], ...] = (on_sqlite, on_postgresql)
    return 0 if min([way(count) for way in ways]) else 1


if __name__ == "__main__":
    sys.exit(main())
