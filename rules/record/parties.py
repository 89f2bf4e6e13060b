"""Who has a say in a case, by number: the citizen is 1, and those who joined follow (Awb 1:2, 2:1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rules.asked.parties import Party, PartyKind, must_be_heard
from rules.facts.asking.talks import Speaker
from rules.facts.parties import APPLICANT, PartyEnd, PartyEnded, PartyJoined
from rules.facts.post.address import AddressCorrected
from rules.record.entries import Entry, Record, every, remembered


@dataclass(frozen=True)
class Joined:
    """Somebody who joined, with their number, and how it ended where it did."""

    number: int
    entry: Entry[PartyJoined]
    ended: Entry[PartyEnded] | None
    corrected: AddressCorrected | None = None

    @property
    def fact(self) -> PartyJoined:
        """Who they are, with the address as it was put right since."""
        known = self.entry.fact
        return replace(known, address=self.corrected.address) if self.corrected else known


@remembered
def joined(record: Record) -> tuple[Joined, ...]:
    """Everybody who ever joined, in their order; a number never changes."""
    ends = {entry.fact.who: entry for entry in every(record, PartyEnded)}
    right = {entry.fact.reads: entry.fact for entry in every(record, AddressCorrected)}
    numbered = enumerate(every(record, PartyJoined), APPLICANT + 1)
    return tuple(Joined(number, entry, ends.get(number), right.get(number)) for number, entry in numbered)


def present(record: Record) -> tuple[Joined, ...]:
    """Those who joined and still have a say."""
    return tuple(one for one in joined(record) if one.ended is None)


def is_present(record: Record, number: int) -> bool:
    """Whether this number is the citizen or somebody who still has a say."""
    return number == APPLICANT or any(one.number == number for one in present(record))


def name_of(number: int) -> str:
    """The name by which what is asked knows a party."""
    return Speaker.APPLICANT.value if number == APPLICANT else f"partij {number}"


@remembered
def known(record: Record, by: str = "") -> tuple[Party, ...]:
    """Everybody in the case for a decision that `by` words; an end that they recorded themselves does not count."""
    return (
        Party(name_of(APPLICANT), PartyKind.APPLICANT),
        # Whether they were authorised in writing was seen when the talk was recorded.
        Party(Speaker.REPRESENTATIVE.value, PartyKind.AUTHORISED, represents=name_of(APPLICANT)),
        *(_party(one, by) for one in _counted(record, by)),
    )


@remembered
def heard(record: Record, day: date, by: str = "") -> tuple[int, ...]:
    """The numbers of those who must be heard before an adverse decision that `by` words on this day."""
    names = must_be_heard(known(record, by), day)
    numbers = (APPLICANT, *(one.number for one in joined(record)))
    return tuple(number for number in numbers if name_of(number) in names)


def stand_ins(record: Record, number: int) -> tuple[Joined, ...]:
    """Those who speak for a party, a guardian first, since then nobody else does; who is authorised has a paper."""
    mine = (one for one in present(record) if one.fact.represents == number)
    found = [one for one in mine if one.fact.kind is not PartyKind.AUTHORISED or one.fact.authority]
    return tuple(sorted(found, key=lambda one: (one.fact.kind is not PartyKind.GUARDIAN, one.number)))


def _counted(record: Record, by: str) -> Iterator[Joined]:
    for one in joined(record):
        if one.ended is None or one.ended.by == by:
            yield one
        elif one.ended.fact.why is PartyEnd.DIED:
            # Whose items fall away with them.
            yield one


def _party(one: Joined, by: str) -> Party:
    fact, ended = one.fact, one.ended
    died = ended is not None and ended.by != by
    return Party(
        name_of(one.number),
        fact.kind,
        power=fact.authority,
        born_on=fact.born_on,
        died_on=ended.fact.ended_on if ended and died else None,
        represents=name_of(fact.represents) if fact.represents else "",
    )
