"""kill -9 at every step of a letter run, a database that goes away, a full disk: no letter twice, and none lost."""

import errno
import json
import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from hashlib import sha256
from pathlib import Path

import batchwork
import pytest
from batchwork import tiny, write_letters
from plays import report_case
from post import marks, printed, run_letters, sent_here
from sqlalchemy.exc import OperationalError

from config.settings import settings
from store.handover import way_out
from tasks import letterrun, sealing, workshop

# Kills for each engine; `make soak` asks for many more.
KILLS = int(os.environ.get("MAATWERK_SOAK", "50"))
LETTERS = 3
PATIENCE = 120
ROOT = Path(__file__).parents[2]
forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["batchwork"])


class Office:
    """One case with letters to write, and processes that run them to the printer."""

    def __init__(self, home: Path) -> None:
        self.home, self.number = home, report_case().number
        self.written = [f"{self.number}/B1"]
        surroundings = {name: value for name, value in os.environ.items() if name.startswith("MAATWERK_")}
        self.orders, theirs = forks.Pipe()
        self.foreman = forks.Process(target=batchwork.foreman, args=(surroundings, theirs))
        self.foreman.start()
        theirs.close()
        assert self.answer() == os.EX_OK

    def close(self) -> None:
        self.orders.close()
        self.foreman.join(PATIENCE)

    def write(self, count: int = LETTERS) -> None:
        self.written += write_letters(self.number, count)

    def work(self, **how: object) -> int:
        """A worker that begins a run; its number."""
        return self.ask(how)

    def end(self, worker: int) -> int:
        """How this worker ended."""
        return self.ask(worker)

    def work_out(self, **how: object) -> int:
        """A run to its end, or to its death."""
        return self.end(self.work(**how))

    def ask(self, order: object) -> int:
        self.orders.send(order)
        return self.answer()

    def answer(self) -> int:
        assert self.orders.poll(PATIENCE), "the foreman does not answer"
        return self.orders.recv()

    def steps(self) -> int:
        """How many steps the last run took that came to its end."""
        newest = max(self.home.glob("steps-*"), key=lambda path: path.stat().st_mtime_ns)
        return int(newest.read_text())

    def sound(self) -> None:
        """Every letter is with the printer once, every bundle is whole, and the record says the same."""
        assert Counter(printed()) == Counter(self.written)
        assert len(sent_here()) == len(self.written)
        for bundle in way_out().manifests():
            for name, about in json.loads(way_out().manifest(bundle))["bestanden"].items():
                assert sha256((way_out().folder / name).read_bytes()).hexdigest() == about["sha256"]
            assert marks(bundle)


@pytest.fixture
def office(either_record: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office whose runs have no time to themselves: what a killed one claimed is free at once."""
    # The process that has all loaded starts with the first fork, and looks for its modules here.
    monkeypatch.setenv("PYTHONPATH", f"{Path(batchwork.__file__).parent}{os.pathsep}{ROOT}")
    monkeypatch.setenv("MAATWERK_CLAIM_MINUTES", "0")
    monkeypatch.setenv("MAATWERK_BUNDLE_LETTERS", "2")
    settings.cache_clear()
    monkeypatch.setattr(workshop, "render", tiny)
    with closing(Office(home)) as opened:
        yield opened


def test_a_kill_at_every_step_loses_nothing_and_doubles_nothing(office: Office) -> None:
    office.write()
    assert office.work_out() == 0
    steps = office.steps()
    assert steps > 40
    for step in range(1, steps + 1):
        office.write()
        assert office.work_out(kill_at=step) == -9
        # So that the next run has no work but its own, and each step is another one.
        run_letters()
    office.sound()


def test_kills_at_random_with_two_workers_lose_nothing_and_double_nothing(office: Office) -> None:
    dice, killed = random.Random(20261125), 0
    while killed < KILLS:
        office.write()
        workers = [office.work(slow=0.004) for _ in range(2)]
        for worker in workers:
            time.sleep(dice.uniform(0, 0.2))
            os.kill(worker, signal.SIGKILL)
        ends = [office.end(worker) for worker in workers]
        assert set(ends) <= {0, -9}
        killed += ends.count(-9)
        if dice.random() < 0.2:
            run_letters()
            office.sound()
    run_letters()
    office.sound()


def test_the_naive_worker_doubles_letters(office: Office) -> None:
    """The control: were these kills harmless, they would prove nothing."""
    office.write()
    for step in range(LETTERS, 3 * LETTERS, 2):
        office.work_out(kill_at=4 + step, work="naive")
    office.work_out(work="naive")
    listed = [mark for path in (office.home / "naive").iterdir() for mark in path.read_text().split()[1:]]
    assert max(Counter(listed).values()) > 1


def test_a_full_disk_at_any_write_loses_nothing_and_doubles_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync, left = os.fsync, [0]

    def filling(descriptor: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", filling)
    full = 0
    for write in range(1, 20):
        office.write(1)
        left[0] = write
        try:
            full += run_letters()["failed"]
        except OSError:
            full += 1
    left[0] = 0
    run_letters()
    office.sound()
    assert full > 5


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
@pytest.mark.parametrize("step", ["claim", "make_claimed", "seal", "sealed", "hand_over", "add_bundle"])
def test_postgresql_restarted_in_the_middle_loses_nothing_and_doubles_nothing(
    office: Office, step: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write()
    cluster = request.getfixturevalue("postgres_cluster")
    where = sealing if step == "add_bundle" else letterrun
    monkeypatch.setattr(where, step, once(cluster.restart, getattr(where, step)))
    # Inside a transaction a restart ends the run; between two it need not.
    broken = pytest.raises(OperationalError) if step == "add_bundle" else nullcontext()
    with broken:
        run_letters()
    run_letters()
    office.sound()


def once(first: Callable[[], None], work: Callable[..., object]) -> Callable[..., object]:
    """Do something before the first time."""
    todo = [first]

    def done(*args: object, **kwargs: object) -> object:
        if todo:
            todo.pop()()
        return work(*args, **kwargs)

    return done
