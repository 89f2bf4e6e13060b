"""The warm worker: stopping it, losing it, and what it costs the server."""

import asyncio
import platform
import sys

from plays import Play, intended
from stack import Stack, eventually

from rules.calls import CallOutcome
from rules.facts import Approval
from tasks.runs import flow_runs
from tasks.runs.connection import client_environment
from tasks.runs.recovery import recover

GONE = f"{platform.node()}/999999999/abc123"
# Comes no further than its first question about the runs of dead workers.
HALF_WAY = """
import asyncio
from pathlib import Path
from tasks import worker

async def ask(*_):
    Path("half-way").touch()
    await asyncio.Event().wait()

worker.crash_dead = ask
worker.main()
"""


def approved() -> Play:
    """A rejection that only waits for its letter; no run has seen the approval."""
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    return play.put(Approval(decision=1), by="karin")


def test_a_worker_that_is_told_to_stop_finishes_what_it_is_doing(stack: Stack) -> None:
    plays = [approved() for _ in range(4)]
    started = [flow_runs.advance_now(play.number, play.case().version, "wmo") for play in plays]
    ids = {each.run for each in started}

    def running() -> bool:
        return any(run["state_type"] in {"RUNNING", "COMPLETED"} for run in stack.runs_of() if run["id"] in ids)

    eventually(running, "a run is running")
    ended_with = stack.stop("worker")
    ended = {asyncio.run(flow_runs.outcome(run, seconds=0)).kind for run in ids}
    stack.start_worker()
    assert ended_with == 0
    # Each was either not begun, or finished; none was broken off.
    assert ended <= {"COMPLETED", "SCHEDULED", "PENDING"}
    assert "COMPLETED" in ended
    eventually(lambda: not asyncio.run(recover()).because, "recovery reaches Prefect")
    eventually(lambda: {play.case().result for play in plays} == {"afgewezen"}, "every case is closed")


def test_a_worker_that_is_told_to_stop_while_it_starts_stops(stack: Stack) -> None:
    stack.start("half-way", [sys.executable, "-c", HALF_WAY], client_environment())
    eventually((stack.home / "half-way").exists, "it is half-way")
    assert stack.stop("half-way") == 0


def test_a_run_of_a_worker_that_was_lost_is_marked_by_the_next_and_its_case_goes_on(stack: Stack) -> None:
    play = approved()
    stack.stop("worker")
    lost = flow_runs.advance_now(play.number, play.case().version, "wmo")
    for state in ("PENDING", "RUNNING"):
        body = {"state": {"type": state}, "force": True}
        stack.ask("POST", f"flow_runs/{lost.run}/set_state", json=body)
    stack.ask("PATCH", f"flow_runs/{lost.run}", json={"infrastructure_pid": GONE})
    stack.start_worker()
    eventually(lambda: asyncio.run(flow_runs.outcome(lost.run, seconds=0)).kind == "CRASHED", "the run is marked")
    assert asyncio.run(flow_runs.outcome(lost.run, seconds=0)).message.startswith("De verwerker is gestopt")
    asyncio.run(recover())
    eventually(lambda: play.case().result == "afgewezen", "the case is closed")
    assert [name for name, _ in play.letters()].count("afwijzing") == 1


def test_a_warm_run_adds_neither_labels_nor_a_submitting_state(stack: Stack) -> None:
    play = approved()
    stack.run(play.number, play.case().version)
    run = stack.runs_of(play.number)[0]
    assert "prefect.worker.name" not in run["labels"]
    states = stack.ask("GET", "flow_run_states/", params={"flow_run_id": run["id"]})
    # A new Prefect that renames what we leave out would bring these back, and cost two requests a run.
    assert [state["name"] for state in states] == ["Scheduled", "Pending", "Running", "Completed"]
