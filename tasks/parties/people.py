"""Who the parties of a case are: how to reach each, and who reads the letters to them (Awb 2:1, 3:41)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rules.facts import APPLICANT
from rules.record import parties
from rules.record.entries import Record
from rules.record.parties import Joined
from store.models import Case, Citizen


@dataclass(frozen=True)
class Person:
    """Somebody in a case; `address` has the lines below the name, and `role` is a Dutch word, such as “partner”.

    `called` is the name after "Beste". Where somebody else than the citizen reads what is written to the citizen,
    `stands_in` is the name of the citizen, and `role` says in which capacity they read it. `speaks_for` is the name of
    the party for whom they read, where that is not themselves.
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
    speaks_for: str = ""
    reachable: str = ""

    @property
    def label(self) -> str:
        """The name on a screen: “Mevrouw J. de Boer (partner)”."""
        return f"{self.name} ({self.role})"


def everybody(case: Case, record: Record) -> tuple[Person, ...]:
    """The citizen, and those who joined and still have a say."""
    numbers = APPLICANT, *(one.number for one in parties.present(record))
    return tuple(person(case, record, number) for number in numbers)


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
    mine, citizen = person(case, record, number), full_name(case.citizen)
    of = "" if number == APPLICANT else f" van {mine.called} in de zaak"
    for one in parties.stand_ins(record, number):
        found = _joined(case, one)
        if not one.fact.address:
            # They are reached where the one they speak for is.
            found = replace(found, address=mine.address, secret_address=mine.secret_address)
        return replace(found, number=number, role=f"{found.role}{of}", stands_in=citizen, speaks_for=mine.name)
    if number != APPLICANT:
        return replace(mine, role=f"{mine.role} in de zaak", stands_in=citizen)
    member = case.representative
    if member is None:
        return mine
    address, large = tuple(member.address or mine.address), bool(member.large_print)
    stands_in = Person(number, member.name, member.name, "gemachtigde", address, large_print=large)
    return replace(stands_in, stands_in=citizen, speaks_for=citizen)


def others(case: Case, record: Record, number: int) -> tuple[Person, ...]:
    """Everybody else in the case whose address is not that of this party."""
    mine = reader(case, record, number)
    numbers = (APPLICANT, *(one.number for one in parties.joined(record)))
    everybody = (person(case, record, each) for each in numbers if each != number)
    return tuple(one for one in everybody if one.address != mine.address)


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
        within(fact.name),
        fact.kind.value,
        # Whoever gave none lives with the citizen, unless they speak for somebody who does not.
        fact.address or tuple(own_address(case.citizen)),
        fact.phone,
        fact.language or "Nederlands",
        interpreter=fact.interpreter,
        large_print=fact.large_print,
        secret_address=fact.secret_address or (not fact.address and bool(case.citizen.secret_address)),
    )


def within(name: str) -> str:
    """A name as it stands in a sentence: “de heer T. Demir”."""
    return name[:1].lower() + name[1:] if name.startswith(("De heer ", "Mevrouw ")) else name


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
