"""Notifies the citizen of each change of the term to decide (Awb 4:14, 4:15, 4:17 and 4:18)."""

from __future__ import annotations

from config.process import Process
from rules.facts import (
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    TermExtended,
    TermResumed,
    TermSuspended,
)
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.facts.term import EXTENDED
from rules.record import case_state, references
from rules.record.entries import Entry, Record, every, latest
from tasks.cases.decisions import penalty_decided
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import send_letter
from tasks.parties import call_protocol
from tasks.terms import case_terms, lateness
from tasks.terms.case_terms import letter_about


def announce_term_changes(case: OpenCase) -> None:
    """Send the letters that the law requires about extensions, suspensions, their end, and notices of default."""
    if case.closed:
        return
    _take_changes(case)
    if _is_decided(case):
        return
    for change in case.record:
        if letter := letter_about(change.fact):
            send_letter(case, letter, about=change)
        if isinstance(change.fact, TermSuspended):
            _lapse(case, change, change.fact)


def _is_decided(case: OpenCase) -> bool:
    """Whether the decision itself is on its way; then nobody is told until when we have for it."""
    told = case.decision_letter
    return told is not None and told.status != "held"


def announce_penalty(case: OpenCase) -> None:
    """Announce the penalty for a late decision, even in a closed case; before a denial, call the citizen (Awb 4:18)."""
    _take_penalty(case)
    for decision in every(case.record, PenaltyDecision):
        version = case_state.version_of(case.record, decision)
        if not decision.fact.adverse or case_state.cleared(case.record, version):
            for party in case_state.to_hear(case.record, version):
                found = penalty_decided(case, decision, party)
                send_letter(case, found.letter, about=decision, decision=found)


def _take_changes(case: OpenCase) -> None:
    """What may change the term to decide, once it runs."""
    if every(case.record, TermSuspended):
        case.accepts(TermResumed, rule=references.resumed)
    if every(case.record, DefaultNotice):
        case.accepts(DefaultReply, rule=references.replied)
    if case.has_begun("decision"):
        if latest(case.record, TermExtended):
            case.refuses(TermExtended, EXTENDED)
        else:
            case.accepts(TermExtended, problems=case_terms.problems)
        case.accepts(TermSuspended, problems=case_terms.problems)
        case.accepts(DefaultNotice)
        return
    for kind in (TermExtended, TermSuspended, DefaultNotice):
        case.refuses(kind, case_terms.not_begun(case.process))


def _take_penalty(case: OpenCase) -> None:
    """A decision about the penalty, and what is said about one that denies it; the case may be closed by then."""

    def allowed(record: Record, process: Process, fact: PenaltyDecision) -> dict[str, str]:
        return lateness.problems(record, process, fact, closed_on=case.row.closed_on, today=case.today)

    def mine(fact: Fact) -> bool:
        return references.on_penalty(case.record, fact)

    def protocol(fact: Exemption, record: Record, by: str) -> None:
        del by
        call_protocol.check(case.row, record, case.process, fact)

    case.accepts(PenaltyDecision, rule=references.penalised, problems=allowed, closed=True)
    refusal = case_state.penalty_decision(case.record)
    if refusal and refusal.fact.adverse:
        case.accepts(Call, where=mine, rule=references.about_penalty, closed=True, offered=False)
        case.accepts(Exemption, where=mine, rule=protocol, closed=True)
        case.accepts(ExemptionApproval, where=mine, rule=references.penalty_exemption_answered, closed=True)
        case.accepts(ExemptionRefusal, where=mine, rule=references.penalty_exemption_answered, closed=True)


def _lapse(case: OpenCase, change: Entry[Fact], suspended: TermSuspended) -> None:
    """Announce that the term runs again once the last day of the suspension has passed (Awb 4:15 lid 4)."""
    to_on, ended = suspended.to_on, case_state.resumption(case.record, change.seq)
    if to_on is None or ended or not case.ground(suspended.ground).notice_of_end:
        return
    if case.today > to_on:
        send_letter(case, "shared/einde-opschorting", about=change)
    else:
        case.wake_on(case.day_after(to_on))
