"""The cases that need somebody's attention, with their terms, in a fixed number of database queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from config.law import law
from desk.cases.next_step import next_step
from desk.web.sessions import Visitor
from desk.web.words import age, days_left, short_name
from rules.calendar.days import SUNDAY
from rules.calendar.urgency import Status, progress, urgency
from rules.calls import FAILED, REACHED, SPOKEN, UPHOLDS, Channel
from rules.wording import short_day
from store.models import CallRow, Case, Decision, FactRow, Letter
from tasks import clock
from tasks.cases import asks
from tasks.cases.asks import Ask

LATE, NOW, WEEK, LATER = "laat", "nu", "week", "later"
GROUPS = ((LATE, "Over de termijn"), (NOW, "Vandaag en morgen"), (WEEK, "Deze week"), (LATER, "Later"))
# On a list that others see as well.
UNTOLD = "zie de zaak: het adres is geheim"
MOST = 500
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Term:
    """A last day as the bar shows it, or only words when there is none."""

    due: str
    left: str
    status: str
    percent: int


@dataclass(frozen=True)
class Row:
    """One case in the list."""

    number: str
    name: str
    about: str
    ask: Ask
    todo: str
    term: Term | None
    group: str
    urgent: bool
    citizen_phone: str
    reachable: str
    language: str
    tried: int


@dataclass(frozen=True)
class Visit:
    """A planned conversation."""

    on: date
    at: time
    place: str
    number: str
    name: str


@dataclass(frozen=True)
class CallResults:
    """What calling first achieved in the last thirty days."""

    spoken: int
    changed: int


def cases(db: Session, visitor: Visitor) -> Sequence[Case]:
    """The open cases that this visitor looks after, most urgent first."""
    query = (
        select(Case)
        .options(joinedload(Case.citizen))
        .where(Case.closed_on.is_(None), Case.waits_for.is_not(None), _own(visitor))
        .order_by(Case.urgent.desc(), Case.waits_by.is_(None), Case.waits_by, Case.number)
    )
    return db.scalars(query.limit(MOST)).all()


def _own(visitor: Visitor) -> ColumnElement[bool]:
    """A consultant sees their own cases, a second reader those that wait for one, a team leader those of the team."""
    mine = [Case.consultant_id == visitor.id] if visitor.has("consulent") else []
    if visitor.has("tweede_lezer", "teamleider"):
        mine.append(Case.waits_for.in_(asks.words(lambda ask: ask.by_colleague)))
    if visitor.has("teamleider"):
        mine.append(Case.team == visitor.team)
    if visitor.has("administratie"):
        mine.append(Case.number.is_not(None))
    return or_(false(), *mine)


def held(db: Session, visitor: Visitor) -> Sequence[tuple[Letter, Case]]:
    """The letters that are held in cases of this consultant, closed ones too, or of the team of who leads it."""
    mine = [Case.consultant_id == visitor.id] if visitor.has("consulent") else []
    mine += [Case.team == visitor.team] if visitor.has("teamleider") else []
    query = select(Letter, Case).join(Case, Case.id == Letter.case_id).options(joinedload(Case.citizen))
    query = query.where(Letter.status == "held", or_(false(), *mine)).order_by(Letter.id)
    return db.execute(query.limit(MOST)).tuples().all()


def rows(db: Session, found: Sequence[Case], visitor: Visitor) -> tuple[list[Row], list[Visit]]:
    """The cases as rows, and the planned conversations."""
    today = clock.today()
    ids = [case.id for case in found]
    visits = _visits(db, found, ids)
    tried = _tried(db, ids)
    by_number = {visit.number: visit for visit in visits}
    made = [
        _row(case, next_step(case.waits_for, visitor), by_number.get(case.number), tried.get(case.id, 0))
        for case in found
    ]
    return made, [visit for visit in visits if visit.on >= today]


def term(case: Case, today: date) -> Term | None:
    """The last day of what a case waits for."""
    still = case.waits_for is not None and asks.of(case.waits_for).still
    if case.waits_by is None:
        return Term(f"tot {short_day(case.wakes_on)}", "", Status.STILL, 0) if case.wakes_on else None
    now = urgency(today, case.waits_by, calendar=law().calendar, suspended=still)
    percent = progress(today, case.term_from or case.received_on, case.waits_by)
    year = case.waits_by.year != today.year
    return Term(short_day(case.waits_by, year=year), days_left(now), now.status, percent)


def call_results(db: Session, visitor: Visitor) -> CallResults:
    """How many people this visitor reached before a rejection, and for how many of them the decision changed."""
    changed = REACHED - UPHOLDS
    query = select(
        func.count(func.distinct(CallRow.case_id)).filter(CallRow.outcome.in_(REACHED)),
        func.count(func.distinct(CallRow.case_id)).filter(CallRow.outcome.in_(changed)),
    ).where(CallRow.caller == visitor.id, CallRow.called_at >= clock.now() - LOOK_BACK)
    spoken, other = db.execute(query).one()
    return CallResults(spoken, other)


def _row(case: Case, doing: Ask | None, visit: Visit | None, tried: int) -> Row:
    if doing is None:
        raise LookupError("a case on the list waits for something")
    citizen, today = case.citizen, clock.today()
    years = age(citizen.born_on, today)
    return Row(
        number=case.number,
        name=short_name(citizen),
        about=f"{years} jaar, {case.subject}" if years is not None else case.subject,
        ask=doing,
        todo=_todo(doing, visit, tried, today),
        term=term(case, today),
        group=_group(case, doing, visit, today),
        urgent=bool(case.urgent),
        citizen_phone=citizen.phone,
        reachable=citizen.reachable,
        language=f"{citizen.language}, tolk nodig" if citizen.interpreter else citizen.language,
        tried=tried,
    )


def _todo(doing: Ask, visit: Visit | None, tried: int, today: date) -> str:
    if doing.visit and visit and visit.on >= today:
        return f"Gesprek op {short_day(visit.on)} om {visit.at:%H.%M} uur, {visit.place}."
    if doing is asks.CALL and tried:
        return f"{doing.todo} Dit wordt poging {tried + 1}."
    return doing.todo


def _group(case: Case, doing: Ask, visit: Visit | None, today: date) -> str:
    planned = visit.on if visit and doing.visit and visit.on >= today else None
    if case.waits_by and case.waits_by < today and not doing.still:
        return LATE
    due = None if doing.still else case.waits_by
    first = min((day for day in (due, planned) if day), default=None)
    if case.urgent or (first and first <= today + timedelta(days=1)):
        return NOW
    return WEEK if first and first <= today + timedelta(days=SUNDAY - today.weekday()) else LATER


def _visits(db: Session, found: Sequence[Case], ids: list[int]) -> list[Visit]:
    newest = (
        select(FactRow.case_id, func.max(FactRow.seq).label("seq"))
        .where(FactRow.kind == "Appointment", FactRow.case_id.in_(ids))
        .group_by(FactRow.case_id)
        .subquery()
    )
    query = select(FactRow).join(newest, and_(FactRow.case_id == newest.c.case_id, FactRow.seq == newest.c.seq))
    by_id = {case.id: case for case in found}
    made = [_visit(by_id[row.case_id], row.body) for row in db.scalars(query)]
    return sorted(made, key=lambda visit: (visit.on, visit.at))


def _visit(case: Case, body: dict[str, str]) -> Visit:
    on, at = date.fromisoformat(body["on"]), time.fromisoformat(body["at"])
    place = UNTOLD if case.citizen.secret_address else body["place"]
    return Visit(on, at, place, case.number, short_name(case.citizen))


def _tried(db: Session, ids: list[int]) -> dict[int, int]:
    """Attempts to speak about the newest intention of each case; those about a penalty are not counted."""
    intended = select(FactRow.id).where(FactRow.case_id.in_(ids), FactRow.kind == "Intention")
    about = select(func.max(Decision.id)).where(Decision.case_id.in_(ids), Decision.fact_id.in_(intended))
    newest = about.group_by(Decision.case_id).scalar_subquery()
    query = select(CallRow.case_id, FactRow.body).join(FactRow, FactRow.id == CallRow.fact_id)
    failed = db.execute(query.where(CallRow.decision_id.in_(newest), CallRow.outcome.in_(FAILED)))
    return Counter(case for case, body in failed.tuples() if body.get("channel", Channel.PHONE) in SPOKEN)
