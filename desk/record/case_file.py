"""A case opened for viewing: its citizen, its process, its record, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from config.process import Process, process
from desk.web.sessions import Visitor
from desk.web.words import full
from rules.errors import CaseUnknown
from rules.facts import APPLICANT, Intention
from rules.facts.post.address import AddressHidden
from rules.names.forms import in_text
from rules.record import case_state, parties
from rules.record.entries import Entry, Record, latest
from rules.record.judgement import Judgement
from store import record
from store.models import Case, Citizen, Household, Letter, Member
from tasks.cases.decisions import judged_on
from tasks.cases.look import sees_secret
from tasks.letters.preflight import tells_secret
from tasks.parties.people import Person, capacity, everybody, name_of, person


@dataclass(frozen=True)
class CaseFile:
    """A case with everything that its pages show; detached from the database, so read-only."""

    case: Case
    process: Process
    record: Record

    @property
    def citizen(self) -> Citizen:
        """The citizen of the case."""
        return self.case.citizen

    @property
    def person(self) -> str:
        """The citizen's name for use in a sentence: mevrouw Yıldız-Demir."""
        return in_text(name_of(self.case.citizen)) if self.case.citizen.salutation else full(self.case.citizen)

    @property
    def busy(self) -> bool:
        """Whether a run still has to take up what was recorded."""
        return self.case.taken_up < self.case.version

    @property
    def members(self) -> list[Member]:
        """The household and the network."""
        return self.case.citizen.household.members

    @property
    def authorised(self) -> list[Member]:
        """Those who may speak for the citizen, with a written authorisation (Awb 2:1 lid 3)."""
        return [member for member in self.members if member.authorised_on]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The citizen and whoever joined, as far as they still have a say."""
        return everybody(self.case, self.record)

    @cached_property
    def hearing(self) -> tuple[Person, ...]:
        """Those who must be heard about the current intention, where it is adverse."""
        numbers = case_state.to_hear(self.record, self.version)
        return tuple(person(self.case, self.record, number) for number in numbers)

    @property
    def capacity(self) -> str:
        """As what whoever gets the letters of the citizen reads them; empty where that is the citizen."""
        return capacity(self.case.representative, self.citizen) if self.case.representative else ""

    def shows_address_to(self, visitor: Visitor) -> bool:
        """Whether this person sees where the citizen lives; who opened a secret address does until that day is over."""
        return not self.citizen.secret_address or self._sees_secret(visitor)

    def shows_letter_to(self, visitor: Visitor, letter: Letter) -> bool:
        """Whether this person sees a letter; one with a secret address, whoever lives there, only if they see those."""
        return not tells_secret(letter, self.case, self.record) or self._sees_secret(visitor)

    def _sees_secret(self, visitor: Visitor) -> bool:
        return sees_secret(self.case, self.record, visitor.id, visitor.has)

    @property
    def secrecy(self) -> Entry[AddressHidden] | None:
        """Since when, and by whose word, the address is secret, where that was recorded in this case."""
        return latest(self.record, AddressHidden) if self.citizen.secret_address else None

    def stand_in(self, number: int) -> str:
        """As what somebody speaks for a party: gemachtigde, unless the law makes them something else."""
        joined = [one.role for one in self.speaking_for(number)]
        roles = joined or [capacity(one, self.citizen) for one in self.authorised if number == APPLICANT]
        return " of ".join(dict.fromkeys(roles)) or "gemachtigde"

    def speaking_for(self, number: int) -> tuple[Person, ...]:
        """Those who joined to speak for a party."""
        numbers = (one.number for one in parties.stand_ins(self.record, number))
        return tuple(person(self.case, self.record, each) for each in numbers)

    @property
    def intention(self) -> Entry[Intention] | None:
        """The intention that counts."""
        return case_state.intention(self.record)

    @cached_property
    def judgement(self) -> Judgement | None:
        """What that intention comes to, by what was asked."""
        return judged_on(self.process, self.record, self.intention) if self.intention else None

    @property
    def adverse(self) -> bool:
        """Whether that intention gives less than was asked, so that a call comes first."""
        return self.judgement is not None and self.judgement.adverse

    @property
    def version(self) -> int:
        """The number of the current decision; 0 without an intention."""
        return case_state.version_of(self.record, self.intention) if self.intention else 0


def open_case(db: Session, number: str) -> CaseFile:
    """Open a case by its number."""
    query = select(Case).where(Case.number == number.upper())
    with_people = query.options(
        joinedload(Case.citizen).joinedload(Citizen.household).selectinload(Household.members),
        joinedload(Case.representative),
        joinedload(Case.consultant),
    )
    case = db.scalar(with_people)
    if case is None:
        raise CaseUnknown(number)
    return CaseFile(case, process(case.process), record.entries(db, case))
