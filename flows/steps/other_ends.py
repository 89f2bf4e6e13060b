"""What ends a case without a decision of ours: a death, a hand-over, or an end that the law allows (Awb 2:3, 3:2)."""

from __future__ import annotations

from config.municipality import municipality
from config.process import Process
from flows.steps.ending import await_departure
from rules.calls import REACHED
from rules.clock.deadline import Deadline
from rules.facts import KINDS, Asking, Intention
from rules.facts.ends import (
    ENDED_FIRST,
    HANDED_OVER_FIRST,
    TOLD_ALREADY,
    UNCONFIRMED,
    UNCONFIRMED_MOVE,
    Death,
    DeathConfirmed,
    DeathMistaken,
    EndedWithoutDecision,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from rules.record import case_state, endings
from rules.record.entries import Entry, Record, every, latest
from rules.results import DIED, HANDED_OVER
from rules.wording import Noun
from tasks.cases import asks
from tasks.cases.asks import DECISION, INVESTIGATION
from tasks.cases.decisions import judged
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import wait
from tasks.letters.sending import send_letter, take_back, written

TOLD_OF_MOVE = "shared/overdracht"
REVOKED = "De overdracht is herroepen. De zaak gaat hier verder."
CALL_FIRST = "U bent van plan iets af te wijzen. Bel eerst, en vertel dan ook hoe het na de verhuizing verdergaat."
OURSELVES = "Dit is onze eigen gemeente. Noem de gemeente die verdergaat met de zaak."
NO_SUCH_END = "Zo eindigt een zaak van dit proces niet. Kies uit: {}."
SOMEBODY_ASKED = "De inwoner vroeg iets. Dit einde heeft geen brief: beslis, of leg een intrekking vast."


def ended_otherwise(case: OpenCase) -> bool:
    """Whether the case ended without a decision; it is closed then."""
    return _died(case) or _handed_over(case) or _allowed(case)


def _died(case: OpenCase) -> bool:
    """A death ends the case of the one who asks, once it is certain; what turns out to be a mistake undoes it."""
    told, mistaken = endings.death(case.record), bool(every(case.record, DeathMistaken))
    certain = endings.established(case.record, told) if told else None
    _follow(case, told if certain else None, mistaken=told is None and mistaken)
    if case.row.result == DIED and mistaken and not certain:
        case.reopen()
    if told is None:
        case.accepts(Death, closed=True, offered=not case.closed)
        if endings.died(case.record):
            case.accepts(DeathMistaken, closed=True, offered=not case.closed)
        return False
    case.accepts(DeathMistaken, closed=True, offered=not case.closed)
    if certain is None:
        _confirm(case)
    elif case.closed_on is None or case.row.result == DIED:
        case.close(DIED, on=case.day_of(certain))
        return True
    return False


def _confirm(case: OpenCase) -> None:
    # In a case that is closed, nothing else asks for it.
    case.accepts(DeathConfirmed, rule=endings.confirmed, closed=True, offered=case.closed_on is not None)
    if case.closed_on is None:
        case.refuses_others(UNCONFIRMED)
        wait(asks.DEATH, by=_runs_on(case))


def _runs_on(case: OpenCase) -> Deadline | None:
    """The term that runs meanwhile, the last that began."""
    return next(filter(None, (case.deadline(role) for role in (DECISION, INVESTIGATION))), None)


def _follow(case: OpenCase, certain: Entry[Death] | None, *, mistaken: bool) -> None:
    """No letter goes to somebody who died, from whatever case of theirs (`tasks.letters.preflight`)."""
    known, told = case.row.citizen.deceased_on, {one.fact.died_on for one in every(case.record, Death)}
    died_on = certain.fact.died_on if certain else None
    # What another case said stands.
    if (certain or (mistaken and known in told)) and not case.dry and known != died_on:
        case.row.citizen.deceased_on = died_on


def _handed_over(case: OpenCase) -> bool:
    """The citizen is told who goes on and whom to ask there; the case ends once that letter has left (Awb 2:3).

    Before that a second person agrees, and it can be revoked: what was written about it then stays in the house.
    """
    for revoked in every(case.record, HandOverRevoked):
        _take_back(case, revoked)
    over = endings.handed_over(case.record)
    if over is None:
        _take_over(case)
        return False
    _take_revocation(case, over)
    if endings.agreed(case.record, over) is None and case.closed_on is None:
        case.accepts(HandOverConfirmed, rule=endings.confirmed, offered=False)
        case.refuses_others(UNCONFIRMED_MOVE)
        wait(asks.HAND_OVER, by=_runs_on(case))
    case.refuses_others(HANDED_OVER_FIRST)
    letter = send_letter(case, TOLD_OF_MOVE, about=over)
    case.close(HANDED_OVER, on=await_departure(case, letter, asks.CONFIRMING))
    return True


def _take_over(case: OpenCase) -> None:
    # Also one that later news overtook: who meant to refuse tells the citizen so.
    intention = case_state.latest_final(case.record)
    if intention and judged(case, intention).adverse and not _heard(case, intention):
        case.refuses(HandedOver, CALL_FIRST)
    else:
        case.accepts(HandedOver, problems=_refuses)


def _take_revocation(case: OpenCase, over: Entry[HandedOver]) -> None:
    told = written(case, TOLD_OF_MOVE, over)
    if told and told.leaving:
        case.refuses(HandOverRevoked, TOLD_ALREADY)
    else:
        case.accepts(HandOverRevoked)


def _take_back(case: OpenCase, revoked: Entry[HandOverRevoked]) -> None:
    before = [one for one in every(case.record, HandedOver) if one.seq < revoked.seq]
    take_back(case, before[-1], REVOKED)


def _heard(case: OpenCase, intention: Entry[Intention]) -> bool:
    """Whether each who must be heard about an intention was, or a talk about it led to something else."""
    version = case_state.version_of(case.record, intention)
    if case_state.intention(case.record) == intention:
        return case_state.cleared(case.record, version)
    return all(
        any(call.fact.outcome in REACHED for call in case_state.calls_with(case.record, version, party))
        for party in case_state.left_to_hear(case.record, version)
    )


def _refuses(record: Record, process: Process, fact: HandedOver) -> dict[str, str]:
    """It is to somebody else."""
    del record, process
    ours = municipality().naam.casefold() in {fact.to.strip().casefold(), f"gemeente {fact.to.strip().casefold()}"}
    return {"to": OURSELVES} if ours else {}


def _allowed(case: OpenCase) -> bool:
    """An end that the process file of the course names with its article; the Wmo names none."""
    over = latest(case.record, EndedWithoutDecision)
    if over is None:
        if case.process.ends:
            case.accepts(EndedWithoutDecision, problems=_no_such_end)
        return False
    case.refuses_others(ENDED_FIRST)
    end, on = next(one for one in case.process.ends if one.result == over.fact.end), case.day_of(over)
    if end.letter:
        on = await_departure(case, send_letter(case, end.letter, about=over), asks.CONFIRMING)
    case.close(end.result, on=on)
    return True


def _no_such_end(record: Record, process: Process, fact: EndedWithoutDecision) -> dict[str, str]:
    """Whoever asked something is told by letter that it ends; without one, only what nobody asked ends so."""
    end = next((one for one in process.ends if one.result == fact.end), None)
    if end is None:
        return {"end": NO_SUCH_END.format(", ".join(one.result for one in process.ends))}
    if end.kind and latest(record, KINDS[end.kind]) is None:
        kind = KINDS[end.kind]
        return {"end": f"Dit kan pas als {Noun(kind.label, kind.article).the} is vastgelegd."}
    return {"end": SOMEBODY_ASKED} if not end.letter and every(record, Asking) else {}
