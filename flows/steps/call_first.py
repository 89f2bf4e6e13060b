"""From an intention to a decision: before a rejection, call the citizen (good practice; Awb 3:2, 4:7 to 4:9)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from config.posting import posting_day
from config.process import Process
from flows.steps.asking import confirm_talks, settle_items
from flows.steps.review import left_out, needs_reader
from rules.calls import FAILED, REACHED, UPHOLDS, CallOutcome
from rules.clock.deadline import Deadline
from rules.facts import (
    Approval,
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Intention,
    ItemsAsked,
    Outcome,
    Return,
    ViewsInvited,
)
from rules.facts.hearing import INVITED
from rules.record import asked, case_state, references
from rules.record.entries import Entry, Record, every
from rules.results import DIED
from tasks.cases import asks, decisions
from tasks.cases.accepted import Problems
from tasks.cases.asks import Ask
from tasks.cases.decisions import Decided, decided, judged
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait, wait_for
from tasks.letters.sending import send_letter, written
from tasks.parties import call_protocol
from tasks.parties.call_protocol import call_back_until, missing
from tasks.parties.people import person
from tasks.terms import unprocessed
from tasks.terms.unprocessed import announce_by

INTENDED = {
    Outcome.GRANTED: "Toekennen",
    Outcome.PARTIAL: "Deels toekennen, deels afwijzen",
    Outcome.REJECTED: "Afwijzen",
    Outcome.NOT_PROCESSED: "Niet verder behandelen",
    Outcome.LOWERED: "Verlagen",
    Outcome.ENDED: "Beëindigen",
}
UNREACHED = "shared/niet-bereikt"
CONFIRMED = REACHED - UPHOLDS - {CallOutcome.WITHDRAWS}
ANOTHER_WAY = {
    CallOutcome.OTHER_CHANNEL,
    CallOutcome.INTERPRETER,
    CallOutcome.DEAF,
    CallOutcome.REPRESENTATIVE,
}


def _intended(case: OpenCase) -> Stage:
    intention = case_state.intention(case.record)
    told = INTENDED[judged(case, intention).outcome] if intention else ""
    return Stage(
        name="Voornemen",
        done_on=case.day_of(intention),
        told=told,
        why=f"Kan als {case.process.terms['decision'].begins} er is",
        path="besluit",
    )


def _called(case: OpenCase) -> Stage | None:
    intention = case_state.intention(case.record)
    if intention is None:
        return Stage(name="Bel eerst", why="Verplicht als u iets afwijst", path="bel")
    if not judged(case, intention).adverse:
        return None
    version = case_state.version_of(case.record, intention)
    heard = case_state.to_hear(case.record, version)
    found = [
        case_state.upholding(case.record, version, one) or case_state.exempted(case.record, version, one)
        for one in heard
    ]
    left = [one for one, ground in zip(heard, found, strict=True) if ground is None]
    done_on = None if left else max(case.day_of(ground) or case.today for ground in found)
    calls = all(ground is None or isinstance(ground.fact, Call) for ground in found)
    told = "Gesproken over dit voornemen" if calls else "Niet gebeld: een collega keurde de uitzondering goed"
    return Stage(name="Bel eerst", done_on=done_on, told=told, why=_still(case, version, left), path="bel")


def _still(case: OpenCase, version: int, left: Sequence[int]) -> str:
    """Why the call still has to be made, and where there are several people to whom."""
    if not left:
        return ""
    tried = len(case_state.tried(case.record, version, left[0]))
    why = f"{tried} keer gebeld, nog niet gesproken" if tried else "nog niet gebeld"
    several = len(case_state.to_hear(case.record, version)) > 1
    return f"Verplicht: {person(case.row, case.record, left[0]).label}, {why}" if several else f"Verplicht: {why}"


def _agreed(case: OpenCase) -> Stage | None:
    intention = case_state.intention(case.record)
    if intention and not needs_reader(case, judged(case, intention)):
        return None
    version = case_state.version_of(case.record, intention) if intention else 0
    agreed = case_state.approval(case.record, version)
    calls = intention is None or judged(case, intention).adverse
    why = "Kan als de inwoner is gebeld" if calls else "Kan meteen"
    return Stage(name="Akkoord collega", done_on=case.day_of(agreed), why=why, path="akkoord")


def _sent(case: OpenCase) -> Stage:
    result, on = case.row.result, case.row.closed_on
    told = "De inwoner is overleden" if result == DIED else f"De zaak is {result}"
    why = "De brief is klaar en moet nog weg" if case.closed else "Wordt gemaakt als alles hierboven klaar is"
    return Stage(name="Besluit en brief", done_on=on if result else None, told=told, why=why)


@shows(_intended, _called, _agreed, _sent)
def decide(case: OpenCase, *, by: Deadline, problems: Problems = lambda *_: {}) -> Decided:
    """The decision the professional took, approved by a second reader where the process requires one.

    `problems` says what a law does not allow besides what no law does.
    """
    if case_state.intention(case.record) is None and not asked.standing(case.record):
        # The application is from before items were kept.
        wait_for(case, ItemsAsked, asks.ITEMS, by=by)
    waits = case_state.open_request(case.record) is not None

    def allowed(record: Record, process: Process, fact: Intention) -> dict[str, str]:
        return _not_allowed(record, process, fact) | left_out(case, record) | problems(record, process, fact)

    case.accepts(Intention, where=_final, rule=references.reworded, problems=allowed, offered=not waits)
    intention = wait_for(case, Intention, asks.INTEND, after=case_state.overtaken(case.record), where=_final, by=by)
    version, judgement = case_state.version_of(case.record, intention), judged(case, intention)
    _take_answers(case, intention, adverse=judgement.adverse)
    if intention.fact.unprocessed and not case.closed:
        by = leave_unprocessed(case, by=by)
    if judgement.adverse:
        call_first(case, intention, version, by=by)
    if needs_reader(case, judgement):
        wait_for(case, Approval, asks.READ_ALONG, where=lambda fact: fact.decision == version, by=by)
    return decided(case, intention, version)


def _final(intention: Intention) -> bool:
    return not intention.temporary


def _not_allowed(record: Record, process: Process, fact: Intention) -> dict[str, str]:
    return decisions.problems(record, process, fact) | unprocessed.problems(record, process, fact)


def _take_answers(case: OpenCase, intention: Entry[Intention], *, adverse: bool) -> None:
    """What the citizen and a colleague say to an intention: in writing, in a call, or instead of one."""

    def protocol(fact: Exemption, record: Record, by: str) -> None:
        references.about_intention(fact, record, by)
        call_protocol.check(case.row, record, case.process, fact)

    read_along = partial(call_protocol.read_along, case, adverse=adverse)
    if case_state.invited(case.record, intention):
        case.refuses(ViewsInvited, INVITED)
    elif adverse:
        case.accepts(ViewsInvited)
    case.accepts(Exemption, rule=protocol)
    case.accepts(ExemptionApproval, rule=references.exemption_answered)
    case.accepts(ExemptionRefusal, rule=references.exemption_answered)
    case.accepts(Approval, rule=read_along)
    case.accepts(Return, rule=read_along)
    case.accepts(Call, rule=references.about_intention, offered=adverse)


def leave_unprocessed(case: OpenCase, *, by: Deadline) -> Deadline:
    """The day until which the application may be left unprocessed; after it, decide something else (Awb 4:5 lid 4)."""
    until = announce_by(case.record, case.process)
    if until is None or case.today > until.on:
        wait(asks.INTEND, by=by)
    return min(by, until, key=lambda deadline: deadline.on)


def confirm_calls(case: OpenCase) -> None:
    """Confirm in writing what was said in each talk that changes the course of the case (Awb 4:9)."""
    settle_items(case)
    confirm_what_was_said(case)


def confirm_what_was_said(case: OpenCase) -> None:
    """The same letters, where nothing more can be said: a case that is withdrawn still owes them."""
    confirm_talks(case)
    for call in every(case.record, Call):
        if call.fact.outcome in CONFIRMED:
            send_letter(case, "shared/bevestiging-gesprek", about=call, party=call.fact.party)


def call_first(case: OpenCase, intention: Entry[Intention], version: int, *, by: Deadline) -> None:
    """Continue only when each party was called about this version, or two people agreed to go without."""
    await_views(case, intention, by=by)
    for party in case_state.left_to_hear(case.record, version):
        _call(case, intention, version, party, by=by)


def _call(case: OpenCase, intention: Entry[Intention], version: int, party: int, *, by: Deadline) -> None:
    """Wait for the call with one party, or for a second person to agree to go without."""
    if case_state.exemption(case.record, version, party):
        wait(asks.EXEMPTION, by=by)
    calls = case_state.calls_with(case.record, version, party)
    last = calls[-1].fact if calls else None
    if last and last.outcome is CallOutcome.NO_CONTACT:
        wait(asks.NOT_REACHED, by=by)
    if last and last.outcome is CallOutcome.CRISIS:
        case.mark_urgent()
    if last and last.outcome in FAILED:
        stop_trying(case, intention, version, party, by=by)
    wait(_next(last), by=by, wakes_on=last.follow_up_on if last else None)


def await_views(case: OpenCase, intention: Entry[Intention], *, by: Deadline) -> None:
    """Wait for views that were asked for in writing, until their term ends or a call comes first (Awb 4:7 to 4:9)."""
    open_ = case_state.invited(case.record, intention)
    if open_ and case.today <= open_.fact.due_on:
        send_letter(case, "shared/voornemen", about=open_)
        wait(asks.REACTION, by=by, wakes_on=case.day_after(open_.fact.due_on))


def stop_trying(case: OpenCase, intention: Entry[Intention], version: int, party: int, *, by: Deadline) -> None:
    """After enough attempts: send a letter that asks to call, if a day is left for it; wait, and ask a colleague."""
    if missing(case.record, case.process, version, party):
        return
    known = written(case, UNREACHED, intention, party)
    # What is sealed, or lies in the house, asked nobody anything yet.
    told_on = max(known.dated_on, known.left_on) if known and known.left_on else posting_day(case.today)
    last_day = call_back_until(case, intention.fact, told_on)
    if known is None and last_day <= told_on:
        wait(asks.NOT_REACHED, by=by)
    send_letter(case, UNREACHED, about=intention, party=party)
    if case.today <= last_day:
        wait(asks.REACTION, by=by, wakes_on=case.day_after(last_day))
    wait(asks.NOT_REACHED, by=by)


def _next(last: Call | None) -> Ask:
    if last is None or last.outcome in FAILED:
        return asks.CALL
    if last.outcome is CallOutcome.CRISIS:
        return asks.URGENT
    return asks.OTHER_WAY if last.outcome in ANOTHER_WAY else asks.CALL_BACK
