"""A report taken at the desk, part by part; each part is kept as soon as it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import ColumnElement, or_, select

from config.process import processes
from desk.intake import drafts
from desk.record import recording
from desk.web.access import Registrar
from desk.web.forms import Form, Submitted
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.trouble import INVALID, Trouble
from rules.errors import BsnInvalid, ReportRefused
from store import record
from store.engine import session
from store.keys.sealing import bsn_indexes
from store.models import Case, Citizen
from tasks import clock
from tasks.intake.incoming_report import checked
from tasks.intake.intake import receive

router = APIRouter()
NOT_FOUND = 404
NO_CONTENT = 204
CHANNELS = ("telefoon", "balie", "post", "e-mail", "huisarts", "wijkteam")
FLAGS = ("urgent", "letters_to_representative", "interpreter", "large_print", "elsewhere", "carer")
ROOM = 2
LABELS = {
    "initials": "Voorletters",
    "first_name": "Roepnaam",
    "prefix": "Tussenvoegsel",
    "family_name": "Achternaam",
    "born_on": "Geboortedatum",
    "street": "Straat",
    "number": "Huisnummer",
    "postcode": "Postcode",
    "city": "Plaats",
    "phone": "Telefoon",
    "email": "E-mail",
    "language": "Taal",
    "reachable": "Bereikbaar",
    "question": "Wat vraagt de inwoner",
    "subject": "Waar gaat het over",
    "received_at": "Gemeld op",
    "name": "Naam",
    "relation": "Wie is dat",
    "authorised_on": "Dag van de machtiging",
}


@dataclass(frozen=True)
class Section:
    """One part of the report, with the starts of the names of its fields."""

    path: str
    title: str
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "persoon",
        "Wie heeft hulp nodig?",
        tuple(
            f"person.{name}"
            for name in (
                *("bsn", "salutation", "initials", "first_name", "prefix", "family_name"),
                *("born_on", "street", "number", "postcode", "city"),
            )
        ),
    ),
    Section("vraag", "De hulpvraag", ("process", "subject", "question", "urgent", "channel", "received")),
    Section(
        "bereikbaar",
        "Taal en bereikbaarheid",
        tuple(f"person.{name}" for name in ("phone", "email", "language", "interpreter", "reachable", "large_print")),
    ),
    Section("huishouden", "Huishouden en gemachtigde", ("household", "representative", "letters_to_representative")),
)
CHECK = Section("controle", "Controleren", ())
PATHS = {section.path: section for section in (*SECTIONS, CHECK)}


@router.get("/melding")
def choose(request: Request, visitor: Registrar) -> Response:
    """Begin a report, or go on with one."""
    waiting = drafts.mine(visitor.id)
    return page(request, "intake_start.html", active="/melding", drafts=[(one, _about(one.values)) for one in waiting])


@router.get("/melding/nieuw")
def new(_: Registrar) -> Response:
    """The start page: a draft begins with a button, not with a link."""
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
    """Throw a draft away."""
    drafts.drop(draft, visitor.id)
    return RedirectResponse("/melding", 303)


@router.post("/melding/{draft}/{part}")
def save(request: Request, visitor: Registrar, draft: str, part: str, form: Submitted) -> Response:
    """Keep this part, then show what is wrong with it, or the next one."""
    section = _known(part)
    if section is CHECK:
        return _finish(request, visitor, draft)
    values = _merged(drafts.load(draft, visitor.id).values, section, form)
    drafts.save(draft, visitor.id, values)
    if request.headers.get("hx-request"):
        return Response(status_code=NO_CONTENT)
    if "meer" in form:
        return _page(request, visitor, draft, section, more=True)
    wrong = {name: text for name, text in problems(_given(values, visitor, draft)).items() if _in(section, name)}
    if wrong:
        return _page(request, visitor, draft, section, trouble=Trouble(wrong, status=INVALID))
    following = [*SECTIONS, CHECK][SECTIONS.index(section) + 1]
    return RedirectResponse(f"/melding/{draft}/{following.path}", 303)


def problems(given: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with a report, by field; empty when it can be kept."""
    try:
        checked(given)
    except ReportRefused as refused:
        return {name: _labelled(name, text) for name, text in refused.problems.items()}
    except BsnInvalid as invalid:
        return {"person.bsn": invalid.message_nl}
    return {}


def _labelled(name: str, text: str) -> str:
    """The sentence with the name of its field: in the list above the form it stands alone."""
    label = LABELS.get(name.rpartition(".")[2], "")
    return f"{label}: {text[:1].lower()}{text[1:]}" if label else text


def _finish(request: Request, visitor: Visitor, draft: str) -> Response:
    values = drafts.load(draft, visitor.id).values
    given = _given(values, visitor, draft)
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


def _in(section: Section, name: str) -> bool:
    return any(name == field or name.startswith((f"{field}.", f"{field}_")) for field in section.fields)


def _merged(before: Mapping[str, str], section: Section, form: Form) -> dict[str, str]:
    """The draft with this part as it was sent; what a part does not send, it does not have."""
    kept = {name: value for name, value in before.items() if not _in(section, name)}
    sent = {name: value.strip() for name, value in form.values.items() if _in(section, name)}
    return kept | {name: value for name, value in sent.items() if value}


def _given(values: Mapping[str, str], visitor: Visitor, draft: str) -> dict[str, Any]:
    """The draft in the shape of a report."""
    given: dict[str, Any] = {"person": {}, "reference": f"balie-{draft}", "team": visitor.team}
    given |= {"process": values.get("process", next(iter(processes()))), "channel": values.get("channel", "balie")}
    given |= {name: values[name] for name in ("subject", "question") if name in values}
    given |= {name: name in values for name in ("urgent", "letters_to_representative")}
    given["received_at"] = _received_at(values.get("received_on", ""))
    given["person"] = _part(values, "person.")
    given["household"] = [_part(values, f"household.{row}.") for row in Form(dict(values)).rows("household")]
    if someone := _part(values, "representative."):
        given["representative"] = someone
    return given


def _part(values: Mapping[str, str], start: str) -> dict[str, Any]:
    found = {name.removeprefix(start): value for name, value in values.items() if name.startswith(start)}
    return {name: True if name in FLAGS else value for name, value in found.items()}


def _received_at(day: str) -> datetime | str:
    now = clock.now()
    if not day or day == clock.today().isoformat():
        return now
    try:
        return datetime.combine(date.fromisoformat(day), time(12), clock.AMSTERDAM)
    except ValueError:
        return day


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
    all_wrong = problems(_given(kept.values, visitor, draft)) if section is CHECK else {}
    return page(
        request,
        f"intake_{section.path}.html",
        active="/melding",
        draft=kept,
        section=section,
        sections=[*SECTIONS, CHECK],
        values={"received_on": clock.today().isoformat(), "person.language": "Nederlands", **kept.values},
        rows=range(room),
        channels=CHANNELS,
        processes=list(processes().values()),
        wrong=[(name, text, _section_of(name)) for name, text in all_wrong.items()],
        existing=existing(kept.values) if section is CHECK else [],
        trouble=trouble,
    )


def _section_of(name: str) -> str:
    return next((section.path for section in SECTIONS if _in(section, name)), SECTIONS[0].path)


def existing(values: Mapping[str, str]) -> list[Case]:
    """Cases this citizen already has: the same BSN, or the same family name and day of birth."""
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
