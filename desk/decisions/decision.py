"""What the professional intends to decide, provision by provision, with the letter beside it (Awb 3:46)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from config.municipality import municipality
from desk.decisions import rows
from desk.decisions.answers import GIVE, REFUSE, answered, at_rows, build, loosely
from desk.decisions.fieldset import fields
from desk.decisions.shortfall import beside
from desk.letters import preview
from desk.record import recording
from desk.record.case_file import CaseFile, open_case
from desk.web import measures
from desk.web.access import Consultant, Looker
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import INVALID, Trouble
from rules.errors import FactInvalid, MaatwerkError
from rules.facts import Call, Intention, Investigation
from rules.facts.kind import faults
from rules.record.asked import withdrawn
from rules.record.entries import every, latest
from rules.record.item_references import WITHDRAWN
from store import record
from store.engine import session
from tasks import clock
from tasks.cases import decisions
from tasks.cases.look import look
from tasks.terms.unprocessed import may_leave

router = APIRouter()
NOT_FOUND = 404
CHOICES = ((GIVE, "Toekennen"), (REFUSE, "Afwijzen"))
# Of what runs, all or a part goes on.
RUNS = ((GIVE, "Gaat door"), (REFUSE, "Stopt"))
CHOOSE_NL = "Kies bij elke voorziening wat u besluit. Dan ziet u hier de brief."


@router.get("/zaak/{number}/besluit")
def ask(request: Request, visitor: Consultant, number: str) -> Response:
    """The form, filled in with the earlier intention if there is one."""
    return _page(request, visitor, number)


@router.post("/zaak/{number}/besluit")
def save(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Record the intention, change the rows of the form, or show the letter."""
    with session(readonly=True) as db:
        file = open_case(db, number)
    if any(button in form for button in (*rows.BUTTONS, "voorbeeld")):
        return _page(request, visitor, number, form=rows.changed(form, file))
    return recording.put(
        request,
        visitor,
        number,
        partial(_whole, file),
        form,
        lambda trouble: _page(request, visitor, number, form=form, trouble=trouble),
    )


@router.post("/zaak/{number}/besluit/voorbeeld")
def show(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """The letter as it would be now, and where the form gives less than was asked."""
    with session(readonly=True) as db:
        file = open_case(db, number)
    shown = _preview(request, visitor, file, form)
    return page(request, "decisions/shown.html", case=file.case, shown=shown, beside=beside(file, form))


@router.get("/voorbeeld/{token}/{part}")
def picture(request: Request, visitor: Looker, token: str, part: str) -> Response:
    """A page of a preview as an image, or the preview as a PDF."""
    made = request.app.state.shelf.get(visitor.login, token)
    if made is None:
        raise HTTPException(NOT_FOUND)
    if part == "brief.pdf":
        return Response(made.pdf, media_type="application/pdf")
    pages = {f"{index}.png": image for index, image in enumerate(made.pages_png, 1)}
    if part not in pages:
        raise HTTPException(NOT_FOUND)
    return Response(pages[part], media_type="image/png")


def _whole(file: CaseFile, form: Form) -> Intention:
    """The intention; `FactInvalid` names all that is missing at once, also what only an adverse decision must say."""
    try:
        fact = build(form, file.process)
    except FactInvalid as invalid:
        raise FactInvalid(_told(invalid.problems, form, file)) from None
    if found := faults(fact, now=clock.now(), today=clock.today()):
        raise FactInvalid(found | decisions.problems(file.record, file.process, fact))
    return fact


def _told(problems: Mapping[str, str], form: Form, file: CaseFile) -> dict[str, str]:
    """The same problems; a row for a question that was withdrawn says that it may wait."""
    told = dict(problems)
    for index, row in enumerate(form.rows("p")):
        about = answered(form, f"p.{row}.")
        at = f"provisions.{index}.choice"
        if at in told and about and all(withdrawn(file.record, number) for number in about):
            told[at] = WITHDRAWN
    return told


def _preview(request: Request, visitor: Visitor, file: CaseFile, form: Form) -> preview.Shown:
    chosen = (form[f"p.{row}.choice"] in {GIVE, REFUSE} for row in form.rows("p"))
    if "unprocessed" not in form and not all(chosen):
        return preview.Shown(advice=CHOOSE_NL)
    with session(readonly=True) as db:
        seen = look(db, record.find_case(db, file.case.number))
    if seen.decide_by is None:
        return preview.Shown(advice=seen.why_not(Intention))
    try:
        intention = loosely(form, file.process)
        return preview.show(request.app.state.shelf, visitor.login, file.case.number, intention, visitor.id)
    except MaatwerkError as problem:
        return preview.Shown(problem=problem.message_nl)


def _page(
    request: Request, visitor: Visitor, number: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    if form and trouble and trouble.problems:
        trouble = Trouble(at_rows(trouble.problems, form), trouble.message, trouble.news, INVALID)
    form = rows.completed(form or Form(rows.start(file)), file)
    return page(
        request,
        "decisions/decision.html",
        active="/zaken",
        file=file,
        case=file.case,
        values=dict(form.values),
        beside=beside(file, form),
        choices=CHOICES,
        going_on=RUNS,
        leaves=may_leave(file.record, file.process),
        forms=measures.forms(file.process),
        given=fields(file.process),
        products=[("", "Kies waar het om gaat"), *measures.products(file.process)],
        report=latest(file.record, Investigation),
        titles={finding.part: finding.title for finding in file.process.findings},
        calls=[call for call in every(file.record, Call) if call.fact.summary],
        ordinance=municipality().under(file.process.id).verordening,
        shown=_preview(request, visitor, file, form),
        key=form["sleutel"] or new_key(),
        trouble=trouble,
    )
