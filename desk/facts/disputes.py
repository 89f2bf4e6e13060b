"""How an objection or appeal ended; that one came in is recorded with a plain form."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.facts import pages
from desk.facts.plain_form import Page
from desk.record.case_file import CaseFile, open_case
from desk.web.access import Consultant, RowNumber
from desk.web.forms import Submitted
from rules.facts.remedies.dispute import DisputeEnded
from rules.record import case_state
from rules.wording import short_day
from store.engine import session
from tasks import clock

router = APIRouter()
NOT_FOUND = 404


@router.get("/zaak/{number}/geschil/{seq}")
def ask(request: Request, _: Consultant, number: str, seq: RowNumber) -> Response:
    """The form, with today filled in."""
    return pages.show(request, number, _kind(number, seq))


@router.post("/zaak/{number}/geschil/{seq}")
def save(request: Request, visitor: Consultant, number: str, seq: RowNumber, form: Submitted) -> Response:
    """Record how it ended."""
    return pages.put(request, visitor, number, _kind(number, seq), form)


def _kind(number: str, seq: int) -> Page:
    with session(readonly=True) as db:
        found = next((e.fact for e in case_state.disputes(open_case(db, number).record) if e.seq == seq), None)
    if found is None:
        raise HTTPException(NOT_FOUND)
    intro = f"Ontvangen op {short_day(found.received_on)}, tegen het besluit van {short_day(found.decided_on)}."
    title = f"Einde van het {found.kind}"
    return Page(
        "geschil",
        DisputeEnded,
        title,
        intro,
        "Leg vast hoe het afliep",
        start=_today,
        shape=lambda data: {**data, "dispute": seq},
    )


def _today(_: CaseFile) -> dict[str, str]:
    return {"on": clock.today().isoformat()}
