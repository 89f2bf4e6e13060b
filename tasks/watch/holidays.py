"""Finds the cases whose terms move when a holiday is added or removed later (Atw art. 1 to 3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from config.law import law
from config.process import process
from store.engine import session
from store.models import Case, DutyRow
from tasks.cases.duties import Duty, duties
from tasks.cases.look import look
from tasks.cases.open_case import OpenCase

PAGE = 500
YEARS = range(-1, 5)


def known(today: date) -> list[str]:
    """The holidays of the years around this day, stored with a pass for later comparison."""
    return [day.isoformat() for year in YEARS for day in _of(today.year + year)]


def changed(before: Sequence[str]) -> tuple[date, ...]:
    """The days that became or are no longer a holiday since then; empty without an earlier pass."""
    was = {date.fromisoformat(day) for day in before}
    years = {day.year for day in was}
    now = {day for year in years for day in _of(year)}
    return tuple(sorted(was ^ now))


def wake(days: Sequence[date], today: date) -> tuple[str, ...]:
    """Wake each case that these days move, and return the numbers of those cases.

    A case is recalculated only if one of the days falls within its term or before the end of one of its duties.
    """
    woken: list[str] = []
    last = 0
    while days:
        with session() as db:
            page = db.scalars(_touched(days, today).where(Case.id > last).order_by(Case.id).limit(PAGE)).all()
            for case in page:
                if _moves(db, case):
                    # The daily recovery starts it, and keeps trying until a run has taken it up.
                    case.wakes_on = today
                    woken.append(case.number)
        if len(page) < PAGE:
            break
        last = page[-1].id
    return tuple(woken)


def _touched(days: Sequence[date], today: date) -> Select[tuple[Case]]:
    first = min(days)
    within: list[ColumnElement[bool]] = [(Case.term_from <= day) & (Case.waits_by >= day) for day in days]
    asks = exists().where(DutyRow.case_id == Case.id, DutyRow.due_on >= first)
    running = Case.closed_on.is_(None) & (Case.waits_by >= min(today, first)) & or_(*within)
    return select(Case).where(or_(running, asks))


def _moves(db: Session, case: Case) -> bool:
    """Whether a look at the case gives another last day or other duties than those it has."""
    seen = look(db, case)
    ends = seen.waiting.by.on if seen.waiting and seen.waiting.by else None
    letters = OpenCase.of(db, case, dry=True).letters.values()
    rows = db.scalars(select(DutyRow).where(DutyRow.case_id == case.id))
    noted = tuple(sorted(Duty(row.kind, row.from_on, row.due_on, row.until_on) for row in rows))
    moved = ends is not None and case.waits_by is not None and ends != case.waits_by
    return moved or noted != duties(seen.record, process(case.process), case.closed_on, letters)


def _of(year: int) -> list[date]:
    calendar, day = law().calendar, date(year, 1, 1)
    days = (day + timedelta(days=n) for n in range((date(year + 1, 1, 1) - day).days))
    return [one for one in days if calendar.is_holiday(one)]
