"""Cases past their retention: one person proposes to destroy them, a team leader approves (Archiefwet 1995, art. 3)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from desk.web.access import AskedNumber, needs
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import INVALID, Trouble
from rules.errors import CaseError
from rules.retention import basis
from rules.visible import explains
from store.engine import session
from store.guards.destruction_door import REASON_MIN
from store.models.destruction import APPROVERS, PROPOSERS
from tasks.retention.destruction import TOO_SHORT, approve, propose, refuse
from tasks.retention.expired_cases import Candidate, candidates

router = APIRouter()
Keeper = Annotated[Visitor, Depends(needs(*PROPOSERS))]
Approver = Annotated[Visitor, Depends(needs(*APPROVERS))]
MOST = 200
PATH = "/vernietiging"
CASE = "zaak."
UNDISPUTED = "Ga eerst na of er een bezwaar, beroep of klacht loopt, en vink dat aan."
NOTHING = "Kies ten minste één zaak."


@router.get(PATH)
def destruction(request: Request, visitor: Keeper, gedaan: AskedNumber = 0) -> Response:
    """What may be destroyed, what was proposed, and what waits to be carried out."""
    notice = "" if not gedaan else f"Vastgelegd voor {gedaan} {'zaak' if gedaan == 1 else 'zaken'}."
    return _page(request, visitor, notice=notice)


@router.post(f"{PATH}/voorstel")
def propose_all(request: Request, visitor: Keeper, form: Submitted) -> Response:
    """Propose the selected cases."""
    return _each(request, visitor, form, propose, "nagegaan-voorstel")


@router.post(f"{PATH}/akkoord")
def judge_all(request: Request, visitor: Approver, form: Submitted) -> Response:
    """Approve the selected proposals, or refuse them for a reason."""
    if "niet" not in form:
        return _each(request, visitor, form, approve, "nagegaan-akkoord")
    reason = form["reden"]
    if not explains(reason, REASON_MIN):
        return _page(request, visitor, trouble=Trouble({"reden": TOO_SHORT}, status=INVALID), form=form)
    return _each(request, visitor, form, partial(refuse, reason=reason), "zaken-akkoord", needs_check=False)


def _each(
    request: Request, visitor: Visitor, form: Form, act: Callable[..., None], checked: str, *, needs_check: bool = True
) -> Response:
    chosen = _chosen(form)
    if not chosen or (needs_check and checked not in form):
        faults = {checked: UNDISPUTED} if chosen else {checked.replace("nagegaan", "zaken"): NOTHING}
        return _page(request, visitor, trouble=Trouble(faults, status=INVALID), form=form)
    refused = {}
    for number in chosen:
        try:
            act(number, by=visitor.id)
        except CaseError as refusal:
            refused[number] = refusal.message_nl
    if refused:
        return _page(request, visitor, trouble=Trouble(refused, status=INVALID))
    return RedirectResponse(f"{PATH}?gedaan={len(chosen)}", 303)


def _chosen(form: Form) -> list[str]:
    return sorted(name.removeprefix(CASE) for name in form.values if name.startswith(CASE))


def _page(
    request: Request,
    visitor: Visitor,
    *,
    trouble: Trouble | None = None,
    form: Form | None = None,
    notice: str = "",
) -> Response:
    with session(readonly=True) as db:
        found = list(islice(candidates(db), MOST))
    own = [case for case in found if case.proposed_by == visitor.id and not case.approved_by]
    return page(
        request,
        "control/destruction.html",
        trouble=trouble,
        notice=notice,
        chosen=[*_chosen(form), *form.values] if form else [],
        reason=form["reden"] if form else "",
        most=MOST,
        shown=len(found),
        approver=visitor.has(*APPROVERS),
        approved=[case for case in found if case.approved_by],
        proposed=[case for case in found if case.proposed_by and not case.approved_by and case not in own],
        own=own,
        free=[case for case in found if not case.proposed_by and case.free],
        kept=[case for case in found if not case.proposed_by and not case.free],
        about=about,
    )


def about(case: Candidate) -> str:
    """How a case ended, and under which rule it is kept."""
    result = (case.ended.result or "").capitalize()
    return f"{result}. {basis(case.rule.rule)}: {case.rule.name}" if case.rule else result
