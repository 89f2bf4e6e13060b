"""Help that was granted for a time: tell before it ends, so that nobody is left without (Wmo 2015, art. 2.3.9)."""

from __future__ import annotations

from datetime import date, timedelta

from rules.facts import HelpEnds, Intention
from rules.record.entries import Entry, every
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import send_letter


def announce_end(case: OpenCase, decision: Entry[Intention]) -> None:
    """One letter for each last day. Help shorter than the notice needs none: the decision itself just told."""
    ends = {one.until_on for one in decision.fact.provisions if one.outcome.gives and one.until_on}
    for until_on in sorted(ends):
        announce_on = until_on - timedelta(weeks=case.process.ending.announce_weeks)
        if case.row.closed_on is None or announce_on <= case.row.closed_on or case.row.citizen.deceased_on:
            continue
        if case.today < announce_on:
            case.wake_on(announce_on)
        elif case.today <= until_on:
            send_letter(case, "wmo/aankondiging-einde", about=_noted(case, until_on))


def _noted(case: OpenCase, until_on: date) -> Entry[HelpEnds]:
    found = (entry for entry in every(case.record, HelpEnds) if entry.fact.until_on == until_on)
    return next(found, None) or case.note(HelpEnds(until_on=until_on))
