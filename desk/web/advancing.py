"""Continuing a case after a fact: through Prefect, or in another way that the caller of `create_app` chooses."""

from __future__ import annotations

from typing import Protocol

from tasks.runs import flow_runs

LETTERS = "letters/letters"


class Advance(Protocol):
    """Takes up a version of a case; returns a Dutch sentence when that could not start at once."""

    async def __call__(self, number: str, version: int, process: str, *, again: str = "") -> str | None:
        """Take it up; `again` differs when the same version must be taken up once more."""


async def through_prefect(number: str, version: int, process: str, *, again: str = "") -> str | None:
    """Start a run of the process; the fact is safe even when Prefect cannot be reached."""
    started = await flow_runs.advance(number, version, process, again=again)
    return started.message_nl if isinstance(started, flow_runs.NotStarted) else None


class RunLetters(Protocol):
    """Continues a letter run; returns a Dutch sentence when that could not start at once."""

    async def __call__(self, run: int, key: str) -> str | None:
        """Continue it; the same key is the same request."""


async def letters_through_prefect(run: int, key: str) -> str | None:
    """Start the flow of the letter run."""
    started = await flow_runs.start(LETTERS, {"parameters": {"run": run}, "idempotency_key": f"brieven:{run}:{key}"})
    return started.message_nl if isinstance(started, flow_runs.NotStarted) else None
