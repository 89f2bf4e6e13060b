"""Ticking off a reminder of the process: when it was done, or why it is not needed."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.facts import pages
from desk.facts.plain_form import Page
from desk.record.case_file import CaseFile, open_case
from desk.web.access import Consultant
from desk.web.forms import Submitted
from rules.facts import ReminderMet
from store.engine import session
from tasks import clock

router = APIRouter()
NOT_FOUND = 404


@router.get("/zaak/{number}/herinnering/{reminder}")
def ask(request: Request, _: Consultant, number: str, reminder: str) -> Response:
    """The form, with today filled in."""
    return pages.show(request, number, _kind(number, reminder))


@router.post("/zaak/{number}/herinnering/{reminder}")
def save(request: Request, visitor: Consultant, number: str, reminder: str, form: Submitted) -> Response:
    """Record that it was done."""
    return pages.put(request, visitor, number, _kind(number, reminder), form)


def _kind(number: str, reminder: str) -> Page:
    with session(readonly=True) as db:
        reminders = open_case(db, number).process.reminders
    found = next((one for one in reminders if one.id == reminder), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    page = Page("herinnering", ReminderMet, found.title, found.why, "Leg vast", start=_today)
    return replace(page, shape=lambda data: {**data, "reminder": reminder})


def _today(_: CaseFile) -> dict[str, str]:
    return {"on": clock.today().isoformat()}
