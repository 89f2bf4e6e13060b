"""An incomplete application: ask for what is missing, send a reminder, and wait for the set term (Awb 4:5 and 4:15)."""

from __future__ import annotations

from config.process import Process
from rules.facts import DataReceived, DataRequest
from rules.facts.application import BEFORE_ASKED, RUNNING
from rules.record import case_state
from rules.record.entries import Entry, Record
from tasks import clock
from tasks.cases import asks
from tasks.cases.open_case import OpenCase, Sent
from tasks.cases.waiting import pause
from tasks.letters.data_requests import REQUEST, late, request_again
from tasks.letters.sending import deliver, send_letter, written


def complete(case: OpenCase) -> None:
    """Ask for missing documents, and wait for them until the set term ends."""
    _take_data(case)
    unanswered = case_state.open_request(case.record)
    if unanswered:
        # Awb 4:5 lid 1: nobody is late in answering a letter that did not go out.
        deliver(case, ask(case, unanswered))
    if unanswered and case.today <= unanswered.fact.due_on:
        remind(case, unanswered)
        pause(case, asks.DATA, wakes_on=case.day_after(unanswered.fact.due_on))


def _take_data(case: OpenCase) -> None:
    """One request at a time, once the term to decide runs; and what the citizen sends."""
    if case_state.open_request(case.record):
        case.refuses(DataRequest, RUNNING)
        case.accepts(DataReceived, problems=_came_too_early)
    elif case.has_begun("decision"):
        case.accepts(DataRequest)


def _came_too_early(record: Record, process: Process, fact: DataReceived) -> dict[str, str]:
    del process
    asked = case_state.open_request(record)
    early = asked is not None and fact.received_on < clock.local(asked.at).date()
    return {"received_on": BEFORE_ASKED} if early else {}


def ask(case: OpenCase, request: Entry[DataRequest]) -> Sent:
    """Awb 4:15 lid 1: the term is suspended from the day after the letter, so a later letter means a later request."""
    if late(case, request) and not written(case, REQUEST, request):
        request = request_again(case, request)
    return send_letter(case, REQUEST, about=request)


def remind(case: OpenCase, request: Entry[DataRequest]) -> None:
    """Send a reminder a few working days before the last day, unless the request itself is only just out."""
    days = case.process.data.reminder_working_days
    remind_on = case.working_days_after(request.fact.due_on, -days)
    if remind_on < case.working_days_after(case.local(request.at).date(), days):
        return
    if case.today >= remind_on:
        send_letter(case, "shared/herinnering-aanvulling", about=request)
    else:
        case.wake_on(remind_on)
