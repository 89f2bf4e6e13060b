"""Who the parties of a case are: how to reach each, and who reads the letters to them (Awb 2:1, 3:41)."""

from __future__ import annotations

from dataclasses import dataclass

from rules.facts import APPLICANT
from rules.record import parties
from rules.record.entries import Record
from rules.record.parties import Joined
from store.models import Case, Citizen


@dataclass(frozen=True)
class Person:
    """Somebody in a case; `address` has the lines below the name, and `role` is a Dutch word, such as “partner”.

    `called` is the name after "Beste". `stands_in` says for whom they read this, and `role` then in which capacity.
    """

    number: int
    name: str
    called: str
    role: str
    address: tuple[str, ...]
    phone: str = ""
    language: str = ""
    interpreter: bool = False
    large_print: bool = False
    secret_address: bool = False
    stands_in: str = ""
    reachable: str = ""

    @property
    def label(self) -> str:
        """The name on a screen: “Mevrouw J. de Boer (partner)”."""
        return f"{self.name} ({self.role})"


def everybody(case: Case, record: Record) -> tuple[Person, ...]:
    """The citizen, and those who joined and still have a say."""
    return tuple(
        person(case, record, number) for number in (APPLICANT, *(one.number for one in parties.present(record)))
    )


def person(case: Case, record: Record, number: int) -> Person:
    """The party with this number, as they themselves are; `LookupError` when there is none."""
    if number == APPLICANT:
        return _citizen(case.citizen)
    found = next((one for one in parties.joined(record) if one.number == number), None)
    if found is None:
        raise LookupError(f"no party {number}")
    return _joined(case, found)


def reader(case: Case, record: Record, number: int) -> Person:
    """Who reads the letters to this party: who stands in for them, or else they themselves."""
    mine = person(case, record, number)
    for one in parties.stand_ins(record, number):
        return _for(_joined(case, one), mine)
    member = case.representative if number == APPLICANT else None
    if member is None:
        return mine
    address = tuple(member.address or mine.address)
    return _for(
        Person(number, member.name, member.name, "gemachtigde", address, large_print=bool(member.large_print)), mine
    )


def others(case: Case, record: Record, number: int) -> tuple[Person, ...]:
    """Everybody else in the case whose address is not that of this party."""
    mine = reader(case, record, number)
    numbers = (APPLICANT, *(one.number for one in parties.joined(record)))
    everybody = (person(case, record, each) for each in numbers if each != number)
    return tuple(one for one in everybody if one.address != mine.address)


def labelled(case: Case, record: Record, number: int) -> str:
    """The party on a screen: “Mevrouw J. de Boer (partner)”."""
    return person(case, record, number).label


def _citizen(citizen: Citizen) -> Person:
    return Person(
        APPLICANT,
        full_name(citizen),
        salutation(citizen),
        "aanvrager",
        tuple(own_address(citizen)),
        citizen.phone,
        citizen.language,
        interpreter=bool(citizen.interpreter),
        large_print=bool(citizen.large_print),
        secret_address=bool(citizen.secret_address),
        reachable=citizen.reachable,
    )


def _joined(case: Case, one: Joined) -> Person:
    fact = one.fact
    return Person(
        one.number,
        fact.name,
        fact.name,
        fact.kind.value,
        # Whoever gave none lives with the citizen, unless they speak for somebody who does not.
        fact.address or tuple(own_address(case.citizen)),
        fact.phone,
        fact.language or "Nederlands",
        interpreter=fact.interpreter,
        large_print=fact.large_print,
        secret_address=fact.secret_address or (not fact.address and bool(case.citizen.secret_address)),
    )


def _for(stand_in: Person, party: Person) -> Person:
    return Person(
        party.number,
        stand_in.name,
        stand_in.called,
        stand_in.role,
        stand_in.address,
        stand_in.phone,
        stand_in.language,
        interpreter=stand_in.interpreter,
        large_print=stand_in.large_print,
        secret_address=stand_in.secret_address,
        stands_in=party.name,
    )


def full_name(citizen: Citizen) -> str:
    """The name as on an envelope: Mevrouw F. Yıldız-Demir."""
    title = citizen.salutation[:1].upper() + citizen.salutation[1:]
    return " ".join(part for part in (title, citizen.initials, citizen.prefix, citizen.family_name) if part)


def salutation(citizen: Citizen) -> str:
    """The name after "Beste": mevrouw Van der Meer, or the full name when no form of address is known."""
    if not citizen.salutation:
        return full_name(citizen)
    family = " ".join(part for part in (citizen.prefix, citizen.family_name) if part)
    return f"{citizen.salutation} {family[:1].upper()}{family[1:]}"


def own_address(citizen: Citizen) -> list[str]:
    """Street, postcode with the city in capitals, and the country when it is not the Netherlands."""
    lines = [f"{citizen.street} {citizen.number}".strip(), f"{citizen.postcode}  {citizen.city.upper()}".strip()]
    return [*lines, citizen.country.upper()] if citizen.country else lines
