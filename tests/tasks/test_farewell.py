"""When a worker that stops no longer waits for the server."""

from types import SimpleNamespace

import pytest

from tasks import farewell


@pytest.mark.parametrize("heard", [[], [False, False, True, False, True]], ids=["at once", "it came back twice"])
def test_a_server_is_away_when_it_has_not_answered_for_so_long(
    monkeypatch: pytest.MonkeyPatch, heard: list[bool]
) -> None:
    now, asked = [0.0], iter(heard)

    def sleep(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(farewell, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    monkeypatch.setattr(farewell, "answers", lambda _: next(asked, False))
    farewell.alone(10, 0.5)
    assert now[0] == 10 + 0.5 * len(heard)
