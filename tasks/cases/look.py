"""A look at a case: one pass of its course that leaves nothing behind, and says what the case takes and waits for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy.orm import Session

from config.municipality import municipality
from config.process import Process
from rules.clock.deadline import Deadline
from rules.errors import FactUntimely
from rules.facts import KINDS, Approval, Fact, PartyEnded, PartyJoined, ReminderMet
from rules.facts.arrival.contact import ContactSettled
from rules.facts.arrival.misfit import MisfitSettled
from rules.facts.kind import ANNOUNCED, CLOSED, NOT_ASKED
from rules.facts.note import SentenceAgreed
from rules.facts.parties import NO_PARTY
from rules.facts.post.address import (
    REPRESENTATIVE,
    AddressCorrected,
    AddressHidden,
    AddressOpened,
    AddressShown,
    HeirsNamed,
)
from rules.facts.post.held import SpellingChosen
from rules.facts.remedies.dispute import Dispute, DisputeEnded
from rules.record import case_state, endings, parties, references
from rules.record.entries import Record, every, latest
from rules.record.reminders import open_contacts, open_misfit
from rules.results import UNDECIDED
from store import queries
from store.changed_rows import OF_A_LETTER
from store.models import Case
from tasks import clock
from tasks.cases import asks, duties
from tasks.cases.accepted import Accepted
from tasks.cases.asks import Waiting
from tasks.cases.courses import course_of
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, stages
from tasks.cases.waiting import walk
from tasks.terms import case_terms

ABOUT_HELD = (*OF_A_LETTER, SpellingChosen)
CONSULTANT = "consulent"
UNSEEN = (
    "Alleen wie dit geheime adres ziet, legt vast dat het niet meer geheim is. Vraag het de consulent van de zaak of "
    "een teamleider, of open het adres eerst."
)
REACHING = (AddressCorrected, AddressHidden, AddressOpened, AddressShown, HeirsNamed)


@dataclass(frozen=True)
class TermSeen:
    """A term of the course: its name and what begins it, from when until when it runs, and when it was met."""

    role: str
    name: str
    begins: str
    start_on: date | None
    end: Deadline | None
    met_on: date | None


@dataclass(frozen=True)
class Look:
    """What one pass said: the facts that the case takes, what it waits for, its stages, terms, and letters to write.

    `result` is what the case comes to, once its course gets that far. `because` is why nothing else is taken;
    `refused` why one kind is not. `ended` is the wait at which the look ended, which may be past the one that ends a
    run. `letters` are those of the next run, `foreseen` all, each with the place of the fact it is about.
    """

    record: Record
    closed: bool
    result: str
    accepts: tuple[Accepted, ...]
    refused: dict[type[Fact], str]
    because: str
    waiting: Waiting | None
    ended: Waiting | None
    stages: tuple[Stage, ...]
    terms: tuple[TermSeen, ...]
    letters: tuple[str, ...]
    foreseen: tuple[tuple[str, int], ...]

    @property
    def decide_by(self) -> Deadline | None:
        """The last day to decide, once that term has begun."""
        return next((term.end for term in self.terms if term.role == "decision"), None)

    def check(self, fact: Fact, *, by: str) -> None:
        """Raise `FactUntimely`, `SamePerson`, `CallMissing` or `FactInvalid` when this fact does not belong here now.

        `by` is the user who records it.
        """
        mine = next((one for one in self.accepts if one.takes(fact)), None)
        if mine is None:
            raise FactUntimely(self.why_not(type(fact)))
        mine.check(fact, self.record, by)

    def why_not(self, kind: type[Fact]) -> str:
        """Why this kind of fact does not belong here now, and what comes first."""
        if kind in self.refused:
            return self.refused[kind]
        if self.closed:
            return ANNOUNCED if self.waiting and self.waiting.ask is asks.SENDING else CLOSED
        first = self.ended.ask.first if self.ended else ""
        return self.because or kind.early or first or NOT_ASKED


def look(db: Session, row: Case, known: Record | None = None) -> Look:
    """Look at a case through its course; nothing is written, so a session for reading is enough.

    `known` is its record, where the caller has read it.
    """
    return look_at(OpenCase.of(db, row, dry=True, known=known))


def look_on(db: Session, row: Case, fact: Fact) -> Look:
    """Look at a case as if this fact were on its record."""
    case = OpenCase.of(db, row, dry=True)
    case.note(fact)
    return look_at(case)


def look_at(case: OpenCase) -> Look:
    """Look at a case that was opened for it."""
    course = course_of(case.process.id)
    record, closed = case.record, case.closed
    _every_case(case)
    ended = walk(case, course)
    return Look(
        record=record,
        closed=closed,
        result=case.result,
        accepts=tuple(case.accepted),
        refused=case.refused,
        because=case.because,
        waiting=next(iter(case.pauses), ended),
        ended=ended,
        stages=stages(case, course),
        terms=tuple(_terms(case, record)),
        letters=tuple(case.written),
        foreseen=tuple(case.foreseen),
    )


def _terms(case: OpenCase, record: Record) -> Iterator[TermSeen]:
    """The terms that begin with a fact, in the order of the file of the course."""
    for role, term in case.process.terms.items():
        if term.starts:
            start = case_terms.started(record, case.process, role)
            # What a look would note itself is not on the record.
            noted = len(case.record) > len(record)
            end = case_terms.deadline_of(record, case.process, role) if noted else case.deadline(role)
            met = case.day_of(case_state.latest_standing(record, KINDS[term.met_by])) if term.met_by else None
            yield TermSeen(role, term.name, term.begins, start, end, met if term.met_by else case.row.closed_on)


def _every_case(case: OpenCase) -> None:
    """What any case takes, whatever its course: who joins, a dispute, a reminder met, what came in, a note."""
    granted = case.closed and case.row.result not in UNDECIDED and case_state.withdrawal(case.record) is None
    decided = granted or latest(case.record, Approval) or case_state.penalty_decision(case.record)
    case.accepts(Dispute, closed=True, offered=bool(decided))
    case.accepts(DisputeEnded, rule=references.dispute_ended, closed=True, offered=False)
    if case_state.withdrawal(case.record) is None:
        case.accepts(ReminderMet, problems=duties.problems, offered=False)
    if open_misfit(case.record):
        case.accepts(MisfitSettled, closed=True, offered=False)
    if open_contacts(case.record):
        case.accepts(ContactSettled, rule=references.settles, closed=True, offered=False)
    _reaching(case)
    case.accepts(PartyJoined, rule=references.joins)
    case.accepts(PartyEnded, rule=references.leaves, offered=bool(parties.present(case.record)))
    offered = bool(references.doubts(case.record)) and not case.closed
    case.accepts(SentenceAgreed, rule=references.agrees, closed=True, offered=offered)
    for kind in (
        kind for kind in KINDS.values() if kind.aside and kind not in {SentenceAgreed, *REACHING, *ABOUT_HELD}
    ):
        case.accepts(kind, closed=True, offered=not case.closed)


def _reaching(case: OpenCase) -> None:
    """Where its letters go, and what is done with one that is held; in a closed case too."""
    row, open_ = case.row, not case.closed
    if row.citizen.secret_address:
        case.accepts(AddressShown, rule=partial(_sees, case), closed=True, offered=open_)
    else:
        case.accepts(AddressHidden, closed=True, offered=open_)
    if row.citizen.secret_address or any(one.fact.secret_address for one in parties.joined(case.record)):
        case.accepts(AddressOpened, closed=True, offered=False)
    others = {one.number for one in parties.joined(case.record)} | ({REPRESENTATIVE} if row.representative else set())
    if others:
        problems = partial(_nobody, others)
        case.accepts(AddressCorrected, problems=problems, closed=True, offered=open_)
    if row.citizen.deceased_on or endings.died(case.record):
        case.accepts(HeirsNamed, closed=True)
    for kind in ABOUT_HELD:
        case.accepts(kind, closed=True, offered=False)


def sees_secret(case: Case, record: Record, who: str, has: Callable[..., bool]) -> bool:
    """Whether somebody sees a secret address of the case; `has` says whether they have one of some roles.

    Who opened it on record does until that day is over.
    """
    seeing = set(municipality().geheim_adres.ziet)
    if CONSULTANT in seeing and case.consultant_id == who:
        return True
    opened = (clock.local(one.at).date() for one in every(record, AddressOpened) if one.by == who)
    return has(*(seeing - {CONSULTANT})) or clock.today() in opened


def _sees(case: OpenCase, fact: AddressShown, record: Record, by: str) -> None:
    """Raise `FactUntimely` when they do not see the address themselves."""
    del fact
    if not sees_secret(case.row, record, by, lambda *roles: bool(queries.staff_with(case.db, [by], roles))):
        raise FactUntimely(UNSEEN)


def _nobody(others: set[int], record: Record, process: Process, fact: AddressCorrected) -> dict[str, str]:
    """Whose address it is, gets letters in this case."""
    del record, process
    return {} if fact.reads in others else {"reads": NO_PARTY}
