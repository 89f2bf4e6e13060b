"""A case on its way through a process: what the steps of a flow may ask of it and do to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from config.law import law
from config.process import EndingPolicy, Process, process
from rules.clock.deadline import Deadline
from rules.clock.suspension import Ground, GroundId
from rules.facts import KINDS, Fact
from rules.record.entries import Entry, Record, every
from store import record
from store.models import Case
from tasks import clock
from tasks.terms.case_terms import case_deadline, deadline_of, started

F = TypeVar("F", bound=Fact)
D = TypeVar("D", date, Deadline)
SYSTEM = "systeem"


@dataclass
class OpenCase:
    """A case locked by one transaction, with its record and the current day."""

    db: Session
    row: Case
    process: Process
    record: Record
    today: date
    written: list[str] = field(default_factory=list)
    wakes: list[date] = field(default_factory=list)

    @classmethod
    def of(cls, db: Session, row: Case) -> OpenCase:
        """Open a case that this transaction has locked."""
        return cls(db, row, process(row.process), record.entries(db, row), clock.today())

    @property
    def opening(self) -> Entry[Any]:
        """The fact with which the case began, of the kind that opens this course."""
        return every(self.record, KINDS[self.process.opens_with])[0]

    def term(self, term_id: str, start: date) -> Deadline:
        """The last day of a statutory term that started on this day."""
        return case_deadline(self.record, term_id, start)

    def began(self, role: str) -> date:
        """The day a term of the course began; `LookupError` as long as it has not."""
        return _begun(started(self.record, self.process, role), role)

    def by(self, role: str) -> Deadline:
        """The last day of a term of the course; `LookupError` as long as it has not begun."""
        return _begun(deadline_of(self.record, self.process, role), role)

    @property
    def decide_by(self) -> Deadline:
        """The last day to decide; exists once that term has begun."""
        return self.by("decision")

    def decide_by_on(self, known: Record) -> Deadline:
        """The last day to decide, as it followed from this part of the record."""
        return _begun(deadline_of(known, self.process, "decision"), "decision")

    @property
    def ending(self) -> EndingPolicy:
        """When to tell that help ends; `LookupError` where the course says nothing about it."""
        if self.process.ending is None:
            raise LookupError(f"process “{self.process.id}” has no [ending]")
        return self.process.ending

    def ground(self, ground: GroundId) -> Ground:
        """What the law requires of one ground for suspension."""
        return law().grounds[ground]

    @property
    def closed(self) -> bool:
        """Whether the case has its result."""
        return self.row.closed_on is not None

    def note(self, fact: F) -> Entry[F]:
        """Record what the system itself observes."""
        entry = cast("Entry[F]", record.add_fact(self.db, self.row, fact, by=SYSTEM, at=clock.now()))
        self.record = (*self.record, entry)
        return entry

    def wake_on(self, day: date) -> None:
        """Run the case again on this day, whatever it waits for."""
        self.wakes.append(day)

    def working_days_after(self, day: date, count: int) -> date:
        """The day this many working days later; a negative count goes back."""
        return law().calendar.add_working_days(day, count)

    def day_after(self, day: date) -> date:
        """The first day after a wait that includes this day."""
        return day + timedelta(days=1)

    def local(self, moment: datetime) -> datetime:
        """A moment in local time."""
        return clock.local(moment)

    def mark_urgent(self) -> None:
        """Put the case at the top of the work list."""
        self.row.urgent = 1

    def close(self, result: str) -> None:
        """Close the case with a result."""
        self.row.result = result
        self.row.closed_on = self.row.closed_on or self.today


def _begun(found: D | None, role: str) -> D:
    if found is None:
        raise LookupError(f"the term “{role}” has not begun")
    return found
