"""Reports that could not become a case, for administration to act on."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select

from desk.record import recording
from desk.web.access import Registrar
from desk.web.forms import Submitted
from desk.web.pages import page
from desk.web.trouble import INVALID, Trouble
from rules.errors import IntakeError
from rules.visible import blank
from store import record
from store.engine import session
from store.models import Staff
from tasks.intake import refused_reports

router = APIRouter()
NOT_FOUND = 404
UNSAID = "Schrijf op wat er met deze melding is gebeurd."
PATH = "/melding/geweigerd"


@router.get(PATH)
def show(request: Request, _: Registrar) -> Response:
    """Every report that waits, with why it was refused and what it says."""
    return _page(request)


@router.post(PATH + "/{name}/{act}")
def answer(request: Request, visitor: Registrar, name: str, act: str, form: Submitted) -> Response:
    """Take one in after all, or say how it was dealt with."""
    if act not in {"opnieuw", "klaar"}:
        raise HTTPException(NOT_FOUND)
    try:
        if act == "klaar":
            if blank(form["reden"]):
                return _page(request, Trouble({f"reden-{name}": UNSAID}, status=INVALID))
            refused_reports.settle(name, by=visitor.id, reason=form["reden"])
            return RedirectResponse(PATH, 303)
        received = refused_reports.again(name, by=visitor.id)
    except IntakeError as refused:
        return _page(request, Trouble(message=refused.message_nl, status=INVALID))
    with session(readonly=True) as db:
        version = record.find_case(db, received.number).version
    return recording.go_on(request, received.number, version)


def _page(request: Request, trouble: Trouble | None = None) -> Response:
    waiting, settled = refused_reports.waiting(), refused_reports.settled()
    with session(readonly=True) as db:
        names = dict(db.execute(select(Staff.id, Staff.name)).tuples().all())
    return page(
        request,
        "intake/refused.html",
        active="/melding",
        waiting=waiting,
        settled=settled,
        names=names,
        trouble=trouble or Trouble(),
    )
