"""kill -9 at every step of a letter run, and at random with two workers: no letter twice, and none lost."""

import os
import random
import signal
import time

from batchwork import doubled
from office import LETTERS, Office
from post import run_letters

# Kills for each engine; `make soak` asks for many more.
KILLS = int(os.environ.get("MAATWERK_SOAK", "50"))


def test_a_kill_at_every_step_loses_nothing_and_doubles_nothing(office: Office) -> None:
    killed, ended = 0, -9
    # How many steps a run takes depends on where its files come to lie; the first that outlives its kill has no more.
    while ended == -9:
        office.write()
        ended = office.work_out(kill_at=killed + 1)
        killed += ended == -9
        # So that the next run has no work but its own, and each step is another one.
        run_letters()
    assert ended == 0
    assert killed > 100
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
    assert doubled()
