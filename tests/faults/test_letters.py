"""kill -9 at every step of a letter run, and at random with two workers: no letter twice, and none lost."""

import os
import random
import signal
import time
from collections import Counter

from batchwork import doubled, passed_in
from office import LETTERS, Office
from post import run_letters

# Kills at random for each engine. `make soak` asks for many more, and kills in each step each time that it is taken.
SOAK = int(os.environ.get("MAATWERK_SOAK", "0"))
KILLS = SOAK or 20


def steps(office: Office) -> Counter[str]:
    """What a run goes through, by its name, and how often."""
    office.write()
    assert office.work_out() == os.EX_OK
    return Counter(passed_in().read_text().splitlines())


def killed(office: Office, step: str, time: int) -> bool:
    """Whether a run died in this step, at this one of the times that it takes it."""
    office.write()
    ended = office.work_out(kill_in=(step, time))
    assert ended in {os.EX_OK, -signal.SIGKILL}
    # So that the next run has no work but its own.
    run_letters()
    return ended != os.EX_OK


def test_a_kill_at_every_step_loses_nothing_and_doubles_nothing(office: Office) -> None:
    dice, taken = random.Random(20261125), steps(office)
    assert len(taken) > 50
    for step, times in taken.items():
        each = range(1, times + 1) if SOAK else [dice.randint(1, times)]
        died = [killed(office, step, time) for time in each]
        # How often a run makes a folder depends on where its files come to lie; each step it takes once.
        assert any(died) or killed(office, step, 1), step
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
