"""A worker that stays warm: it loads each flow once and runs it in its own process, without a new Python each time."""

from __future__ import annotations

import asyncio
import os
import signal
from functools import partial
from typing import Any

import anyio
import anyio.abc
from anyio import to_thread
from prefect import Flow
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import Abort, Pause
from prefect.flow_engine import run_flow_async
from prefect.flows import load_flow_from_entrypoint
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

from tasks.deployments import POOL, deploy, entrypoints
from tasks.zombies import crash_dead, life

AT_ONCE = 4


class WarmResult(BaseWorkerResult):
    """The run is over; how it ended, its flow has told Prefect."""


class WarmWorker(BaseWorker[BaseJobConfiguration, BaseVariables, WarmResult]):
    """Runs flows in threads of its own process."""

    type = "warm"
    job_configuration = BaseJobConfiguration
    job_configuration_variables = BaseVariables
    _display_name = "Warm"
    _description = "Voert runs uit in het proces van de verwerker zelf: binnen een seconde klaar."

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.life = life()
        self.flows: dict[str, Flow[..., Any]] = {}
        self.threads = anyio.CapacityLimiter(self._limit or AT_ONCE)

    async def setup(self) -> None:
        """Say of the runs of dead workers that they are over, before taking new ones."""
        await super().setup()
        await crash_dead(self._work_pool_name, self.life)

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,  # noqa: ARG002 (there is no infrastructure to configure)
        task_status: anyio.abc.TaskStatus[Any] | None = None,
    ) -> WarmResult:
        """Run one flow to its end; stopping the worker waits for it."""
        flow = await self._flow_of(flow_run)
        if task_status:
            task_status.started(self.life)
        await to_thread.run_sync(_execute, flow, flow_run, limiter=self.threads)
        return WarmResult(identifier=self.life, status_code=0)

    async def _flow_of(self, flow_run: FlowRun) -> Flow[..., Any]:
        deployment = await self.client.read_deployment(str(flow_run.deployment_id))
        return self.load(deployment.entrypoint or "")

    def load(self, entrypoint: str) -> Flow[..., Any]:
        """The flow at an entrypoint, loaded once."""
        if entrypoint not in self.flows:
            self.flows[entrypoint] = load_flow_from_entrypoint(entrypoint, use_placeholder_flow=False)
        return self.flows[entrypoint]


def _execute(flow: Flow[..., Any], flow_run: FlowRun) -> None:
    run = partial(run_flow_async, flow, flow_run=flow_run, parameters=flow_run.parameters, return_type="state")
    try:
        asyncio.run(run())
    except (Pause, Abort):
        # Someone cancelled the run, or another worker has it: Prefect knows already.
        return


async def work() -> None:
    """Bring the deployments up to date, load them, and work until told to stop."""
    await deploy()
    worker = WarmWorker(work_pool_name=POOL, name=life().replace("/", "-"))
    for entrypoint in entrypoints():
        worker.load(entrypoint)
    await worker.start()


def main() -> None:
    """What `python -m tasks.worker` does; SIGTERM lets running work finish, as SIGINT does."""
    signal.signal(signal.SIGTERM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
    try:
        asyncio.run(work())
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
