"""Talk, investigate and report the findings, with immediate help if it is needed (Wmo 2015, 2.3.2 and 2.3.3)."""

from __future__ import annotations

from rules.facts import Application, Appointment, Intention, Investigation
from rules.record import case_state
from rules.record.entries import Entry, every, latest
from tasks.cases import asks
from tasks.cases.decisions import decided
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import wait_for
from tasks.letters.sending import deliver, send_letter


def investigate(case: OpenCase) -> Entry[Investigation]:
    """The findings; new ones when a call brought new facts. Each appointment is confirmed by letter.

    The investigation takes six weeks from the report (lid 1). A citizen who applied without one (lid 9) waits for it no
    longer than for the decision.
    """
    appointments = every(case.record, Appointment)
    for appointment in appointments:
        send_letter(case, "wmo/uitnodiging-gesprek", about=appointment)
    if reopened := case_state.reopened(case.record):
        return wait_for(case, Investigation, asks.REOPENED, after=reopened, by=case.decide_by)
    if latest(case.record, Application):
        return wait_for(case, Investigation, asks.APPLIED, by=case.decide_by)
    ask = asks.INVESTIGATE if appointments else asks.PLAN
    return wait_for(case, Investigation, ask, by=case.by("investigation"))


def give_immediate_help(case: OpenCase) -> None:
    """Send the letter about each temporary provision, which lasts until the decision on the application."""
    for intention in every(case.record, Intention):
        if intention.fact.temporary:
            decision = decided(case, intention, case_state.version_of(case.record, intention))
            deliver(send_letter(case, decision.letter, about=intention, decision=decision))
