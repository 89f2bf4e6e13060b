"""Recording what happened, with one page for each plain kind of fact."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.facts import items
from desk.facts.kinds import PAGES
from desk.facts.plain_form import Page, at_fields, with_rows
from desk.record import asked_side, recording
from desk.record.case_file import open_case
from desk.web.access import AddressConcealed, Viewer, allowed
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from rules.facts.arrival.contact import ContactSettled
from store.engine import session

router = APIRouter()
NOT_FOUND = 404
# What is chosen from two addresses.
TELLS_WHERE = (ContactSettled,)


@router.get("/zaak/{number}/{path}")
def ask(request: Request, visitor: Viewer, number: str, path: str) -> Response:
    """The form, filled in with what is known about the case."""
    kind = _known(path, visitor)
    _seeing(visitor, number, kind)
    return show(request, number, kind, linked=dict(request.query_params))


@router.post("/zaak/{number}/{path}")
def save(request: Request, visitor: Viewer, number: str, path: str, form: Submitted) -> Response:
    """Record what the form contains."""
    kind = _known(path, visitor)
    _seeing(visitor, number, kind)
    return put(request, visitor, number, kind, form)


def put(request: Request, visitor: Visitor, number: str, kind: Page, form: Form) -> Response:
    """Record what a form of this kind contains, or show it again with what is wrong."""
    values = items.closed_up(dict(form.values))
    form = Form(values)
    if "meer" in form:
        return show(request, number, kind, values=values, rows=with_rows(kind.group, values, more=True))

    def again(trouble: Trouble) -> Response:
        return show(request, number, kind, values=values, trouble=trouble)

    return recording.put(request, visitor, number, kind.build, form, again)


def _known(path: str, visitor: Visitor) -> Page:
    """The page, for somebody who may record its kind of fact."""
    if path not in PAGES:
        raise HTTPException(NOT_FOUND)
    allowed(visitor, *PAGES[path].kind.recorded_by)
    return PAGES[path]


def _seeing(visitor: Visitor, number: str, kind: Page) -> None:
    """Raise `AddressConcealed` for a page that tells where the citizen lives, to who does not see that."""
    if issubclass(kind.kind, TELLS_WHERE):
        with session(readonly=True) as db:
            if not open_case(db, number).shows_address_to(visitor):
                raise AddressConcealed(number)


def show(
    request: Request,
    number: str,
    kind: Page,
    *,
    values: dict[str, str] | None = None,
    linked: dict[str, str] | None = None,
    trouble: Trouble | None = None,
    rows: int = 0,
) -> Response:
    """The page with this form, as it was sent or filled in with what is known about the case."""
    with session(readonly=True) as db:
        file = open_case(db, number)
    kind = kind.worded(file.process)
    if values is None:
        filled = {name: value for name, value in (linked or {}).items() if name in kind.linked}
        values = kind.start(file) | filled
    if trouble:
        trouble = replace(trouble, problems=at_fields(trouble.problems))
    return page(
        request,
        "facts/plain_form.html",
        active="/zaken",
        file=file,
        case=file.case,
        kind=kind,
        lists=kind.lists(file),
        not_asked=items.not_asked(file) if kind.group == "documents" else (),
        asked=asked_side.questions(file.record, file.process) if kind.about_item else (),
        values=values,
        rows=rows or with_rows(kind.group, values),
        key=values.get("sleutel") or new_key(),
        trouble=trouble,
    )
