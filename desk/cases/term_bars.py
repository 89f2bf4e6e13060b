"""The terms of a case as progress bars: first day, last day, progress, and how the last day was calculated."""

from __future__ import annotations

from dataclasses import dataclass

from config.law import law
from desk.web.words import days_left
from rules.calendar.urgency import Status, progress, urgency
from rules.clock.explanation import explain
from rules.clock.readings import unsure
from rules.record.entries import Record
from rules.wording import short_day
from tasks import clock
from tasks.cases.look import Look, TermSeen
from tasks.terms.case_terms import ONE_DAY, stands_still


@dataclass(frozen=True)
class Bar:
    """One term of a case."""

    name: str
    text: str
    status: str
    percent: int
    why: str


def bars(seen: Look) -> list[Bar]:
    """The terms of the course that have a name, in the order of its file."""
    return [_bar(term, seen.record) for term in seen.terms if term.name]


def _bar(term: TermSeen, record: Record) -> Bar:
    name, start, end, today = term.name, term.start_on, term.end, clock.today()
    if start is None or end is None:
        return Bar(name, f"start bij {term.begins}", "", 0, "")
    why = " ".join((explain(end).text_nl, *(f"Niet zeker: {text}" for text in unsure(end))))
    if term.met_on:
        late = "" if term.met_on <= end.on else ", te laat"
        return Bar(name, f"klaar op {short_day(term.met_on)}, uiterlijk {short_day(end.on)}{late}", "klaar", 100, why)
    # An invitation sent today suspends from tomorrow (Awb 4:15 lid 1); nobody needs to hurry today.
    still = bool(end.term.suspendable) and (stands_still(record, today) or stands_still(record, today + ONE_DAY))
    now = urgency(today, end.on, calendar=law().calendar, suspended=still)
    text = f"uiterlijk {short_day(end.on)}, {days_left(now)}"
    return Bar(name, text, Status(now.status), progress(today, start, end.on), why)
