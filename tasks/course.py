"""One case on its way through a process: what the steps of a flow may ask of it, and where it stops to wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy.orm import Session

from config.law import law
from config.process import Process, process
from rules.entries import Entry, Record, latest
from rules.facts import Fact, Report
from rules.terms import Deadline
from store import queries, record
from store.engine import session
from store.models import Case
from tasks import clock
from tasks.terms import case_deadline
from tasks.waiting import Action, Waiting

F = TypeVar("F", bound=Fact)
Course = Callable[["OpenCase"], None]


@dataclass
class OpenCase:
    """A locked case in one transaction, with its record and the day it is."""

    db: Session
    row: Case
    process: Process
    record: Record
    today: date
    written: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, db: Session, row: Case) -> OpenCase:
        """Open a case that this transaction holds."""
        return cls(db, row, process(row.process), record.entries(db, row), clock.today())

    @property
    def report(self) -> Entry[Report]:
        """How the case began."""
        return cast("Entry[Report]", latest(self.record, Report))

    def term(self, term_id: str, start: date) -> Deadline:
        """The last day of a term of the law that started on this day."""
        return case_deadline(self.record, term_id, start)

    def working_days_after(self, day: date, count: int) -> date:
        """The day that lies this many working days later; a negative count goes back."""
        return law().calendar.add_working_days(day, count)

    def day_after(self, day: date) -> date:
        """The first day on which a wait until this day is over."""
        return day + timedelta(days=1)

    def local(self, moment: datetime) -> datetime:
        """A moment as people here read it."""
        return clock.local(moment)

    def mark_urgent(self) -> None:
        """Put the case before all others."""
        self.row.urgent = 1

    def close(self, result: str) -> None:
        """End the case with a result."""
        self.row.result = result
        self.row.closed_on = self.row.closed_on or self.today


@dataclass(frozen=True)
class Stand:
    """Where a case stands after a pass over its process: what it waits for, and which letters still have to be made."""

    number: str
    law: str
    team: str
    waits_for: Action | None
    by: date | None
    letters: tuple[int, ...]
    written: tuple[str, ...]

    @property
    def message(self) -> str:
        """What the operations people read; no personal data."""
        return f"wacht op: {self.waits_for.value}" if self.waits_for else "afgerond"


def advance(number: str, course: Course) -> Stand:
    """Take a case from the top of its process to the next wait, in one transaction.

    Steps already on the record are not repeated. Raises `CaseUnknown`, `ProcessUnknown`.
    """
    with session() as db:
        row = record.lock_case(db, number)
        case = OpenCase.of(db, row)
        waiting = _walk(case, course)
        row.taken_up = row.version
        row.waits_for = waiting.action if waiting else None
        row.waits_by = waiting.by.on if waiting and waiting.by else None
        row.term_from = waiting.since if waiting else None
        # A day that has come was taken up by this very pass; it need not wake the case again.
        row.wakes_on = waiting.wakes_on if waiting and waiting.wakes_on and waiting.wakes_on > case.today else None
        db.flush()
        return Stand(
            number=number,
            law=row.process,
            team=row.team,
            waits_for=waiting.action if waiting else None,
            by=row.waits_by,
            letters=tuple(queries.queued_letters(db, row)),
            written=tuple(case.written),
        )


def _walk(case: OpenCase, course: Course) -> Waiting | None:
    try:
        course(case)
    except Waiting as waiting:
        return waiting
    return None
