"""What a run of a service is called in Prefect, which would otherwise invent an animal."""

from __future__ import annotations

from collections.abc import Callable

from tasks import clock


def dated(name: str) -> Callable[[], str]:
    """A name with the Dutch day and time: herstel 2026-11-23 22:35."""
    return lambda: f"{name} {clock.local(clock.now()):%Y-%m-%d %H:%M}"
