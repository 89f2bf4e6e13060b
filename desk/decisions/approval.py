"""The second reader's page: the letter, the reasons and the call; nobody approves their own work (Awb 10:3)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.decisions.compared import compared
from desk.letters import preview
from desk.record import outdated_form, recording
from desk.record.case_file import CaseFile, open_case
from desk.web import call_labels
from desk.web.access import Reader
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from desk.web.words import moment
from rules.errors import FactInvalid
from rules.facts import Approval, ExemptionApproval, ExemptionRefusal, Fact, Return
from rules.record import case_state
from store.engine import session
from store.models import Staff

router = APIRouter()
CHOOSE = "Kies of u akkoord bent, of teruggeeft."


@router.get("/zaak/{number}/akkoord")
def ask(request: Request, visitor: Reader, number: str) -> Response:
    """The letter, the reasons and the call."""
    return _page(request, visitor, number)


@router.post("/zaak/{number}/akkoord")
def save(request: Request, visitor: Reader, number: str, form: Submitted) -> Response:
    """Record the second reader's answer about the decision, or about the exemption."""
    return recording.put(
        request,
        visitor,
        number,
        build,
        form,
        lambda trouble: _page(request, visitor, number, form=form, trouble=trouble),
    )


def build(form: Form) -> Fact:
    """The fact that goes with the button."""
    remark, choice = form["remark"], form["keuze"]
    if asked := form.number("uitzondering"):
        if choice == "ja":
            return ExemptionApproval(exemption=asked, remark=remark)
        if choice == "nee":
            return ExemptionRefusal(exemption=asked, remark=remark)
    elif version := form.number("besluit"):
        if choice == "ja":
            return Approval(decision=version, remark=remark)
        if choice == "nee":
            return Return(decision=version, remark=remark)
    raise FactInvalid({"keuze": CHOOSE})


def _page(
    request: Request, visitor: Visitor, number: str, *, form: Form | None = None, trouble: Trouble | None = None
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
        author = db.get(Staff, file.intention.by) if file.intention else None
    asked = case_state.pending_exemption(file.record, file.version)
    ready = _ready(file)
    if form and trouble and trouble.news and not (asked or ready):
        return outdated_form.show(request, file.case, form, trouble)
    if file.intention is None:
        return RedirectResponse(f"/zaak/{file.case.number}", 303)
    return page(
        request,
        "decisions/approval.html",
        active="/zaken",
        file=file,
        case=file.case,
        intention=file.intention.fact,
        compared=compared(file, file.intention),
        adverse=file.adverse,
        author=author.name if author else file.intention.by,
        own=(asked or file.intention).by == visitor.id,
        calls=[(moment(call.fact.at), call.fact) for call in case_state.calls(file.record, file.version)],
        names={one.number: one.label for one in file.hearing} if len(file.hearing) > 1 else {},
        labels=call_labels.LABELS,
        exempt=call_labels.EXEMPT,
        asked=asked,
        ready=ready,
        shown=preview.show(request.app.state.shelf, visitor.login, number, None, visitor.id),
        values=dict(form.values) if form else {},
        key=(form["sleutel"] if form else "") or new_key(),
        trouble=trouble,
    )


def _ready(file: CaseFile) -> bool:
    """Whether there is something to approve: the citizen was called, or nothing is rejected."""
    fact = file.intention.fact if file.intention else None
    agreed = case_state.approval(file.record, file.version)
    return fact is not None and agreed is None and (not file.adverse or case_state.cleared(file.record, file.version))
