"""Setting everything going again: one run for each case that has work to do."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
from anyio import to_thread

from store import queries, record
from store.engine import session
from tasks import clock
from tasks.runs import flow_runs
from tasks.runs.dead_workers import crash_old


@dataclass(frozen=True)
class Recovered:
    """What a recovery found and did; `because` says why some were not started."""

    found: int
    started: tuple[str, ...]
    crashed: int = 0
    because: str = ""


@dataclass(frozen=True)
class Unfinished:
    """A case with work to do."""

    number: str
    version: int
    process: str


async def recover() -> Recovered:
    """Start a run for each case that has work to do; safe to repeat, for a run with nothing to do does nothing.

    The moment is in each key: a run that was lost would otherwise hold its key for ever.
    """
    cases = await to_thread.run_sync(unfinished)
    try:
        crashed = await crash_old()
    except httpx.HTTPError as problem:
        return Recovered(len(cases), (), because=f"Prefect is niet bereikbaar ({type(problem).__name__}).")
    started, because = await start_each(cases)
    return Recovered(len(cases), started, crashed, because)


def unfinished() -> list[Unfinished]:
    """The cases that have work to do."""
    with session(readonly=True) as db:
        found = [record.find_case(db, number) for number in queries.unfinished(db, clock.today())]
        return [Unfinished(case.number, case.version, case.process) for case in found]


async def start_each(cases: list[Unfinished]) -> tuple[tuple[str, ...], str]:
    """Start a run for each of these cases; the numbers that were started, and why the others were not."""
    moment = clock.now().isoformat(timespec="milliseconds")
    started: list[str] = []
    refusals: list[str] = []
    for case in cases:
        answer = await flow_runs.advance(case.number, case.version, case.process, again=moment)
        if isinstance(answer, flow_runs.Started):
            started.append(case.number)
            continue
        refusals.append(answer.because)
        if not answer.reachable:
            # The next recovery tries again; no need to wait for a thousand timeouts.
            break
    return tuple(started), refusals[0] if refusals else ""
