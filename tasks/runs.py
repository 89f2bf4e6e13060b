"""Starting a run and asking how it went; over Prefect's API itself, so that the desk need not load Prefect."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

import httpx

from config.settings import settings
from tasks.connection import auth

SECONDS = 3.0
# A busy SQLite answers 503; it is free again within moments.
PAUSES = (0.05, 0.15, 0.4)
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
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


@dataclass(frozen=True)
class Status:
    """How a run stands, in Prefect's word and in ours: COMPLETED, "wacht op: telefoongesprek"."""

    kind: str
    message: str

    @property
    def final(self) -> bool:
        """True when nothing more will come."""
        return self.kind in FINAL


async def advance(number: str, version: int, process: str, *, again: str = "") -> Started | NotStarted:
    """Ask for one run that takes up this version of a case; asking twice is asking once, unless `again` differs."""
    key = f"{number}:{version}:{again}" if again else f"{number}:{version}"
    body = {"name": number, "parameters": {"case_number": number}, "idempotency_key": key}
    return await start(f"{process}/{process}", body)


async def start(deployment: str, body: dict[str, Any]) -> Started | NotStarted:
    """Ask for a run of a deployment (`flow/deployment`)."""
    try:
        async with asyncio.timeout(SECONDS), _connected() as api:
            return Started((await _create(api, deployment, body))["id"])
    except (TimeoutError, httpx.TransportError) as problem:
        return NotStarted(f"Prefect is niet bereikbaar op {settings().prefect_api} ({type(problem).__name__}).")
    except httpx.HTTPStatusError as refused:
        if refused.response.status_code == httpx.codes.NOT_FOUND:
            return NotStarted(f"Prefect kent “{deployment}” niet. Voer uit: prefect deploy --all.")
        return NotStarted(f"Prefect weigerde de run: HTTP {refused.response.status_code}.")


async def status_of(run: str) -> Status:
    """How a run stands now; raises `httpx.HTTPError` when Prefect cannot tell."""
    async with _connected() as api:
        return await _status(api, run)


async def outcome(run: str, *, seconds: float = 60.0) -> Status:
    """How a run ended, or how it stands when the time is over."""
    async with _connected() as api:
        status = await _status(api, run)
        try:
            async with asyncio.timeout(seconds):
                while not status.final:
                    await asyncio.sleep(PAUSES[1])
                    status = await _status(api, run)
        except TimeoutError:
            return status
        return status


def advance_now(number: str, version: int, process: str, *, again: str = "") -> Started | NotStarted:
    """As `advance`, for a caller without an event loop."""
    return asyncio.run(advance(number, version, process, again=again))


async def _create(api: httpx.AsyncClient, deployment: str, body: dict[str, Any]) -> Any:
    place = (str(api.base_url), deployment)
    known = _deployments.get(place)
    if known:
        response = await _send(api, "POST", f"deployments/{known}/create_flow_run", json=body)
        if response.status_code != httpx.codes.NOT_FOUND:
            return response.raise_for_status().json()
    # New to us, or Prefect's database was replaced.
    found = (await _send(api, "GET", f"deployments/name/{deployment}")).raise_for_status().json()
    _deployments[place] = found["id"]
    response = await _send(api, "POST", f"deployments/{found['id']}/create_flow_run", json=body)
    return response.raise_for_status().json()


async def _status(api: httpx.AsyncClient, run: str) -> Status:
    state = (await _send(api, "GET", f"flow_runs/{run}")).raise_for_status().json()["state"] or {}
    return Status(state.get("type", "PENDING"), state.get("message") or "")


async def _send(api: httpx.AsyncClient, method: str, path: str, **content: Any) -> httpx.Response:
    if method != "GET" and "Prefect-Csrf-Token" not in api.headers:
        await _fetch_token(api)
    response = await api.request(method, path, **content)
    for pause in PAUSES:
        if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            break
        await asyncio.sleep(pause)
        response = await api.request(method, path, **content)
    return response


async def _fetch_token(api: httpx.AsyncClient) -> None:
    client = str(uuid4())
    response = await api.get("csrf-token", params={"client": client})
    # A server without this protection says 422.
    token = response.json()["token"] if response.is_success else ""
    api.headers.update({"Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token})


@asynccontextmanager
async def _connected() -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Basic {base64.b64encode(auth().encode()).decode()}"} if auth() else {}
    url = f"{settings().prefect_api}/"
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=SECONDS, verify=_trusted()) as api:
        yield api


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
