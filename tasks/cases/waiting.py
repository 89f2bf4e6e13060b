"""Waiting without a running process: a step that lacks its fact ends the pass and says what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NoReturn, TypeVar

from rules.clock.deadline import Deadline
from rules.facts import Fact
from rules.record.entries import Entry, every
from tasks.cases.asks import Ask
from tasks.cases.open_case import OpenCase

F = TypeVar("F", bound=Fact)


class Waiting(Exception):
    """Ends a pass; not an error but the ordinary way out.

    It holds what the case waits for, by when, since when that term runs, and on which day to look again.
    """

    def __init__(
        self, ask: Ask, *, by: Deadline | None = None, since: date | None = None, wakes_on: date | None = None
    ) -> None:
        super().__init__(ask.word)
        self.ask, self.by, self.since, self.wakes_on = ask, by, since, wakes_on


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
    """The newest fact of this kind past place `after` on the record; without one, the pass ends here."""
    found = [entry for entry in every(case.record, kind, after=after) if where(entry.fact)]
    if not found:
        wait(ask, by=by, wakes_on=wakes_on)
    return found[-1]


def wait(ask: Ask, *, by: Deadline | None = None, wakes_on: date | None = None) -> NoReturn:
    """End the pass: nothing more can be done until a fact or a day comes."""
    raise Waiting(ask, by=by, since=by.steps[0].on if by else None, wakes_on=wakes_on)
