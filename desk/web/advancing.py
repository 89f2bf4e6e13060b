"""Letting a case go on after a fact: through Prefect, or as whoever starts the desk decides."""

from __future__ import annotations

from typing import Protocol

from tasks.runs import flow_runs

LETTERS = "letters/letters"


class Advance(Protocol):
    """Takes up a version of a case; returns a Dutch sentence when that could not start at once."""

    async def __call__(self, number: str, version: int, process: str, *, again: str = "") -> str | None:
        """Take it up; `again` differs when the same version must be taken up once more."""


async def through_prefect(number: str, version: int, process: str, *, again: str = "") -> str | None:
    """Start a run of the process; the fact is safe even when Prefect is not there."""
    started = await flow_runs.advance(number, version, process, again=again)
    return started.message_nl if isinstance(started, flow_runs.NotStarted) else None


class RunLetters(Protocol):
    """Takes a letter run on; returns a Dutch sentence when that could not start at once."""

    async def __call__(self, run: int, key: str) -> str | None:
        """Take it on; the same key is the same request."""


async def letters_through_prefect(run: int, key: str) -> str | None:
    """Start the flow of the letter run."""
    started = await flow_runs.start(LETTERS, {"parameters": {"run": run}, "idempotency_key": f"brieven:{run}:{key}"})
    return started.message_nl if isinstance(started, flow_runs.NotStarted) else None
