"""The values of letters about a talk: an appointment, a call, and what was agreed (Wmo 2.3.2; Awb 3:2, 4:7)."""

from __future__ import annotations

from datetime import date, time

from rules.calls import CallOutcome
from rules.facts import Appointment, Call, Intention
from rules.facts.asking.talks import Talk
from rules.facts.remedies.lateness import PenaltyDecision
from rules.facts.suspension import HelpSuspended
from rules.record import case_state
from tasks.cases.decisions import grounded
from tasks.letters.call_values import WAYS, attempts, called_at, heard, spoken_with
from tasks.letters.decision_values import agreed
from tasks.letters.values.registry import Values, Writing, value
from tasks.parties.call_protocol import call_back_until

AGREED = {
    CallOutcome.NEW_FACTS: "Wij onderzoeken wat u vertelde. Daarna bellen wij u weer. Pas dan besluiten wij.",
    CallOutcome.DELAY_ASKED: "Wij bellen u later weer. Tot die tijd nemen wij geen besluit.",
    CallOutcome.OTHER_SOLUTION: "Wij kijken naar de andere oplossing. Daarna hoort u van ons.",
}


@value("gesprek.datum", Appointment)
def meet_on(writing: Writing[Appointment]) -> date:
    """The day of the appointment."""
    return writing.fact.on


@value("gesprek.tijd", Appointment)
def meet_at(writing: Writing[Appointment]) -> time:
    """Its time."""
    return writing.fact.at


@value("gesprek.plaats", Appointment)
def place(writing: Writing[Appointment]) -> str:
    """Its place."""
    return writing.fact.place


@value("gesprek.tolk", Appointment)
def interpreter(writing: Writing[Appointment]) -> str:
    """The language of the interpreter who comes along."""
    return writing.fact.interpreter


@value("gesprek.extra", Appointment)
def remark(writing: Writing[Appointment]) -> str:
    """What the consultant adds."""
    return writing.fact.remark


@value("gesprek", Call)
def conversation(writing: Writing[Call]) -> Values:
    """What was said in a call, and what follows."""
    fact = writing.fact
    return called_at(writing.case, fact) | {
        "met": spoken_with(writing.case, fact),
        "wijze": WAYS[fact.channel],
        "besproken": fact.summary,
        "nieuwe_feiten": fact.new_facts,
        "afspraken": fact.agreements or AGREED[fact.outcome],
        "vervolg": fact.follow_up_on,
    }


@value("pogingen", Intention)
def tried(writing: Writing[Intention]) -> list[Values]:
    """The attempts to reach the citizen about this decision."""
    return attempts(writing.case, case_state.version_of(writing.case.record, writing.about), writing.party)


@value("terugbellen.uiterlijk", Intention)
def call_back_by(writing: Writing[Intention]) -> date:
    """Until when we wait for a call."""
    return call_back_until(writing.case, writing.fact, writing.letter.dated_on)


@value("gesprek", PenaltyDecision, HelpSuspended)
def heard_in_a_call(writing: Writing[PenaltyDecision] | Writing[HelpSuspended]) -> Values | None:
    """What was said in the call before a penalty was refused, or what runs was suspended."""
    return _heard(writing).get("gesprek")


@value("uitzondering", PenaltyDecision, HelpSuspended)
def not_heard(writing: Writing[PenaltyDecision] | Writing[HelpSuspended]) -> Values | None:
    """Why there was no call."""
    return _heard(writing).get("uitzondering")


@value("gesprek", Talk)
def talked(writing: Writing[Talk]) -> object:
    """With whom we spoke about an item, when and how."""
    return _agreed(writing)["gesprek"]


@value("vraag", Talk)
def about_item(writing: Writing[Talk]) -> object:
    """The item that the talk was about."""
    return _agreed(writing)["vraag"]


@value("afspraak", Talk)
def agreement(writing: Writing[Talk]) -> object:
    """What was agreed."""
    return _agreed(writing)["afspraak"]


def _heard(writing: Writing[PenaltyDecision] | Writing[HelpSuspended]) -> Values:
    return heard(writing.case, grounded(writing.case, writing.about, writing.letter.name, writing.party))


def _agreed(writing: Writing[Talk]) -> Values:
    return agreed(writing.case, writing.letter, writing.about)
