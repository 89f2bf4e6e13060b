"""Waiting without a running process: a step that lacks its fact ends the pass and says what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NoReturn, TypeVar

from rules.clock.deadline import Deadline
from rules.facts import Fact
from rules.record.entries import Entry, every
from tasks.cases.asks import Ask, Waiting
from tasks.cases.open_case import OpenCase

F = TypeVar("F", bound=Fact)


def wait_for(
    case: OpenCase,
    kind: type[F],
    ask: Ask,
    *,
    after: int = 0,
    where: Callable[[F], bool] = lambda _: True,
    by: Deadline | None = None,
    wakes_on: date | None = None,
) -> Entry[F]:
    """The newest fact of this kind past place `after` on the record; without one, the pass ends here.

    The case takes such a fact; where a step said more exactly which it takes, or why not, that goes first.
    """
    found = [entry for entry in every(case.record, kind, after=after) if where(entry.fact)]
    if not found:
        # The next step of the case offers it.
        case.accepts(kind, where=where, offered=False)
        wait(ask, by=by, wakes_on=wakes_on)
    return found[-1]


def wait(ask: Ask, *, by: Deadline | None = None, wakes_on: date | None = None) -> NoReturn:
    """End the pass: nothing more can be done until a fact or a day comes."""
    raise Waiting(ask, by=by, wakes_on=wakes_on)


def pause(case: OpenCase, ask: Ask, *, by: Deadline | None = None, wakes_on: date | None = None) -> None:
    """Wait for what the desk cannot hurry: facts of later steps are welcome meanwhile, so a look goes on."""
    if not case.dry:
        wait(ask, by=by, wakes_on=wakes_on)
    case.pauses.append(Waiting(ask, by=by, wakes_on=wakes_on))


def walk(case: OpenCase, course: Callable[[OpenCase], None]) -> Waiting | None:
    """Take a case from the top of its course as far as it can go; what it then waits for, if anything."""
    try:
        course(case)
    except Waiting as waiting:
        return waiting
    return None
