"""A case on its way through a process: what the steps of a flow may ask of it and do to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy.orm import Session

from config.law import law
from config.process import Process, process
from config.process_file import EndingPolicy
from letters.writing.texts import current
from rules.clock.deadline import Deadline
from rules.clock.suspension import Ground, GroundId
from rules.facts import KINDS, Fact
from rules.record import case_state
from rules.record.entries import Entry, Facts, Record, every
from store import queries, record
from store.models import Case
from tasks import clock
from tasks.cases.accepted import Accepted, Problems
from tasks.cases.asks import SENDING, Waiting
from tasks.terms.case_terms import after, case_deadline, deadline_of, started

F = TypeVar("F", bound=Fact)
D = TypeVar("D", date, Deadline)
SYSTEM = "systeem"


@dataclass(frozen=True)
class Sent:
    """A letter of the case to one party, as its steps need to know it; `about` is the place of a fact on the record.

    It is posted on `dated_on`; `left_on` is that day, once it was handed over, or the day that the printer said.
    """

    name: str
    about: int
    party: int
    dated_on: date
    status: str
    decides: bool = False
    left_on: date | None = None
    # In a bundle, so that nothing stops it any more.
    leaving: bool = False
    # For somebody who prints and posts it.
    by_hand: bool = False


@dataclass
class OpenCase:
    """A case with its record and the current day: locked by one transaction or, when `dry`, only looked at.

    A dry pass writes nothing. It keeps what the steps say: which facts the case takes, for which waits it would end.
    """

    db: Session
    row: Case
    process: Process
    record: Record
    today: date
    letters: dict[tuple[str, int, int], Sent]
    dry: bool = False
    closed_on: date | None = None
    result: str = ""
    accepted: list[Accepted] = field(default_factory=list)
    refused: dict[type[Fact], str] = field(default_factory=dict)
    required: dict[type[Fact], Problems] = field(default_factory=dict)
    because: str = ""
    pauses: list[Waiting] = field(default_factory=list)
    foreseen: list[tuple[str, int]] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    reached: set[tuple[str, int, int]] = field(default_factory=set)
    wakes: list[date] = field(default_factory=list)
    # The last day of each term, by its role and by how much was on the record.
    deadlines: dict[tuple[str, int], Deadline | None] = field(default_factory=dict)

    @classmethod
    def of(cls, db: Session, row: Case, *, dry: bool = False, known: Record | None = None) -> OpenCase:
        """Open a case: one that this transaction has locked or, `dry`, one to look at; `known` is its record."""
        sent = {(current(letter.name), letter.about, letter.party): letter for letter in _sent(db, row)}
        facts = record.entries(db, row) if known is None else known
        given = process(row.process), facts, clock.today(), sent
        return cls(db, row, *given, dry=dry, closed_on=row.closed_on)

    def accepts(
        self,
        kind: type[F],
        *,
        form: str = "",
        where: Callable[[F], bool] = lambda _: True,
        rule: Callable[[F, Record, str], None] = lambda *_: None,
        problems: Problems = lambda *_: {},
        closed: bool = False,
        offered: bool = True,
    ) -> None:
        """Take a kind of fact from here on, as `Accepted` describes; what was refused stays refused."""
        if kind not in self.refused and (closed or not self.closed):
            self.accepted.append(
                Accepted(
                    kind=kind, process=self.process, form=form, where=where, rule=rule, problems=problems,
                    besides=self.required.get(kind), offered=offered,
                )
            )  # fmt: skip

    def requires(self, kind: type[F], problems: Problems) -> None:
        """Hold a kind of fact that a later step takes to this as well."""
        self.required[kind] = problems

    def refuses(self, kind: type[Fact], because: str, *, closed: bool = False) -> None:
        """Say why a kind of fact does not belong here now, in a Dutch sentence; in a closed case only when `closed`."""
        if closed or not self.closed:
            self.refused[kind] = because

    def refuses_others(self, because: str) -> None:
        """Say why nothing else belongs here now."""
        self.because = because

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
        return _begun(self.deadline(role), role)

    def deadline(self, role: str) -> Deadline | None:
        """The last day of a term of the course, if it has begun; worked out once for what is on the record."""
        known = role, len(self.record)
        if known not in self.deadlines:
            self.deadlines[known] = deadline_of(self.record, self.process, role)
        return self.deadlines[known]

    def has_begun(self, role: str) -> bool:
        """Whether a term of the course has begun."""
        return started(self.record, self.process, role) is not None

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
        """Whether what the case comes to stands: it has its result, or its letter only has to leave and is not held."""
        return self.closed_on is not None or self._leaving

    @property
    def _leaving(self) -> bool:
        if self.row.waits_for != SENDING.word or case_state.withdrawal(self.record):
            return False
        decision = self.decision_letter
        return decision is not None and decision.status == "rendered"

    @property
    def decision_letter(self) -> Sent | None:
        """The letter of the decision that counts on the application, if it was written."""
        meant = case_state.intention(self.record)
        mine = (one for one in self.letters.values() if meant and one.decides and one.about == meant.seq)
        return next(mine, None)

    def note(self, fact: F) -> Entry[F]:
        """Record what the system itself observes."""
        if self.dry:
            self.record = after(self.record, fact)
            return cast("Entry[F]", self.record[-1])
        entry = cast("Entry[F]", record.add_fact(self.db, self.row, fact, by=SYSTEM, at=clock.now()))
        self.record = Facts((*self.record, entry))
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

    def day_of(self, entry: Entry[Any] | None) -> date | None:
        """The day on which a fact was recorded, if it was."""
        return clock.local(entry.at).date() if entry else None

    def mark_urgent(self) -> None:
        """Put the case at the top of the work list."""
        if not self.dry:
            self.row.urgent = 1

    def close(self, result: str, *, on: date | None = None) -> None:
        """Close the case with a result, today or on the day that its letter left."""
        self.closed_on, self.result = self.closed_on or on or self.today, result
        if not self.dry:
            self.row.result, self.row.closed_on = result, self.closed_on

    def reopen(self) -> None:
        """Open a case again whose withdrawal the citizen took back, or whose citizen did not die."""
        self.closed_on = None
        if not self.dry:
            self.row.result = self.row.closed_on = None
            # The same pass may find another end, and the record takes one step at a time.
            self.db.flush()


def _sent(db: Session, row: Case) -> Iterator[Sent]:
    found = queries.letters_sent(db, row)
    for name, about, party, dated_on, status, decides, posted_on, handed_at, bundle, channel in found:
        left_on = posted_on or (max(dated_on, clock.local(handed_at).date()) if handed_at else None)
        goes = bundle is not None, channel == "balie"
        yield Sent(name, about, party, dated_on, status, bool(decides), left_on, *goes)


def _begun(found: D | None, role: str) -> D:
    if found is None:
        raise LookupError(f"the term “{role}” has not begun")
    return found
