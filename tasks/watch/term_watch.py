"""The daily pass over the terms of all open cases, which records once whatever is due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
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
from config.process import Process, processes
from config.watch import Moments, watch_settings
from store.engine import session
from store.models import Case, DutyRow, Warned, WatchRun
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import courses
from tasks.watch import holidays

# One transaction per page, so that nobody at a desk waits for the watch.
PAGE = 5000
SHOWN = 100


class Kind(StrEnum):
    """What a warning is about; those by working days left are `dagen-10`, `dagen-5` and `dagen-1`."""

    LATE = "te-laat"
    HALF = "helft"
    CALL = "bellen"


@dataclass(frozen=True)
class Watched:
    """The result of one pass: the number of new warnings, the open duties, and the case numbers to look at."""

    day: date
    open: int
    late: int
    given: Counter[str]
    asked: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    moved: tuple[str, ...] = ()
    holidays: tuple[str, ...] = ()
    decrees_end_on: date | None = None

    def counts(self, started: int = 0) -> dict[str, Any]:
        """What is stored about a pass: its numbers, and the holidays it calculated with."""
        return {
            "open": self.open,
            "late": self.late,
            "given": dict(self.given),
            "asked": self.asked,
            "started": started,
            "holidays": list(self.holidays),
        }


def look() -> Watched:
    """Record every warning of today that was not given before; safe to repeat, and memory use does not grow."""
    today = clock.today()
    given: Counter[str] = Counter()
    # The rows that a course adds to the table stand beside its flow.
    courses()
    for kind, query in _due(processes().values(), today):
        given[kind] += _note(kind, today, query)
    moved = _moved(today)
    with session(readonly=True) as db:
        is_open = Case.closed_on.is_(None)
        asked = _asked(db, today)
        return Watched(
            day=today,
            open=db.scalar(select(func.count(Case.id)).where(is_open)) or 0,
            late=db.scalar(select(func.count(Case.id)).where(is_open, Case.waits_by < today)) or 0,
            given=given,
            asked=asked,
            numbers={kind: _numbers(db, kind, today) for kind in given}
            | {kind: _with_duty(db, kind, today) for kind in asked},
            moved=moved,
            holidays=tuple(holidays.known(today)),
            decrees_end_on=law().calendar.decree_warning(today),
        )


def keep(found: Watched, started: int) -> None:
    """Record that the watch ran, so that its absence is noticed."""
    with session() as db:
        db.add(WatchRun(ran_at=clock.now(), day=found.day, counts=found.counts(started)))


def last_run() -> WatchRun | None:
    """The last time the watch ran."""
    with session(readonly=True) as db:
        return db.scalar(select(WatchRun).order_by(WatchRun.id.desc()).limit(1))


def silent_since() -> datetime | None:
    """Since when the watch has not run, if that is too long ago; else None.

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


def _due(laws: Iterable[Process], today: date) -> Iterator[tuple[str, Select[Any]]]:
    """Each kind of warning with the cases in its stretch; a case is in one stretch of its term at a time.

    Laws that warn alike are asked about at once, so that a law without cases costs nothing.
    """
    warned: defaultdict[tuple[str, Moments], list[str]] = defaultdict(list)
    called: defaultdict[int, list[str]] = defaultdict(list)
    for one in laws:
        called[one.call.start_working_days].append(one.id)
        for role, term in one.terms.items():
            if role == asks.DECISION or _words(role):
                warned[role, term.warn or watch_settings().default].append(one.id)
    for (role, moments), alike in warned.items():
        mine = (Case.closed_on.is_(None), Case.process.in_(alike), _under(role))
        yield Kind.LATE, _cases(*mine, Case.waits_by < today)
        yield from _stretches(moments, mine, today)
    calling = Case.waits_for.in_(asks.words(lambda ask: ask.call_in_time))
    for days, alike in called.items():
        calls = (Case.closed_on.is_(None), Case.process.in_(alike), calling)
        yield Kind.CALL, _cases(*calls, Case.waits_by >= today, Case.waits_by <= _last_with(days, today))


def _under(role: str) -> ColumnElement[bool]:
    """The cases that wait under this term; one that asks what no row says waits under the term to decide."""
    if role == asks.DECISION:
        return Case.waits_for.not_in(asks.words(lambda ask: ask.term != role))
    return Case.waits_for.in_(_words(role))


def _words(role: str) -> list[str]:
    return asks.words(lambda ask: ask.term == role)


def _stretches(
    moments: Moments, mine: tuple[ColumnElement[bool], ...], today: date
) -> Iterator[tuple[str, Select[Any]]]:
    """From the last working day back, so that a case past one moment gets no warning about an earlier one."""
    after = today - timedelta(days=1)
    for left in sorted(moments.working_days):
        by = _last_with(left, today)
        yield f"dagen-{left}", _cases(*mine, Case.waits_by > after, Case.waits_by <= by)
        after = by
    if moments.half:
        yield Kind.HALF, _cases(*mine, Case.waits_by > after, _half_passed(today))


def _last_with(left: int, today: date) -> date:
    """The last day that leaves at most this many working days; it may be a rest day."""
    return law().calendar.add_working_days(today, left + 1) - timedelta(days=1)


def _half_passed(today: date) -> ColumnElement[bool]:
    now = _Day(literal(today.isoformat()))
    return _Day(Case.waits_by) - now <= now - _Day(Case.term_from)


class _Day(FunctionElement[Any]):
    """A day that is stored as text, converted to a number."""

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
    """Record this warning for each of these cases that has not had it about this day; returns how many were new."""
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


def _moved(today: date) -> tuple[str, ...]:
    """The cases whose deadline another calendar moves; they run again today."""
    last = last_run()
    return holidays.wake(holidays.changed(last.counts.get("holidays", ())), today) if last else ()


def _asked(db: Session, today: date) -> dict[str, int]:
    """How many cases have each duty today; it is counted every day until it is done."""
    counted = select(DutyRow.kind, func.count()).where(*showing(today)).group_by(DutyRow.kind)
    return dict(db.execute(counted).tuples().all())


def _with_duty(db: Session, kind: str, today: date) -> tuple[str, ...]:
    query = select(Case.number).join(DutyRow, DutyRow.case_id == Case.id).where(DutyRow.kind == kind, *showing(today))
    return tuple(db.scalars(query.order_by(DutyRow.due_on, Case.number).limit(SHOWN)))


def showing(today: date) -> tuple[ColumnElement[bool], ...]:
    """The duties that are shown today."""
    return DutyRow.from_on <= today, DutyRow.until_on.is_(None) | (DutyRow.until_on >= today)
