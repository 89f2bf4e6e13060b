"""How long it takes from the last fact on the record to the rejection letter, through Prefect.

Each sample records the second reader's agreement, asks Prefect for a run, and waits until the letter is made. The warm
worker is held against a stock process worker in the same run: python -m benchmarks.advance [samples]
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from config.settings import settings
from rules.calls import CallOutcome
from rules.facts import Approval
from store.schema import migrate
from tasks import clock, runs
from tasks.cases import record_fact
from tasks.letters import letter_kinds

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import plays
import postgres
from stack import Stack, environment, free_port

BARS = {"sqlite": 1.5, "postgresql": 1.0}
STOCK_SAMPLES = 8
STOCK_SHARE = 4


def main() -> None:
    """Measure both databases, and end with code 1 when a bar is not met."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    met = [measure(database, samples) for database in BARS]
    sys.exit(not all(met))


def measure(database: str, samples: int) -> bool:
    """One database: the warm worker, then the stock one."""
    with _stack(database) as stack:
        # The first of each carries what later ones find loaded.
        first, *warm = [sample("wmo") for _ in range(samples + 1)]
        stack.start_stock_worker()
        _, *stock = [sample("stock") for _ in range(STOCK_SAMPLES + 1)]
        # Killed, it would leave the Python it started for the last run.
        stack.stop("stock")
    return _report(database, first, warm, stock)


def sample(deployment: str) -> float:
    """Seconds from recording the agreement to the letter made."""
    play = plays.intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    with clock.at(play.now):
        began = time.perf_counter()
        recorded = record_fact(play.number, Approval(decision=1), by="karin")
    key = f"{play.number}:{recorded.version}:{deployment}"
    body = {"name": play.number, "parameters": {"case_number": play.number}, "idempotency_key": key}
    asked = asyncio.run(runs.start(f"wmo/{deployment}", body))
    assert isinstance(asked, runs.Started), asked
    while play.letters()[-1] != ("afwijzing", "rendered"):
        time.sleep(0.01)
    return time.perf_counter() - began


@contextmanager
def _stack(database: str) -> Iterator[Stack]:
    with tempfile.TemporaryDirectory(prefix="maatwerk-advance-") as folder, _addresses(database) as addresses:
        port = free_port()
        with environment({"MAATWERK_HOME": folder, "MAATWERK_PREFECT_PORT": str(port)} | addresses):
            settings.cache_clear()
            migrate(kinds=letter_kinds())
            plays.hire_staff()
            running = Stack(Path(folder), port)
            try:
                yield running.up()
            finally:
                running.down()


@contextmanager
def _addresses(database: str) -> Iterator[dict[str, str]]:
    """Our database and Prefect's, both on the same engine."""
    if database == "sqlite":
        yield {}
        return
    with postgres.running() as cluster:
        if cluster is None:
            sys.exit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
        ours, theirs = cluster.create().owner_url, cluster.create().owner_url
        prefect = theirs.replace("+psycopg", "+asyncpg")
        yield {"MAATWERK_DATABASE_URL": ours, "PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect}


def _report(database: str, first: float, warm: list[float], stock: list[float]) -> bool:
    print(f"{database}, seconds; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, found in (("warm worker", warm), ("stock worker", stock)):
        print(f"  {name:13} n={len(found):3}  p50 {median(found):5.2f}  p95 {_p95(found):5.2f}  most {max(found):5.2f}")
    share = median(warm) / median(stock)
    met = _p95(warm) < BARS[database] and share <= 1 / STOCK_SHARE
    verdict = "met" if met else "NOT met"
    print(f"  first of the warm worker {first:.2f}; its share of the stock worker {share:.2f}")
    print(f"  bars (p95 < {BARS[database]}, share <= {1 / STOCK_SHARE}): {verdict}", flush=True)
    return met


def _p95(found: list[float]) -> float:
    return quantiles(found, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
