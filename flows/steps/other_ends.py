"""What ends a case without a decision of ours: the citizen died, or another municipality goes on (Awb 2:3, 3:2)."""

from __future__ import annotations

from flows.steps.ending import await_departure
from rules.facts.ends import HANDED_OVER_FIRST, UNCONFIRMED, Death, DeathConfirmed, DeathMistaken, HandedOver
from rules.record import endings
from rules.record.entries import Entry, every, latest
from rules.results import DIED, HANDED_OVER
from tasks.cases import asks
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import wait
from tasks.letters.sending import send_letter


def ended_otherwise(case: OpenCase) -> bool:
    """Whether the case ended without a decision; it is closed then."""
    return _died(case) or _handed_over(case)


def _died(case: OpenCase) -> bool:
    """A death ends the case of the one who asks, once it is certain; what turns out to be a mistake undoes it."""
    told = endings.death(case.record)
    certain = endings.established(case.record, told) if told else None
    _follow(case, told if certain else None, mistaken=told is None and bool(every(case.record, DeathMistaken)))
    if case.row.result == DIED and not certain:
        case.reopen()
    if told is None:
        case.accepts(Death, closed=True, offered=not case.closed)
        return False
    case.accepts(DeathMistaken, closed=True, offered=not case.closed)
    if certain is None:
        _confirm(case)
    elif case.closed_on is None or case.row.result == DIED:
        case.close(DIED, on=case.day_of(certain))
        return True
    return False


def _confirm(case: OpenCase) -> None:
    case.accepts(DeathConfirmed, rule=endings.confirmed, closed=True, offered=False)
    if case.closed_on is None:
        case.refuses_others(UNCONFIRMED)
        wait(asks.DEATH, by=case.deadline("decision"))


def _follow(case: OpenCase, certain: Entry[Death] | None, *, mistaken: bool) -> None:
    """No letter goes to somebody who died, from whatever case of theirs (`tasks.letters.preflight`)."""
    died_on = certain.fact.died_on if certain else None
    if (certain or mistaken) and not case.dry and case.row.citizen.deceased_on != died_on:
        case.row.citizen.deceased_on = died_on


def _handed_over(case: OpenCase) -> bool:
    """The citizen is told who goes on and whom to ask there; the case ends once that letter has left (Awb 2:3)."""
    over = latest(case.record, HandedOver)
    if over is None:
        case.accepts(HandedOver)
        return False
    case.refuses_others(HANDED_OVER_FIRST)
    letter = send_letter(case, "shared/overdracht", about=over)
    case.close(HANDED_OVER, on=await_departure(case, letter, asks.CONFIRMING))
    return True
