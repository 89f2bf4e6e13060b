"""How fast a file of reports comes in: 10,000 lines of which one in a hundred is bad, into an empty record.

Prints reports a second for each engine, with the middle and the slowest line, and how the last thousand compares with
the first; ends with exit code 1 when a bar is not met or a line went wrong.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import func, select

from benchmarks import figures
from config.settings import settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres

from cli.sample.municipality import hire
from cli.sample.plays import FOLDER
from rules.errors import MaatwerkError
from store.engine import session
from store.models import Case, FactRow
from store.upkeep.schema import migrate
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.safekeeping.release import release

BAD_EVERY = 100
PART = 1000
FEWEST_A_SECOND = 30
MOST_SLOWDOWN = 2.0
SMALL = 400


def lines(count: int) -> Iterator[str]:
    """The sample's reports over and over, each with a reference of its own and nobody's BSN; some without a name."""
    samples = [json.loads(line) for line in (FOLDER / "meldingen.jsonl").read_text("utf-8").splitlines()]
    for number in range(count):
        post = json.loads(json.dumps(samples[number % len(samples)]))
        post["metadata"]["public_reference"] = f"OF-MASSA-{number:06}"
        post["values"].pop("bsn", None)
        if number % BAD_EVERY == BAD_EVERY - 1:
            del post["values"]["achternaam"]
        yield json.dumps(post, ensure_ascii=False)


def take_in(count: int) -> tuple[list[float], int]:
    """Seconds for each line, and how many lines were refused."""
    seconds, refused = [], 0
    for line in lines(count):
        started = time.perf_counter()
        try:
            receive(read_line(line))
        except MaatwerkError:
            refused += 1
        seconds.append(time.perf_counter() - started)
    return seconds, refused


def measured(name: str, count: int, *servers: int) -> bool:
    """Print how it went on the record of the settings; true when all bars are met."""
    hire()
    with figures.noted(f"{name}, a line", count, *servers):
        seconds, refused = take_in(count)
    with session(readonly=True) as db:
        kept, facts = (db.scalar(select(func.count()).select_from(table)) for table in (Case, FactRow))
    a_second = count / sum(seconds)
    part = min(PART, count // 2)
    slowdown = _undisturbed(seconds[-part:]) / _undisturbed(seconds[:part])
    print(
        f"{name:<12}{a_second:>8.0f} a second{median(seconds) * 1000:>8.1f} ms median"
        f"{max(seconds) * 1000:>8.0f} ms slowest{slowdown:>7.2f} x at the end"
    )
    right = refused == count // BAD_EVERY and kept == facts == count - refused
    if not right:
        raise SystemExit(f"{name}: {refused} refused, {kept} cases, {facts} facts of {count} lines")
    return a_second >= FEWEST_A_SECOND and slowdown <= MOST_SLOWDOWN


def _undisturbed(seconds: list[float]) -> float:
    """One line in ten was quicker: what else the machine does slows the others."""
    return quantiles(seconds, n=10)[0]


@contextmanager
def lived_in(**environment: str) -> Iterator[None]:
    """Settings of our own."""
    before = dict(os.environ)
    os.environ.update(environment)
    settings.cache_clear()
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


def on_sqlite(count: int) -> bool:
    """On a file, as `maatwerk start` has it."""
    with tempfile.TemporaryDirectory() as home, lived_in(MAATWERK_HOME=home):
        migrate(**release())
        return measured("sqlite", count)


def on_postgresql(count: int) -> bool:
    """On a throw-away PostgreSQL, without fsync; skipped, and said so, where it is not installed."""
    with tempfile.TemporaryDirectory() as home, postgres.running() as cluster:
        if cluster is None:
            print("postgresql  not installed")
            return True
        database = cluster.create()
        migrate(database.owner_url, **release(), role=postgres.APPLICATION)
        with lived_in(MAATWERK_HOME=home, MAATWERK_DATABASE_URL=database.app_url):
            return measured("postgresql", count, cluster.pid)


ENGINES: dict[str, Callable[[int], bool]] = {"sqlite": on_sqlite, "postgresql": on_postgresql}


def main() -> int:
    """Measure each engine that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    asked = figures.asked(parser, lines=SMALL)
    met = [ENGINES[name](asked.lines) for name in asked.engine or ENGINES]
    return figures.ended(met=all(met), small=asked.small)


if __name__ == "__main__":
    sys.exit(main())
