"""The penalty for deciding late: calculated, shown with its letter, confirmed by a professional (Awb 4:17, 4:18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.decisions.penalty_forms import BUILD, CALLED, late_of, to_call, version_of
from desk.letters import preview
from desk.record import recording
from desk.record.case_file import CaseFile, open_case
from desk.web import call_labels
from desk.web.access import Consultant, Reader, Viewer
from desk.web.forms import Form, Submitted, new_key
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from desk.web.words import long_day, moment
from rules.clock.penalty import NoPenalty
from rules.facts.remedies.lateness import PenaltyDecision
from rules.record import case_state
from store.engine import session
from tasks import clock
from tasks.parties.people import person
from tasks.terms import lateness
from tasks.terms.lateness import Lateness

router = APIRouter()
# Of the people who share a penalty.
MOST_DIGITS = 3
REASONS = (
    ("", "Kies een reden"),
    (NoPenalty.PREMATURE, "De ingebrekestelling kwam te vroeg"),
    (NoPenalty.IN_TIME, "Wij beslisten binnen twee weken na de ingebrekestelling"),
    (NoPenalty.UNREASONABLY_LATE, "De ingebrekestelling kwam onredelijk laat (lid 5 onder a)"),
    (NoPenalty.NO_INTEREST, "De aanvrager is geen belanghebbende (lid 5 onder b)"),
    (NoPenalty.INADMISSIBLE, "De aanvraag is kennelijk niet-ontvankelijk (lid 5 onder c)"),
    (NoPenalty.UNFOUNDED, "De aanvraag is kennelijk ongegrond (lid 5 onder c)"),
)


@dataclass(frozen=True)
class Sum:
    """How the amount was calculated, ready to print."""

    first: str
    last: str
    rows: list[tuple[int, int, int]]
    amount: int
    set_by: str
    over: bool
    never: bool


@router.get("/zaak/{number}/dwangsom")
def ask_penalty(request: Request, visitor: Viewer, number: str) -> Response:
    """How the amount was calculated, the letter, and what to do next."""
    return _penalty_page(request, visitor, number)


@router.post("/zaak/{number}/dwangsom/oordeel")
def judge(request: Request, visitor: Reader, number: str, form: Submitted) -> Response:
    """Record a colleague's answer about an exemption."""
    return _save(request, visitor, number, "oordeel", form)


@router.post("/zaak/{number}/dwangsom/{doe}")
def save_penalty(request: Request, visitor: Consultant, number: str, doe: str, form: Submitted) -> Response:
    """Record the decision or the call about it, or show the letter."""
    if doe not in BUILD or "voorbeeld" in form:
        return _penalty_page(request, visitor, number, doe, form=form)
    return _save(request, visitor, number, doe, form)


def _save(request: Request, visitor: Visitor, number: str, doe: str, form: Form) -> Response:
    def again(trouble: Trouble) -> Response:
        return _penalty_page(request, visitor, number, doe, form=form, trouble=trouble)

    with session(readonly=True) as db:
        file = open_case(db, number)
    return recording.put(request, visitor, number, lambda sent: BUILD[doe](sent, file), form, again)


def _penalty_page(
    request: Request,
    visitor: Visitor,
    number: str,
    doe: str = "",
    *,
    form: Form | None = None,
    trouble: Trouble | None = None,
) -> Response:
    with session(readonly=True) as db:
        file = open_case(db, number)
    late = late_of(file)
    if late is None:
        return RedirectResponse(f"/zaak/{file.case.number}", 303)
    values = dict(form.values) if form else _start(file)
    return page(
        request,
        "decisions/penalty.html",
        active="/zaken",
        file=file,
        case=file.case,
        sum=_sum(late),
        unsure=late.unsure(clock.today()),
        received=long_day(late.notice.fact.received_on),
        **_decided(file, visitor),
        doe=doe,
        choices=CALLED,
        reasons=REASONS,
        exemptions=call_labels.EXEMPTIONS,
        exempt=call_labels.EXEMPT,
        values=values,
        shown=_letter(request, visitor, file, doe, values),
        key=values.get("sleutel") or new_key(),
        trouble=trouble,
    )


def _decided(file: CaseFile, visitor: Visitor) -> dict[str, Any]:
    """What was decided, and how far the call about it has got."""
    decision, version = case_state.penalty_decision(file.record), version_of(file)
    asked, calls = case_state.pending_exemption(file.record, version), case_state.calls(file.record, version)
    return {
        "decision": decision.fact if decision else None,
        "cleared": case_state.cleared(file.record, version),
        "asked": asked,
        "own": asked is not None and asked.by == visitor.id,
        "attempts": [(moment(one.fact.at), call_labels.LABELS[one.fact.outcome]) for one in calls],
    }


def _start(file: CaseFile) -> dict[str, str]:
    now = clock.local(clock.now())
    return {
        "applicants": "1",
        "at_day": now.date().isoformat(),
        "at_time": f"{now:%H:%M}",
        "spoke_with": person(file.case, file.record, to_call(file, version_of(file))).called,
    }


def _sum(late: Lateness) -> Sum:
    owed = late.until(clock.today())
    parts = lateness.parts(owed.days, owed.first_on) if owed.first_on else ()
    return Sum(
        first=long_day(owed.first_on),
        last=long_day(late.last_on),
        rows=[(days, euros, days * euros) for days, euros in parts],
        amount=owed.amount_eur,
        set_by=long_day(late.set_by),
        over=late.over(clock.today()),
        never=late.never_ran,
    )


def _letter(
    request: Request, visitor: Visitor, file: CaseFile, doe: str, values: dict[str, str]
) -> preview.Shown | None:
    """The letter as it would go out; once it is decided and cleared, the case has the real one."""
    late, decision = late_of(file), case_state.penalty_decision(file.record)
    drafted = _drafted(late, doe, values) if late else None
    fact = decision.fact if decision else drafted
    if fact is None or (decision and not decision.fact.adverse):
        return None
    return preview.show_fact(request.app.state.shelf, visitor.login, file.case.number, fact, visitor.id)


def _drafted(late: Lateness, doe: str, values: dict[str, str]) -> PenaltyDecision | None:
    today = clock.today()
    if doe == "geen" and values.get("none_due") in set(NoPenalty):
        reason = values.get("reason", "")
        return PenaltyDecision(notice=late.notice.seq, none_due=NoPenalty(values["none_due"]), reason=reason)
    draft = late.draft(today)
    if draft.adverse or not late.over(today):
        return None
    applicants = values.get("applicants", "")
    told = int(applicants) if applicants.isascii() and applicants.isdigit() and len(applicants) <= MOST_DIGITS else 0
    return replace(draft, applicants=told or 1)
