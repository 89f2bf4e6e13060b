"""The daily pass over the terms of all open cases: what is due is noted once, and nothing passes unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, exists, func, insert, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from config.law import law
from config.process import Process, process, processes
from config.watch import Moments, watch_settings
from rules.penalty import Penalty
from store import record
from store.engine import session
from store.models import Case, FactRow, Warned, WatchRun
from tasks import clock, terms
from tasks.recovery import Unfinished
from tasks.waiting import Action

# A page is one transaction: nobody at a desk waits for the watch.
PAGE = 5000
SHOWN = 100
INVESTIGATING = (Action.PLAN, Action.INVESTIGATE, Action.REOPENED)
CALLING = (Action.CALL, Action.CALL_BACK, Action.OTHER_WAY, Action.URGENT)
AFTER_PENALTY = timedelta(weeks=2)
LOOK_BACK = timedelta(days=90)


class Kind(StrEnum):
    """What a warning is about; the working days left are `dagen-10`, `dagen-5`, `dagen-1`."""

    LATE = "te-laat"
    HALF = "helft"
    CALL = "bellen"
    DEFAULT = "ingebrekestelling"
    PENALTY = "dwangsom-loopt"
    SET_PENALTY = "dwangsom-vaststellen"


@dataclass(frozen=True)
class Watched:
    """What one pass found: how many of each kind were new, and the case numbers to look at."""

    day: date
    open: int
    late: int
    given: Counter[str]
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: tuple[Unfinished, ...] = ()
    decrees_end_on: date | None = None

    def counts(self, started: int = 0) -> dict[str, Any]:
        """The numbers that are kept."""
        return {"open": self.open, "late": self.late, "given": dict(self.given), "started": started}


def look() -> Watched:
    """Note every warning of today that was not given before; safe to repeat, and nothing is held in memory."""
    today = clock.today()
    given: Counter[str] = Counter()
    for one in processes().values():
        for kind, query in _due(one, today):
            given[kind] += _note(kind, today, query)
    given += _defaults(today)
    with session(readonly=True) as db:
        is_open = Case.closed_on.is_(None)
        return Watched(
            day=today,
            open=db.scalar(select(func.count(Case.id)).where(is_open)) or 0,
            late=db.scalar(select(func.count(Case.id)).where(is_open, Case.waits_by < today)) or 0,
            given=given,
            numbers={kind: _numbers(db, kind, today) for kind in given},
            moved=_moved(db, today),
            decrees_end_on=law().calendar.decree_warning(today),
        )


def keep(found: Watched, started: int) -> None:
    """Note that the watch ran, so that its absence is noticed."""
    with session() as db:
        db.add(WatchRun(ran_at=clock.now(), day=found.day, counts=found.counts(started)))


def last_run() -> WatchRun | None:
    """The last time the watch ran."""
    with session(readonly=True) as db:
        return db.scalar(select(WatchRun).order_by(WatchRun.id.desc()).limit(1))


def silent_since() -> datetime | None:
    """Since when the watch has been away, once that is too long; else None.

    A record without any pass counts from its first case.
    """
    last = last_run()
    if last is None:
        with session(readonly=True) as db:
            since = db.scalar(select(Case.created_at).order_by(Case.id).limit(1))
    else:
        since = last.ran_at
    away = since is not None and clock.now() - since > timedelta(hours=watch_settings().alarm_hours)
    return since if away else None


def _due(one: Process, today: date) -> Iterator[tuple[str, Select[Any]]]:
    """Each kind of warning with the cases that are in its stretch; a case is in one stretch of its term."""
    for term_id, stretch in (
        (one.terms.investigation, Case.waits_for.in_(INVESTIGATING)),
        (one.terms.decision, Case.waits_for.not_in(INVESTIGATING)),
    ):
        mine = (Case.closed_on.is_(None), Case.process == one.id, stretch)
        yield Kind.LATE, _cases(*mine, Case.waits_by < today)
        yield from _stretches(watch_settings().of(term_id), mine, today)
    by = _last_with(one.call.start_working_days, today)
    calls = (Case.closed_on.is_(None), Case.process == one.id, Case.waits_for.in_(CALLING))
    yield Kind.CALL, _cases(*calls, Case.waits_by >= today, Case.waits_by <= by)


def _stretches(
    moments: Moments, mine: tuple[ColumnElement[bool], ...], today: date
) -> Iterator[tuple[str, Select[Any]]]:
    """From the last working day back: who is past one moment is not warned again of an earlier one."""
    after = today - timedelta(days=1)
    for left in sorted(moments.working_days):
        by = _last_with(left, today)
        yield f"dagen-{left}", _cases(*mine, Case.waits_by > after, Case.waits_by <= by)
        after = by
    if moments.half:
        yield Kind.HALF, _cases(*mine, Case.waits_by > after, _half_passed(today))


def _last_with(left: int, today: date) -> date:
    """The last day that leaves at most so many working days; it may be a day of rest."""
    return law().calendar.add_working_days(today, left + 1) - timedelta(days=1)


def _half_passed(today: date) -> ColumnElement[bool]:
    now = _Day(literal(today.isoformat()))
    return _Day(Case.waits_by) - now <= now - _Day(Case.term_from)


class _Day(FunctionElement[Any]):
    """A day kept as text, as a number to count with."""

    inherit_cache = True
    type = Integer()


@compiles(_Day, "sqlite")
def _on_sqlite(day: _Day, compiler: SQLCompiler, **options: Any) -> str:
    return f"julianday({compiler.process(day.clauses, **options)})"


@compiles(_Day, "postgresql")
def _on_postgresql(day: _Day, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(day.clauses, **options)} AS date)"


def _cases(*where: ColumnElement[bool]) -> Select[Any]:
    return select(Case.id, Case.waits_by).where(*where)


def _note(kind: str, today: date, query: Select[Any]) -> int:
    """Write this warning for each of these cases that has not had it about this day; how many were new."""
    before = exists().where(Warned.case_id == Case.id, Warned.kind == kind, Warned.due_on == Case.waits_by)
    page = query.with_only_columns(Case.id, literal(kind), literal(today, Warned.given_on.type), Case.waits_by)
    page = page.where(~before).limit(PAGE)
    columns = ["case_id", "kind", "given_on", "due_on"]
    written, more = 0, PAGE
    while more == PAGE:
        with session() as db:
            # Not rowcount: psycopg says -1 here.
            more = len(db.execute(insert(Warned).from_select(columns, page).returning(Warned.id)).all())
        written += more
    return written


def _numbers(db: Session, kind: str, today: date) -> tuple[str, ...]:
    query = select(Case.number).join(Warned, Warned.case_id == Case.id)
    return tuple(
        db.scalars(
            query.where(Warned.kind == kind, Warned.given_on == today).order_by(Warned.due_on, Case.number).limit(SHOWN)
        )
    )


def _moved(db: Session, today: date) -> tuple[Unfinished, ...]:
    """Cases that wait by a day which the calendar no longer calls a working day: a holiday was added (Atw art. 3)."""
    where = (Case.closed_on.is_(None), Case.waits_by >= today)
    days = [day for day in db.scalars(select(Case.waits_by).where(*where).distinct()) if _rests(day)]
    found = select(Case.number, Case.version, Case.process).where(*where, Case.waits_by.in_(days))
    return tuple(Unfinished(*row) for row in db.execute(found.order_by(Case.waits_by)).tuples()) if days else ()


def _rests(day: date | None) -> bool:
    return day is not None and law().calendar.is_rest_day(day)


def _defaults(today: date) -> Counter[str]:
    """What each notice of default asks for now: decide, or set the penalty (Awb 4:17 and 4:18)."""
    given: Counter[str] = Counter()
    last = 0
    while True:
        with session() as db:
            page = _in_default(db, last, today)
            for case in page:
                given += _default(db, case, today)
        if not page:
            return given
        last = page[-1].id


def _in_default(db: Session, after: int, today: date) -> Sequence[Case]:
    noticed = exists().where(FactRow.case_id == Case.id, FactRow.kind == "DefaultNotice")
    recent = Case.closed_on.is_(None) | (Case.closed_on >= today - LOOK_BACK)
    return db.scalars(select(Case).where(Case.id > after, noticed, recent).order_by(Case.id).limit(SHOWN)).all()


def _default(db: Session, case: Case, today: date) -> Counter[str]:
    ended_on = case.closed_on or today
    run = terms.penalty_of(record.entries(db, case), process(case.process), ended_on)
    given: Counter[str] = Counter()
    for kind, due_on in _asked(run, today, closed=case.closed_on) if run else ():
        had = exists().where(Warned.case_id == case.id, Warned.kind == kind, Warned.due_on == due_on)
        if not db.scalar(select(had)):
            db.add(Warned(case_id=case.id, kind=kind, given_on=today, due_on=due_on))
            given[kind] += 1
    return given


def _asked(run: Penalty, today: date, *, closed: date | None) -> Iterator[tuple[str, date]]:
    """Within two weeks of the last day with a penalty, its amount is set (Awb 4:18)."""
    if run.first_on is None or run.last_on is None:
        return
    if closed is None and today < run.first_on:
        yield Kind.DEFAULT, run.first_on - timedelta(days=1)
    if closed is None and run.first_on <= today <= run.last_on:
        yield Kind.PENALTY, run.last_on
    last_on = min(run.last_on, closed) if closed else run.last_on
    if run.days and (closed or today > run.last_on):
        yield Kind.SET_PENALTY, law().calendar.roll(last_on + AFTER_PENALTY)
