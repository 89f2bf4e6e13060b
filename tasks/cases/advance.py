"""One pass: a case runs from the top of its process to the next wait, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rules.facts import TermMoved
from store import queries, record
from store.engine import session
from tasks.cases import duties, overtaken
from tasks.cases.asks import Ask, Waiting
from tasks.cases.courses import Course
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import walk


@dataclass(frozen=True)
class Stand:
    """The state of a case after a pass over its process: what it waits for, and which letters still have to be made."""

    number: str
    law: str
    team: str
    waits_for: Ask | None
    by: date | None
    letters: tuple[int, ...]
    written: tuple[str, ...]

    @property
    def message(self) -> str:
        """A message for operators, without personal data."""
        return f"wacht op: {self.waits_for.word}" if self.waits_for else "afgerond"


def advance(number: str, course: Course) -> Stand:
    """Run a case from the top of its process to the next wait, in one transaction.

    Steps already on the record are not repeated. Raises `CaseUnknown` or `ProcessUnknown`.
    """
    with session() as db:
        row = record.lock_case(db, number)
        case = OpenCase.of(db, row)
        before, since = (row.waits_for, row.term_from, row.waits_by), row.taken_up
        waiting = walk(case, course)
        if row.taken_up == row.version:
            _note_move(case, before, waiting)
        row.taken_up = row.version
        row.waits_for = waiting.ask.word if waiting else None
        row.waits_by = waiting.by.on if waiting and waiting.by else None
        row.term_from = waiting.since if waiting else None
        row.wakes_on = _next_wake(case, waiting)
        overtaken.withdraw(case, course, since=since)
        duties.keep(db, row, duties.duties(case.record, case.process, row.closed_on, case.letters.values()))
        db.flush()
        return Stand(
            number=number,
            law=row.process,
            team=row.team,
            waits_for=waiting.ask if waiting else None,
            by=row.waits_by,
            letters=tuple(queries.queued_letters(db, row)),
            written=tuple(case.written),
        )


def _note_move(case: OpenCase, before: tuple[str | None, date | None, date | None], waiting: Waiting | None) -> None:
    """Record that the deadline moved though the wait is the same: the calendar or the law data must have changed."""
    if waiting is None or waiting.by is None or before[2] is None or before[2] == waiting.by.on:
        return
    if before[:2] == (waiting.ask.word, waiting.since):
        moved = TermMoved(before_on=before[2], after_on=waiting.by.on)
        case.note(moved)


def _next_wake(case: OpenCase, waiting: Waiting | None) -> date | None:
    """The next day to look at the case again; days up to today are covered by this pass."""
    days = [*case.wakes, *([waiting.wakes_on] if waiting and waiting.wakes_on else [])]
    return min((day for day in days if day > case.today), default=None)
