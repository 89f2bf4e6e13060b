"""One token against forged requests at a time: each that Prefect gives out voids the one before it."""

from __future__ import annotations

import asyncio

import httpx
from prefect.client.base import PrefectHttpxAsyncClient
from prefect.client.orchestration import PrefectClient

HEADER = "Prefect-Csrf-Token"


def share_token(client: PrefectClient) -> None:
    """Let all requests of this client share one token, so that runs that start together are not refused.

    As Prefect has it, each request that finds no token asks for one of its own, and so do all that are refused for it:
    past a few at once they void each other's until they give up, and a run stays as it stood.
    """
    http = client._client  # noqa: SLF001 (Prefect has no door to it)
    assert isinstance(http, PrefectHttpxAsyncClient)  # noqa: S101 (annotated as what it extends)
    add = http._add_csrf_headers  # noqa: SLF001
    one_at_a_time = asyncio.Lock()
    newest: str | None = None

    async def adding(request: httpx.Request) -> None:
        nonlocal newest
        async with one_at_a_time:
            if http.csrf_token is None and request.headers.get(HEADER) != newest:
                # Refused for an older one; a neighbour has fetched another since.
                http.csrf_token = newest
            await add(request)
            newest = http.csrf_token

    http._add_csrf_headers = adding  # type: ignore[method-assign] # noqa: SLF001
