"""Restarts every case that has work to do: after a fault, a restart, or the loss of Prefect's database."""

from __future__ import annotations

from typing import Any

from prefect import State, flow, get_run_logger
from prefect.states import Completed, Failed

from tasks.runs.names import dated
from tasks.runs.recovery import recover as recover_cases


@flow(flow_run_name=dated("herstel"), persist_result=False)
async def recover() -> State[Any]:
    """Start a run for each unfinished case; runs whose worker died are marked as crashed."""
    done = await recover_cases()
    for number in done.started:
        get_run_logger().info("opnieuw gestart: %s", number)
    message = f"{done.found} zaken met werk, {len(done.started)} gestart, {done.crashed} vastgelopen runs afgesloten"
    return Failed(message=f"{message}. {done.because}") if done.because else Completed(message=message)
