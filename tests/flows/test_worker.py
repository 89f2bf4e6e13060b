"""The warm worker: stopping it, losing it, and what it costs the server."""

import asyncio
import platform
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from plays import Play, intended
from prefect.client.schemas.objects import Flow, FlowRun, WorkPool
from prefect.client.schemas.responses import DeploymentResponse
from stack import Stack, eventually

from rules.calls import CallOutcome
from rules.facts import Approval
from tasks.cases import asks
from tasks.prefect.worker import WarmConfiguration, WarmWorker, kept
from tasks.runs import flow_runs
from tasks.runs.recovery import recover

GONE = f"{platform.node()}/999999999/abc123"


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
    eventually(lambda: {play.case().waits_for for play in plays} == {asks.SENDING.word}, "every case is decided")


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
    eventually(lambda: play.case().waits_for == asks.SENDING.word, "the letter only has to leave")
    assert [name for name, _ in play.letters()].count("afwijzing") == 1


def test_a_warm_run_adds_neither_labels_nor_a_submitting_state(stack: Stack) -> None:
    play = approved()
    stack.run(play.number, play.case().version)
    run = stack.runs_of(play.number)[0]
    assert "prefect.worker.name" not in run["labels"]
    states = stack.ask("GET", "flow_run_states/", params={"flow_run_id": run["id"]})
    # A new Prefect that renames what we leave out would bring these back, and cost two requests a run.
    assert [state["name"] for state in states] == ["Scheduled", "Pending", "Running", "Completed"]


class Reader:
    """A server that says what it was asked for, and knows nothing about one of them."""

    def __init__(self) -> None:
        self.asked: list[UUID] = []
        self.unknown = uuid4()

    async def read(self, which: UUID) -> Flow:
        self.asked.append(which)
        if which == self.unknown:
            raise LookupError
        return Flow(id=which, name="wmo", labels={"seen": 1})


async def test_what_does_not_change_is_read_once_and_nobody_changes_it_for_another() -> None:
    reader, first, second = Reader(), uuid4(), uuid4()
    read = kept(reader.read)
    (await read(first)).labels["seen"] = 2
    assert (await read(first)).labels == {"seen": 1}
    assert (await read(second)).id == second
    assert reader.asked == [first, second]


async def test_what_was_not_there_is_asked_for_again() -> None:
    reader = Reader()
    read = kept(reader.read)
    for _ in range(2):
        with pytest.raises(LookupError):
            await read(reader.unknown)
    assert len(reader.asked) == 2


async def test_prefect_asks_for_nothing_else_before_it_runs_a_flow() -> None:
    asked: list[str] = []

    async def deployment(which: UUID) -> DeploymentResponse:
        asked.append("deployment")
        return DeploymentResponse(id=which, name="wmo", flow_id=uuid4(), entrypoint="flows.service.courses.wmo")

    async def flow(which: UUID) -> Flow:
        asked.append("flow")
        return Flow(id=which, name="wmo")

    run = FlowRun(flow_id=uuid4(), deployment_id=uuid4(), name="WMO-2026-0001")
    template = WarmWorker.get_default_base_job_template()
    pool = WorkPool(name="desk", type="warm", base_job_template=template, default_queue_id=uuid4())
    # A new Prefect that reads them by another name fails here: then `kept` keeps nothing.
    client = SimpleNamespace(read_deployment=deployment, read_flow=flow)
    await WarmConfiguration.resolve_for_flow_run(run, client=client, work_pool=pool, worker_name="warm")
    assert asked == ["deployment", "flow"]
