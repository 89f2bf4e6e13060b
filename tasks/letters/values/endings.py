"""The values of letters about help that ends, and about what the citizen withdraws (Wmo 2.3.9; Awb 2:1)."""

from __future__ import annotations

from datetime import date, timedelta

from rules.asked.grants import Grant
from rules.facts import HelpEnds, ItemsAsked, ItemWithdrawn, Withdrawal
from rules.record import case_state
from tasks.letters.decision_values import extent, withdrawn, worded
from tasks.letters.values.registry import Writing, value
from tasks.terms.case_terms import started

PAID = {Grant.BUDGET: ", met een pgb"}


@value("besluit.datum", HelpEnds)
def decided_on(writing: Writing[HelpEnds]) -> date:
    """The day of the decision that gave the help."""
    return (writing.case.decision_letter or writing.letter).dated_on


@value("einde.datum", HelpEnds)
def ends_on(writing: Writing[HelpEnds]) -> date:
    """The last day of the help."""
    return writing.fact.until_on


@value("einde.hulp", HelpEnds)
def ending(writing: Writing[HelpEnds]) -> list[str]:
    """The help that ends that day."""
    decided = case_state.intention(writing.case.record)
    given = decided.fact.provisions if decided else ()
    ends = [one for one in given if one.until_on == writing.fact.until_on and one.gives]
    return [f"{one.name}, {extent(one)}{PAID.get(one.grant, '')}" for one in ends]


@value("melden.uiterlijk", HelpEnds)
def report_by(writing: Writing[HelpEnds]) -> date:
    """Until when to report anew, so that the help can go on."""
    until_on = writing.fact.until_on
    early = until_on - timedelta(weeks=writing.case.ending.report_weeks)
    return min(max(early, writing.letter.dated_on + timedelta(weeks=2)), until_on)


@value("intrekking.datum", Withdrawal, ItemWithdrawn)
def withdrawn_on(writing: Writing[Withdrawal | ItemWithdrawn]) -> date:
    """The day the citizen withdrew."""
    return writing.fact.received_on


@value("intrekking.wat", Withdrawal)
def what_is_withdrawn(writing: Writing[Withdrawal]) -> str:
    """The application, or what opened the case."""
    case = writing.case
    return "aanvraag" if started(case.record, case.process, "decision") else case.opening.fact.label


@value("intrekking.reden", Withdrawal, ItemWithdrawn)
def withdrawn_because(writing: Writing[Withdrawal | ItemWithdrawn]) -> str:
    """Why the citizen withdrew."""
    return writing.fact.reason


@value("herroepen.uiterlijk", Withdrawal, ItemWithdrawn)
def think_again_by(writing: Writing[Withdrawal | ItemWithdrawn]) -> date:
    """Until when to come back on it."""
    return writing.letter.dated_on + timedelta(days=writing.case.process.withdrawal.reaction_days)


@value("vraag", ItemWithdrawn)
def withdrawn_item(writing: Writing[ItemWithdrawn]) -> object:
    """The item that is withdrawn."""
    return withdrawn(writing.case, writing.letter, writing.about)["vraag"]


@value("vragen", ItemsAsked)
def asked_anew(writing: Writing[ItemsAsked]) -> object:
    """What the citizen asks now and, where that replaces older words, what they asked before."""
    return worded(writing.case, writing.letter, writing.about)["vragen"]
