"""How long it takes from the last fact on the record to the rejection letter, through Prefect.

Each sample records the second reader's agreement, asks Prefect for a run, and waits until the letter is made. The warm
worker is held against a stock process worker in the same run; a small sample is of the warm one alone, on SQLite. The
processor is that of the server, the worker and PostgreSQL: who waits here looks often, and is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from benchmarks import figures
from config.settings import settings
from rules.calls import CallOutcome
from rules.facts import Approval
from store.upkeep.schema import migrate
from tasks import clock
from tasks.cases.recording import record_fact
from tasks.runs import flow_runs
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import plays
import postgres
from stack import Stack, environment, free_port

BARS = {"sqlite": 1.5, "postgresql": 1.0}
STOCK_SAMPLES = 8
STOCK_SHARE = 4
SMALL = 10
PATIENCE = 60


def main() -> int:
    """Measure both databases, and end with code 1 when a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=40)
    given = figures.asked(parser, samples=SMALL)
    met = [measure(database, given) for database in (["sqlite"] if given.small else BARS)]
    return figures.ended(met=all(met), small=given.small)


def measure(database: str, given: argparse.Namespace) -> bool:
    """One database: the warm worker, then the stock one."""
    stocked = 0 if given.small else STOCK_SAMPLES + 1
    with _stack(database, 1 + given.samples + stocked) as (stack, servers, cases):
        # The first of each carries what later ones find loaded.
        first = sample(cases.pop(), "wmo")
        used = figures.used_by(*servers)
        warm = [sample(cases.pop(), "wmo") for _ in range(given.samples)]
        figures.note(f"{database}, a step", (figures.used_by(*servers) - used) * 1000 / given.samples)
        if given.small:
            return _report(database, first, warm)
        stack.start_stock_worker()
        _, *stock = [sample(cases.pop(), "stock") for _ in range(stocked)]
        # Killed, it would leave the Python it started for the last run.
        stack.stop("stock")
    return _report(database, first, warm, stock)


def called() -> plays.Play:
    """A case of which the citizen was called, so that it waits for the agreement."""
    play = plays.intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    return play


def sample(play: plays.Play, deployment: str) -> float:
    """Seconds from recording the agreement to the letter made."""
    with clock.at(play.now):
        began = time.perf_counter()
        recorded = record_fact(play.number, Approval(decision=1), by="karin")
    key = f"{play.number}:{recorded.version}:{deployment}"
    body = {"name": play.number, "parameters": {"case_number": play.number}, "idempotency_key": key}
    asked = asyncio.run(flow_runs.start(f"wmo/{deployment}", body))
    assert isinstance(asked, flow_runs.Started), asked
    while ("afwijzing", "rendered") not in play.letters():
        if time.perf_counter() - began > PATIENCE:
            sys.exit(f"{play.number}: no letter after {PATIENCE} s; see worker.log")
        time.sleep(0.01)
    return time.perf_counter() - began


@contextmanager
def _stack(database: str, count: int) -> Iterator[tuple[Stack, list[int], list[plays.Play]]]:
    """Server and worker, the processes that work (those of both, and the database's), and so many cases.

    The cases come first: a worker takes up what a play is still busy with.
    """
    with tempfile.TemporaryDirectory(prefix="maatwerk-advance-") as folder, _database(database) as (addresses, servers):
        port = free_port()
        with environment({"MAATWERK_HOME": folder, "MAATWERK_PREFECT_PORT": str(port)} | addresses):
            settings.cache_clear()
            migrate(**release())
            plays.hire_staff()
            cases = [called() for _ in range(count)]
            running = Stack(Path(folder), port)
            try:
                running.up()
                yield running, [*servers, *(process.pid for process in running.processes.values())], cases
            finally:
                running.down()


@contextmanager
def _database(database: str) -> Iterator[tuple[dict[str, str], list[int]]]:
    """Our database and Prefect's, both on the same engine, and the process of that engine if it has one."""
    if database == "sqlite":
        yield {}, []
        return
    with postgres.running() as cluster:
        if cluster is None:
            sys.exit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        ours, theirs = cluster.create().owner_url, cluster.create().owner_url
        prefect = theirs.replace("+psycopg", "+asyncpg")
        yield {"MAATWERK_DATABASE_URL": ours, "PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect}, [cluster.pid]


def _report(database: str, first: float, warm: list[float], stock: Sequence[float] = ()) -> bool:
    print(f"{database}, seconds; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, found in (("warm worker", warm), ("stock worker", stock)):
        if not found:
            continue
        print(f"  {name:13} n={len(found):3}  p50 {median(found):5.2f}  p95 {_p95(found):5.2f}  most {max(found):5.2f}")
    if not stock:
        print("  without PostgreSQL and the stock worker: the sample is small")
        return True
    share = median(warm) / median(stock)
    met = _p95(warm) < BARS[database] and share <= 1 / STOCK_SHARE
    verdict = "met" if met else "NOT met"
    print(f"  first of the warm worker {first:.2f}; its share of the stock worker {share:.2f}")
    print(f"  bars (p95 < {BARS[database]}, share <= {1 / STOCK_SHARE}): {verdict}", flush=True)
    return met


def _p95(found: Sequence[float]) -> float:
    return quantiles(found, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    sys.exit(main())
