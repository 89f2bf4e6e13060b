"""The letters of a case as PDF, and a second try for one that could not be made."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk import recording
from desk.access import Viewer
from desk.forms import Submitted
from store import files
from store.engine import session
from store.models import Case, Letter
from tasks.letters import retry_letter

router = APIRouter()
NOT_FOUND = 404


@router.get("/brief/{letter_id}.pdf")
def pdf(_: Viewer, letter_id: int) -> Response:
    """A letter that was made, byte for byte as it was."""
    case, letter = _find(letter_id)
    if letter.pdf_sha256 is None:
        raise HTTPException(NOT_FOUND)
    name = f"{case.number}-B{letter.number}.pdf"
    return Response(
        files.get(letter.pdf_sha256),
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


@router.post("/brief/{letter_id}/opnieuw")
def again(request: Request, _: Viewer, letter_id: int, form: Submitted) -> Response:
    """Write a held letter anew from the case as it is now."""
    case, _letter = _find(letter_id)
    retry_letter(letter_id)
    return recording.go_on(request, case.number, case.version, again=f"brief-{letter_id}-{form.key}", notice="opnieuw")


def _find(letter_id: int) -> tuple[Case, Letter]:
    with session(readonly=True) as db:
        letter = db.get(Letter, letter_id)
        if letter is None:
            raise HTTPException(NOT_FOUND)
        return db.get_one(Case, letter.case_id), letter
