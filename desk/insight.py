"""Who looked at a case: for a team leader, who must be able to ask why (AVG, art. 5 lid 2)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.access import Leader
from desk.pages import page
from desk.words import moment
from store import looks, record
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
        found = looks.of_case(db, case.id, MOST)
    lines = [(moment(look.start_time), look.name, name or GONE) for look, name in found]
    return page(request, "insight.html", case=case, lines=lines, most=MOST)
