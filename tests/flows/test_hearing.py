"""The worker hears of a run from the server, wherever it runs: here none looks by itself more than once an hour."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from plays import Play, intended
from stack import WORKER, Stack, eventually

from config.settings import settings
from rules.calls import CallOutcome
from tasks.runs import flow_runs

HOURLY = {"PREFECT_WORKER_QUERY_SECONDS": "3600"}
DEAF = """
import contextlib, tasks.runs.events
tasks.runs.events.listening = lambda look: contextlib.nullcontext()
from cli.running.worker import worker
worker()
"""


def called() -> Play:
    """A rejection about which the citizen was called; no run has seen the call yet."""
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    return play


@pytest.fixture
def alone(stack: Stack) -> Iterator[Stack]:
    """The server, with no worker of its own while this test lasts."""
    stack.stop("worker")
    yield stack
    for name in {"hourly", "later"} & set(stack.processes):
        stack.stop(name)
    stack.start_worker()


def ask(play: Play) -> str:
    """Ask for a run of this case as it is now; its id."""
    started = flow_runs.advance_now(play.number, play.case().version, "wmo")
    assert isinstance(started, flow_runs.Started), started
    return started.run


def completed(stack: Stack, run: str) -> int:
    """Wait for its end; the process number of the worker that ran it."""
    eventually(lambda: asyncio.run(flow_runs.outcome(run, seconds=0)).kind == "COMPLETED", "the run completes")
    told = eventually(lambda: stack.ask("GET", f"flow_runs/{run}")["infrastructure_pid"], "its worker is known")
    return int(told.split("/")[1])


def hourly(stack: Stack, command: tuple[str, ...] = WORKER, **changed: str) -> int:
    """Start a worker, and let it have its first look; its process number."""
    first = ask(called())
    stack.start_worker("hourly", command, **HOURLY, **changed)
    own = stack.processes["hourly"].pid
    assert completed(stack, first) == own
    return own


def test_a_worker_hears_of_a_run(alone: Stack) -> None:
    own = hourly(alone)
    assert completed(alone, ask(called())) == own


def test_a_worker_that_does_not_listen_leaves_it_to_one_that_comes_later(alone: Stack) -> None:
    own = hourly(alone, (sys.executable, "-c", DEAF))
    run = ask(called())
    alone.start_worker("later", **HOURLY)
    assert completed(alone, run) == alone.processes["later"].pid != own


def test_a_worker_hears_again_after_the_server_was_killed(alone: Stack) -> None:
    own = hourly(alone)
    alone.kill("server")
    alone.start_server()
    assert completed(alone, ask(called())) == own
    # The first may have been found on connecting again; this one was told of.
    assert completed(alone, ask(called())) == own


def test_a_worker_of_another_machine_hears_of_it_too(alone: Stack, tmp_path: Path) -> None:
    elsewhere = {
        "MAATWERK_HOME": str(tmp_path),
        "MAATWERK_DATABASE_URL": settings().database,
        "MAATWERK_KEYS": str(settings().keys_folder.resolve()),
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    own = hourly(alone, **elsewhere)
    assert completed(alone, ask(called())) == own
