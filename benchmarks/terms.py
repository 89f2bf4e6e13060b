"""What a deadline, its explanation and a day of the worklist take of the processor."""

import argparse
import sys
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import process_time

from benchmarks import figures
from config.law import FOLDER, law, load
from config.law.file import parsed
from rules.calendar.urgency import urgency
from rules.clock.deadline import deadline
from rules.clock.explanation import explain
from rules.clock.suspension import Suspension

START = date(2026, 2, 2)
ROUNDS = 5
CASES = 10_000
SMALL = 6_000


def main() -> int:
    """Print the median time of each, in microseconds a piece."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=CASES)
    given = figures.asked(parser, cases=SMALL)
    calendar = law().calendar
    term = law().term("pw_beschikking", on=START)
    pause = Suspension.completion_request(date(2026, 2, 18), date(2026, 3, 4), date(2026, 2, 27))
    days = [START + timedelta(n % 365) for n in range(given.cases)]
    works: dict[str, Callable[[], object]] = {
        "deadline": lambda: [deadline(day, term, calendar=calendar) for day in days],
        "deadline, suspended": lambda: [deadline(day, term, calendar=calendar, suspensions=[pause]) for day in days],
        "explanation": lambda: [explain(deadline(day, term, calendar=calendar)) for day in days],
        "urgency": lambda: [urgency(START, day, calendar=calendar) for day in days],
    }
    for name, work in works.items():
        each = middle(work) / given.cases
        print(f"{name:24}{each * 1e6:9.1f} µs")
        figures.note(name, each * 1000)
    reading = middle(_read)
    print(f"{'reading the law':24}{reading * 1000:9.1f} ms")
    figures.note("reading the law", reading * 1000)
    return figures.ended(met=True, small=given.small)


def _read() -> None:
    """What a process does once: each file is read and parsed."""
    parsed.cache_clear()
    load(FOLDER)


def middle(work: Callable[[], object]) -> float:
    """Run it a few times; the middle, in seconds of the processor."""
    seconds = []
    for _ in range(ROUNDS):
        started = process_time()
        work()
        seconds.append(process_time() - started)
    return median(seconds)


if __name__ == "__main__":
    sys.exit(main())
