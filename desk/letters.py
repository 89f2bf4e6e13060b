"""The letters of a case, each way they go out, and a second try for one that could not be made."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from desk import recording
from desk.access import Viewer
from desk.forms import Submitted
from letters.document import Document
from letters.plain import as_text
from letters.render import on_paper
from letters.web import as_page
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
    return Response(files.get(letter.pdf_sha256), media_type="application/pdf", headers=_named(case, letter, "pdf"))


@router.get("/brief/{letter_id}/groot.pdf")
def large(_: Viewer, letter_id: int) -> Response:
    """The same letter in large print, for once: who always wants it so gets it so."""
    case, letter, said = _made(letter_id)
    made = on_paper(said.enlarged())
    return Response(made.pdf, media_type="application/pdf", headers=_named(case, letter, "groot.pdf"))


@router.get("/brief/{letter_id}.txt")
def text(_: Viewer, letter_id: int) -> Response:
    """The same letter as plain text."""
    case, letter, said = _made(letter_id)
    return PlainTextResponse(as_text(said), headers=_named(case, letter, "txt"))


@router.get("/brief/{letter_id}.html")
def web(_: Viewer, letter_id: int) -> Response:
    """The same letter as a web page, under a policy stricter than that of the desk."""
    case, letter, said = _made(letter_id)
    page = as_page(said)
    headers = {"Content-Security-Policy": f"{page.policy}; frame-ancestors 'none'"} | _named(case, letter, "html")
    return Response(page.html, media_type="text/html; charset=utf-8", headers=headers)


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


def _made(letter_id: int) -> tuple[Case, Letter, Document]:
    """A letter that was made, with what it said then."""
    case, letter = _find(letter_id)
    if letter.document is None:
        raise HTTPException(NOT_FOUND)
    return case, letter, Document.of(letter.document)


def _named(case: Case, letter: Letter, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{case.number}-B{letter.number}.{ending}"'}
