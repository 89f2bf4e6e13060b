"""Taking a report at the desk, part by part; each part is stored as soon as it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import ColumnElement, or_, select

from config.process import processes
from desk.intake import drafts
from desk.intake.answers import (
    CHECK,
    PATHS,
    SECTIONS,
    Section,
    asked_for,
    belongs,
    chosen,
    given_by,
    merged,
    problems,
    process_of,
    section_of,
)
from desk.record import recording
from desk.web.access import Registrar
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import INVALID, Trouble
from rules.errors import BsnInvalid
from store import record
from store.engine import session
from store.keys.encryption import bsn_indexes
from store.models import Case, Citizen
from tasks import clock
from tasks.intake import refused_reports
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive

router = APIRouter()
NOT_FOUND = 404
NO_CONTENT = 204
CHANNELS = ("telefoon", "balie", "post", "e-mail", "huisarts", "wijkteam")
ROOM = 2


@router.get("/melding")
def choose(request: Request, visitor: Registrar) -> Response:
    """Begin a report, or continue with one."""
    waiting = drafts.mine(visitor.id)
    told = [(one, _about(one.values)) for one in waiting]
    return page(request, "intake/start.html", active="/melding", drafts=told, refused=len(refused_reports.names()))


@router.get("/melding/nieuw")
def new(_: Registrar) -> Response:
    """The start page, since a draft begins with a button rather than a link."""
    return RedirectResponse("/melding", 303)


@router.post("/melding/nieuw")
def begin(visitor: Registrar, _: Submitted) -> Response:
    """Begin a draft."""
    return RedirectResponse(f"/melding/{drafts.begin(visitor.id)}/{SECTIONS[0].path}", 303)


@router.get("/melding/{draft}/{part}")
def ask(request: Request, visitor: Registrar, draft: str, part: str) -> Response:
    """One part of the report."""
    return _page(request, visitor, draft, _known(part))


@router.post("/melding/{draft}/weg")
def drop(visitor: Registrar, draft: str, _: Submitted) -> Response:
    """Delete a draft."""
    drafts.drop(draft, visitor.id)
    return RedirectResponse("/melding", 303)


@router.post("/melding/{draft}/{part}")
def save(request: Request, visitor: Registrar, draft: str, part: str, form: Submitted) -> Response:
    """Store this part, then show what is wrong with it, or the next part."""
    section = _known(part)
    if section is CHECK:
        return _finish(request, visitor, draft)
    values = merged(drafts.load(draft, visitor.id).values, section, form)
    drafts.save(draft, visitor.id, values)
    if request.headers.get("hx-request"):
        return Response(status_code=NO_CONTENT)
    if "meer" in form:
        return _page(request, visitor, draft, section, more=True)
    wrong = {name: text for name, text in problems(given_by(values, visitor, draft)).items() if belongs(section, name)}
    if wrong:
        return _page(request, visitor, draft, section, trouble=Trouble(wrong, status=INVALID))
    following = [*SECTIONS, CHECK][SECTIONS.index(section) + 1]
    return RedirectResponse(f"/melding/{draft}/{following.path}", 303)


def _finish(request: Request, visitor: Visitor, draft: str) -> Response:
    values = drafts.load(draft, visitor.id).values
    given = given_by(values, visitor, draft)
    wrong = problems(given)
    if wrong:
        return _page(request, visitor, draft, CHECK, trouble=Trouble(wrong, status=INVALID))
    received = receive(checked(given), by=visitor.id)
    drafts.drop(draft, visitor.id)
    with session(readonly=True) as db:
        version = record.find_case(db, received.number).version
    return recording.go_on(request, received.number, version)


def _known(part: str) -> Section:
    if part not in PATHS:
        raise HTTPException(NOT_FOUND)
    return PATHS[part]


def _page(
    request: Request,
    visitor: Visitor,
    draft: str,
    section: Section,
    *,
    trouble: Trouble | None = None,
    more: bool = False,
) -> Response:
    kept = drafts.load(draft, visitor.id)
    rows = list(Form(dict(kept.values)).rows("household"))
    room = max([*rows, -1]) + 1 + (ROOM if more or not rows else 0)
    all_wrong = problems(given_by(kept.values, visitor, draft)) if section is CHECK else {}
    return page(
        request,
        f"intake/{section.path}.html",
        active="/melding",
        draft=kept,
        section=section,
        sections=[*SECTIONS, CHECK],
        values={"received_on": clock.today().isoformat(), "person.language": "Nederlands", **kept.values},
        rows=range(room),
        channels=CHANNELS,
        processes=list(processes().values()),
        law=processes().get(process_of(kept.values)),
        asked_for=asked_for(),
        about=chosen(kept.values),
        wrong=[(name, text, section_of(name)) for name, text in all_wrong.items()],
        existing=existing(kept.values) if section is CHECK else [],
        trouble=trouble,
    )


def existing(values: Mapping[str, str]) -> list[Case]:
    """Cases this citizen already has: with the same BSN, or the same family name and date of birth."""
    same: list[ColumnElement[bool]] = []
    with suppress(BsnInvalid, KeyError):
        same.append(Citizen.bsn_index.in_(bsn_indexes(values["person.bsn"])))
    with suppress(ValueError, KeyError):
        born_on = date.fromisoformat(values["person.born_on"])
        same.append((Citizen.family_name == values.get("person.family_name", "")) & (Citizen.born_on == born_on))
    if not same:
        return []
    query = select(Case).join(Citizen, Citizen.id == Case.citizen_id).where(or_(*same))
    with session(readonly=True) as db:
        return list(db.scalars(query.order_by(Case.closed_on.is_not(None), Case.number.desc()).limit(10)))


def _about(values: Mapping[str, str]) -> str:
    name = " ".join(values.get(f"person.{part}", "") for part in ("initials", "prefix", "family_name")).split()
    return " ".join(name) or "Nog geen naam"
