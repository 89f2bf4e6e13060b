"""What a letter run costs beside rendering: its memory, its share of the processor, and whether many cost more each.

All on SQLite, so that the database is counted too. Ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from config.settings import settings
from letters import bundle
from letters.press import render
from rules.facts import Report
from store import record
from store.engine import engine, session
from store.models import Case, Citizen, Household
from store.schema import migrate
from tasks import clock, letterrun, workshop
from tasks.course import OpenCase
from tasks.letters import letter_kinds, send_letter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import batchwork
import plays

MEMORY_GROWTH_MB = 10
MOST_BESIDE_RENDERING = 0.10
MOST_OF_LINEAR = 1.3
MERGE_MS = 3
COUNTED_FROM = 100
TOGETHER = 50
TODAY = date(2026, 9, 28)


class Meter:
    """The CPU that a piece of work takes, that of the processes it started included."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.seconds, self.calls, self.held = work, 0.0, 0, 0.0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do the work; what the process held is noted at the hundredth time."""
        started = cpu()
        done = self.work(*args, **kwargs)
        self.seconds += cpu() - started
        self.calls += 1
        if self.calls == COUNTED_FROM:
            self.held = peak_mb()
        return done


@dataclass(frozen=True)
class Cost:
    """What one run took, in CPU milliseconds a letter and in MB."""

    whole: float
    rendering: float
    merging: float
    growth: float

    @property
    def beside(self) -> float:
        """All that is not rendering."""
        return self.whole - self.rendering


def cpu() -> float:
    """Seconds of the processor, all threads and all children that ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def peak_mb() -> float:
    """The most memory this process ever held; a merge is made in a process of its own, and is not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def a_record() -> Iterator[None]:
    """An empty record in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MAATWERK_HOME"], os.environ["MAATWERK_DATABASE_URL"] = folder, f"sqlite:///{folder}/record.db"
        settings.cache_clear()
        migrate(settings().database, kinds=letter_kinds())
        plays.hire_staff()
        yield
        engine(settings().database).dispose()


def write(numbers: range) -> None:
    """One case with its acknowledgement for each number, still to be made: a short letter, so the bar is high."""
    for start in numbers[::TOGETHER]:
        with session() as db:
            household = Household()
            db.add(household)
            db.flush()
            for number in range(start, min(start + TOGETHER, numbers.stop)):
                case = _case(number, _citizen(number, household.id))
                db.add(case)
                db.flush()
                report = Report(question="Wie helpt mij met het zware werk in huis?", received_on=TODAY)
                record.add_fact(db, case, report, by="systeem", at=clock.now())
                opened = OpenCase.of(db, case)
                send_letter(opened, batchwork.PLAIN, about=opened.report)


def _case(number: int, citizen: Citizen) -> Case:
    return Case(
        number=f"WMO-2026-{number:06}",
        process="wmo",
        process_version=1,
        reference=str(number),
        citizen=citizen,
        consultant_id="sanne",
        team="Oost",
        subject="Hulp bij het huishouden",
        received_on=TODAY,
        created_at=clock.now(),
        version=0,
        taken_up=0,
    )


def _citizen(number: int, household: int) -> Citizen:
    return Citizen(
        household_id=household,
        salutation="mevrouw",
        initials="A.",
        family_name=f"Jansen-{number}",
        born_on=date(1952, 3, 14),
        street="Esdoornstraat",
        number=str(number),
        postcode="4099 ZX",
        city="Veldhaven",
    )


def cost(letters: int, press: Callable[..., Any]) -> Cost:
    """What a whole run of so many letters takes, after a small one that warms up."""
    with a_record(), ExitStack() as metered:
        rendering, merging = Meter(press), Meter(bundle.merge)
        for module, name, meter in ((workshop, "render", rendering), (bundle, "merge", merging)):
            metered.enter_context(patch.object(module, name, meter))
        write(range(1, 11))
        run(10)
        write(range(11, letters + 11))
        rendering.seconds = merging.seconds = 0.0
        started = cpu()
        run(letters)
        whole = cpu() - started
        each = 1000 / letters
        growth = peak_mb() - rendering.held
        return Cost(whole * each, rendering.seconds * each, merging.seconds * each, growth)


def run(letters: int) -> None:
    """A whole letter run in this process; every letter must be made and handed over."""
    counts = letterrun.run_through(letterrun.ask(by="els", confirmed=True))
    if counts != {workshop.RENDERED: letters}:
        raise RuntimeError(f"not every letter left: {dict(counts)}")


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000, help="letters in the largest run, at least 1,000")
    letters = max(1_000, parser.parse_args().letters)
    # First, for what it holds is counted from the hundredth letter of this process.
    real = cost(letters, render)
    few, many = (cost(number, batchwork.tiny) for number in (letters // 10, letters))

    rows = [
        ("memory growth, MB", real.growth, MEMORY_GROWTH_MB),
        ("beside rendering, of all CPU", real.beside / real.whole, MOST_BESIDE_RENDERING),
        ("merging, CPU ms a letter", real.merging, MERGE_MS),
        (f"{letters:,} letters beside {letters // 10:,}, each", many.beside / few.beside, MOST_OF_LINEAR),
    ]
    print(f"{letters:,} letters: {real.whole:.1f} ms CPU each, of which {real.rendering:.1f} ms rendering")
    print(f"with a cheap render {few.beside:.2f} ms each for {letters // 10:,}, {many.beside:.2f} for {letters:,}\n")
    print(f"{'':38}{'':>8}{'at most':>9}")
    for what, found, most in rows:
        print(f"{what:38}{found:8.2f}{most:9.2f}")
    return 0 if all(found <= most for _, found, most in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
