"""A worker that stays warm: it loads each flow once and runs it in its own process, without a new Python each time."""

from __future__ import annotations

import asyncio
import atexit
import gc
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import anyio
import anyio.abc
import httpx
from anyio import to_thread
from anyio.from_thread import BlockingPortal, start_blocking_portal
from prefect import Flow
from prefect.client.schemas.objects import FlowRun
from prefect.context import AsyncClientContext
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow_async
from prefect.flows import load_flow_from_entrypoint
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult
from pydantic import BaseModel, PrivateAttr

from tasks.prefect.deployments import POOL, deploy, entrypoints
from tasks.prefect.shutdown import leave_when_alone
from tasks.prefect.tokens import share_token
from tasks.runs.api import reachable
from tasks.runs.dead_workers import crash_dead, life
from tasks.runs.events import listening
from tasks.watch.alarm import arm, verify_today, watch_today

AT_ONCE = 4
Kept = TypeVar("Kept", bound=BaseModel)


class WarmResult(BaseWorkerResult):
    """The run is over; how it ended, its flow has told Prefect."""


class WarmConfiguration(BaseJobConfiguration):
    """No infrastructure to set up; only which flow it is."""

    _entrypoint: str = PrivateAttr(default="")

    def prepare_for_flow_run(self, flow_run: FlowRun, deployment: Any = None, *args: Any, **options: Any) -> None:
        """Keep the entrypoint, so that running needs no second look at the deployment."""
        super().prepare_for_flow_run(flow_run, deployment, *args, **options)
        self._entrypoint = deployment.entrypoint


class WarmWorker(BaseWorker[WarmConfiguration, BaseVariables, WarmResult]):
    """Runs async flows on one event loop beside its own."""

    type = "warm"
    job_configuration = WarmConfiguration
    job_configuration_variables = BaseVariables
    _display_name = "Warm"
    _description = "Voert runs uit in het proces van de verwerker zelf: binnen een seconde klaar."

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.life = life()
        self.flows: dict[str, Flow[..., Any]] = {}
        self.threads = anyio.CapacityLimiter(self._limit or AT_ONCE)
        self.portal: BlockingPortal | None = None
        self.api: AsyncClientContext | None = None

    async def setup(self) -> None:
        """Get ready to run on an event loop of its own, and to hear of runs."""
        # Not our own loop: there Prefect would take SIGTERM for its own, and crash a run that could have finished.
        self.portal = self._exit_stack.enter_context(start_blocking_portal("asyncio"))
        self.api = self._exit_stack.enter_context(self.portal.wrap_async_context_manager(AsyncClientContext()))
        await super().setup()
        share_token(self.client)
        share_token(self.api.client)
        self._read_once()
        await self._exit_stack.enter_async_context(listening(self._look))

    async def run(
        self,
        flow_run: FlowRun,
        configuration: WarmConfiguration,
        task_status: anyio.abc.TaskStatus[Any] | None = None,
    ) -> WarmResult:
        """Run one flow to its end; stopping the worker waits for it."""
        flow = self.load(configuration._entrypoint)  # noqa: SLF001 (pydantic: a field would be part of the job)
        if task_status:
            task_status.started(self.life)
        await to_thread.run_sync(self._execute, flow, flow_run, limiter=self.threads)
        return WarmResult(identifier=self.life, status_code=0)

    def load(self, entrypoint: str) -> Flow[..., Any]:
        """The flow at an entrypoint, loaded once."""
        if entrypoint not in self.flows:
            self.flows[entrypoint] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
        return self.flows[entrypoint]

    def _read_once(self) -> None:
        # Three requests on the way of every run, for what does not change while we live.
        self.client.read_deployment = kept(self.client.read_deployment)  # type: ignore[method-assign, assignment]
        self.client.read_flow = kept(self.client.read_flow)  # type: ignore[method-assign, assignment]

    async def _look(self) -> set[str]:
        # The ordinary look, some seconds later, tells what is wrong.
        with suppress(httpx.HTTPError):
            return {str(run.id) for run in await self.get_and_submit_flow_runs()}
        return set()

    def _execute(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        assert self.portal is not None  # noqa: S101 (set up before any run)
        self.portal.call(self._run, flow, flow_run)

    async def _run(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        # One connection for all runs; Prefect would make a new one each time.
        if self.api:
            AsyncClientContext.__var__.set(self.api)
        with suppress(Pause, Abort):
            # Someone cancelled the run, or another worker has it: Prefect knows already.
            await run_flow_async(flow, flow_run=flow_run, parameters=flow_run.parameters, return_type="state")

    async def _give_worker_labels_to_flow_run(self, flow_run_id: UUID) -> None:
        """Left out, with the next: two requests on the way of every run, for what the worker's name says already."""

    async def _propose_submitting_state(self, flow_run: FlowRun) -> None:
        """Left out: there is nothing to submit to."""


def kept(read: Callable[[UUID], Coroutine[Any, Any, Kept]]) -> Callable[[UUID], Coroutine[Any, Any, Kept]]:
    """As `read`, asked once for each; what comes of it is a copy, and a refusal is not kept."""
    found: dict[UUID, Kept] = {}

    async def reading(which: UUID) -> Kept:
        if which not in found:
            found[which] = await read(which)
        return found[which].model_copy(deep=True)

    return reading


async def work() -> None:
    """Load the flows, bring the deployments up to date, and work until told to stop."""
    worker = WarmWorker(work_pool_name=POOL, name=life().replace("/", "-"))
    for entrypoint in entrypoints():
        worker.load(entrypoint)
    await reachable()
    await deploy(WarmWorker.get_default_base_job_template())
    await arm()
    # Before asking for anything: a watch of a dead worker would still be called running.
    await crash_dead(POOL, worker.life)
    await watch_today()
    await verify_today()
    await worker.start()


async def work_until_told() -> None:
    """Work; a signal to stop lets what is running finish first, unless there is no server to tell that."""
    working = asyncio.create_task(work())

    def stop() -> None:
        leave_when_alone()
        working.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    with suppress(asyncio.CancelledError):
        await working


def main() -> None:
    """What `maatwerk worker` does."""
    # Else Python looks through all that was loaded before it ends, for a third of a second.
    atexit.register(gc.freeze)
    asyncio.run(work_until_told())
