"""Four writers on one case for ten seconds: what is locked out, refused or lost, and how long a writer waits.

Prints a table for each engine, with writers on the driver's defaults beside ours; ends with exit code 1 when a bar is
not met, or when the defaults did as well, so that the measurement shows nothing.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import cycle
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import quantiles

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from benchmarks import figures
from rules.facts import Note
from store.engine import engine, session
from store.engine import postgres as postgres_is
from store.models import Case, FactRow
from store.record import add_fact, find_case, lock_case
from store.upkeep.schema import migrate
from tasks import clock
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres
import scene

WRITERS = 4
MOST_WAIT_MS = 100.0
SMALL = 3.0
NUMBER = "WMO-1"
TEXT = "Belt liever 's middags."
_barrier: Barrier
DONE, FACTS, LOCKED, REFUSED = "done", "facts", "locked out", "refused"


@dataclass(frozen=True)
class Told:
    """What came of writing: how often each thing happened, each wait in ms, and seconds of the processor."""

    counts: Counter[str]
    waits: list[float]
    cpu: float = 0.0


def ours(url: str, *, fact: bool) -> float:
    """As the desk writes: the case is held from reading to writing; returns when it was held."""
    with session(url) as db:
        case = lock_case(db, NUMBER)
        held = time.perf_counter()
        if fact:
            add_fact(db, case, Note(text=TEXT), by="sanne", at=clock.now())
        else:
            case.version += 1
    return held


def naive(url: str, *, fact: bool) -> float:
    """As one writes at first: read, then write, with the driver's defaults; returns when it could write."""
    with Session(_plain(url)) as db, db.begin():
        case = find_case(db, NUMBER)
        case.version += 1
        if fact:
            row = FactRow(case_id=case.id, seq=case.version, kind="Note", by="sanne", at=clock.now())
            row.body = {"text": TEXT}
            db.add(row)
        db.flush()
        return time.perf_counter()


WAYS = {"naive": naive, "ours": ours}


@lru_cache
def _plain(url: str) -> Engine:
    return create_engine(url)


def meet(barrier: Barrier) -> None:
    """Give a process of writers the barrier where they wait for each other."""
    global _barrier  # noqa: PLW0603 - a barrier goes to a process at its start only
    _barrier = barrier


def write(url: str, way: str, seconds: float) -> Told:
    """Write for so long, a fact and a change of the case by turns."""
    (_plain if way == "naive" else engine)(url).connect().close()
    told = Told(Counter(), [])
    turns = cycle((True, False))
    _barrier.wait()
    until, used = time.perf_counter() + seconds, time.process_time()
    while (started := time.perf_counter()) < until:
        fact = next(turns)
        try:
            held = WAYS[way](url, fact=fact)
        except IntegrityError:
            told.counts[REFUSED] += 1
        except DBAPIError:
            told.counts[LOCKED] += 1
        else:
            told.counts.update([DONE, FACTS] if fact else [DONE])
            told.waits.append((held - started) * 1000)
    return replace(told, cpu=time.process_time() - used)


def together(url: str, way: str, given: argparse.Namespace, *servers: int) -> Told:
    """All writers at once, as processes of their own; these processes serve them."""
    served = figures.used_by(*servers)
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(given.writers)
    with ProcessPoolExecutor(given.writers, spawn, meet, (barrier,)) as pool:
        asked = [pool.submit(write, url, way, given.seconds) for _ in range(given.writers)]
        all_told = [each.result() for each in asked]
    counts = sum((each.counts for each in all_told), Counter[str]())
    used = sum(each.cpu for each in all_told) + figures.used_by(*servers) - served
    return Told(counts, [wait for each in all_told for wait in each.waits], used)


def kept(url: str) -> tuple[int, int]:
    """How often the case was counted up, and how many facts it has."""
    with session(url, readonly=True) as db:
        case = find_case(db, NUMBER)
        facts = db.scalar(select(func.count()).select_from(FactRow).where(FactRow.case_id == case.id)) or 0
    engine(url).dispose()
    return case.version, facts


def line(name: str, url: str, way: str, given: argparse.Namespace, *servers: int) -> tuple[int, float]:
    """Measure and print one way of writing; returns what went wrong, and the p99 of the wait in ms."""
    version, facts = kept(url)
    told = together(url, way, given, *servers)
    version_then, facts_then = kept(url)
    done = told.counts[DONE]
    if way == "ours":
        figures.note(f"{name}, a write", told.cpu * 1000 / done)
    lost = done - (version_then - version) + told.counts[FACTS] - (facts_then - facts)
    cuts = quantiles(told.waits, n=100)
    locked, refused = told.counts[LOCKED], told.counts[REFUSED]
    print(
        f"{name:<11} {way:<6} {done / given.seconds:>9.0f} {locked:>10} {refused:>8} {lost:>6}"
        f" {cuts[49]:>8.1f} {cuts[98]:>8.1f} {max(told.waits):>8.1f}"
    )
    return locked + refused + lost, cuts[98]


def report(name: str, url: str, given: argparse.Namespace, *servers: int) -> bool:
    """Print the table of one engine; true when it meets the bar."""
    migrate(url, **release())
    with session(url) as db:
        for statement in scene.scene():
            db.connection().exec_driver_sql(statement)
        if postgres_is(db):
            # The facts of the scene have numbers of their own, which PostgreSQL would otherwise give out again.
            db.connection().exec_driver_sql("SELECT setval(pg_get_serial_sequence('fact', 'id'), max(id)) FROM fact")
        # A fact of the scene has a place far from the first.
        last = select(func.max(FactRow.seq)).join(Case, Case.id == FactRow.case_id).where(Case.number == NUMBER)
        find_case(db, NUMBER).version = db.scalar(last) or 0
    wrong, wait = line(name, url, "ours", given, *servers)
    # What we write is compared; what the defaults lose is not.
    control = 0 if given.small else line(name, url, "naive", given)[0]
    return wrong == 0 and wait <= MOST_WAIT_MS and control > 0


def on_sqlite(given: argparse.Namespace) -> bool:
    """A record on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        return report("SQLite", f"sqlite:///{folder}/record.db", given)


def on_postgresql(given: argparse.Namespace) -> bool:
    """A record on a throw-away PostgreSQL; skipped, and said so, where it is not installed."""
    with postgres.running() as cluster:
        if cluster is None:
            print("PostgreSQL  not installed")
            return True
        return report("PostgreSQL", cluster.create().owner_url, given, cluster.pid)


def main() -> int:
    """Measure both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--writers", type=int, default=WRITERS)
    given = figures.asked(parser, seconds=SMALL)
    print(
        f"{given.writers} writers on one case for {given.seconds:g} s;"
        f" ours: nothing wrong, and p99 at most {MOST_WAIT_MS:g} ms\n"
    )
    print(
        f"{'':<18} {'writes/s':>9} {'locked out':>10} {'refused':>8} {'lost':>6} {'wait p50':>8} {'p99':>8} {'most':>8}"
    )
    ways: tuple[Callable[[argparse.Namespace], bool], ...] = (on_sqlite, on_postgresql)
    met = [way(given) for way in ways]
    return figures.ended(met=all(met), small=given.small)


if __name__ == "__main__":
    sys.exit(main())
