"""The terms of a case as progress bars: first day, last day, progress, and how the last day was calculated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.law import law
from config.process import Process
from desk.web.words import days_left, short_day
from rules.calendar.urgency import Status, progress, urgency
from rules.clock.explanation import explain
from rules.clock.readings import unsure
from rules.facts import Application, Report
from rules.record import case_state
from rules.record.entries import Record, latest
from store.models import Case
from tasks import clock
from tasks.terms.case_terms import ONE_DAY, case_deadline, stands_still


@dataclass(frozen=True)
class Bar:
    """One term of a case."""

    name: str
    text: str
    status: str
    percent: int
    why: str


def bars(case: Case, process: Process, record: Record) -> list[Bar]:
    """The term to investigate and, once it runs, the term to decide."""
    report, application = latest(record, Report), latest(record, Application)
    if report is None:
        return []
    done = case_state.investigation(record)
    ready = clock.local(done.at).date() if done else None
    found = [_bar("Onderzoek", record, process.terms.investigation, report.fact.received_on, ready)]
    if application is None:
        return [*found, Bar("Besluit", "start bij de aanvraag", "", 0, "")]
    start = application.fact.received_on
    return [*found, _bar("Besluit", record, process.terms.decision, start, case.closed_on)]


def _bar(name: str, record: Record, term_id: str, start: date, ready: date | None) -> Bar:
    end, today = case_deadline(record, term_id, start), clock.today()
    why = " ".join((explain(end).text_nl, *(f"Niet zeker: {text}" for text in unsure(end))))
    if ready:
        late = "" if ready <= end.on else ", te laat"
        return Bar(name, f"klaar op {short_day(ready)}, uiterlijk {short_day(end.on)}{late}", "klaar", 100, why)
    # An invitation sent today suspends from tomorrow (Awb 4:15 lid 1); nobody needs to hurry today.
    still = bool(end.term.suspendable) and (stands_still(record, today) or stands_still(record, today + ONE_DAY))
    now = urgency(today, end.on, calendar=law().calendar, suspended=still)
    text = f"uiterlijk {short_day(end.on)}, {days_left(now)}"
    return Bar(name, text, Status(now.status), progress(today, start, end.on), why)
