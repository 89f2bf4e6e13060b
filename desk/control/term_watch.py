"""Today's terms on one page: what is late, and what the daily watch warned about (Awb 4:13, 4:17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from config.law import law
from desk.control.record_check import standstill
from desk.web.access import Viewer
from desk.web.pages import page
from desk.web.sessions import Visitor
from desk.web.words import days_left, long_day, moment, short_name
from rules.calendar.urgency import urgency
from rules.results import RESULTS, WITHDRAWN
from rules.wording import day_nl, short_day
from store.engine import session
from store.models import Case, Citizen, DutyRow, Warned
from tasks import clock
from tasks.cases import asks
from tasks.watch.term_watch import Kind, last_run, showing, silent_since

router = APIRouter()
MOST = 200
LATELY = timedelta(days=14)
UNDECIDED_NL = "De inwoner overleed, of een andere gemeente ging verder. Kijk of dat klopt."
TITLES = {
    Kind.CALL: ("Bel nu", "Een afwijzing komt eraan. Bel de inwoner ruim voor de laatste dag."),
    Kind.HALF: ("Op de helft", "De helft van de termijn is voorbij."),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One case with a last day."""

    number: str
    name: str
    about: str
    due: str
    left: str


@dataclass(frozen=True)
class Group:
    """The cases with one kind of warning."""

    key: str
    title: str
    why: str
    lines: list[Line]


@router.get("/termijnen")
def terms(request: Request, visitor: Viewer) -> Response:
    """The page with everything that is due."""
    today, run = clock.today(), last_run()
    with session(readonly=True) as db:
        late = _lines(_late(db, visitor, today), today)
        warned = _warned(db, visitor, run.day) if run else []
        asked = _asked(db, visitor, today)
        undecided = _undecided(db, visitor, today)
    groups = [Group("te-laat", "Over de termijn", "De laatste dag is voorbij.", late)] if late else []
    ends_on = law().calendar.decree_warning(today)
    return page(
        request,
        "control/term_watch.html",
        date=day_nl(today),
        ran=moment(run.ran_at) if run else "",
        groups=[*groups, *_to_do(asked, today), *_grouped(warned, today), *undecided],
        most=MOST,
        alarm=alarm(),
        decrees=long_day(ends_on),
    )


def alarm() -> str:
    """The notice when letters are stopped or the watch has not run for too long; empty when all is well."""
    since = silent_since()
    silent = (
        f"Sinds {moment(since)} zijn de termijnen niet nagekeken. Kijk zelf naar de laatste dagen en bel de beheerder."
        if since
        else ""
    )
    return f"{standstill()} {silent}".strip()


def _late(db: Session, visitor: Visitor, today: date) -> list[tuple[Case, date]]:
    query = _cases(visitor).where(Case.closed_on.is_(None), Case.waits_by < today)
    found = db.scalars(query.order_by(Case.waits_by, Case.number).limit(MOST))
    return [(case, case.waits_by) for case in found if case.waits_by]


def _asked(db: Session, visitor: Visitor, today: date) -> Sequence[tuple[str, Case, date]]:
    """The duties of cases besides their next step, open or closed, every day until they are done."""
    query = _cases(visitor).join(DutyRow, DutyRow.case_id == Case.id).add_columns(DutyRow.kind, DutyRow.due_on)
    found = db.execute(query.where(*showing(today)).order_by(DutyRow.due_on, Case.number).limit(MOST))
    return [(kind, case, due_on) for case, kind, due_on in found.tuples()]


def _warned(db: Session, visitor: Visitor, day: date) -> Sequence[tuple[str, Case, date]]:
    query = _cases(visitor).join(Warned, Warned.case_id == Case.id).add_columns(Warned.kind, Warned.due_on)
    query = query.where(Warned.given_on == day, Warned.kind != Kind.LATE)
    found = db.execute(query.order_by(Warned.due_on, Case.number).limit(MOST))
    return [(kind, case, due_on) for case, kind, due_on in found.tuples()]


def _undecided(db: Session, visitor: Visitor, today: date) -> list[Group]:
    """Which cases ended lately without a decision or a withdrawal: nobody was called about those."""
    ended = Case.closed_on >= today - LATELY, Case.result.not_in([*RESULTS.values(), WITHDRAWN])
    found = db.scalars(_cases(visitor).where(*ended).order_by(Case.closed_on.desc(), Case.number).limit(MOST))
    lines = [
        Line(case.number, short_name(case.citizen), case.subject, short_day(case.closed_on), case.result or "")
        for case in found
    ]
    return [Group("zonder-besluit", "Geëindigd zonder besluit", UNDECIDED_NL, lines)] if lines else []


def _cases(visitor: Visitor) -> Select[Any]:
    return select(Case).options(joinedload(Case.citizen).load_only(*SHOWN)).where(_mine(visitor))


def _mine(visitor: Visitor) -> ColumnElement[bool]:
    """The visitor's own cases, a team leader's team, those that wait for a second reader, or all for the office."""
    if visitor.has("administratie"):
        return Case.number.is_not(None)
    mine = [Case.consultant_id == visitor.id]
    if visitor.has("teamleider"):
        mine.append(Case.team == visitor.team)
    if visitor.has("tweede_lezer", "teamleider"):
        mine.append(Case.waits_for.in_(asks.words(lambda ask: ask.by_colleague)))
    return or_(*mine)


def _to_do(asked: Sequence[tuple[str, Case, date]], today: date) -> list[Group]:
    kinds = list(dict.fromkeys(kind for kind, _, _ in asked))
    return [
        Group(kind.replace(".", "-"), asks.of(kind).label, asks.of(kind).why, _lines(cases, today))
        for kind in kinds
        if (cases := [(case, due_on) for one, case, due_on in asked if one == kind])
    ]


def _grouped(warned: Sequence[tuple[str, Case, date]], today: date) -> list[Group]:
    kinds = [*TITLES, *sorted({kind for kind, _, _ in warned} - set(TITLES), key=_days)]
    found = []
    for kind in kinds:
        lines = _lines([(case, due_on) for one, case, due_on in warned if one == kind], today)
        title, why = _titled(kind)
        found += [Group(kind, title, why, lines)] if lines else []
    return found


def _days(kind: str) -> int:
    return int(kind.removeprefix("dagen-"))


def _titled(kind: str) -> tuple[str, str]:
    if kind in TITLES:
        return TITLES[Kind(kind)]
    days = _days(kind)
    return f"Nog {days} werkdag{'' if days == 1 else 'en'} of minder", "De termijn is bijna voorbij."


def _lines(cases: Sequence[tuple[Case, date]], today: date) -> list[Line]:
    return [
        Line(
            number=case.number,
            name=short_name(case.citizen),
            about=case.subject,
            due=short_day(due_on, year=due_on.year != today.year),
            left=days_left(urgency(today, due_on, calendar=law().calendar)),
        )
        for case, due_on in cases
    ]


SHOWN = (
    *(Citizen.salutation, Citizen.initials, Citizen.first_name, Citizen.prefix, Citizen.family_name, Citizen.title),
    *(Citizen.name_use, Citizen.partner_prefix, Citizen.partner_family_name, Citizen.partner_title),
    Citizen.partner_parted,
)
