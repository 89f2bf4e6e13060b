"""Prefect's API over plain HTTP: Prefect takes seconds to load, and its client sleeps two when a server is busy."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from typing import Any
from uuid import uuid4

import httpx

from config.settings import settings
from tasks.runs.connection import auth

SECONDS = 3.0
# A busy SQLite answers 503; it is free again within moments.
PAUSES = (0.05, 0.15, 0.4)
# One for each server: making one is a request before every other, and a row in its database.
_tokens: dict[str, dict[str, str]] = {}


@asynccontextmanager
async def connected(seconds: float = SECONDS) -> AsyncIterator[httpx.AsyncClient]:
    """A connection to the server of the settings."""
    headers = {"Authorization": f"Basic {base64.b64encode(auth().encode()).decode()}"} if auth() else {}
    url = f"{settings().prefect_api}/"
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=seconds, verify=_trusted()) as api:
        yield api


async def reachable() -> None:
    """Return when the server answers."""
    async with connected() as api:
        while True:
            with suppress(httpx.TransportError):
                if (await api.get("health")).is_success:
                    return
            await asyncio.sleep(PAUSES[1])


def answers(url: str) -> bool:
    """True when a server answers there; a new client with a trust store each time would cost half a core."""
    try:
        with httpx.Client(verify=_trusted(), timeout=SECONDS) as client:
            return client.get(url).status_code < httpx.codes.INTERNAL_SERVER_ERROR
    except httpx.TransportError:
        return False


async def send(api: httpx.AsyncClient, method: str, path: str, **content: Any) -> httpx.Response:
    """One request, repeated shortly while the server is busy; all we ask of it may be asked twice."""
    if method == "GET":
        return await _patiently(api, method, path, **content)
    kept = _tokens.get(str(api.base_url))
    api.headers.update(kept or await _fetch_token(api))
    response = await _patiently(api, method, path, **content)
    if kept and response.status_code == httpx.codes.FORBIDDEN:
        # An hour old, or the server's database was replaced.
        api.headers.update(await _fetch_token(api))
        response = await _patiently(api, method, path, **content)
    return response


async def answer(api: httpx.AsyncClient, method: str, path: str, **content: Any) -> Any:
    """What the server says to one request; `httpx.HTTPStatusError` when it refuses."""
    response = (await send(api, method, path, **content)).raise_for_status()
    return response.json() if response.content else None


async def _patiently(api: httpx.AsyncClient, method: str, path: str, **content: Any) -> httpx.Response:
    for pause in PAUSES:
        # Where the server was busy it may also hang up in the middle of its answer.
        with suppress(httpx.ReadError, httpx.RemoteProtocolError):
            response = await api.request(method, path, **content)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return response
        await asyncio.sleep(pause)
    return await api.request(method, path, **content)


async def _fetch_token(api: httpx.AsyncClient) -> dict[str, str]:
    client = str(uuid4())
    response = await _patiently(api, "GET", "csrf-token", params={"client": client})
    # A server without this protection says 422.
    unprotected = response.status_code == httpx.codes.UNPROCESSABLE_ENTITY
    token = "" if unprotected else response.raise_for_status().json()["token"]
    found = _tokens[str(api.base_url)] = {"Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token}
    return found


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
