"""The terms of one case: from its record to a last day that can explain itself."""

from __future__ import annotations

from datetime import date

from config.law import law
from rules.entries import Entry, Record, every, latest
from rules.facts import DataReceived, DataRequest
from rules.suspension import Suspension
from rules.terms import Deadline, deadline
from tasks import clock


def case_deadline(record: Record, term_id: str, start: date) -> Deadline:
    """The last day of a term that started on this day, moved by what suspended it (Awb 4:15)."""
    term = law().term(term_id, on=start)
    return deadline(start, term, calendar=law().calendar, suspensions=suspensions(record) if term.suspendable else ())


def suspensions(record: Record) -> tuple[Suspension, ...]:
    """Each request for more data suspends until it is answered, or its term has lapsed."""
    return tuple(_suspension(record, request) for request in every(record, DataRequest))


def _suspension(record: Record, request: Entry[DataRequest]) -> Suspension:
    answer = latest(record, DataReceived, after=request.seq)
    return Suspension.completion_request(
        clock.local(request.at).date(),
        request.fact.due_on,
        completed_on=answer.fact.received_on if answer and answer.fact.received_on <= request.fact.due_on else None,
        reading=law().reading,
    )
