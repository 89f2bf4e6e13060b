"""Requests that start together share one token against forged requests."""

import asyncio
from uuid import uuid4

import anyio
import httpx
import pytest
from prefect.client.orchestration import PrefectClient
from prefect.exceptions import PrefectHTTPStatusError

from tasks.prefect.tokens import share_token

AT_ONCE = 12


class Server:
    """Knows one token, the newest it gave out, as Prefect's does for each client."""

    def __init__(self) -> None:
        self.token = ""
        self.given = 0

    async def answer(self, request: httpx.Request) -> httpx.Response:
        """A token, or whether the one that came along is good."""
        await asyncio.sleep(0.001)
        if request.url.path.endswith("/csrf-token"):
            self.token, self.given = str(uuid4()), self.given + 1
            kept = {"id": str(uuid4()), "client": "c", "token": self.token, "expiration": "2999-01-01T00:00:00Z"}
            return httpx.Response(200, json=kept)
        if request.headers.get("Prefect-Csrf-Token") != self.token:
            return httpx.Response(403, json={"detail": "Invalid CSRF token or client identifier."})
        return httpx.Response(200, json={})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server, before which nobody waits between two tries."""

    async def at_once(seconds: float) -> None:
        del seconds
        await asyncio.sleep(0)

    monkeypatch.setattr(anyio, "sleep", at_once)
    return Server()


async def refused(client: PrefectClient) -> int:
    """How many of a few requests at once the server refuses to the end."""
    asked = [client._client.post("/flow_runs/filter", json={}) for _ in range(AT_ONCE)]
    done = await asyncio.gather(*asked, return_exceptions=True)
    return sum(isinstance(one, PrefectHTTPStatusError | TypeError) for one in done)


def client_of(server: Server) -> PrefectClient:
    """A client of this server alone."""
    return PrefectClient("http://prefect/api", httpx_settings={"transport": httpx.MockTransport(server.answer)})


async def test_requests_that_start_together_are_all_taken_with_one_token(server: Server) -> None:
    client = client_of(server)
    share_token(client)
    assert await refused(client) == 0
    assert server.given == 1


async def test_after_the_server_forgot_the_token_all_are_taken_again(server: Server) -> None:
    client = client_of(server)
    share_token(client)
    await refused(client)
    server.token = "forgotten"
    assert await refused(client) == 0
    assert server.given == 2


async def test_as_prefect_has_it_some_are_refused(server: Server) -> None:
    assert await refused(client_of(server)) > 0
