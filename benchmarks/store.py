"""What the guards cost: rejections written to a guarded record, beside the same on a copy of it without guards.

The two take turns, a few letters at a time, and what counts is the processor: that of this process and of the server's,
so that neither a disk nor a neighbour has a say. The bar is on the guards. What the chain costs on top is told beside
it: through the sessions of the record and those of SQLAlchemy, letter by letter, in chains that have begun.

Prints a table for each engine and the ratios; ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, insert
from sqlalchemy.orm import Session

from benchmarks import figures
from store.chain import links
from store.chain.links import RecordSession
from store.engine import build
from store.engine import postgres as on_server
from store.guards import triggers
from store.models import Letter
from store.upkeep.schema import migrate
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres
import scene

MOST_OF_UNGUARDED = 3.0
CHAINED = "with its chain, "
CALLED = datetime.fromtimestamp(scene.CALLED / 1000, tz=UTC)
# Letters in one turn.
TURN = 25
SMALL = 400
Row = dict[str, Any]
Way = Callable[[Engine, Sequence[Row]], None]


@dataclass(frozen=True)
class Record:
    """A record to write to, and the process that serves it, where there is one."""

    engine: Engine
    server: int | None

    def cpu(self) -> float:
        """Seconds of the processor, ours and the server's."""
        served = Path(f"/proc/{self.server}/schedstat").read_text().split()[0] if self.server else 0
        return time.process_time() + int(served) / 1e9

    def spent(self, way: Way, letters: Sequence[Row]) -> float:
        """Microseconds for each of these letters, written in such a way."""
        started = self.cpu()
        way(self.engine, letters)
        return (self.cpu() - started) / len(letters) * 1e6


def cases(connection: Connection, count: int) -> list[Row]:
    """Cases with a rejection that the citizen was called about; returns their letters, still to be written."""
    for statement in scene.scene():
        connection.exec_driver_sql(statement)
    numbers = range(1000, 1000 + count)
    for number in numbers:
        for statement in _called(number):
            connection.exec_driver_sql(statement)
    return [_letter(number) for number in numbers]


def _called(number: int) -> list[str]:
    known: Row = {"process": "wmo", "process_version": 1, "citizen_id": 1, "team": "Oost", "subject": "Hulp"}
    dated: Row = {"received_on": "2026-09-01", "created_at": scene.START}
    fact = 10_000 + 10 * number
    return [
        scene.row("casefile", id=number, number=f"WMO-{number}", reference=str(number), **known, **dated),
        scene.fact(fact, number, "Intention", at=scene.PREPARED),
        scene.decision(number, number, fact_id=fact, prepared_at=scene.PREPARED)[1],
        scene.fact(fact + 1, number, "Call", at=scene.CALLED, body=scene.TALK),
        scene.call(number, number, number, fact_id=fact + 1)[1],
    ]


def _letter(number: int) -> Row:
    called = {"call_id": number, "call_upholds": 1, "call_at": CALLED, "signed_by": "sanne"}
    dated = {"dated_on": CALLED.date(), "created_at": CALLED + timedelta(days=1)}
    kind = {"name": "wmo/afwijzing", "adverse": 1, "decides": 1, "content": {}, "template": "t"}
    kind |= {"about": 10_000 + 10 * number, "texts": json.loads(scene.texts(kind["name"]))}
    return {"id": number, "case_id": number, "number": 1, "decision_id": number} | kind | called | dated


def at_once(engine: Engine, letters: Sequence[Row]) -> None:
    """All in one transaction that is undone."""
    with engine.connect() as connection, connection.begin() as attempt:
        for letter in letters:
            connection.execute(insert(Letter), letter)
        attempt.rollback()


def one_by_one(engine: Engine, letters: Sequence[Row]) -> None:
    """Each in its own transaction, as a run writes them."""
    for letter in letters:
        with engine.begin() as connection:
            connection.execute(insert(Letter), letter)


def flushed_at_once(kind: type[Session], engine: Engine, letters: Sequence[Row]) -> None:
    """Through such a session, all in one transaction that is undone."""
    with kind(engine) as db:
        for letter in letters:
            db.add(Letter(**letter))
            db.flush()
        db.rollback()


def flushed_one_by_one(kind: type[Session], engine: Engine, letters: Sequence[Row]) -> None:
    """Through such a session, each in its own transaction."""
    for letter in letters:
        with kind(engine) as db, db.begin():
            db.add(Letter(**letter))


def measure(guarded: Record, bare: Record, letters: list[Row]) -> Iterator[tuple[str, float, float]]:
    """The name of each way of writing, and what it costs guarded and unguarded, measured in turns."""
    turns = [letters[start : start + TURN] for start in range(0, len(letters), TURN)]
    ways: list[tuple[str, list[list[Row]], Way, Way]] = [
        ("in one transaction", turns, at_once, at_once),
        (f"{CHAINED}in one transaction", turns, *_sessions(flushed_at_once)),
        # After those that undo what they wrote: these letters stay.
        ("each in its own", turns[::2], one_by_one, one_by_one),
        (f"{CHAINED}each in its own", turns[1::2], *_sessions(flushed_one_by_one)),
    ]
    for name, given, with_them, without in ways:
        costs = [(guarded.spent(with_them, some), bare.spent(without, some)) for some in given]
        yield name, median(cost for cost, _ in costs), median(cost for _, cost in costs)


def _sessions(way: Callable[[type[Session], Engine, Sequence[Row]], None]) -> tuple[Way, Way]:
    return partial(way, RecordSession), partial(way, Session)


def report(name: str, guarded: Record, bare: Record, letters: list[Row]) -> bool:
    """Print the table of one engine; true when it meets the bar."""
    met = True
    for way, cost, unguarded in measure(guarded, bare, letters):
        ratio = cost / unguarded
        bar = "" if way.startswith(CHAINED) else f"  (at most {MOST_OF_UNGUARDED})"
        met &= not bar or ratio <= MOST_OF_UNGUARDED
        figures.note(f"{name}, {way}", cost / 1000)
        print(f"{name:<11} {way:<35} {cost:>9.0f} µs {unguarded:>9.0f} µs {ratio:>6.2f}{bar}")
    return met


def fill(url: str, count: int) -> list[Row]:
    """A guarded record with so many cases; returns their letters."""
    migrate(url, **release())
    with owned(url) as connection:
        letters = cases(connection, count)
        links.adopt(connection)
        connection.exec_driver_sql("ANALYZE")
    return letters


def unguard(url: str) -> None:
    """Take the guards away."""
    with owned(url) as connection:
        triggers.drop(connection)
        connection.exec_driver_sql("ANALYZE")


@contextmanager
def owned(url: str) -> Iterator[Connection]:
    """A connection for a while: a database in use cannot be copied."""
    own = build(url, poolclass=NullPool)
    with own.begin() as connection:
        yield connection
    own.dispose()


@contextmanager
def opened(url: str) -> Iterator[Record]:
    """A record with one connection, and so with one process of the server."""
    engine = build(url, pool_size=1, max_overflow=0)
    with engine.connect() as connection:
        server = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar() if on_server(engine) else None
    yield Record(engine, server)
    engine.dispose()


def on_sqlite(count: int) -> bool:
    """A record on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{folder}/{name}.db" for name in ("guarded", "bare")]
        letters = fill(urls[0], count)
        shutil.copy(f"{folder}/guarded.db", f"{folder}/bare.db")
        unguard(urls[1])
        with opened(urls[0]) as guarded, opened(urls[1]) as bare:
            return report("SQLite", guarded, bare, letters)


def on_postgresql(count: int) -> bool:
    """A record on a throw-away PostgreSQL; skipped, and said so, where it is not installed."""
    with postgres.running() as cluster:
        if cluster is None:
            print("PostgreSQL  not installed")
            return True
        record = cluster.create()
        letters = fill(record.owner_url, count)
        copy = cluster.create(like=record.name)
        unguard(copy.owner_url)
        with opened(record.owner_url) as guarded, opened(copy.owner_url) as bare:
            return report("PostgreSQL", guarded, bare, letters)


def main() -> int:
    """Measure both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    given = figures.asked(parser, letters=SMALL)
    count = given.letters
    print(f"{count} rejections      written                           {'guarded':>12} {'unguarded':>12}  ratio")
    ways: tuple[Callable[[int], bool], ...] = (on_sqlite, on_postgresql)
    met = [way(count) for way in ways]
    return figures.ended(met=all(met), small=given.small)


if __name__ == "__main__":
    sys.exit(main())
