"""Who asks, who must be called, and who agrees for whom (Awb 2:1; Jeugdwet 7.3.4; BW 1:245, 381, 441, 453)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ASKED_FROM = 12
ALONE_FROM = 16


class PartyKind(StrEnum):
    """What somebody is in a case."""

    APPLICANT = "aanvrager"
    PARTNER = "partner"
    PARENT = "ouder"
    YOUTH = "jeugdige"
    AUTHORISED = "gemachtigde"
    ADMINISTRATOR = "bewindvoerder"
    GUARDIAN = "curator"
    MENTOR = "mentor"
    HEIR = "erfgenaam"
    LAWYER = "advocaat"


# Whoever speaks for somebody else, and is not heard for themselves.
STANDS_IN = frozenset(
    {
        PartyKind.AUTHORISED,
        PartyKind.ADMINISTRATOR,
        PartyKind.GUARDIAN,
        PartyKind.MENTOR,
        PartyKind.HEIR,
        PartyKind.LAWYER,
    }
)


@dataclass(frozen=True)
class Party:
    """Somebody in a case; `power` is authority over the child, or a written authorisation for this application."""

    name: str
    kind: PartyKind
    power: bool = True
    born_on: date | None = None
    # Where the day of birth is not known.
    age: int | None = None
    died_on: date | None = None
    # Of a representative: the name of the party.
    represents: str = ""

    def age_on(self, day: date) -> int | None:
        """The age on a day, or None when nobody knows."""
        if self.born_on is None:
            return self.age
        return day.year - self.born_on.year - ((day.month, day.day) < (self.born_on.month, self.born_on.day))

    def is_dead(self, day: date) -> bool:
        """Whether the party died on or before the day."""
        return self.died_on is not None and self.died_on <= day


def must_be_heard(parties: tuple[Party, ...], day: date) -> tuple[str, ...]:
    """Who must be called before an adverse decision: who asks, each parent with authority, a youth of twelve or older.

    From sixteen a youth is heard alone, unless a younger one is in the case as well; one whose age nobody knows is
    heard beside the parents.
    """
    youths = (party for party in parties if party.kind is PartyKind.YOUTH and not party.is_dead(day))
    ages = [party.age_on(day) for party in youths]
    alone = bool(ages) and all(age is not None and age >= ALONE_FROM for age in ages)
    return tuple(party.name for party in parties if not party.is_dead(day) and _is_heard(party, day, alone=alone))


def _is_heard(party: Party, day: date, *, alone: bool) -> bool:
    if party.kind is PartyKind.PARENT:
        return party.power and not alone
    if party.kind is PartyKind.YOUTH:
        age = party.age_on(day)
        return age is None or age >= ASKED_FROM
    return party.kind in {PartyKind.APPLICANT, PartyKind.PARTNER}


def who_agrees(by: tuple[str, ...], parties: tuple[Party, ...], day: date) -> tuple[str, ...]:
    """Whose agreement an item of these parties needs: of each; for a child of all who must be heard about it."""
    family = {party.name for party in parties if party.kind in {PartyKind.PARENT, PartyKind.YOUTH}}
    if family & {*by}:
        return tuple(name for name in must_be_heard(parties, day) if name in family)
    gone = {party.name for party in parties if party.is_dead(day)}
    return tuple(name for name in by if name not in gone)


def speaks_for(speaker: Party, name: str, *, money: bool) -> bool:
    """Whether what the speaker says in this matter counts as said by the other."""
    if speaker.name == name or speaker.represents != name:
        return speaker.name == name
    powers = {
        PartyKind.GUARDIAN: True,
        PartyKind.ADMINISTRATOR: money,
        PartyKind.MENTOR: not money,
        PartyKind.AUTHORISED: speaker.power,
        PartyKind.HEIR: True,
        # A lawyer is believed (Awb 2:1 lid 2).
        PartyKind.LAWYER: True,
    }
    return powers.get(speaker.kind, False)
