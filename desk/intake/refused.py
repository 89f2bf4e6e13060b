"""Reports that could not become a case, for administration to act on."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from desk.record import recording
from desk.web.access import Registrar
from desk.web.forms import Submitted
from desk.web.pages import page
from desk.web.trouble import INVALID, Trouble
from rules.errors import IntakeError
from store import record
from store.engine import session
from tasks.intake import refused_reports

router = APIRouter()
NOT_FOUND = 404
PATH = "/melding/geweigerd"


@router.get(PATH)
def show(request: Request, _: Registrar) -> Response:
    """Every report that waits, with why it was refused and what it says."""
    return _page(request)


@router.post(PATH + "/{name}/{act}")
def answer(request: Request, visitor: Registrar, name: str, act: str, _: Submitted) -> Response:
    """Take one in after all, or say that it was dealt with."""
    if act not in {"opnieuw", "klaar"}:
        raise HTTPException(NOT_FOUND)
    try:
        if act == "klaar":
            refused_reports.drop(name)
            return RedirectResponse(PATH, 303)
        received = refused_reports.again(name, by=visitor.id)
    except IntakeError as refused:
        return _page(request, Trouble(message=refused.message_nl, status=INVALID))
    with session(readonly=True) as db:
        version = record.find_case(db, received.number).version
    return recording.go_on(request, received.number, version)


def _page(request: Request, trouble: Trouble | None = None) -> Response:
    waiting = list(refused_reports.waiting())
    return page(request, "intake/refused.html", active="/melding", waiting=waiting, trouble=trouble)
