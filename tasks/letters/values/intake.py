"""The values of letters about a report, an application, and the data that it lacks (Wmo 2.3.2; Awb 4:5, 4:15)."""

from __future__ import annotations

from datetime import date

from config.reading import phrases
from rules.facts import Application, DataReceived, DataRequest, Fact
from rules.record.entries import every
from tasks.letters.data_requests import documents
from tasks.letters.values.registry import Values, Writing, value
from tasks.terms import case_terms
from tasks.terms.case_terms import started


@value("melding.datum")
def reported_on(writing: Writing[Fact]) -> date:
    """The day of what opened the case."""
    on: date = writing.case.opening.fact.received_on
    return on


@value("melding.vraag")
def question(writing: Writing[Fact]) -> str:
    """What was asked then, in the words of the citizen."""
    words: str = writing.case.opening.fact.question
    return words


@value("onderzoek.uiterlijk")
def investigate_by(writing: Writing[Fact]) -> date | None:
    """The last day of the investigation, while it is to come."""
    return writing.to_come(writing.case.by("investigation").on)


@value("onderzoek.voorbij")
def investigated_late_from(writing: Writing[Fact]) -> date | None:
    """The last day of the investigation, once nobody who reads the letter can wait for it."""
    return writing.over(writing.case.by("investigation").on)


@value("plan.uiterlijk")
def plan_by(writing: Writing[Fact]) -> date:
    """The last day for a plan of one's own: days after the report or, where those are over, after the letter."""
    case, dated_on = writing.case, writing.letter.dated_on
    by = case.by("personal_plan").on
    return by if by > dated_on else case.term(case.process.terms["personal_plan"].law, dated_on).on


@value("aanvraag.datum")
def applied_on(writing: Writing[Fact]) -> date | None:
    """The day of the application; none before it."""
    return started(writing.case.record, writing.case.process, "decision")


@value("aanvraag.datum", Application)
def received_on(writing: Writing[Application]) -> date:
    """The day of this application."""
    return writing.fact.received_on


@value("aanvraag.waarvoor")
def subject(writing: Writing[Fact]) -> str:
    """What the case is about; as its course says it, where a citizen filled in a sentence."""
    case = writing.case
    return case.process.subject if phrases().sentence(case.row.subject) else case.row.subject


@value("stukken", DataRequest)
def missing(writing: Writing[DataRequest]) -> list[Values]:
    """What we ask for, and why."""
    return documents(writing.fact)


@value("verzoek.datum", DataRequest, DataReceived)
def requested_on(writing: Writing[DataRequest] | Writing[DataReceived]) -> date:
    """The day we asked."""
    case, seq = writing.case, writing.about.seq
    asked = [entry for entry in every(case.record, DataRequest) if entry.seq <= seq][-1]
    # Somebody may post it himself, before the printer would.
    return min(case_terms.requested_on(asked), writing.letter.dated_on)


@value("verzoek.uiterlijk", DataRequest)
def send_by(writing: Writing[DataRequest]) -> date:
    """The last day to send it."""
    return writing.fact.due_on


@value("termijn.opgeschort_vanaf", DataRequest)
def suspended_from(writing: Writing[DataRequest]) -> date:
    """The term is suspended from the day after the letter is posted (Awb 4:15 lid 1)."""
    return writing.case.day_after(writing.letter.dated_on)
