"""The letter run at the end of the day: every letter that still waits is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from anyio import to_thread
from prefect import State, flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from tasks.clock import today
from tasks.failures import NO_NUMBER, unquoted
from tasks.naming import dated
from tasks.pile import FAILED, Waiting, backlog, held, make_all
from tasks.recovery import start_each

# A task costs the server 35 ms; this many letters are some five seconds of work.
CHUNK = 100


@flow(flow_run_name=dated("brieven"), persist_result=False)
async def letters() -> State[Any]:
    """Make what waits, set those cases going, and report the counts."""
    waiting = await to_thread.run_sync(backlog)
    counts: Counter[str] = Counter()
    for chunk in _chunks(waiting):
        counts += await make_chunk([each.letter for each in chunk])
        _, because = await start_each(list({each.case.number: each.case for each in chunk}.values()))
        if because:
            return Failed(message=f"{_message(counts)}. {because}")
    await acreate_markdown_artifact(
        key="brieven", markdown=_report(counts, await to_thread.run_sync(held)), description="Brieven van vandaag"
    )
    return Failed(message=_message(counts)) if counts[FAILED] else Completed(message=_message(counts))


@task(name="brieven maken", persist_result=False, cache_policy=NO_CACHE)
async def make_chunk(numbers: list[int]) -> Counter[str]:
    """Make a hundred letters at most."""
    return await unquoted(NO_NUMBER, make_all, numbers, NO_NUMBER)


def _chunks(waiting: list[Waiting]) -> Iterator[list[Waiting]]:
    for start in range(0, len(waiting), CHUNK):
        yield waiting[start : start + CHUNK]


def _message(counts: Counter[str]) -> str:
    return f"{counts['rendered']} brieven gemaakt, {counts['held']} aangehouden, {counts[FAILED]} mislukt"


def _report(counts: Counter[str], on_hold: list[str]) -> str:
    return "\n".join(
        [
            f"# Brieven op {today():%d-%m-%Y}",
            "",
            "| | Aantal |",
            "|---|---:|",
            f"| Gemaakt | {counts['rendered']} |",
            f"| Aangehouden | {counts['held']} |",
            f"| Mislukt | {counts[FAILED]} |",
            "",
            f"Zaken met een brief die iemand moet bekijken: {', '.join(on_hold) or 'geen'}.",
        ]
    )
