"""What the professional intends to decide, provision by provision, with the letter beside it (Awb 3:46)."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from config.municipality import municipality
from desk.letters import preview
from desk.record import recording
from desk.record.case_file import CaseFile, open_case
from desk.web.access import Consultant, Looker
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import INVALID, Trouble
from rules.errors import FactInvalid, MaatwerkError
from rules.facts import Call, Intention, Investigation, Outcome
from rules.facts import Form as Kind
from rules.record.entries import every, latest
from store import record
from store.engine import session
from tasks.cases.look import look
from tasks.terms.unprocessed import may_leave

router = APIRouter()
NOT_FOUND = 404
TEXTS = ("name", "reason_title", "reason", "source")
GIVEN = ("extent", "result", "provider", "calculation")
DAYS = ("from_on", "until_on")
EURO = re.compile(r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?")
OUTCOMES = ((Outcome.GRANTED, "Toekennen"), (Outcome.PARTIAL, "Deels"), (Outcome.REJECTED, "Afwijzen"))
FORMS = ((Kind.IN_KIND, "Hulp in natura"), (Kind.BUDGET, "Persoonsgebonden budget (pgb)"))
LEAVE = (Outcome.NOT_PROCESSED, "Niet verder behandelen")
CHOOSE_NL = "Kies bij elke voorziening wat u besluit. Dan ziet u hier de brief."
AMOUNT_NL = "Vul het bedrag in als euro’s, bijvoorbeeld 345,50."


@router.get("/zaak/{number}/besluit")
def ask(request: Request, visitor: Consultant, number: str) -> Response:
    """The form, filled in with the earlier intention if there is one."""
    return _page(request, visitor, number)


@router.post("/zaak/{number}/besluit")
def save(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Record the intention, add or remove a provision, or show the letter."""
    if "meer" in form or "weg" in form or "voorbeeld" in form:
        return _page(request, visitor, number, form=_changed(form))
    return recording.put(
        request,
        visitor,
        number,
        build,
        form,
        lambda trouble: _page(request, visitor, number, form=form, trouble=trouble),
    )


@router.post("/zaak/{number}/besluit/voorbeeld")
def show(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """The letter as it would be now."""
    return page(request, "letters/preview.html", shown=_preview(request, visitor, number, form))


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


def build(form: Form) -> Intention:
    """The intention that the form describes; `FactInvalid` names every field that is wrong."""
    problems: dict[str, str] = {}
    provisions = [_provision(form, row, index, problems) for index, row in enumerate(form.rows("p"))]
    data = {"provisions": provisions, "hardship": form["hardship"], "alternatives": form["alternatives"]}
    try:
        intention = record.parse(Intention, data)
    except FactInvalid as invalid:
        problems = {name: _plain(name, text) for name, text in invalid.problems.items()} | problems
    if problems:
        raise FactInvalid(problems)
    return intention


def _provision(form: Form, row: int, index: int, problems: dict[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {name: form[f"p.{row}.{name}"] for name in TEXTS}
    outcome = form[f"p.{row}.outcome"]
    if outcome not in set(Outcome):
        problems[f"provisions.{index}.outcome"] = "Kies wat u over deze voorziening besluit."
        outcome = Outcome.REJECTED
    data["outcome"] = outcome
    if not Outcome(outcome).gives:
        return data
    data |= {name: form[f"p.{row}.{name}"] for name in GIVEN}
    data |= {name: form[f"p.{row}.{name}"] for name in DAYS if f"p.{row}.{name}" in form}
    data["form"] = form[f"p.{row}.form"] or Kind.IN_KIND
    if data["form"] == Kind.BUDGET and f"p.{row}.amount" in form:
        data["amount"] = cents(form[f"p.{row}.amount"])
        if data["amount"] is None:
            problems[f"provisions.{index}.amount"] = AMOUNT_NL
    return data


def cents(text: str) -> int | None:
    """An amount as people write it, in euro cents; None when it is not an amount."""
    found = EURO.fullmatch(text.strip())
    return int(found[1].replace(".", "")) * 100 + int(found[2] or 0) if found else None


def _plain(name: str, text: str) -> str:
    bare = text.removeprefix(f"{name}: ").replace("jjjj-mm-dd", "dd-mm-jjjj")
    return f"{bare[:1].upper()}{bare[1:]}"


def _changed(form: Form) -> Form:
    values = dict(form.values)
    if "weg" in form:
        values = {name: value for name, value in values.items() if not name.startswith(f"p.{form['weg']}.")}
    if "meer" in form:
        values[f"p.{max(form.rows('p'), default=-1) + 1}.name"] = ""
    return Form({name: value for name, value in values.items() if name not in {"weg", "meer"}})


def _preview(request: Request, visitor: Visitor, number: str, form: Form) -> preview.Shown:
    if not all(form[f"p.{row}.outcome"] in set(Outcome) for row in form.rows("p")):
        return preview.Shown(advice=CHOOSE_NL)
    with session(readonly=True) as db:
        seen = look(db, record.find_case(db, number))
    if seen.decide_by is None:
        return preview.Shown(advice=seen.why_not(Intention))
    try:
        intention = build(form)
    except FactInvalid as invalid:
        intention = _without(form, invalid)
    try:
        return preview.show(request.app.state.shelf, visitor.login, number, intention, visitor.id)
    except MaatwerkError as problem:
        return preview.Shown(problem=problem.message_nl)


def _without(form: Form, invalid: FactInvalid) -> Intention:
    """The intention without the invalid values; the letter marks their places."""
    wrong = {re.sub(r"^provisions\.(\d+)", r"p.\1", name) for name in invalid.problems}
    rows = list(form.rows("p"))
    numbered = {f"p.{index}.": f"p.{row}." for index, row in enumerate(rows)}
    bad = {numbered.get(name[:4], name[:4]) + name[4:] for name in wrong}
    return build_loose(Form({name: value for name, value in form.values.items() if name not in bad}))


def build_loose(form: Form) -> Intention:
    """The same as `build`, with missing values left empty."""
    provisions = [_provision(form, row, index, {}) for index, row in enumerate(form.rows("p"))]
    data = {"provisions": provisions, "hardship": form["hardship"], "alternatives": form["alternatives"]}
    return record.parse(Intention, data)


def _page(
    request: Request, visitor: Visitor, number: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    if form is None:
        form = Form(_start(file))
    elif trouble and trouble.problems:
        trouble = Trouble(_at_rows(trouble, form), trouble.message, trouble.news, INVALID)
    return page(
        request,
        "decisions/decision.html",
        active="/zaken",
        file=file,
        case=file.case,
        values=dict(form.values),
        rows=list(form.rows("p")),
        outcomes=(*OUTCOMES, LEAVE) if may_leave(file.record, file.process) else OUTCOMES,
        forms=[(form, label) for form, label in FORMS if form in file.process.letters.granted],
        report=latest(file.record, Investigation),
        titles={finding.part: finding.title for finding in file.process.findings},
        calls=[call for call in every(file.record, Call) if call.fact.summary],
        ordinance=municipality().under(file.process.id).verordening,
        readers=file.process.second_reader.outcomes,
        shown=_preview(request, visitor, number, form),
        key=form["sleutel"] or new_key(),
        trouble=trouble,
    )


def _at_rows(trouble: Trouble, form: Form) -> dict[str, str]:
    """Problems refer to provisions by their index, the fields of the form by their row."""
    rows = dict(enumerate(form.rows("p")))
    told = {}
    for name, text in trouble.problems.items():
        group, _, rest = name.partition(".")
        index, _, field = rest.partition(".")
        told[f"p.{rows.get(int(index), 0)}.{field}" if group == "provisions" and index else name] = text
    return told


def _start(file: CaseFile) -> dict[str, str]:
    """The newest intention, or a first provision named after the citizen's request."""
    earlier = latest(file.record, Intention)
    if earlier is None or earlier.fact.temporary:
        return {"p.0.name": file.case.subject, "p.0.source": "het verslag" if file.process.findings else ""}
    values = {"hardship": earlier.fact.hardship, "alternatives": earlier.fact.alternatives}
    for index, provision in enumerate(earlier.fact.provisions):
        for name, value in asdict(provision).items():
            values[f"p.{index}.{name}"] = _shown(name, value)
    return values


def _shown(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "amount":
        return f"{value // 100},{value % 100:02}"
    return value.isoformat() if name in DAYS else str(value)
