"""Runs whose worker died: Prefect goes on calling them running until someone says otherwise."""

from __future__ import annotations

import os
import platform
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tasks import clock
from tasks.runs.api import answer, connected

# The work of a run takes seconds; a letter run takes longer, and says so in its tags.
PATIENCE = timedelta(minutes=10)
LONG = "lang"
# A living worker writes its name on a run within moments of taking it.
UNNAMED = timedelta(seconds=5)
STOPPED_NL = "De verwerker is gestopt voordat deze run klaar was. De zaak wordt opnieuw opgepakt."


def life() -> str:
    """A name for this process that no other will have: machine, process, and a word of its own."""
    return f"{platform.node()}/{os.getpid()}/{secrets.token_hex(3)}"


async def crash_dead(pool: str, own: str) -> int:
    """Mark the runs of workers of this machine that are no longer there as crashed; how many there were."""
    ours = {"work_pools": {"name": {"any_": [pool]}}}
    return await _crash([run for run in await _unfinished(ours) if _dead(run, own)])


async def crash_old() -> int:
    """Mark the runs that take longer than any run does, wherever their worker was, as crashed; how many."""
    runs = [run for run in await _unfinished({}) if LONG not in run["tags"]]
    return await _crash([run for run in runs if _age(run) > PATIENCE])


async def _unfinished(where: dict[str, Any]) -> list[dict[str, Any]]:
    body = where | {"flow_runs": {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}}}
    async with connected() as api:
        found: list[dict[str, Any]] = await answer(api, "POST", "flow_runs/filter", json=body)
        return found


async def _crash(runs: list[dict[str, Any]]) -> int:
    async with connected() as api:
        for run in runs:
            state = {"type": "CRASHED", "message": STOPPED_NL}
            body = {"state": state, "force": True}
            await answer(api, "POST", f"flow_runs/{run['id']}/set_state", json=body)
    return len(runs)


def _age(run: dict[str, Any]) -> timedelta:
    return clock.now() - datetime.fromisoformat(run["state"]["timestamp"])


def _dead(run: dict[str, Any], own: str) -> bool:
    """True when the worker was of this machine and its process is gone, or was killed before it wrote its name."""
    worker = run["infrastructure_pid"]
    if not worker:
        return _age(run) > UNNAMED
    machine, _, process = worker.partition("/")
    number = process.partition("/")[0]
    if machine != platform.node() or worker == own or not number.isdecimal():
        return False
    return int(number) == os.getpid() or not Path(f"/proc/{number}").exists()
