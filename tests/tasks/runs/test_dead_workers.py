"""Which runs are dead, and which only look so."""

import os
import platform
from datetime import timedelta

import pytest

from tasks import clock
from tasks.runs.dead_workers import _dead, life


def run(worker: str | None, seconds: float = 60) -> dict[str, object]:
    since = clock.now() - timedelta(seconds=seconds)
    return {"infrastructure_pid": worker, "state": {"timestamp": since.isoformat()}}


OWN = life()


@pytest.mark.parametrize(
    ("worker", "seconds", "dead"),
    [
        (OWN, 60, False),
        (f"{platform.node()}/{os.getppid()}/abc123", 60, False),
        (f"{platform.node()}/{os.getpid()}/abc123", 60, True),
        (f"{platform.node()}/999999999/abc123", 60, True),
        ("another-machine/999999999/abc123", 60, False),
        ("another-machine:4711", 60, False),
        (None, 60, True),
        (None, 1, False),
    ],
    ids=[
        "our-own",
        "a-living-process",
        "our-number-in-an-earlier-life",
        "a-process-that-is-gone",
        "another-machine",
        "a-stock-worker",
        "killed-before-it-wrote-its-name",
        "taken-a-moment-ago",
    ],
)
def test_a_run_is_dead_when_its_worker_is(worker: str | None, seconds: float, *, dead: bool) -> None:
    assert _dead(run(worker, seconds), OWN) is dead
