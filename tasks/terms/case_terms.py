"""The terms of one case: from its record to a last day that can explain itself (Awb 4:13 to 4:17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from config.law import law
from config.posting import posting_day
from config.process import Process
from rules.clock.deadline import Deadline, deadline
from rules.clock.explanation import explain
from rules.clock.extension import Extension
from rules.clock.readings import unsure
from rules.clock.suspension import GroundId, Suspension
from rules.errors import ExtensionRefused, LawError, NotExtendable, SuspensionRefused
from rules.facts import (
    KINDS,
    DataReceived,
    DataRequest,
    Fact,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from rules.facts.remedies.lateness import DefaultReply
from rules.facts.term import no_term_before
from rules.record import case_state
from rules.record.entries import Entry, Record, every, latest
from tasks import clock

ONE_DAY = timedelta(days=1)
NO_DAYS_NL = "Deze dagen vallen buiten de termijn. De laatste dag blijft dus gelijk. Kies dagen binnen de termijn."

LETTERS: dict[type[Fact], str] = {
    TermExtended: "shared/mededeling-verlenging",
    TermResumed: "shared/einde-opschorting",
    DefaultReply: "shared/reactie-ingebrekestelling",
}


@dataclass(frozen=True)
class ExplainedDeadline:
    """A last day, the sentences that explain it step by step, and what a lawyer should still check."""

    on: date
    steps: tuple[str, ...]
    unsure: tuple[str, ...]


def case_deadline(record: Record, term_id: str, start: date) -> Deadline:
    """The last day of a term that started on this day, with its suspensions and extension (Awb 4:14, 4:15)."""
    try:
        return _deadline(record, term_id, start, extension(record))
    except ExtensionRefused:
        # A later fact can make an earlier notice of extension invalid; the earlier end then counts.
        return _deadline(record, term_id, start, None)


def started(record: Record, process: Process, role: str) -> date | None:
    """The day a term of the course began; None before the fact it starts from, or where the course has no such term."""
    term = process.terms.get(role)
    kind, _, day = (term.starts if term else "").partition(".")
    begun = latest(record, KINDS[kind]) if kind else None
    return getattr(begun.fact, day) if begun else None


def deadline_of(record: Record, process: Process, role: str) -> Deadline | None:
    """The last day of a term of the course; None as long as it has not begun."""
    start = started(record, process, role)
    return case_deadline(record, process.terms[role].law, start) if start else None


def decision_deadline(record: Record, process: Process) -> Deadline | None:
    """The last day to decide; None before that term began."""
    return deadline_of(record, process, "decision")


def not_begun(process: Process) -> str:
    """That the term to decide has not begun, and what begins it, as Dutch sentences."""
    return no_term_before(process.terms["decision"].begins)


def explained(found: Deadline) -> ExplainedDeadline:
    """A last day with the sentences that explain it, and the doubts about how to read the law."""
    return ExplainedDeadline(found.on, tuple(step.text for step in explain(found).steps), unsure(found))


def after(record: Record, fact: Fact) -> Record:
    """The record with one more fact, as if it were recorded now."""
    seq = record[-1].seq + 1 if record else 1
    return (*record, Entry(id=0, seq=seq, fact=fact, by="", at=clock.now()))


def problems(record: Record, process: Process, fact: TermSuspended | TermExtended) -> dict[str, str]:
    """Why the law does not allow this change of the term to decide, as a Dutch sentence for the field it is about."""
    start = started(record, process, "decision")
    if start is None:
        return {}
    new = after(record, fact)
    term = law().term(process.terms["decision"].law, on=start)
    try:
        found = _deadline(new, term.id, start, extension(new) if isinstance(fact, TermExtended) else None)
    except (SuspensionRefused, NotExtendable) as refused:
        return {"ground" if isinstance(fact, TermSuspended) else "to_on": _named(refused, term.name)}
    except LawError as refused:
        return {"to_on": _named(refused, term.name)}
    before = _deadline(record, term.id, start, None)
    if isinstance(fact, TermSuspended) and found.nominal_on <= before.nominal_on:
        return {"from_on": NO_DAYS_NL}
    return {}


def suspensions(record: Record) -> tuple[Suspension, ...]:
    """Every period in which the term to decide is suspended (Awb 4:15)."""
    asked = (_invitation(record, request) for request in case_state.requests(record))
    set_ = (_period(record, entry, entry.fact.to_on) for entry in every(record, TermSuspended) if entry.fact.to_on)
    return (*asked, *set_)


def stands_still(record: Record, today: date) -> bool:
    """Whether the term to decide is suspended on this day."""
    return any(one.from_on <= today <= one.to_on for one in suspensions(record))


def open_suspensions(record: Record, today: date) -> tuple[Entry[TermSuspended], ...]:
    """The suspensions that can still be ended."""
    found = every(record, TermSuspended)
    return tuple(
        entry
        for entry in found
        if case_state.suspension(record, entry.seq) and entry.fact.to_on and entry.fact.to_on >= today
    )


def extension(record: Record) -> Extension | None:
    """The notice that the decision comes later, if there is one (Awb 4:14)."""
    told = latest(record, TermExtended)
    return Extension(to_on=told.fact.to_on, notified_on=told.fact.notified_on) if told else None


def letter_about(fact: Fact) -> str | None:
    """The letter about a change of the term; None where the law requires none (Awb 4:14, 4:15 and 4:17)."""
    if isinstance(fact, TermSuspended):
        if fact.ground is GroundId.CONSENT:
            return "shared/bevestiging-opschorting"
        # Awb 4:15 lid 1 onder b and lid 3.
        return "shared/mededeling-opschorting" if law().grounds[fact.ground].notice_at_start else None
    return LETTERS.get(type(fact))


def _deadline(record: Record, term_id: str, start: date, extended: Extension | None) -> Deadline:
    term = law().term(term_id, on=start)
    return deadline(
        start,
        term,
        calendar=law().calendar,
        suspensions=suspensions(record) if term.suspendable else (),
        extension_to=extended if term.extendable else None,
    )


def requested_on(request: Entry[DataRequest]) -> date:
    """The day on which the letter of a request is posted; one that did not leave that day is noted anew."""
    return posting_day(clock.local(request.at).date())


def _invitation(record: Record, request: Entry[DataRequest]) -> Suspension:
    answer = latest(record, DataReceived, after=request.seq)
    return Suspension.completion_request(
        requested_on(request),
        request.fact.due_on,
        completed_on=answer.fact.received_on if answer and answer.fact.received_on <= request.fact.due_on else None,
        reading=law().reading,
    )


def _period(record: Record, entry: Entry[TermSuspended], to_on: date) -> Suspension:
    fact, ended = entry.fact, case_state.resumption(record, entry.seq)
    if ended is None:
        return Suspension.period(fact.ground, fact.from_on, to_on)
    if fact.ground is GroundId.FOREIGN:
        return Suspension.foreign_information(fact.from_on - ONE_DAY, ended.fact.on, law().reading)
    return Suspension(fact.ground, fact.from_on, ended.fact.on - ONE_DAY)


def _named(refused: LawError, name: str) -> str:
    """The message of the error, with a name that people know in place of the term's id."""
    return refused.message_nl.replace(getattr(refused, "term_id", ""), name)
