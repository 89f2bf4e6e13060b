"""Who looked at a case: for a team leader, who must be able to ask why (AVG, art. 5 lid 2)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.web.access import Leader
from desk.web.pages import page
from desk.web.words import moment
from store import record
from store.audit import access_log
from store.engine import session

router = APIRouter()
MOST = 500
GONE = "niet meer te achterhalen"


@router.get("/zaak/{number}/inzage")
def insight(request: Request, _: Leader, number: str) -> Response:
    """Who looked at this case, newest first."""
    request.app.state.looks.drain()
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        found = access_log.of_case(db, case.id, MOST)
    lines = [(moment(look.start_time), look.name, name or GONE) for look, name in found]
    return page(request, "insight.html", case=case, lines=lines, most=MOST)
