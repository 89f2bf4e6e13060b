"""Suspending what runs: the form, the calls and the second reader of that decision alone (Participatiewet 54)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from desk.decisions.penalty_forms import CALLED, call_about, exempt, judged, to_call
from desk.letters import preview
from desk.record import recording
from desk.record.asked_side import questions
from desk.record.case_file import CaseFile, open_case
from desk.web import call_labels
from desk.web.access import Consultant, Reader, Viewer
from desk.web.forms import Form, Submitted, new_key, number_of
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import Trouble
from desk.web.words import long_day, moment
from rules.errors import FactInvalid
from rules.facts import Approval, Fact, Return
from rules.facts.kind import asked_of
from rules.facts.suspension import HelpSuspended
from rules.record import case_state, suspensions
from rules.record.entries import Entry
from store import queries, record
from store.engine import session
from tasks import clock
from tasks.cases.decisions import told
from tasks.parties.people import person
from tasks.terms import suspended

router = APIRouter()
NOT_FOUND = 404
PATH = "opschorting-van-hulp"
NAMES = dict(asked_of(HelpSuspended))
DAYS, TEXTS = ("from_on", "until_on", "repair_by"), ("missing", "reason", "hardship")
A_WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)


@router.get(f"/zaak/{{number}}/{PATH}")
def ask_suspension(request: Request, visitor: Viewer, number: str) -> Response:
    """What is suspended, and what has to be done before its letter goes; or the form."""
    return _page(request, visitor, number)


@router.post(f"/zaak/{{number}}/{PATH}")
def suspend(request: Request, visitor: Consultant, number: str, form: Submitted) -> Response:
    """Record the suspension, or show its letter."""
    if "voorbeeld" in form:
        return _page(request, visitor, number, "nieuw", form=form)
    return _save(request, visitor, number, "nieuw", form)


@router.post(f"/zaak/{{number}}/{PATH}/oordeel")
@router.post(f"/zaak/{{number}}/{PATH}/akkoord")
def read_along(request: Request, visitor: Reader, number: str, form: Submitted) -> Response:
    """Record a colleague's answer, about the suspension or an exemption from the call."""
    return _save(request, visitor, number, request.url.path.rpartition("/")[2], form)


@router.post(f"/zaak/{{number}}/{PATH}/{{doe}}")
def tell(request: Request, visitor: Consultant, number: str, doe: str, form: Submitted) -> Response:
    """Record the call about it, or the request to go without one."""
    if doe not in BUILD:
        raise HTTPException(NOT_FOUND)
    return _save(request, visitor, number, doe, form)


def _save(request: Request, visitor: Visitor, number: str, doe: str, form: Form) -> Response:
    def again(trouble: Trouble) -> Response:
        return _page(request, visitor, number, doe, form=form, trouble=trouble)

    with session(readonly=True) as db:
        file = open_case(db, number)
    return recording.put(request, visitor, number, lambda sent: BUILD[doe](sent, file), form, again)


def _suspended(form: Form) -> HelpSuspended:
    named = (name.removeprefix("item.") for name in form.values if name.startswith("item."))
    items = [number_of(each) for each in named]
    data: dict[str, Any] = {name: form[name] for name in (*DAYS, *TEXTS)}
    return record.parse(HelpSuspended, data | {"items": items})


def _read(form: Form, file: CaseFile) -> Fact:
    if form["keuze"] == "ja":
        return Approval(decision=_version(file), remark=form["remark"])
    return Return(decision=_version(file), remark=form["remark"])


BUILD: dict[str, Callable[[Form, CaseFile], Fact]] = {
    "nieuw": lambda form, _: _suspended(form),
    "gesprek": lambda form, file: call_about(form, file, _version(file)),
    "uitzondering": lambda form, file: exempt(form, file, _version(file)),
    "oordeel": lambda form, file: judged(form, file, _version(file)),
    "akkoord": _read,
}


def _page(
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
        sent = told(queries.letters_of(db, file.case))
    if "suspension" not in file.process.terms:
        raise HTTPException(NOT_FOUND)
    current = suspensions.current(file.record)
    runs = suspensions.running(file.record, sent)
    values = dict(form.values) if form else _start(file, current)
    return page(
        request,
        "decisions/suspension.html",
        active="/zaken",
        file=file,
        case=file.case,
        runs=[one for one in questions(file.record, file.process) if one.runs],
        names=NAMES,
        told=_between(runs) if runs else "",
        told_now=runs is not None and runs == current,
        **_state(file, visitor, current),
        doe=doe,
        choices=CALLED,
        exemptions=call_labels.EXEMPTIONS,
        exempt=call_labels.EXEMPT,
        values=values,
        shown=_letter(request, visitor, file, doe, form),
        key=values.get("sleutel") or new_key(),
        trouble=trouble,
    )


def _between(entry: Entry[HelpSuspended]) -> str:
    return f"van {long_day(entry.fact.from_on)} tot en met {long_day(entry.fact.until_on)}"


def _state(file: CaseFile, visitor: Visitor, current: Entry[HelpSuspended] | None) -> dict[str, Any]:
    """What is suspended, and how far the calls and the second reader have got."""
    version = _version(file)
    asked, calls = case_state.pending_exemption(file.record, version), case_state.calls(file.record, version)
    them = person(file.case, file.record, to_call(file, version))
    unread = not suspensions.is_read(file.record, version, file.process.second_reader.outcomes)
    cleared = current is not None and case_state.cleared(file.record, version)
    return {
        "fact": current.fact if current else None,
        "days": {name: long_day(getattr(current.fact, name)) for name in DAYS} if current else {},
        "cleared": cleared,
        "late": current is not None and clock.today() > current.fact.send_by and (unread or not cleared),
        "unread": unread,
        "asked": asked,
        "own": asked is not None and asked.by == visitor.id,
        "author": current is not None and current.by == visitor.id,
        "them": them,
        "several": len(case_state.to_hear(file.record, version)) > 1,
        "phone": them.phone,
        "stands_in": bool(file.speaking_for(them.number)),
        "attempts": [(moment(one.fact.at), call_labels.LABELS[one.fact.outcome]) for one in calls],
        "calls": [one.fact for one in calls if one.fact.summary],
    }


def _start(file: CaseFile, current: Entry[HelpSuspended] | None) -> dict[str, str]:
    now = clock.local(clock.now())
    them = person(file.case, file.record, to_call(file, _version(file)))
    call = {"at_day": now.date().isoformat(), "at_time": f"{now:%H:%M}", "spoke_with": them.called}
    if current:
        return call | {name: str(getattr(current.fact, name)) for name in (*DAYS, *TEXTS)} | _ticked(current.fact.items)
    from_on = now.date() + A_WEEK
    days = {"from_on": from_on, "until_on": suspended.last_day(file.process, from_on), "repair_by": from_on + TWO_WEEKS}
    runs = [one.number for one in questions(file.record, file.process) if one.runs]
    return call | {name: day.isoformat() for name, day in days.items()} | _ticked(runs if len(runs) == 1 else [])


def _ticked(items: list[int] | tuple[int, ...]) -> dict[str, str]:
    return {f"item.{number}": "on" for number in items}


def _letter(request: Request, visitor: Visitor, file: CaseFile, doe: str, form: Form | None) -> preview.Shown | None:
    """The letter as it would go out: of the suspension that counts, or of what the form says."""
    current = suspensions.current(file.record)
    fact = current.fact if current else None
    if form and doe == "nieuw":
        fact = _drafted(form)
    if fact is None:
        return None
    return preview.show_fact(request.app.state.shelf, visitor.login, file.case.number, fact, visitor.id)


def _drafted(form: Form) -> HelpSuspended | None:
    try:
        return _suspended(form)
    except FactInvalid:
        return None


def _version(file: CaseFile) -> int:
    """The number of the suspension within the case; 0 when there is none."""
    current = suspensions.current(file.record)
    return case_state.version_of(file.record, current) if current else 0
