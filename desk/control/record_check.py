"""What the check of the record found, and the form with which an administrator lets letters go out again."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.web.access import Keeper, RowNumber
from desk.web.forms import Submitted
from desk.web.pages import page
from desk.web.trouble import INVALID, Trouble
from desk.web.words import moment
from rules.errors import FactInvalid
from store.models.audit import Finding
from tasks.safekeeping import record_check

router = APIRouter()
SETTLED = "Vastgelegd dat u dit hebt bekeken."


@router.get("/controle")
def control(request: Request, _: Keeper, bericht: str = "") -> Response:
    """The last pass, and the findings that nobody has settled."""
    return _page(request, notice=SETTLED if bericht else "")


@router.post("/controle/{finding_id}")
def settle(request: Request, visitor: Keeper, finding_id: RowNumber, form: Submitted) -> Response:
    """Settle one finding; a second click finds it settled."""
    try:
        record_check.settle(finding_id, by=visitor.id, reason=form["reason"])
    except FactInvalid as invalid:
        trouble = Trouble({f"reason-{finding_id}": invalid.problems["reason"]}, status=INVALID)
        return _page(request, trouble=trouble, typed={finding_id: form["reason"]})
    return RedirectResponse("/controle?bericht=bekeken", 303)


def standstill() -> str:
    """The notice for every work page while letters are stopped; empty when they are not."""
    return (
        "De brieven staan stil: de controle van het dossier vond iets dat niet klopt. "
        "De beheerder zoekt het uit. U kunt gewoon verder werken."
        if record_check.open_findings()
        else ""
    )


def _page(
    request: Request, *, notice: str = "", trouble: Trouble | None = None, typed: dict[int, str] | None = None
) -> Response:
    last = record_check.last_pass()
    return page(
        request,
        "control/record_check.html",
        active="/controle",
        notice=notice,
        trouble=trouble,
        ran=moment(last.ran_at) if last else "",
        counts=last.counts if last else {},
        findings=[_shown(finding) for finding in record_check.open_findings()],
        typed=typed or {},
    )


def _shown(finding: Finding) -> dict[str, str | int]:
    return {"id": finding.id, "about": finding.about, "words": finding.words, "at": moment(finding.found_at)}
