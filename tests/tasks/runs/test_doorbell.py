"""Who rings is heard, and who cannot ring goes on."""

import asyncio
from pathlib import Path

import pytest

from config.settings import settings
from tasks.runs.doorbell import hung, ring


async def heard(times: int) -> int:
    """How often a bell was heard that was rung this often before anyone could listen."""
    count = 0

    def rung() -> None:
        nonlocal count
        count += 1

    with hung(rung):
        for _ in range(times):
            ring()
        for _ in range(5):
            await asyncio.sleep(0)
    return count


async def test_a_ring_is_heard_and_many_in_a_row_are_one(home: Path) -> None:
    assert await heard(1) == 1
    assert await heard(10) == 1
    # More than a bell can hold.
    assert await heard(5000) == 1


async def test_nobody_rings_nobody_hears(home: Path) -> None:
    assert await heard(0) == 0


async def test_every_worker_of_the_folder_hears_it(home: Path) -> None:
    seen: list[str] = []
    with hung(lambda: seen.append("first")), hung(lambda: seen.append("second")):
        ring()
        await asyncio.sleep(0.01)
    assert sorted(seen) == ["first", "second"]


async def test_a_bell_goes_with_its_worker_and_one_of_a_killed_worker_at_the_next_ring(home: Path) -> None:
    with hung(lambda: None):
        assert len(list((home / "bells").iterdir())) == 1
    assert list((home / "bells").iterdir()) == []
    import socket  # noqa: PLC0415

    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as killed:
        killed.bind(str(home / "bells" / "1-dead.bell"))
    ring()
    assert list((home / "bells").iterdir()) == []


async def test_a_folder_too_deep_for_a_bell_does_without(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_HOME", str(home / ("x" * 120)))
    settings.cache_clear()
    assert await heard(3) == 0
