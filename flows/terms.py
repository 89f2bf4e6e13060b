"""Each change of the term to decide is told to the citizen (Awb 4:14, 4:15 and 4:17)."""

from __future__ import annotations

from rules import standing
from rules.entries import Entry, every
from rules.facts import DefaultNotice, TermExtended, TermResumed, TermSuspended
from rules.suspension import GroundId
from tasks.course import OpenCase
from tasks.letters import send_letter


def tell_of_terms(case: OpenCase) -> None:
    """Write what the law asks about each extension, suspension, end of one, and notice of default."""
    if case.closed:
        return
    for extended in every(case.record, TermExtended):
        send_letter(case, "shared/mededeling-verlenging", about=extended)
    for suspended in every(case.record, TermSuspended):
        _begin(case, suspended)
        _lapse(case, suspended)
    for resumed in every(case.record, TermResumed):
        send_letter(case, "shared/einde-opschorting", about=resumed)
    for notice in every(case.record, DefaultNotice):
        send_letter(case, "shared/reactie-ingebrekestelling", about=notice)


def _begin(case: OpenCase, suspended: Entry[TermSuspended]) -> None:
    """Confirm a consent; tell of a suspension where the law asks it (Awb 4:15 lid 1 onder b, lid 3)."""
    if suspended.fact.ground is GroundId.CONSENT:
        send_letter(case, "shared/bevestiging-opschorting", about=suspended)
    elif case.ground(suspended.fact.ground).notice_at_start:
        send_letter(case, "shared/mededeling-opschorting", about=suspended)


def _lapse(case: OpenCase, suspended: Entry[TermSuspended]) -> None:
    """Tell that the term runs again once the last day has passed (Awb 4:15 lid 4)."""
    to_on, ended = suspended.fact.to_on, standing.resumption(case.record, suspended.seq)
    if to_on is None or ended or not case.ground(suspended.fact.ground).notice_of_end:
        return
    if case.today > to_on:
        send_letter(case, "shared/einde-opschorting", about=suspended)
    else:
        case.wake_on(case.day_after(to_on))
