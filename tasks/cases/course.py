"""One case on its way through a process: what the steps of a flow may ask of it, and where it stops to wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy.orm import Session

from config.law import law
from config.process import Process, process
from rules.clock.deadline import Deadline
from rules.clock.suspension import Ground, GroundId
from rules.facts import Fact, Report, TermMoved
from rules.record.entries import Entry, Record, latest
from store import queries, record
from store.engine import session
from store.models import Case
from tasks import clock
from tasks.cases import duties
from tasks.cases.waiting import Action, Waiting
from tasks.terms.case_terms import case_deadline, decision_deadline

F = TypeVar("F", bound=Fact)
SYSTEM = "systeem"
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
    wakes: list[date] = field(default_factory=list)

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

    @property
    def investigate_by(self) -> Deadline:
        """The last day to investigate."""
        return self.term(self.process.terms.investigation, self.report.fact.received_on)

    @property
    def decide_by(self) -> Deadline:
        """The last day to decide; there is one from the application on."""
        return self.decide_by_on(self.record)

    def decide_by_on(self, known: Record) -> Deadline:
        """The last day to decide, as a part of the record has it."""
        found = decision_deadline(known, self.process)
        if found is None:
            raise LookupError("the term to decide begins with an application")
        return found

    def ground(self, ground: GroundId) -> Ground:
        """What the law asks of one ground for suspension."""
        return law().grounds[ground]

    @property
    def closed(self) -> bool:
        """True when the case has its result."""
        return self.row.closed_on is not None

    def note(self, fact: F) -> Entry[F]:
        """Put on the record what the system itself sees."""
        entry = cast("Entry[F]", record.add_fact(self.db, self.row, fact, by=SYSTEM, at=clock.now()))
        self.record = (*self.record, entry)
        return entry

    def wake_on(self, day: date) -> None:
        """Look at the case again on this day, whatever it waits for."""
        self.wakes.append(day)

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
        before = row.waits_for, row.term_from, row.waits_by
        waiting = _walk(case, course)
        if row.taken_up == row.version:
            _note_move(case, before, waiting)
        row.taken_up = row.version
        row.waits_for = waiting.action if waiting else None
        row.waits_by = waiting.by.on if waiting and waiting.by else None
        row.term_from = waiting.since if waiting else None
        row.wakes_on = _next_wake(case, waiting)
        duties.keep(db, row, duties.duties(case.record, case.process, row.closed_on))
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


def _note_move(case: OpenCase, before: tuple[str | None, date | None, date | None], waiting: Waiting | None) -> None:
    """Nothing new on the record, the same wait, and yet another last day: the calendar or the law's data changed."""
    if waiting is None or waiting.by is None or before[2] is None or before[2] == waiting.by.on:
        return
    if before[:2] == (waiting.action, waiting.since):
        moved = TermMoved(before_on=before[2], after_on=waiting.by.on)
        case.note(moved)


def _next_wake(case: OpenCase, waiting: Waiting | None) -> date | None:
    """A day that has come was taken up by this very pass; it need not wake the case again."""
    days = [*case.wakes, *([waiting.wakes_on] if waiting and waiting.wakes_on else [])]
    return min((day for day in days if day > case.today), default=None)


def _walk(case: OpenCase, course: Course) -> Waiting | None:
    try:
        course(case)
    except Waiting as waiting:
        return waiting
    return None
