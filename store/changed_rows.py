"""What a fact changes besides the record: of the citizen, of who reads for them, of a letter that is held."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import FactUntimely
from rules.facts import Fact
from rules.facts.arrival.contact import ContactSettled
from rules.facts.post.address import REPRESENTATIVE, AddressCorrected, AddressHidden, AddressShown
from rules.facts.post.held import NOT_HELD, AddressTold, LetterDropped, SentAgain
from rules.holds import Hold, hold_of
from rules.record.entries import Record
from rules.record.reminders import settled_by
from store.models import Case, Letter, Member
from store.models.post import LEAVING

DROPPED = "Een collega liet deze brief vervallen. Waarom, staat op de tijdlijn."
# What somebody may say of a letter, and of which reasons for holding it.
CLEARS: dict[type[AddressTold | LetterDropped | SentAgain], frozenset[Hold]] = {
    AddressTold: frozenset({Hold.TELLS_WHERE}),
    LetterDropped: frozenset({Hold.DIED, Hold.LATE, Hold.OVERTAKEN, Hold.TELLS_WHERE}),
    SentAgain: frozenset({Hold.POSTED}),
}
OF_A_LETTER = tuple(CLEARS)


def follow(db: Session, case: Case, fact: Fact, before: Record) -> None:
    """Change what a fact says that is other from now on, in a case that is locked; `before` is the record until then.

    Raises `FactUntimely` where it is about a letter that is not held.
    """
    if isinstance(fact, ContactSettled):
        known = db.get_one(Member, fact.member) if fact.member else case.citizen
        for name, value in settled_by(before, fact).items():
            setattr(known, name, value)
    elif isinstance(fact, AddressHidden | AddressShown):
        case.citizen.secret_address = int(isinstance(fact, AddressHidden))
    elif isinstance(fact, AddressCorrected) and fact.reads == REPRESENTATIVE and case.representative:
        case.representative.address = list(fact.address)
    elif isinstance(fact, OF_A_LETTER):
        letter = _held(db, case, fact.letter)
        if hold_of(letter.held_because) not in CLEARS[type(fact)]:
            raise FactUntimely(NOT_HELD)
        if isinstance(fact, LetterDropped):
            letter.status, letter.held_because = "withdrawn", DROPPED


def _held(db: Session, case: Case, number: int) -> Letter:
    mine = select(Letter).where(Letter.case_id == case.id, Letter.number == number, Letter.status == "held", ~LEAVING)
    found = db.scalar(mine.with_for_update())
    if found is None:
        raise FactUntimely(NOT_HELD)
    return found
