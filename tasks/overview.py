"""How the cases stand against their terms: counts and case numbers, for the operations people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from store.engine import session
from store.models import Case
from tasks import clock


@dataclass(frozen=True)
class Overview:
    """One morning's numbers; `late` and `soon` are case numbers, the nearest last day first."""

    open: int
    late: tuple[str, ...]
    soon: tuple[str, ...]
    week: int


def overview() -> Overview:
    """The terms of today."""
    today = clock.today()
    with session(readonly=True) as db:
        number = db.scalar(select(func.count(Case.id)).where(Case.closed_on.is_(None))) or 0
        due = db.execute(
            select(Case.number, Case.waits_by)
            .where(Case.closed_on.is_(None), Case.waits_by < today + timedelta(days=7))
            .order_by(Case.waits_by, Case.number)
        ).all()
    return Overview(
        open=number,
        late=tuple(case for case, by in due if by < today),
        soon=tuple(case for case, by in due if _soon(by, today)),
        week=len(due),
    )


def _soon(by: date, today: date) -> bool:
    return today <= by <= today + timedelta(days=1)
