"""A citizen we know reports again: what is new, what we ask about, and what is only kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rules.facts.arrival.contact import ADDRESS, HOME, REACHED, ContactDiffers
from store.keys.encryption import bsn_indexes
from store.models import Citizen, Member
from tasks.intake.incoming_report import Person, Relative, Representative
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
    "language": "taal",
    "reachable": "bereikbaar",
}
FLAGS = {
    "large_print": "grote letters",
    "interpreter": "tolk",
    "partner_parted": "ex-partner",
    "elsewhere": "woont ergens anders",
    "carer": "mantelzorger",
}
# A number, or what stands between two.
PARTS = re.compile(r"\d+|\D+")
BORN, BORN_ON = ("born_on", "born_known"), "geboortedatum"
CALLED = ("initials", "first_name", "family_name")
HOME_CODE = re.compile(r"^00310?")
MEMBER = {
    "relation": "relatie",
    "authorised_on": "dag van de machtiging",
}


@dataclass
class Differences:
    """What of a report is not as we knew it: each answer with its question, and what we ask the consultant.

    `known` says that we knew the citizen at all.
    """

    answers: list[tuple[str, str]] = field(default_factory=list)
    contacts: list[ContactDiffers] = field(default_factory=list)
    known: bool = False

    @property
    def misfits(self) -> tuple[tuple[str, str], ...]:
        """Each question, with what somebody is asked to do."""
        return tuple(dict.fromkeys((question, DIFFERS) for question, _ in self.answers))

    def refresh(self, citizen: Citizen, person: Person) -> None:
        """Take what is new about a citizen; an address or number unlike ours waits until somebody looked."""
        self.known = True
        differs = {name: getattr(person, name) for name in REACHED if _other(citizen, person, name)}
        knew = [getattr(citizen, name) for name in differs]
        if _moved(citizen, person):
            at_home = not person.country and "country" in person.model_fields_set
            differs |= {name: getattr(person, name) for name in ADDRESS} | ({"country": HOME} if at_home else {})
            knew = [*filter(None, own_address(citizen)), *knew]
        else:
            # What of an address we did not know completes it.
            _complete(citizen, person, ADDRESS)
        self._differ(ContactDiffers(**differs, knew=tuple(knew)))
        _complete(citizen, person, REACHED)
        self._either(citizen, person.model_dump(exclude_unset=True), "")
        given = person.model_dump(include={*NAMES, *BORN} & person.model_fields_set)
        self._is_born(citizen, given, "")
        self._fill(citizen, given, NAMES, "")

    def join(self, member: Member, given: Relative | Representative, called: str) -> None:
        """Take what is new about somebody in the household."""
        known = given.model_dump(exclude_unset=True)
        self._is_born(member, known, f"{called}, ")
        self._fill(member, known, MEMBER, f"{called}, ")
        self._either(member, known, f"{called}, ")

    def reads(self, member: Member, given: Representative, role: str) -> None:
        """Take what is new about who acts for the citizen, whose letters wait as those of the citizen do."""
        self.join(member, given, role)
        who = ContactDiffers(member=member.id, called=f"{member.name}, {role}")
        at_home = not given.country and "country" in given.model_fields_set
        lives = ContactDiffers(**given.model_dump(include={*ADDRESS}) | ({"country": HOME} if at_home else {}))
        differs = who
        if _completes(lives.lines, member.address):
            member.address, member.elsewhere = list(lives.lines), 1
        elif lives.moves and (at_home or not _within(lives.lines, member.address)):
            differs = replace(lives, member=who.member, called=who.called, knew=tuple(member.address))
        if member.phone and given.phone and _dialled(member.phone) != _dialled(given.phone):
            differs = replace(differs, phone=given.phone, knew=(*differs.knew, member.phone))
        member.phone = member.phone or given.phone
        self._differ(differs)

    def _differ(self, contact: ContactDiffers) -> None:
        if contact.changes:
            self.contacts.append(contact)

    def _fill(self, row: Any, given: dict[str, Any], names: dict[str, str], before: str) -> None:
        for name, question in names.items():
            known, value = getattr(row, name, ""), given.get(name)
            if value and not known:
                setattr(row, name, value)
            elif value and not _same(known, value):
                self.answers.append((f"{before}{question}", _said(value)))

    def _is_born(self, row: Citizen | Member, given: dict[str, Any], before: str) -> None:
        """Take a day of birth that is what we knew, and more of it; another is asked."""
        on, part = (given.get(name) or None for name in BORN)
        said = on.isoformat() if on else part or ""
        if not _may_be_one(_born(row), said):
            self.answers.append((f"{before}{BORN_ON}", _said(on or part)))
        elif len(said) > len(_born(row)):
            row.born_on, row.born_known = on, part or ""

    def _either(self, row: Any, given: dict[str, Any], before: str) -> None:
        """What holds once, holds; who says now that it does not, is asked."""
        for name in filter(given.__contains__, FLAGS):
            if getattr(row, name) and not given[name]:
                self.answers.append((f"{before}{FLAGS[name]}", "nee"))
            setattr(row, name, max(getattr(row, name), int(given[name])))


def is_same(citizen: Citizen, person: Person) -> bool:
    """Whether a report is of this citizen: by their BSN, or else by more than a name, where nothing says otherwise."""
    if person.bsn and citizen.bsn_index:
        return citizen.bsn_index in bsn_indexes(person.bsn)
    born = [_born(one) for one in (citizen, person)]
    if any(_other(citizen, person, name) for name in CALLED) or not _may_be_one(*born):
        return False
    reached = any(_both(citizen, person, name) and not _other(citizen, person, name) for name in REACHED)
    return all(born) or reached or _lives_with(citizen, person)


def _lives_with(citizen: Citizen, person: Person) -> bool:
    """Whether both live in the same house, as far as both say where."""
    said = {name for name in ADDRESS if _both(citizen, person, name)}
    whole = "number" in said and not said.isdisjoint(("street", "postcode"))
    return whole and not any(_other(citizen, person, name) for name in said)


def _born(one: Citizen | Member | Person) -> str:
    """The day somebody was born, or as much of it as is known."""
    return one.born_on.isoformat() if one.born_on else one.born_known


def _may_be_one(day: str, other: str) -> bool:
    """Whether one is the other, or less of it: 1945 of 1945-05-05."""
    return not (day and other) or day.startswith(other) or other.startswith(day)


def _complete(citizen: Citizen, person: Person, names: tuple[str, ...]) -> None:
    """Fill in what we did not know."""
    for name in names:
        setattr(citizen, name, getattr(citizen, name) or getattr(person, name))


def _completes(given: Sequence[str], known: Sequence[str]) -> bool:
    """Whether an address has all that we knew, and more; a country behind a whole one is another address."""
    whole = len(known) > 1 and len(given) > len(known)
    return bool(given) and not whole and _within(known, given) and not _within(given, known)


def _within(few: Iterable[str], many: Iterable[str]) -> bool:
    """Whether each line of an address is one of the other, or the end of one: a city without its postcode."""
    ends = [_parts(line) for line in many]
    return all(any(end[-len(one) :] == one for end in ends) for one in map(_parts, few))


def _parts(line: str) -> list[str]:
    """Its words and numbers, each apart: 12 1 is another house than 121."""
    return [bare for word in line.split() for part in PARTS.findall(word) if (bare := _bare(part))]


def _lives(one: Citizen | Person) -> bool:
    return bool(one.street or one.postcode or one.city)


def _moved(citizen: Citizen, person: Person) -> bool:
    """Whether what was given is another address than ours; nobody moves from nowhere."""
    told = bool(person.country) or "country" in person.model_fields_set
    abroad = told and not _same(citizen.country, person.country)
    return _lives(citizen) and (abroad or any(_other(citizen, person, name) for name in ADDRESS))


def _other(citizen: Citizen, person: Person, name: str) -> bool:
    """Whether both say something, and not the same."""
    known, given = getattr(citizen, name), getattr(person, name)
    if not _both(citizen, person, name):
        return False
    if name == "email":
        return bool(known.casefold() != given.casefold())
    if name == "postcode":
        return _bare(known) != _bare(given)
    return _dialled(known) != _dialled(given) if name == "phone" else not _same(known, given)


def _both(citizen: Citizen, person: Person, name: str) -> bool:
    return bool(getattr(citizen, name) and getattr(person, name))


def _dialled(phone: str) -> str:
    """The figures of a telephone number as they are dialled in the Netherlands."""
    return HOME_CODE.sub("0", _bare(phone.strip().replace("+", "00", 1)))


def _same(known: Any, given: Any) -> bool:
    """Whether both say the same, but for signs and spaces; those between two numbers keep them apart."""
    one, other = ([_bare(part) for part in PARTS.findall(_said(said))] for said in (known, given))
    return [*filter(None, one)] == [*filter(None, other)]


def _said(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
