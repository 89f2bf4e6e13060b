"""A citizen we know reports again: what is new, what we ask about, and what is only kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rules.facts.arrival.contact import ADDRESS, REACHED, ContactDiffers
from store.models import Citizen, Member
from tasks.intake.incoming_report import Person
from tasks.parties.people import own_address

DIFFERS = "Wij hebben hier iets anders staan. Kijk na wat klopt."
# By the names that a person reads. Who somebody is stays as it is in the register, and is filled in where it is empty.
NAMES = {
    "salutation": "aanspreekvorm",
    "initials": "voorletters",
    "first_name": "voornaam",
    "prefix": "tussenvoegsel",
    "family_name": "achternaam",
    "title": "adellijke titel",
    "name_use": "naamgebruik",
    "partner_prefix": "tussenvoegsel van de partner",
    "partner_family_name": "achternaam van de partner",
    "partner_title": "adellijke titel van de partner",
    "born_on": "geboortedatum",
    "born_known": "geboortedatum",
    "language": "taal",
}
APART = re.compile(r"(?<=\d)-(?=\d)")
MEMBER = {
    "relation": "relatie",
    "phone": "telefoon",
    "born_on": "geboortedatum",
    "born_known": "geboortedatum",
    "address": "adres",
}


@dataclass
class Differences:
    """What of a report is not as we knew it: each answer with its question, and what we ask the consultant.

    `known` says that we knew the citizen at all.
    """

    answers: list[tuple[str, str]] = field(default_factory=list)
    contact: ContactDiffers | None = None
    known: bool = False

    @property
    def misfits(self) -> tuple[tuple[str, str], ...]:
        """Each question, with what somebody is asked to do."""
        return tuple(dict.fromkeys((question, DIFFERS) for question, _ in self.answers))

    def refresh(self, citizen: Citizen, person: Person) -> None:
        """Take what is new about a citizen; an address or number unlike ours waits until somebody looked."""
        self.known, self.contact = True, _contact(citizen, person)
        if not _lives(citizen):
            for name in ADDRESS:
                setattr(citizen, name, getattr(person, name))
        for name in REACHED:
            setattr(citizen, name, getattr(citizen, name) or getattr(person, name))
        citizen.reachable = person.reachable or citizen.reachable
        _either(citizen, person.model_dump(), "large_print", "interpreter")
        self._fill(citizen, person.model_dump(include={*NAMES} & person.model_fields_set), NAMES, "")

    def join(self, member: Member, given: dict[str, Any], called: str) -> None:
        """Take what is new about somebody in the household."""
        self._fill(member, given, MEMBER, f"{called}, ")
        _either(member, given, "elsewhere", "carer", "large_print")

    def _fill(self, row: Any, given: dict[str, Any], names: dict[str, str], before: str) -> None:
        for name, question in names.items():
            known, value = getattr(row, name), given.get(name)
            if value and not known:
                setattr(row, name, value)
            elif value and not _same(known, value):
                self.answers.append((f"{before}{question}", _said(value)))


def _either(row: Any, given: dict[str, Any], *names: str) -> None:
    """What holds once, holds."""
    for name in names:
        setattr(row, name, max(getattr(row, name), int(given.get(name) or 0)))


def _contact(citizen: Citizen, person: Person) -> ContactDiffers | None:
    """What somebody has to look at before it counts: an address, a number or an e-mail address unlike ours."""
    differs = {name: getattr(person, name) for name in REACHED if _other(citizen, person, name)}
    knew = [getattr(citizen, name) for name in differs]
    if _lives(citizen) and _moved(citizen, person):
        differs |= {name: getattr(person, name) for name in ADDRESS}
        knew = [*filter(None, own_address(citizen)), *knew]
    return ContactDiffers(**differs, knew=tuple(knew)) if differs else None


def _lives(one: Citizen | Person) -> bool:
    return bool(one.street or one.postcode or one.city)


def _moved(citizen: Citizen, person: Person) -> bool:
    abroad = bool(person.country) and not _same(citizen.country, person.country)
    return abroad or any(_other(citizen, person, name) for name in ADDRESS)


def _other(citizen: Citizen, person: Person, name: str) -> bool:
    """Whether both say something, and not the same."""
    known, given = getattr(citizen, name), getattr(person, name)
    if name == "number":
        # 4-12 is another house than 41-2.
        known, given = (APART.sub("x", said) for said in (known, given))
    if name == "email":
        return bool(known and given) and known.casefold() != given.casefold()
    return bool(known and given and not _same(known, given))


def _same(known: Any, given: Any) -> bool:
    return _bare(_said(known)) == _bare(_said(given))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
