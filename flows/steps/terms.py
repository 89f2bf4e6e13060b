"""Notifies the citizen of each change of the term to decide (Awb 4:14, 4:15, 4:17 and 4:18)."""

from __future__ import annotations

from rules.facts import Fact, TermSuspended
from rules.facts.lateness import PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry, every
from tasks.cases.decisions import penalty_decided
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import send_letter
from tasks.terms.case_terms import letter_about


def announce_term_changes(case: OpenCase) -> None:
    """Send the letters that the law requires about extensions, suspensions, their end, and notices of default."""
    if case.closed:
        return
    for change in case.record:
        if letter := letter_about(change.fact):
            send_letter(case, letter, about=change)
        if isinstance(change.fact, TermSuspended):
            _lapse(case, change, change.fact)


def announce_penalty(case: OpenCase) -> None:
    """Announce the penalty for a late decision, even in a closed case; before a denial, call the citizen (Awb 4:18)."""
    for decision in every(case.record, PenaltyDecision):
        found = penalty_decided(case, decision)
        if not decision.fact.adverse or case_state.cleared(case.record, found.version):
            send_letter(case, found.letter, about=decision, decision=found)


def _lapse(case: OpenCase, change: Entry[Fact], suspended: TermSuspended) -> None:
    """Announce that the term runs again once the last day of the suspension has passed (Awb 4:15 lid 4)."""
    to_on, ended = suspended.to_on, case_state.resumption(case.record, change.seq)
    if to_on is None or ended or not case.ground(suspended.ground).notice_of_end:
        return
    if case.today > to_on:
        send_letter(case, "shared/einde-opschorting", about=change)
    else:
        case.wake_on(case.day_after(to_on))
