"""What it costs to start and to do nothing: `maatwerk start` on a folder of its own, with the sample in it.

Measures the processor time of all its processes while nothing is asked, how soon a run begins after a fact was
committed (also on a worker with another folder), a second start, commands, and Ctrl-C. Prints each with its limit;
ends with exit code 1 when one is not met: python -m benchmarks.idle [--small]
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import figures
from config.settings import settings
from rules.facts import Note
from store.engine import session
from store.models import Case
from tasks import clock
from tasks.cases.recording import record_fact
from tasks.runs import flow_runs
from tasks.runs.api import answer, connected
from tasks.runs.recovery import unfinished

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from stack import environment, eventually, free_port

IDLE_CPU, WAKE_MS, START_SECONDS, STOP_SECONDS = 3.0, 500.0, 8.0, 4.0
HELP_SECONDS, READ_SECONDS = 0.4, 0.7
MAATWERK = str(Path(sys.executable).with_name("maatwerk"))
COMMANDS = {
    ("--help",): HELP_SECONDS,
    ("term", "wmo_onderzoek", "--start", "2026-03-02"): HELP_SECONDS,
    ("case", "{number}"): READ_SECONDS,
    ("keys", "list"): READ_SECONDS,
    ("destruction", "list"): READ_SECONDS,
}
PATIENCE = 180.0


SECONDS, FACTS, TIMES = 120.0, 40, 9


class House:
    """A `maatwerk start` with all that it brings up."""

    def __init__(self, home: Path) -> None:
        self.screen = home.with_suffix(".screen")
        began = time.perf_counter()
        with self.screen.open("wb") as screen:
            self.process = subprocess.Popen([MAATWERK, "start"], stdout=screen, stderr=screen, start_new_session=True)
        eventually(self._ready, "it is ready", PATIENCE)
        self.seconds = time.perf_counter() - began

    def _ready(self) -> bool:
        said = self.screen.read_text()
        assert self.process.poll() is None, said
        return "Stoppen: Ctrl-C" in said

    def members(self) -> list[int]:
        """Itself, and its children with theirs."""
        found = [self.process.pid]
        for number in found:
            found += [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
        return found

    def worker(self) -> int:
        """The process number of its worker."""
        return next(
            number for number in self.members() if b"cli.running.worker" in Path(f"/proc/{number}/cmdline").read_bytes()
        )

    def used(self) -> float:
        """Seconds of processor time that all of it took so far."""
        return figures.used_by(self.process.pid)

    def stop(self) -> float:
        """Ctrl-C: seconds until all have ended."""
        members = self.members()
        began = time.perf_counter()
        self.process.send_signal(signal.SIGINT)
        self.process.wait()
        while any(Path(f"/proc/{number}").exists() for number in members):
            time.sleep(0.01)
        return time.perf_counter() - began


def idle(house: House, seconds: float) -> float:
    """What all of it takes while nothing is asked, in % of a core."""
    before = house.used()
    time.sleep(seconds)
    took = (house.used() - before) / seconds
    figures.note("a second idle", took * 1000)
    return took * 100


def wakes(numbers: list[str], count: int) -> list[float]:
    """Milliseconds from a fact committed, asked for as the desk does, to its run begun; one after another."""
    return [asyncio.run(_wake(numbers[turn % len(numbers)])) for turn in range(count)]


async def _wake(number: str) -> float:
    recorded = record_fact(number, Note(text="Belt liever 's middags."), by="sanne", key=clock.now().isoformat())
    committed = clock.now()
    asked = await flow_runs.advance(number, recorded.version, "wmo")
    assert isinstance(asked, flow_runs.Started), asked
    await flow_runs.outcome(asked.run)
    async with connected() as api:
        states: list[dict[str, Any]] = await answer(api, "GET", "flow_run_states/", params={"flow_run_id": asked.run})
    (begun,) = [datetime.fromisoformat(state["timestamp"]) for state in states if state["type"] == "RUNNING"]
    return (begun - committed).total_seconds() * 1000


@contextmanager
def elsewhere(house: House, folder: Path) -> Iterator[None]:
    """A worker as on another machine, with a folder of its own, while that of the house stands still."""
    own = {
        "MAATWERK_HOME": str(folder),
        "MAATWERK_DATABASE_URL": settings().database,
        "MAATWERK_KEYS": str(settings().keys_folder),
    }
    with (folder / "worker.log").open("wb") as log:
        other = subprocess.Popen([MAATWERK, "worker"], env=os.environ | own, stdout=log, stderr=log)
    try:
        eventually(lambda: asyncio.run(flow_runs.worker_online(other.pid)), "the other worker reports", PATIENCE)
        os.kill(house.worker(), signal.SIGSTOP)
        yield
    finally:
        os.kill(house.worker(), signal.SIGCONT)
        other.terminate()
        other.wait()


def commanded(words: tuple[str, ...], times: int) -> tuple[float, float]:
    """Seconds of the middle one, by the clock and of processor time, after one that warms the disk."""
    took, worked = [], []
    for _ in range(times + 1):
        began, before = time.perf_counter(), os.times()
        subprocess.run([MAATWERK, *words], stdout=subprocess.DEVNULL, check=True)
        took.append(time.perf_counter() - began)
        after = os.times()
        worked.append(sum(after[2:4]) - sum(before[2:4]))
    return median(took[1:]), median(worked[1:])


def told(what: str, found: float, limit: float, unit: str, more: str = "") -> bool:
    """Print one line; true when it is within its limit."""
    met = found <= limit
    print(f"{what:<44} {found:>8.2f} {unit:<2} {limit:>8.2f} {unit:<2} {'met' if met else 'NOT met'}{more}", flush=True)
    return met


def processor(seconds: float) -> str:
    """What it took of the processor, which on a busy machine says more."""
    return f"   processor {seconds:.2f} s"


def told_wakes(what: str, took: list[float]) -> bool:
    """The same for waking."""
    p95 = quantiles(took, n=20, method="inclusive")[-1]
    return told(f"{what}, p95", p95, WAKE_MS, "ms", f"   p50 {median(took):.0f}, most {max(took):.0f}, n = {len(took)}")


def measure(folder: Path, given: argparse.Namespace) -> bool:
    """Everything, in one folder."""
    first = House(settings().home)
    print(f"{'first start, with the sample':<44} {first.seconds:>8.2f} s", flush=True)
    eventually(lambda: not unfinished(), "every case is taken up", PATIENCE)
    first.stop()
    house = House(settings().home)
    began = house.used()
    figures.note("second start", began * 1000)
    met = [told("second start", house.seconds, START_SECONDS, "s", processor(began))]
    try:
        with session(readonly=True) as db:
            numbers = [case.number for case in db.query(Case).filter(Case.closed_on.is_(None)).order_by(Case.id)]
        wakes(numbers, 2)
        # What the start asked for is over by then.
        time.sleep(10)
        met.append(told("idle, all processes, of a core", idle(house, given.seconds), IDLE_CPU, "%"))
        met.append(told_wakes("a fact to its run", wakes(numbers, given.facts)))
        with elsewhere(house, folder):
            met.append(told_wakes("the same, on a worker with another folder", wakes(numbers, given.facts)))
        for words, limit in COMMANDS.items():
            asked = tuple(word.format(number=numbers[0]) for word in words)
            took, worked = commanded(asked, given.times)
            figures.note(f"maatwerk {words[0]}", worked * 1000)
            met.append(told(f"maatwerk {' '.join(asked[:2])}", took, limit, "s", processor(worked)))
        time.sleep(5)
    finally:
        stopped = house.stop()
    met.append(told("Ctrl-C, to all gone", stopped, STOP_SECONDS, "s"))
    return all(met)


def main() -> int:
    """Measure it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long nothing is asked")
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--times", type=int, default=TIMES, help="how often each command runs")
    given = figures.asked(parser, seconds=15.0, facts=10, times=3)
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="maatwerk-idle-") as folder:
        ports = {"MAATWERK_PORT": str(free_port()), "MAATWERK_PREFECT_PORT": str(free_port())}
        with environment({"MAATWERK_HOME": str(Path(folder) / "home"), **ports}):
            settings.cache_clear()
            other = Path(folder) / "other"
            other.mkdir()
            return figures.ended(met=measure(other, given), small=given.small)


if __name__ == "__main__":
    sys.exit(main())
