"""Leaving an application that was not completed: from when that may be decided, and until when (Awb 4:5)."""

from __future__ import annotations

from config.process import Process
from rules.clock.deadline import Deadline
from rules.facts import DataRequest, Intention
from rules.record import case_state
from rules.record.entries import Entry, Record
from tasks import clock
from tasks.terms.case_terms import case_deadline

NOT_ASKED_NL = (
    "Niet verder behandelen kan alleen als u om gegevens hebt gevraagd, en die niet op tijd kwamen (Awb 4:5)."
)
TOO_LATE_NL = (
    "De vier weken om niet verder te behandelen zijn voorbij (Awb 4:5 lid 4). Beslis op de aanvraag met wat u wel weet."
)


def lapsed(record: Record) -> Entry[DataRequest] | None:
    """The request for data whose last day has passed without an answer."""
    request = case_state.open_request(record)
    return request if request and request.fact.due_on < clock.today() else None


def announce_by(record: Record, process: Process) -> Deadline | None:
    """The last day to announce that the application is left: four weeks after the set term (Awb 4:5 lid 4)."""
    request = lapsed(record)
    return case_deadline(record, process.terms["not_processed"].law, request.fact.due_on) if request else None


def may_leave(record: Record, process: Process) -> bool:
    """Whether the application may be left unprocessed today."""
    by = announce_by(record, process)
    return by is not None and clock.today() <= by.on


def problems(record: Record, process: Process, fact: Intention) -> dict[str, str]:
    """Why the law does not allow leaving this application, as Dutch sentences by field."""
    if not fact.unprocessed or may_leave(record, process):
        return {}
    return {"unprocessed": TOO_LATE_NL if lapsed(record) else NOT_ASKED_NL}
