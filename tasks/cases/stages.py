"""The stages of a case as the consultant sees them, in the order in which its course takes its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tasks.cases.courses import Course, steps_of
from tasks.cases.open_case import OpenCase

S = TypeVar("S", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage: since when it is done, what became of it, why it cannot be done yet, and the page where it is."""

    name: str
    done_on: date | None = None
    told: str = ""
    why: str = ""
    path: str = ""


Show = Callable[[OpenCase], Stage | None]


def shows(*stages: Show) -> Callable[[S], S]:
    """Mark a step with the stages that it takes a case through; one that does not apply gives None."""

    def marked(step: S) -> S:
        step.stages = stages  # type: ignore[attr-defined]
        return step

    return marked


def stages(case: OpenCase, course: Course) -> tuple[Stage, ...]:
    """How far a case has got: the fact that opened it, and the stages of each step that its course names, in order."""
    opening = case.opening
    opened = Stage(name=type(opening.fact).label.capitalize(), done_on=case.day_of(opening))
    return (opened, *(stage for show in _shown(course) if (stage := show(case))))


def _shown(course: Course) -> Iterator[Show]:
    for step in steps_of(course):
        yield from getattr(step, "stages", ())
