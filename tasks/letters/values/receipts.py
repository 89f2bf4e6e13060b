"""The values of receipts: when a message came in and, of an objection, when it is decided (Awb 2:17, 6:14, 7:10)."""

from __future__ import annotations

from datetime import date, time

from config.municipality import municipality
from rules.facts import APPLICANT, Application, Fact
from rules.facts.asking.message import ELECTRONIC, Arrived
from rules.facts.remedies.dispute import Dispute
from rules.facts.report import Opening
from rules.record import case_state
from rules.record.reminders import open_contacts, open_misfit
from tasks.cases.duties import decide_objection_by, objectable_until
from tasks.letters.values.registry import Values, Writing, value
from tasks.parties.people import person, reader


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
    last, advised = decide_objection_by(writing.fact, letters), municipality().bezwaar.commissie
    by = writing.to_come(last)
    return {
        "besluit": writing.fact.decided_on,
        "termijn": objectable_until(writing.fact, letters),
        "advies": advised,
        "uiterlijk": None if advised else by,
        "na_advies": by if advised else None,
        "voorbij": writing.over(last),
    }


@value("termijn.uiterlijk", Application, Opening)
def decide_by(writing: Writing[Application | Opening]) -> date | None:
    """The last day to decide, while it is to come."""
    return writing.to_come(writing.case.decide_by.on)


@value("termijn.voorbij", Application, Opening)
def decided_late_from(writing: Writing[Application | Opening]) -> date | None:
    """The last day to decide, once it can be promised no more."""
    return writing.over(writing.case.decide_by.on)


@value("ontvangst.open", Application, Opening)
def unclear(writing: Writing[Application | Opening]) -> bool:
    """Whether something of it is still to be looked at or to come: an answer that did not fit, data that we asked."""
    record = writing.case.record
    return bool(open_misfit(record) or open_contacts(record) or case_state.open_request(record))


@value("contact.bellen")
def has_telephone(writing: Writing[Fact]) -> bool:
    """Whether we have a number to call the citizen, or who reads this for them."""
    row, record = writing.case.row, writing.case.record
    return any(one.phone for one in (person(row, record, APPLICANT), reader(row, record, writing.party)))
