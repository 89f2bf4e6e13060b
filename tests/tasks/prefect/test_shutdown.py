"""When a worker that stops no longer waits for the server, and what is skipped at the very end."""

import gc
from types import SimpleNamespace

import pytest

from tasks.prefect import server, shutdown, worker


@pytest.mark.parametrize("heard", [[], [False, False, True, False, True]], ids=["at once", "it came back twice"])
def test_a_server_is_away_when_it_has_not_answered_for_so_long(
    monkeypatch: pytest.MonkeyPatch, heard: list[bool]
) -> None:
    now, asked = [0.0], iter(heard)

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(shutdown, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    monkeypatch.setattr(shutdown, "answers", lambda _: next(asked, False))
    shutdown.alone(10, 0.5)
    assert now[0] == 10 + 0.5 * len(heard)


async def nothing() -> None:
    return


def test_worker_and_server_end_without_a_last_look_at_all_they_loaded(
    home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    last: list[object] = []
    for module in (worker, server):
        monkeypatch.setattr(module, "atexit", SimpleNamespace(register=last.append))
    monkeypatch.setattr(worker, "work_until_told", nothing)
    monkeypatch.setattr(server, "wait_well", lambda: None)
    monkeypatch.setattr(server, "create_app", lambda **_: SimpleNamespace(add_middleware=lambda _: None))
    monkeypatch.setattr(server.uvicorn, "run", lambda *_, **__: None)
    worker.main()
    server.main()
    assert last == [gc.freeze, gc.freeze]
