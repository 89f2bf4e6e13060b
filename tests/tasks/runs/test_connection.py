"""What the server finds in its environment is what Prefect understands."""

import os
from operator import attrgetter

import pytest
from prefect.settings import Settings

from tasks.runs.connection import SELDOM, server_environment


def place(name: str) -> str:
    """Where Prefect keeps a setting: server.services.foreman.loop_seconds."""
    where = name.removeprefix("PREFECT_SERVER_").lower()
    for part in ("events_", "services_"):
        if where.startswith(part):
            where = where.replace(part, part.rstrip("_") + ".", 1)
    for ending in ("loop_seconds", "enabled"):
        where = where.replace(f"_{ending}", f".{ending}")
    return f"server.{where}".replace("_recent_deployments.loop", ".recent_deployments_loop")


@pytest.mark.parametrize("name", SELDOM)
def test_prefect_knows_each_setting_of_a_service_and_has_it_otherwise_by_itself(
    home: object, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for known in [known for known in os.environ if known.startswith("PREFECT_")]:
        monkeypatch.delenv(known)
    look = attrgetter(place(name))
    by_itself = look(Settings())
    monkeypatch.setenv(name, server_environment()[name])
    assert look(Settings()) != by_itself
