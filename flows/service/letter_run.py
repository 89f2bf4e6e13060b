"""The letter run: check every letter first, make those not made yet, seal, and hand over to the printer."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from anyio import to_thread
from prefect import State, flow, task
from prefect.artifacts import acreate_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed
from pydantic import Field

from rules.errors import Redacted
from tasks.clock import today
from tasks.letters.making import FAILED, Press, pressing
from tasks.post import letter_run
from tasks.post.run_summary import Outcome, held, outcome, unmade
from tasks.runs.failures import NO_NUMBER, unquoted
from tasks.runs.names import dated
from tasks.runs.recovery import start_each, unfinished

Run = Annotated[
    int | None,
    Field(title="Briefrun", description="Laat dit leeg: dan gaat mee wat klaar is.", ge=1, le=9_999_999),
]


# Prefect's own validation quotes the input.
@flow(flow_run_name=dated("brieven"), persist_result=False, validate_parameters=False)
async def letters(run: Run = None) -> State[Any]:
    """Make and hand over every letter that may go out; a run that the desk asked for pauses to be confirmed."""
    try:
        number = run or await _planned()
        counts = await _make(number)
        leaving = await unquoted(NO_NUMBER, letter_run.may_leave, number)
        if leaving:
            await send(number)
    except Redacted as failure:
        return Failed(message=failure.message_nl)
    found = await to_thread.run_sync(outcome, number)
    _, because = await start_each(await to_thread.run_sync(unfinished))
    await _report(found, counts)
    message = _message(found, counts, leaving=leaving)
    return Failed(message=f"{message}. {because}") if because or counts[FAILED] else Completed(message=message)


@task(name="brieven maken", persist_result=False, cache_policy=NO_CACHE)
async def make_chunk(run: int, numbers: list[int], press: Press) -> Counter[str]:
    """Check and make some letters; a task costs the server 35 ms, so each gets a few seconds of work."""
    return await unquoted(NO_NUMBER, letter_run.make, run, numbers, press)


@task(name="brieven overdragen", persist_result=False, cache_policy=NO_CACHE)
async def send(run: int) -> None:
    """Seal the letters that were made and hand them over."""
    await unquoted(NO_NUMBER, letter_run.send, run)


async def _planned() -> int:
    return await unquoted(NO_NUMBER, letter_run.ask, by=letter_run.SCHEDULE, confirmed=True)


async def _make(run: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    if not await unquoted(NO_NUMBER, letter_run.begin, run):
        return counts
    after = 0
    with pressing(await unquoted(NO_NUMBER, unmade)) as press:
        while numbers := await unquoted(NO_NUMBER, letter_run.take, run, after=after):
            counts += await make_chunk(run, numbers, press)
            after = numbers[-1]
    return counts


def _message(found: Outcome, counts: Counter[str], *, leaving: bool) -> str:
    if not leaving:
        return f"{counts['rendered']} brieven klaar, {counts['held']} aangehouden; wacht op bevestiging"
    return f"{found.letters} brieven overgedragen in {len(found.bundles)} bundels, {counts['held']} aangehouden"


async def _report(found: Outcome, counts: Counter[str]) -> None:
    on_hold = await to_thread.run_sync(held)
    lines = [
        f"# Brieven op {today():%d-%m-%Y}",
        "",
        "| | Aantal |",
        "|---|---:|",
        f"| Overgedragen | {found.letters} |",
        f"| Aangehouden | {counts['held']} |",
        f"| Mislukt | {counts[FAILED]} |",
        "",
        f"Bundels: {', '.join(found.bundles) or 'geen'}.",
        "",
        f"Zaken met een brief die iemand moet bekijken: {', '.join(on_hold) or 'geen'}.",
    ]
    await acreate_markdown_artifact(key="brieven", markdown="\n".join(lines), description="Brieven van vandaag")
