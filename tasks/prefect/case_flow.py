"""From a course of law to a Prefect flow: a short run that takes a case as far as it can go, and makes its letters."""

from __future__ import annotations

from functools import WRAPPER_ASSIGNMENTS, wraps
from typing import Annotated, Any

from prefect import Flow, State, get_client, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.context import FlowRunContext
from prefect.states import Completed, Failed
from pydantic import Field

from rules.errors import ProcessMismatch, Redacted
from tasks.cases.advance import Stand, advance
from tasks.cases.courses import Course
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import make_letter
from tasks.runs.failures import CASE_NUMBER, check_number, unquoted

CaseNumber = Annotated[
    str, Field(title="Zaaknummer", description="Bijvoorbeeld WMO-2026-0001.", pattern=CASE_NUMBER, max_length=20)
]
# The signature is not the course's: Prefect reads its parameters from it.
WORN = [name for name in WRAPPER_ASSIGNMENTS if name != "__annotations__"]


def flow_of(course: Course) -> Flow[[str], Any]:
    """A Prefect flow of the same name as a course, which takes the number of a case and nothing else."""

    @wraps(course, assigned=WORN)
    async def run(case_number: CaseNumber) -> State[Any]:
        return await _take(case_number, course)

    del run.__wrapped__
    # Our own check instead of Prefect's, whose error quotes what was given.
    return Flow(run, name=course.__name__, persist_result=False, validate_parameters=False)


def run_here(number: str, course: Course) -> Stand:
    """Advance a case and make its letters in this very process, until nothing is left to do but wait."""
    stand = advance(number, course)
    while stand.letters:
        for letter in stand.letters:
            make_letter(letter)
        stand = advance(number, course)
    return stand


async def _take(number: str, course: Course) -> State[Any]:
    try:
        stand = await _advance(number, course)
        while stand.letters:
            for letter in stand.letters:
                await make(number, letter)
            stand = await _advance(number, course)
    except Redacted as failure:
        return Failed(message=failure.message_nl)
    await _label(stand)
    return Completed(message=stand.message)


async def _advance(number: str, course: Course) -> Stand:
    stand = await unquoted(number, _advance_own, number, course)
    for name in stand.written:
        get_run_logger().info("brief geschreven: %s", name)
    get_run_logger().info("stap gezet: %s", stand.message)
    return stand


def _advance_own(number: str, course: Course) -> Stand:
    def own(case: OpenCase) -> None:
        if case.row.process != course.__name__:
            raise ProcessMismatch(number, case.row.process)
        course(case)

    return advance(check_number(number), own)


def _passing(_task: object, _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.data, Redacted) and state.data.passing


@task(
    name="brief maken",
    task_run_name="brief {letter}",
    persist_result=False,
    cache_policy=NO_CACHE,
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=_passing,
)
async def make(number: str, letter: int) -> None:
    """Make one letter; repeated when the disk or the database fails, for a letter is never made twice."""
    status = await unquoted(number, make_letter, letter)
    get_run_logger().info("brief %s: %s", letter, {"rendered": "gemaakt", "held": "aangehouden"}.get(status, status))


async def _label(stand: Stand) -> None:
    """Name the run by its case, and tag it with what the operations people filter on."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return
    step = stand.waits_for.word if stand.waits_for else "afgerond"
    tags = [tag for tag in context.flow_run.tags if not tag.startswith(("wet:", "stap:", "team:"))]
    tags += [f"wet:{stand.law}", f"stap:{step}", f"team:{stand.team}"]
    async with get_client() as client:
        await client.update_flow_run(context.flow_run.id, name=stand.number, tags=tags)
