"""What the daily watch costs: a pass over many open cases on SQLite, one in a hundred of which asks something.

Prints a table with time and peak memory for each size; ends with exit code 1 when a bar is not met.
Each size runs in a process of its own, on one core, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks import figures
from config.law import law
from config.settings import settings
from store.engine import session
from store.models import Case, Citizen, Household
from store.upkeep.schema import migrate
from tasks import clock
from tasks.runs.recovery import unfinished
from tasks.safekeeping.release import release
from tasks.watch.term_watch import keep, look

SIZES = (10_000, 100_000, 1_000_000)
SMALL = (100_000,)
MOST_SECONDS = 60
# Peak memory may not grow with the number of cases.
MOST_GROWTH_MB = 25
NOW = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
AWAY = TODAY + timedelta(days=120)
PART = 20_000


def cases(count: int) -> Iterator[list[dict[str, Any]]]:
    """Open cases in parts; of each hundred one asks something: a warning, a call, or a day that has come."""
    for start in range(0, count, PART):
        yield [case(number) for number in range(start, min(start + PART, count))]


def case(number: int) -> dict[str, Any]:
    """One open case."""
    made: dict[str, Any] = {
        "number": f"WMO-2026-{number:07}",
        "process": "wmo",
        "process_version": 1,
        "reference": f"bench-{number}",
        "citizen_id": 1,
        "team": "Oost",
        "subject": "Hulp",
        "received_on": TODAY,
        "version": 3,
        "taken_up": 3,
        "waits_for": "voornemen",
        "waits_by": AWAY,
        "term_from": TODAY - timedelta(days=number % 100),
        "wakes_on": None,
        "created_at": NOW,
    }
    if number % 100:
        return made
    due = law().calendar.add_working_days(TODAY, 1 + number // 100 % 10)
    asking: tuple[dict[str, Any], ...] = (
        {"waits_by": due},
        {"waits_by": TODAY - timedelta(days=1 + number // 100 % 30)},
        {"waits_by": due, "waits_for": "telefoongesprek"},
        {"waits_by": None, "wakes_on": TODAY},
    )
    return made | asking[number // 100 % len(asking)]


def measure(count: int) -> dict[str, float]:
    """Time one pass, and a second one on the same day; runs alone in its process."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    migrate(**release())
    with session() as db:
        db.add(Household(id=1))
        db.flush()
        address = {"street": "Esdoornstraat", "number": "1", "postcode": "4099 ZX", "city": "Veldhaven"}
        db.add(Citizen(id=1, household_id=1, initials="A.", family_name="Jansen", **address))
    for part in cases(count):
        with session() as db:
            db.connection().execute(insert(Case), part)
    with clock.at(NOW):
        look_at_nothing = peak_mb()
        first, took, waiting, given = passed()
        then, again, _, second = passed()
    assert second == 0, "a second pass warns again"
    assert given + waiting >= count // 100, "a case passed unseen"
    return {
        "cpu": first,
        "cpu_again": then,
        "seconds": took,
        "again": again,
        "given": given,
        "waiting": waiting,
        "peak_mb": peak_mb(),
        "growth_mb": peak_mb() - look_at_nothing,
    }


def passed() -> tuple[float, float, int, int]:
    """Seconds of one pass, of the processor and on the clock, the cases that wait for a run, and the new warnings."""
    used, started = time.process_time(), time.perf_counter()
    found = look()
    waiting = len(unfinished())
    keep(found, waiting)
    return time.process_time() - used, time.perf_counter() - started, waiting, sum(found.given.values())


def peak_mb() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(count: int) -> dict[str, float]:
    """The figures of one size, from a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "benchmarks.watch", "--only", str(count)]
        done = subprocess.run(
            command, env=os.environ | {"MAATWERK_HOME": home}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(done.stderr)
        figures: dict[str, float] = json.loads(done.stdout)
        return figures


def main() -> int:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, help="one size, as JSON, on the data folder in use")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    given = figures.asked(parser, sizes=SMALL)
    if given.only:
        settings.cache_clear()
        print(json.dumps(measure(given.only)))
        return 0
    print(
        f"{'open cases':>10} {'first pass':>11} {'second':>8} {'warnings':>9} {'to start':>9} {'peak':>8} {'ratio':>7}"
    )
    met, first = True, None
    for count in given.sizes:
        found = apart(count)
        first = first or found
        figures.note(f"first pass over {count:,}, a case", found["cpu"] * 1000 / count)
        figures.note(f"second pass over {count:,}, a case", found["cpu_again"] * 1000 / count)
        growth = found["seconds"] / first["seconds"]
        met &= found["seconds"] < MOST_SECONDS and found["peak_mb"] - first["peak_mb"] < MOST_GROWTH_MB
        print(
            f"{count:>10,} {found['seconds']:>9.2f} s {found['again']:>6.2f} s {found['given']:>9,.0f}"
            f" {found['waiting']:>9,.0f} {found['peak_mb']:>5.0f} MB {growth:>6.1f}×"
        )
    return figures.ended(met=met, small=given.small)


if __name__ == "__main__":
    sys.exit(main())
