"""How long a deadline, its explanation and a day of the worklist take."""

from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter

from config.law import FOLDER, law, load
from rules.explain import explain
from rules.moves import RunningTerm, moves
from rules.terms import Suspension, deadline
from rules.urgency import urgency

START = date(2026, 2, 2)
ROUNDS = 5
CASES = 10_000


def main() -> None:
    """Print the median time of each, in microseconds a piece."""
    calendar = law().calendar
    term = law().term("pw_beschikking", on=START)
    pause = Suspension.completion_request(date(2026, 2, 18), date(2026, 3, 4), date(2026, 2, 27))
    days = [START + timedelta(n % 365) for n in range(CASES)]
    running = [RunningTerm(str(n), day, term) for n, day in enumerate(days)]
    measure("deadline", lambda: [deadline(day, term, calendar=calendar) for day in days])
    measure(
        "deadline, suspended",
        lambda: [deadline(day, term, calendar=calendar, suspensions=[pause]) for day in days],
    )
    measure("explanation", lambda: [explain(deadline(day, term, calendar=calendar)) for day in days])
    measure("urgency", lambda: [urgency(START, day, calendar=calendar) for day in days])
    measure("moved by a holiday", lambda: moves(running, old=calendar, new=calendar))
    started = perf_counter()
    load(FOLDER)
    print(f"{'reading the law':24}{(perf_counter() - started) * 1000:9.1f} ms")


def measure(name: str, work: Callable[[], object]) -> None:
    """Run it a few times and print the middle."""
    seconds = []
    for _ in range(ROUNDS):
        started = perf_counter()
        work()
        seconds.append(perf_counter() - started)
    print(f"{name:24}{median(seconds) / CASES * 1e6:9.1f} µs")


if __name__ == "__main__":
    main()
