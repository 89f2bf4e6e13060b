"""What the guards cost: rejections written to a guarded record, beside the same on one without guards.

The bar is on the guards. What the chain costs on top is told beside it: through the sessions of the record and those of
SQLAlchemy, letter by letter, in chains that have begun.

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
from functools import partial
from itertools import repeat
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, insert
from sqlalchemy.orm import Session

from store import chain, guards
from store.chain import RecordSession
from store.engine import build
from store.models import Letter
from store.schema import migrate

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres
import scene

MOST_OF_UNGUARDED = 3.0
CHAINED = "with its chain, "
CALLED = datetime.fromtimestamp(scene.CALLED / 1000, tz=UTC)
Row = dict[str, Any]
Way = Callable[[Engine, list[Row]], list[float]]
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


def at_once(engine: Engine, letters: list[Row]) -> list[float]:
    """Microseconds a letter, all in one transaction that is undone: no disk, so the guards weigh most."""
    with engine.connect() as connection, connection.begin() as attempt:
        started = time.perf_counter()
        for letter in letters:
            connection.execute(insert(Letter), letter)
        took = time.perf_counter() - started
        attempt.rollback()
    return [took / len(letters) * 1e6]


def one_by_one(engine: Engine, letters: list[Row]) -> list[float]:
    """Microseconds of each letter in its own transaction, as a run writes them."""
    took = []
    for letter in letters:
        started = time.perf_counter()
        with engine.begin() as connection:
            connection.execute(insert(Letter), letter)
        took.append((time.perf_counter() - started) * 1e6)
    return took


def flushed_at_once(kind: type[Session], engine: Engine, letters: list[Row]) -> list[float]:
    """Microseconds a letter through such a session, all in one transaction that is undone."""
    with kind(engine) as db:
        started = time.perf_counter()
        for letter in letters:
            db.add(Letter(**letter))
            db.flush()
        took = time.perf_counter() - started
        db.rollback()
    return [took / len(letters) * 1e6]


def flushed_one_by_one(kind: type[Session], engine: Engine, letters: list[Row]) -> list[float]:
    """Microseconds of each letter through such a session, each in its own transaction."""
    took = []
    for letter in letters:
        started = time.perf_counter()
        with kind(engine) as db, db.begin():
            db.add(Letter(**letter))
        took.append((time.perf_counter() - started) * 1e6)
    return took


def measure(url: str, letters: list[Row]) -> Iterator[tuple[str, float, float]]:
    """The name of each way of writing, and what it costs guarded and unguarded, measured in turns."""
    engine = build(url)
    whole, parts = repeat(letters), (letters[start :: 4 * ROUNDS] for start in range(4 * ROUNDS))
    chained = (partial(flushed_at_once, RecordSession), partial(flushed_at_once, Session))
    chained_apart = (partial(flushed_one_by_one, RecordSession), partial(flushed_one_by_one, Session))
    ways: dict[str, tuple[Iterator[list[Row]], Way, Way]] = {
        "in one transaction": (whole, at_once, at_once),
        f"{CHAINED}in one transaction": (whole, *chained),
        # After those that undo what they wrote: these letters stay.
        "each in its own": (parts, one_by_one, one_by_one),
        f"{CHAINED}each in its own": (parts, *chained_apart),
    }
    for name, (given, with_them, without) in ways.items():
        guarded: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            guarded += with_them(engine, next(given))
            with without_guards(url):
                bare += without(engine, next(given))
        yield name, median(guarded), median(bare)
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
        chain.adopt(connection)
        connection.exec_driver_sql("ANALYZE")
    own.dispose()
    met = True
    for way, guarded, bare in measure(url, letters):
        ratio = guarded / bare
        bar = "" if way.startswith(CHAINED) else f"  (at most {MOST_OF_UNGUARDED})"
        met &= not bar or ratio <= MOST_OF_UNGUARDED
        print(f"{name:<11} {way:<35} {guarded:>9.0f} µs {bare:>9.0f} µs {ratio:>6.2f}{bar}")
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
    print(f"{count} rejections      written                           {'guarded':>12} {'unguarded':>12}  ratio")
    ways: tuple[Callable[[int], bool], ...] = (on_sqlite, on_postgresql)
    return 0 if min([way(count) for way in ways]) else 1


if __name__ == "__main__":
    sys.exit(main())
