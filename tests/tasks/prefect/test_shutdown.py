"""When a worker that stops no longer waits for the server."""

from types import SimpleNamespace

import pytest

from tasks.prefect import shutdown


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
