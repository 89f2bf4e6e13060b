"""Help offered after a signal of arrears (Wet aanbod bij achterstanden, a law invented to hold the engine to)."""

from __future__ import annotations

from flows.steps.call_first import confirm_calls, decide
from flows.steps.completion import complete
from flows.steps.ending import confirm_withdrawal, end, withdrawn
from flows.steps.other_ends import ended_otherwise
from flows.steps.receipts import confirm_messages
from flows.steps.terms import announce_penalty, announce_term_changes
from rules.facts.laws.aanbod import TWICE, Acceptance
from rules.record.entries import Entry, latest
from tasks.cases import asks
from tasks.cases.asks import Ask
from tasks.cases.courses import process
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait_for
from tasks.letters.sending import announce, send_letter

ANSWER = asks.add(
    Ask(
        "antwoord op het aanbod",
        "Wacht op antwoord",
        todo="De inwoner kiest of die het aanbod wil.",
        first="De inwoner heeft het aanbod nog niet aanvaard. Leg dat eerst vast.",
        why="Wil de inwoner het aanbod? Leg dat vast. Dan begint de termijn voor het besluit.",
        button="Leg de aanvaarding vast",
        path="aanvaarding",
        term="offer",
    )
)


def _accepted(case: OpenCase) -> Stage:
    why = "De inwoner kreeg het aanbod per brief"
    return Stage(name="Aanvaarding", done_on=case.day_of(latest(case.record, Acceptance)), why=why, path="aanvaarding")


@shows(_accepted)
def await_acceptance(case: OpenCase) -> Entry[Acceptance]:
    """The acceptance of the offer, which counts as an application (art. 3)."""
    accepted = wait_for(case, Acceptance, ANSWER, by=case.by("offer"))
    case.refuses(Acceptance, TWICE)
    return accepted


@process
def aanbod(case: OpenCase) -> None:
    """From signal to decision, in the order of the law."""
    # Art. 2: offer help within the term, to whoever is in arrears.
    send_letter(case, "aanbod/aanbod", about=case.opening)
    # Awb 4:17, 6:14: confirm a notice of default and an objection.
    confirm_messages(case)
    # Awb 4:18: announce the penalty for a late decision.
    announce_penalty(case)
    # Awb 2:3: the citizen died, or another municipality goes on.
    if ended_otherwise(case):
        return None
    # Art. 2 lid 3: nobody has to accept, and whoever did may come back on it.
    if withdrawal := withdrawn(case):
        return confirm_withdrawal(case, withdrawal)
    # Awb 4:5, 4:9, 4:14, 4:15 and 4:17: what was said in a call, changes of the term, and what is missing.
    confirm_calls(case)
    announce_term_changes(case)
    complete(case)
    # Art. 3: the citizen accepts, and is told until when we have to decide.
    send_letter(case, "aanbod/bevestiging", about=await_acceptance(case))
    # Art. 4, Awb 3:46 and 4:7: decide within three weeks, and refuse nobody unheard.
    decision = decide(case, by=case.decide_by)
    # Awb 3:41: the decision takes effect when it is announced, and the case ends with it.
    return end(case, announce(case, decision), decision.result, by=case.decide_by)
