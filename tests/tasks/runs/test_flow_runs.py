"""Asking for a run, against a server that answers as we wish."""

import json
from collections.abc import Callable, Iterator

import httpx
import pytest

from tasks.runs import api, flow_runs

Answer = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def server(home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Answer], list[str]]]:
    """Give it a function from request to response; it returns the requests it saw."""
    flow_runs._deployments.clear()
    monkeypatch.setattr(api, "_tokens", {})
    monkeypatch.setattr(api, "PAUSES", (0.0, 0.0, 0.0))
    original = httpx.AsyncClient

    def serve(answer: Answer) -> list[str]:
        seen: list[str] = []

        def handle(request: httpx.Request) -> httpx.Response:
            seen.append(f"{request.method} {request.url.path}")
            return answer(request)

        def client(**options: object) -> httpx.AsyncClient:
            return original(**(options | {"transport": httpx.MockTransport(handle)}))  # type: ignore[arg-type]

        monkeypatch.setattr(api.httpx, "AsyncClient", client)
        return seen

    yield serve
    flow_runs._deployments.clear()


def willing(request: httpx.Request) -> httpx.Response:
    """A server on which all goes well."""
    if request.url.path.endswith("csrf-token"):
        return httpx.Response(200, json={"token": "t"})
    if request.method == "GET":
        return httpx.Response(200, json={"id": "d1"})
    return httpx.Response(201, json={"id": "r1"})


async def test_a_run_carries_the_case_number_and_a_key_of_case_and_version(server) -> None:
    bodies: list[dict[str, object]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            bodies.append(json.loads(request.content))
        return willing(request)

    server(answer)
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert bodies == [
        {
            "name": "WMO-2026-0001",
            "parameters": {"case_number": "WMO-2026-0001"},
            "idempotency_key": "WMO-2026-0001:3",
        }
    ]


async def test_a_busy_server_is_asked_again(server) -> None:
    busy = iter([503, 503])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and (code := next(busy, None)):
            return httpx.Response(code)
        return willing(request)

    server(answer)
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")


async def test_a_server_that_stays_busy_starts_nothing_and_is_reachable(server) -> None:
    server(lambda request: httpx.Response(503) if request.method == "POST" else willing(request))
    answer = await flow_runs.advance("WMO-2026-0001", 3, "wmo")
    assert isinstance(answer, flow_runs.NotStarted)
    assert answer.reachable


async def test_a_server_that_hangs_up_is_asked_again(server) -> None:
    hung_up = iter([True])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST" and next(hung_up, False):
            raise httpx.ReadError("hung up")
        return willing(request)

    server(answer)
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")


async def test_a_server_that_is_away_starts_nothing_and_is_not_reachable(server) -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    server(away)
    answer = await flow_runs.advance("WMO-2026-0001", 3, "wmo")
    assert isinstance(answer, flow_runs.NotStarted)
    assert not answer.reachable
    assert answer.message_nl == "Uw wijziging is opgeslagen. De zaak gaat straks vanzelf verder. U hoeft niets te doen."


async def test_an_unknown_deployment_says_how_to_deploy(server) -> None:
    server(lambda request: httpx.Response(404) if "/name/" in request.url.path else willing(request))
    answer = await flow_runs.advance("WMO-2026-0001", 3, "wmo")
    assert isinstance(answer, flow_runs.NotStarted)
    assert "prefect deploy --all" in answer.because


async def test_a_deployment_is_looked_up_once_and_again_when_prefects_database_was_replaced(server) -> None:
    known = {"d1"}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/create_flow_run") and request.url.path.split("/")[3] not in known:
            return httpx.Response(404)
        if "/name/" in request.url.path:
            return httpx.Response(200, json={"id": next(iter(known))})
        return willing(request)

    seen = server(answer)
    for _ in range(2):
        assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert sum("/name/" in each for each in seen) == 1
    known.clear()
    known.add("d2")
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert sum("/name/" in each for each in seen) == 2


def protected(valid: dict[str, str]) -> Answer:
    """A server that takes only the newest token of each client, for as long as we leave it there."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("csrf-token"):
            client = request.url.params["client"]
            valid[client] = f"token of {client}"
            return httpx.Response(200, json={"token": valid[client]})
        given = request.headers.get("Prefect-Csrf-Client"), request.headers.get("Prefect-Csrf-Token")
        if request.method == "POST" and given not in valid.items():
            return httpx.Response(403)
        return willing(request)

    return answer


async def test_a_token_is_kept_and_a_new_one_fetched_when_it_is_refused(server) -> None:
    valid: dict[str, str] = {}
    seen = server(protected(valid))
    for _ in range(2):
        assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert sum("csrf-token" in each for each in seen) == 1
    # An hour later, or with another database.
    valid.clear()
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert sum("csrf-token" in each for each in seen) == 2


async def test_who_may_not_ask_is_not_asked_for_a_third_token(server) -> None:
    seen = server(lambda request: httpx.Response(403) if request.method == "POST" else willing(request))
    for _ in range(2):
        answer = await flow_runs.advance("WMO-2026-0001", 3, "wmo")
        assert isinstance(answer, flow_runs.NotStarted)
        assert answer.because == "Prefect weigerde de run: HTTP 403."
    assert sum("csrf-token" in each for each in seen) == 2


@pytest.mark.parametrize("trouble", [503, "hangs up"])
async def test_a_token_that_a_busy_server_did_not_give_is_asked_for_again(server, trouble) -> None:
    valid: dict[str, str] = {}
    busy = iter([True, True])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("csrf-token") and next(busy, False):
            if trouble == 503:
                return httpx.Response(503)
            raise httpx.ReadError("hung up")
        return protected(valid)(request)

    server(answer)
    assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")


async def test_a_server_without_tokens_is_asked_for_one_once(server) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(422) if request.url.path.endswith("csrf-token") else willing(request)

    seen = server(answer)
    for _ in range(2):
        assert await flow_runs.advance("WMO-2026-0001", 3, "wmo") == flow_runs.Started("r1")
    assert sum("csrf-token" in each for each in seen) == 1
