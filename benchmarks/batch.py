"""What a letter run costs beside rendering: its memory, its share of the processor, and whether many cost more each.

The letters are those of an evening, in the shares of `evening.MIXED`; the shortest of them alone, beside which all else
weighs most, is told but not judged. All on SQLite and in one process, so that the database is counted too. Rendering is
making the PDF of the values and the text, and nothing else. Ends with exit code 1 when a bar is not met.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks import figures
from config.settings import settings
from letters.making import render as letter
from letters.making.press import render
from store.engine import engine
from store.upkeep.schema import migrate
from tasks.letters import making
from tasks.post import letter_run
from tasks.safekeeping.release import release

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import batchwork
import evening
import plays
from post import run_through

MEMORY_GROWTH_MB = 10
MOST_BESIDE_RENDERING = 0.10
MOST_OF_LINEAR = 1.3
MERGE_MS = 3
COUNTED_FROM = 100
# Enough to know what one costs and what memory they take; how the rest grows shows without rendering.
MOST_RENDERED = 10_000
SMALL = 300


class Meter:
    """The CPU that a piece of work takes, and the most memory this process ever held at its hundredth time."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.seconds, self.calls, self.held = work, 0.0, 0, 0.0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Do the work."""
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
        """The share of all that is not rendering."""
        return 1 - self.rendering / self.whole


def cpu(of: int = resource.RUSAGE_SELF) -> float:
    """Seconds of the processor: those of this process, or of its children that ended."""
    used = resource.getrusage(of)
    return used.ru_utime + used.ru_stime


def peak_mb() -> float:
    """The most memory this process ever held. Bundles are merged by one that ends with the run, and is not in it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def a_record() -> Iterator[None]:
    """An empty record in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MAATWERK_HOME"], os.environ["MAATWERK_DATABASE_URL"] = folder, f"sqlite:///{folder}/record.db"
        settings.cache_clear()
        migrate(settings().database, **release())
        plays.hire_staff()
        yield
        engine(settings().database).dispose()


def write(numbers: range, mix: Mapping[str, int]) -> None:
    """Put letters on the record, in a process of its own: what that held would hide what the run takes."""
    writer = multiprocessing.get_context("spawn").Process(target=evening.write, args=(numbers, mix))
    writer.start()
    writer.join()
    if writer.exitcode:
        raise RuntimeError("the letters could not be written")


def cost(letters: int, press: Callable[..., Any], mix: Mapping[str, int]) -> Cost:
    """What a whole run of so many letters takes, after a small one that warms up."""
    rendering, counting = Meter(press), Meter(letter.count_pages)
    with a_record(), patch.object(making, "render", rendering), patch.object(letter, "count_pages", counting):
        write(range(1, 21), mix)
        run(20)
        write(range(21, letters + 21), mix)
        rendering.seconds = counting.seconds = rendering.calls = 0
        started, merging = cpu(), cpu(resource.RUSAGE_CHILDREN)
        run(letters)
        merging = cpu(resource.RUSAGE_CHILDREN) - merging
        whole = cpu() - started + merging
    each = 1000 / letters
    return Cost(
        whole * each,
        (rendering.seconds - counting.seconds) * each,
        merging * each,
        peak_mb() - rendering.held,
    )


def run(letters: int) -> None:
    """A whole letter run in this process; every letter must be made and handed over."""
    counts = run_through(letter_run.ask(by="els", confirmed=True))
    if counts != {making.RENDERED: letters}:
        raise RuntimeError(f"not every letter left: {dict(counts)}")


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000, help="letters in the largest run, at least 1,000")
    given = figures.asked(parser, letters=SMALL)
    met = compared(given.letters) if given.small else judged(max(1_000, given.letters))
    return figures.ended(met=met, small=given.small)


def compared(letters: int) -> bool:
    """What is compared; what many cost more is left out."""
    tell("mixed", letters, cost(letters, render, evening.MIXED))
    tell("with a cheap render", letters, cost(letters, batchwork.tiny, evening.SHORTEST))
    return True


def tell(name: str, letters: int, found: Cost) -> None:
    """Print and keep what a letter costs in this run."""
    print(
        f"{letters:,} letters, {name}: {found.whole:.1f} ms CPU each, of which {found.rendering:.1f} ms rendering;"
        f" beside it {found.beside:.1%}"
    )
    figures.note(f"{name}, a letter", found.whole)


def judged(letters: int) -> bool:
    """All that has a bar; true when each is met."""
    rendered = min(letters, MOST_RENDERED)
    # First, for what it holds is counted from the hundredth letter of this process.
    mixed = cost(rendered, render, evening.MIXED)
    shortest = cost(rendered // 10, render, evening.SHORTEST)
    few, many = (cost(number, batchwork.tiny, evening.SHORTEST) for number in (letters // 10, letters))

    for name, number, found in (("mixed", rendered, mixed), ("the shortest only", rendered // 10, shortest)):
        tell(name, number, found)
    print(f"with a cheap render {few.whole:.2f} ms each for {letters // 10:,}, {many.whole:.2f} for {letters:,}\n")
    figures.note("with a cheap render, a letter", many.whole)
    rows = [
        ("memory growth, MB", mixed.growth, MEMORY_GROWTH_MB),
        ("beside rendering, of all CPU", mixed.beside, MOST_BESIDE_RENDERING),
        ("merging, CPU ms a letter", mixed.merging, MERGE_MS),
        (f"{letters:,} letters beside {letters // 10:,}, each", many.whole / few.whole, MOST_OF_LINEAR),
    ]
    print(f"{'':38}{'':>8}{'at most':>9}")
    for what, figure, most in rows:
        print(f"{what:38}{figure:8.2f}{most:9.2f}")
    return all(figure <= most for _, figure, most in rows)


if __name__ == "__main__":
    sys.exit(main())
