"""The values of receipts: when a message came in and, of an objection, when it is decided (Awb 2:17, 6:14, 7:10)."""

from __future__ import annotations

from datetime import date, time

from config.municipality import municipality
from rules.facts import Application
from rules.facts.asking.message import ELECTRONIC, Arrived
from rules.facts.remedies.dispute import Dispute
from rules.facts.report import Opening
from tasks.cases.duties import decide_objection_by, objectable_until
from tasks.letters.values.registry import Values, Writing, value


@value("ontvangst.datum", Arrived, Application, Opening)
def received_on(writing: Writing[Arrived | Application | Opening]) -> date:
    """The day it came in."""
    return writing.fact.received_on


@value("ontvangst.tijd", Arrived, Application, Opening)
def received_at(writing: Writing[Arrived | Application | Opening]) -> time | None:
    """The time at which a digital message came in."""
    fact = writing.fact
    way = fact.came_by if isinstance(fact, Arrived) else fact.channel
    return fact.came_at if way in ELECTRONIC else None


@value("bezwaarschrift", Dispute)
def objection(writing: Writing[Dispute]) -> Values:
    """The decision that it is against, the last day to object, and the last day to decide; one with a committee."""
    letters = writing.case.letters.values()
    by, advised = decide_objection_by(writing.fact, letters), municipality().bezwaar.commissie
    last = {"uiterlijk": None if advised else by, "na_advies": by if advised else None}
    return {"besluit": writing.fact.decided_on, "termijn": objectable_until(writing.fact, letters), **last}
