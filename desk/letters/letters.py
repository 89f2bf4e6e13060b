"""The letters of a case in each format, and a second attempt for one that could not be made."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from desk.record import recording
from desk.record.case_file import open_case
from desk.web.access import AddressConcealed, RowNumber, Viewer
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from letters.making.editable import as_docx
from letters.making.plain_text import as_text
from letters.making.render import on_paper
from letters.making.web_page import as_page
from letters.writing.document import Document
from rules.facts import EditableCopy
from rules.record.entries import every
from store import record
from store.engine import session
from store.files import by_digest
from store.models import Case, Letter
from tasks.letters.held_letters import retry_letter

router = APIRouter()
NOT_FOUND = 404
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/brief/{letter_id}.pdf")
def pdf(visitor: Viewer, letter_id: RowNumber) -> Response:
    """A letter that was made, byte for byte."""
    case, letter = _seen(visitor, letter_id)
    if letter.pdf_sha256 is None:
        raise HTTPException(NOT_FOUND)
    return Response(by_digest.get(letter.pdf_sha256), media_type="application/pdf", headers=_named(case, letter, "pdf"))


@router.get("/brief/{letter_id}/groot.pdf")
def large(visitor: Viewer, letter_id: RowNumber) -> Response:
    """The same letter in large print, just this once; a citizen can also choose to get large print every time."""
    case, letter, said = _made(visitor, letter_id)
    made = on_paper(said.enlarged())
    return Response(made.pdf, media_type="application/pdf", headers=_named(case, letter, "groot.pdf"))


@router.get("/brief/{letter_id}.txt")
def text(visitor: Viewer, letter_id: RowNumber) -> Response:
    """The same letter as plain text."""
    case, letter, said = _made(visitor, letter_id)
    return PlainTextResponse(as_text(said), headers=_named(case, letter, "txt"))


@router.get("/brief/{letter_id}.html")
def web(visitor: Viewer, letter_id: RowNumber) -> Response:
    """The same letter as a web page, under a policy stricter than that of the desk."""
    case, letter, said = _made(visitor, letter_id)
    made = as_page(said)
    headers = {"Content-Security-Policy": f"{made.policy}; frame-ancestors 'none'"} | _named(case, letter, "html")
    return Response(made.html, media_type="text/html; charset=utf-8", headers=headers)


@router.get("/brief/{letter_id}.docx")
def editable(visitor: Viewer, letter_id: RowNumber) -> Response:
    """An editable copy, for a person who has recorded that they take one, and why."""
    case, letter, said = _made(visitor, letter_id)
    if not _taken(case.number, letter.number, visitor.id):
        return RedirectResponse(f"/brief/{letter_id}/bewerkbaar", 303)
    headers = {"Content-Disposition": f'attachment; filename="{case.number}-B{letter.number}-kopie.docx"'}
    return Response(as_docx(said), media_type=DOCX, headers=headers)


@router.get("/brief/{letter_id}/bewerkbaar")
def ask(request: Request, visitor: Viewer, letter_id: RowNumber) -> Response:
    """The form that asks why somebody needs an editable copy."""
    return _reason(request, visitor, letter_id)


@router.post("/brief/{letter_id}/bewerkbaar")
def take(request: Request, visitor: Viewer, letter_id: RowNumber, form: Submitted) -> Response:
    """Record that a copy is taken; a new fact by a colleague is no obstacle."""
    case, letter, _said = _made(visitor, letter_id)
    saved = recording.put(
        request,
        visitor,
        case.number,
        lambda sent: EditableCopy(letter=letter.number, reason=sent["reason"]),
        Form({**form.values, "versie": ""}),
        lambda trouble: _reason(request, visitor, letter_id, reason=form["reason"], trouble=trouble),
    )
    taken = _taken(case.number, letter.number, visitor.id)
    return RedirectResponse(f"/brief/{letter_id}/bewerkbaar", 303) if taken else saved


def _reason(
    request: Request, visitor: Visitor, letter_id: int, *, reason: str = "", trouble: Trouble | None = None
) -> Response:
    case, letter, said = _made(visitor, letter_id)
    return page(
        request,
        "letters/editable.html",
        active="/zaken",
        case=case,
        letter=letter,
        title=said.head["titel"],
        taken=_taken(case.number, letter.number, visitor.id),
        reason=reason,
        trouble=trouble,
    )


def _taken(number: str, letter: int, by: str) -> bool:
    """Whether this person recorded that they take a copy of this letter."""
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, number))
    return any(entry.by == by and entry.fact.letter == letter for entry in every(entries, EditableCopy))


@router.post("/brief/{letter_id}/opnieuw")
def again(request: Request, _: Viewer, letter_id: RowNumber, form: Submitted) -> Response:
    """Rewrite a held letter from the case as it is now."""
    case, _letter = _find(letter_id)
    retry_letter(letter_id)
    return recording.go_on(request, case.number, case.version, again=f"brief-{letter_id}-{form.key}", notice="opnieuw")


def _find(letter_id: int) -> tuple[Case, Letter]:
    with session(readonly=True) as db:
        letter = db.get(Letter, letter_id)
        if letter is None:
            raise HTTPException(NOT_FOUND)
        return db.get_one(Case, letter.case_id), letter


def _seen(visitor: Visitor, letter_id: int) -> tuple[Case, Letter]:
    """A letter, for somebody who sees each address that is in it."""
    case, letter = _find(letter_id)
    with session(readonly=True) as db:
        if not open_case(db, case.number).shows_letter_to(visitor, letter):
            raise AddressConcealed(case.number)
    return case, letter


def _made(visitor: Visitor, letter_id: int) -> tuple[Case, Letter, Document]:
    """A letter that was made, with its document."""
    case, letter = _seen(visitor, letter_id)
    if letter.document is None:
        raise HTTPException(NOT_FOUND)
    return case, letter, Document.of(letter.document)


def _named(case: Case, letter: Letter, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{case.number}-B{letter.number}.{ending}"'}
