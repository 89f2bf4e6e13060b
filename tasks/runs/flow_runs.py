"""Starting a run and asking how it went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from config.settings import settings
from tasks.runs.api import SECONDS, answer, connected, send

FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
LOOK_SECONDS = 0.15
LATER_NL = "Uw wijziging is opgeslagen. De zaak gaat straks vanzelf verder. U hoeft niets te doen."
_deployments: dict[tuple[str, str], str] = {}


@dataclass(frozen=True)
class Started:
    """A run was asked for; `run` is its id in Prefect."""

    run: str


@dataclass(frozen=True)
class NotStarted:
    """No run was asked for, but the fact is safe; `because` is for operations, `message_nl` for the user."""

    because: str
    message_nl: str = LATER_NL
    reachable: bool = True


@dataclass(frozen=True)
class Status:
    """How a run stands, in Prefect's word and in ours: COMPLETED, "wacht op: telefoongesprek"."""

    kind: str
    message: str

    @property
    def final(self) -> bool:
        """True when nothing more will come."""
        return self.kind in FINAL

    @property
    def came_to_nothing(self) -> bool:
        """True when it ended and did not do its work."""
        return self.final and self.kind != "COMPLETED"


async def advance(number: str, version: int, process: str, *, again: str = "") -> Started | NotStarted:
    """Ask for one run that takes up this version of a case; asking twice is asking once, unless `again` differs."""
    key = f"{number}:{version}:{again}" if again else f"{number}:{version}"
    body = {"name": number, "parameters": {"case_number": number}, "idempotency_key": key}
    return await start(f"{process}/{process}", body)


def advance_now(number: str, version: int, process: str, *, again: str = "") -> Started | NotStarted:
    """As `advance`, for a caller without an event loop."""
    return asyncio.run(advance(number, version, process, again=again))


async def start(deployment: str, body: dict[str, Any]) -> Started | NotStarted:
    """Ask for a run of a deployment (`flow/deployment`)."""
    try:
        async with asyncio.timeout(SECONDS), connected() as api:
            created = await _create(api, deployment, body)
            return Started(created["id"])
    except (TimeoutError, httpx.TransportError) as problem:
        return NotStarted(
            f"Prefect is niet bereikbaar op {settings().prefect_api} ({type(problem).__name__}).", reachable=False
        )
    except httpx.HTTPStatusError as refused:
        if refused.response.status_code == httpx.codes.NOT_FOUND:
            return NotStarted(f"Prefect kent “{deployment}” niet. Voer uit: prefect deploy --all.")
        return NotStarted(f"Prefect weigerde de run: HTTP {refused.response.status_code}.")


async def outcome(run: str, *, seconds: float = 60.0, tell: Callable[[Status], None] | None = None) -> Status:
    """How a run ended, or how it stands when the time is over; `tell` hears each look."""
    async with connected() as api:
        status = await _status(api, run)
        for _ in range(round(seconds / LOOK_SECONDS)):
            if tell:
                tell(status)
            if status.final:
                break
            await asyncio.sleep(LOOK_SECONDS)
            status = await _status(api, run)
        return status


async def worker_online(pid: int, pool: str = "desk") -> bool:
    """True when the worker with this process number has reported to Prefect."""
    try:
        async with connected() as api:
            found = await answer(api, "POST", f"work_pools/{pool}/workers/filter", json={})
    except httpx.HTTPError:
        return False
    return any(f"-{pid}-" in worker["name"] and worker["status"] == "ONLINE" for worker in found)


async def _create(api: httpx.AsyncClient, deployment: str, body: dict[str, Any]) -> Any:
    place = (str(api.base_url), deployment)
    if known := _deployments.get(place):
        response = await send(api, "POST", f"deployments/{known}/create_flow_run", json=body)
        if response.status_code != httpx.codes.NOT_FOUND:
            return response.raise_for_status().json()
    # New to us, or Prefect's database was replaced.
    _deployments[place] = (await answer(api, "GET", f"deployments/name/{deployment}"))["id"]
    return await answer(api, "POST", f"deployments/{_deployments[place]}/create_flow_run", json=body)


async def _status(api: httpx.AsyncClient, run: str) -> Status:
    state = (await answer(api, "GET", f"flow_runs/{run}"))["state"] or {}
    return Status(state.get("type", "PENDING"), state.get("message") or "")
