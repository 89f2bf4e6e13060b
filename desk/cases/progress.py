"""The steps of a case as the consultant sees them: done, current, or locked and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules.wording import short_day
from tasks.cases.look import Look
from tasks.cases.stages import Stage

DONE, NOW, LOCKED = "done", "now", "locked"


@dataclass(frozen=True)
class Step:
    """One step; `why` says what a locked one waits for."""

    name: str
    state: str
    day: str = ""
    why: str = ""
    path: str = ""


def steps(seen: Look) -> list[Step]:
    """The stages of the course in its order; the first that is not done is the current one."""
    found = [_step(stage) for stage in seen.stages]
    first = next((index for index, step in enumerate(found) if step.state != DONE), None)
    if first is not None and not seen.closed:
        # What locked it no longer does.
        why = found[first].why if found[first].path == "bel" else ""
        found[first] = replace(found[first], state=NOW, why=why)
    return found


def _step(stage: Stage) -> Step:
    if stage.done_on is None:
        return Step(stage.name, LOCKED, why=stage.why, path=stage.path)
    return Step(stage.name, DONE, short_day(stage.done_on), stage.told, stage.path)
