"""Waiting without a running process: a step that lacks its fact ends the pass and says what it waits for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NoReturn, TypeVar

from rules.clock.deadline import Deadline
from rules.facts import Fact
from rules.record.entries import Entry, every
from tasks.cases.open_case import OpenCase

F = TypeVar("F", bound=Fact)


class Action(StrEnum):
    """What a case waits for; the same word is used on the work list, on the case and in Prefect."""

    PLAN = "gesprek plannen"
    INVESTIGATE = "onderzoek"
    APPLIED = "onderzoek na de aanvraag"
    REOPENED = "onderzoek na nieuwe informatie"
    SIGNATURE = "ondertekend verslag"
    DATA = "aanvullende gegevens"
    INTEND = "voornemen"
    CALL = "telefoongesprek"
    CALL_BACK = "terugbellen"
    OTHER_WAY = "gesprek op een andere manier"
    URGENT = "spoedoverleg"
    NOT_REACHED = "besluit zonder gesprek"
    REACTION = "reactie op brief"
    EXEMPTION = "akkoord op uitzondering"
    READ_ALONG = "akkoord tweede lezer"
    LETTER = "brief"
    REFLECTION = "bedenktijd na intrekking"


class Waiting(Exception):
    """Ends a pass; not an error but the ordinary way out.

    It holds what the case waits for, by when, since when that term runs, and on which day to look again.
    """

    def __init__(
        self, action: Action, *, by: Deadline | None = None, since: date | None = None, wakes_on: date | None = None
    ) -> None:
        super().__init__(action.value)
        self.action, self.by, self.since, self.wakes_on = action, by, since, wakes_on


def wait_for(
    case: OpenCase,
    kind: type[F],
    action: Action,
    *,
    after: int = 0,
    where: Callable[[F], bool] = lambda _: True,
    by: Deadline | None = None,
    wakes_on: date | None = None,
) -> Entry[F]:
    """The newest fact of this kind past place `after` on the record; without one, the pass ends here."""
    found = [entry for entry in every(case.record, kind, after=after) if where(entry.fact)]
    if not found:
        wait(action, by=by, wakes_on=wakes_on)
    return found[-1]


def wait(action: Action, *, by: Deadline | None = None, wakes_on: date | None = None) -> NoReturn:
    """End the pass: nothing more can be done until a fact or a day comes."""
    raise Waiting(action, by=by, since=by.steps[0].on if by else None, wakes_on=wakes_on)
