"""The terms of a case as progress bars: first day, last day, progress, and how the last day was calculated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.law import law
from config.process import Process
from config.process_file import CourseTerm
from desk.web.words import days_left
from rules.calendar.urgency import Status, progress, urgency
from rules.clock.explanation import explain
from rules.clock.readings import unsure
from rules.record import case_state
from rules.record.entries import Record
from rules.wording import short_day
from store.models import Case
from tasks import clock
from tasks.terms.case_terms import ONE_DAY, case_deadline, stands_still, started


@dataclass(frozen=True)
class Bar:
    """One term of a case."""

    name: str
    text: str
    status: str
    percent: int
    why: str


def bars(case: Case, process: Process, record: Record) -> list[Bar]:
    """The terms of the course that have a name, in the order of its file."""
    done = case_state.investigation(record)
    ready = {"investigation": clock.local(done.at).date() if done else None}
    return [
        _bar(term, record, started(record, process, role), ready.get(role, case.closed_on))
        for role, term in process.terms.items()
        if term.name
    ]


def _bar(term: CourseTerm, record: Record, start: date | None, ready: date | None) -> Bar:
    name = term.name
    if start is None:
        return Bar(name, f"start bij {term.begins}", "", 0, "")
    end, today = case_deadline(record, term.law, start), clock.today()
    why = " ".join((explain(end).text_nl, *(f"Niet zeker: {text}" for text in unsure(end))))
    if ready:
        late = "" if ready <= end.on else ", te laat"
        return Bar(name, f"klaar op {short_day(ready)}, uiterlijk {short_day(end.on)}{late}", "klaar", 100, why)
    # An invitation sent today suspends from tomorrow (Awb 4:15 lid 1); nobody needs to hurry today.
    still = bool(end.term.suspendable) and (stands_still(record, today) or stands_still(record, today + ONE_DAY))
    now = urgency(today, end.on, calendar=law().calendar, suspended=still)
    text = f"uiterlijk {short_day(end.on)}, {days_left(now)}"
    return Bar(name, text, Status(now.status), progress(today, start, end.on), why)
