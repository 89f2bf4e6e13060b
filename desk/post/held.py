"""The page of a letter that is held: why, and what each person can do about it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from desk.post.holds import Held, by_others, handles
from desk.record.case_file import open_case
from desk.web.access import OFFICE, RowNumber, Viewer
from desk.web.pages import page
from store.engine import session
from store.models import Case, Letter
from tasks.letters import preflight
from tasks.letters.addressee import entitled

router = APIRouter()
NOT_FOUND = 404


@router.get("/brief/{letter_id}/aangehouden")
def show(request: Request, visitor: Viewer, letter_id: RowNumber) -> Response:
    """Why a letter is held, or would be, and the pages that resolve it."""
    with session(readonly=True) as db:
        held = _held(db, letter_id)
        by_hand = not preflight.withheld(db, [held.letter])
    return page(
        request,
        "post/held.html",
        active="/zaken",
        case=held.file.case,
        letter=held.letter,
        title=entitled(held.letter),
        because=held.because,
        handles=handles(visitor, held) if held.because else (),
        others=by_others(visitor, held) if held.because else (),
        office=visitor.has(*OFFICE),
        by_hand=by_hand,
    )


def _held(db: Session, letter_id: int) -> Held:
    letter = db.get(Letter, letter_id)
    if letter is None:
        raise HTTPException(NOT_FOUND)
    file = open_case(db, db.get_one(Case, letter.case_id).number)
    going, printer = letter.status in {"queued", "rendered"}, letter.channel == "post"
    against = preflight.obstacles(db, [letter], printer=printer) if going else {}
    found = against.get(letter.id, "") if going else letter.held_because or ""
    return Held(file, letter, found if going or letter.status == "held" else "")
