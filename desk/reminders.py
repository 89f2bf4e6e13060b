"""Ticking off what a process reminds of: when it was done, or why it is not needed."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk import recording
from desk.access import Consultant
from desk.casefile import CaseFile, open_case
from desk.facts import Field, Page
from desk.forms import Form, Submitted, new_key
from desk.pages import page
from desk.trouble import Trouble
from rules.facts import ReminderMet
from store.engine import session
from tasks import clock

router = APIRouter()
NOT_FOUND = 404
FIELDS = (
    Field("reminder", "Herinnering", "hidden"),
    Field("on", "Op welke dag?", "date"),
    Field("remark", "Opmerking", "textarea", "Is dit niet nodig? Schrijf dan op waarom.", optional=True),
)


@router.get("/zaak/{number}/herinnering/{reminder}")
def ask(request: Request, _: Consultant, number: str, reminder: str) -> Response:
    """The form, with today filled in."""
    return _page(request, number, reminder)


@router.post("/zaak/{number}/herinnering/{reminder}")
def save(request: Request, visitor: Consultant, number: str, reminder: str, form: Submitted) -> Response:
    """Record that it was done."""

    def again(trouble: Trouble) -> Response:
        return _page(request, number, reminder, form=form, trouble=trouble)

    with session(readonly=True) as db:
        kind = _kind(open_case(db, number), reminder)
    return recording.put(
        request, visitor, number, lambda sent: kind.build(Form({**sent.values, "reminder": reminder})), form, again
    )


def _kind(file: CaseFile, reminder: str) -> Page:
    found = next((one for one in file.process.reminders if one.id == reminder), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    return Page("herinnering", ReminderMet, found.title, found.why, "Leg vast", FIELDS)


def _page(
    request: Request, number: str, reminder: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    values = dict(form.values) if form else {"on": clock.today().isoformat()}
    return page(
        request,
        "fact.html",
        active="/zaken",
        file=file,
        case=file.case,
        kind=_kind(file, reminder),
        values=values,
        rows=0,
        key=values.get("sleutel") or new_key(),
        trouble=trouble,
    )
