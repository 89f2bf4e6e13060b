"""An application that lacks something: ask for it, remind of it, and wait as long as was said (Awb 4:5 and 4:15)."""

from __future__ import annotations

from rules import standing
from rules.entries import Entry, every
from rules.facts import DataRequest
from tasks.course import OpenCase
from tasks.letters import send_letter
from tasks.waiting import Action, wait


def complete(case: OpenCase) -> None:
    """Ask for missing documents, and wait for them as long as the term that was set."""
    for request in every(case.record, DataRequest):
        send_letter(case, "shared/verzoek-aanvulling", about=request)
    unanswered = standing.open_request(case.record)
    if unanswered and case.today <= unanswered.fact.due_on:
        remind(case, unanswered)
        wait(Action.DATA, wakes_on=case.day_after(unanswered.fact.due_on))


def remind(case: OpenCase, request: Entry[DataRequest]) -> None:
    """A few working days before the last day, but not of what was asked only just."""
    days = case.process.data.reminder_working_days
    remind_on = case.working_days_after(request.fact.due_on, -days)
    if remind_on < case.working_days_after(case.local(request.at).date(), days):
        return
    if case.today >= remind_on:
        send_letter(case, "shared/herinnering-aanvulling", about=request)
    else:
        case.wake_on(remind_on)
