"""Who the parties of a case are: how to reach each, and who reads the letters to them (Awb 2:1, 3:41)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config.municipality import municipality
from rules.facts import APPLICANT
from rules.facts.post.address import REPRESENTATIVE, HeirsNamed
from rules.names import forms, written
from rules.names.forms import DEAR, FORMAL, Greeting
from rules.names.name import Name, NameUse, Surname
from rules.record import endings, parties
from rules.record.entries import Entry, Record
from rules.record.parties import Joined
from rules.wording import capital
from store.models import Case, Citizen, Member
from tasks import clock

ADULT = 18
# Who acts for somebody by law is not authorised by them (Awb 2:1; BW 1:381, 1:441, 1:453; BW 4:182).
_BY_LAW = {
    "bewindvoer": "bewindvoerder",
    "curator": "curator",
    "mentor": "mentor",
    "voogd": "voogd",
    "advocaat": "advocaat",
    "erfgena": "erfgenaam",
}


@dataclass(frozen=True)
class Person:
    """Somebody in a case; `address` has the lines below the name, and `role` is a Dutch word, such as “partner”.

    `called` is the name in a sentence, `greeting` the line with which a letter begins, and `window` how an envelope has
    the name. Where somebody else than the citizen reads what is written to the citizen, `stands_in` is the name of the
    citizen, and `role` says in which capacity they read it. `speaks_for` is the name of the party for whom they read,
    where that is not themselves. Both are as in a sentence. `survived` is the citizen whose heirs these are.
    """

    number: int
    name: str
    called: str
    greeting: str
    window: tuple[str, ...]
    role: str
    address: tuple[str, ...]
    phone: str = ""
    language: str = ""
    interpreter: bool = False
    large_print: bool = False
    secret_address: bool = False
    stands_in: str = ""
    speaks_for: str = ""
    survived: str = ""
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
    """Who reads the letters to this party: who stands in for them, or else they themselves.

    Whoever died has nobody who stands in for them any more; what is for them goes to the heirs.
    """
    mine, citizen = person(case, record, number), forms.in_full(name_of(case.citizen))
    if number == APPLICANT and (case.citizen.deceased_on or endings.died(record)):
        return _heirs(mine, citizen, endings.heirs(record))
    in_full = citizen if number == APPLICANT else mine.called
    of = "" if number == APPLICANT else f" van {mine.called} in de zaak"
    for one in parties.stand_ins(record, number):
        found = _joined(case, one)
        if not one.fact.address:
            # They are reached where the one they speak for is.
            found = replace(found, address=mine.address, secret_address=mine.secret_address)
        return replace(found, number=number, role=f"{found.role}{of}", stands_in=citizen, speaks_for=in_full)
    if number != APPLICANT:
        return replace(mine, role=f"{mine.role} in de zaak", stands_in=citizen)
    member = case.representative
    if member is None:
        return mine
    address, large = tuple(member.address or mine.address), bool(member.large_print)
    named = _as_written(member.name)
    role = capacity(member, case.citizen)
    return Person(number, *named, role, address, large_print=large, stands_in=citizen, speaks_for=citizen)


def lives_at(case: Case, record: Record, number: int) -> int:
    """Whose address is on the letters to this party: the number of a party, or of whoever the citizen named."""
    mine = next((one for one in parties.joined(record) if one.number == number), None)
    at_home = number if number == APPLICANT or (mine and mine.fact.address) else APPLICANT
    for one in parties.stand_ins(record, number):
        return one.number if one.fact.address else at_home
    member = case.representative
    return REPRESENTATIVE if number == APPLICANT and member and member.address else at_home


def capacity(member: Member, citizen: Citizen) -> str:
    """As what somebody reads the letters of the citizen: authorised, unless the law makes them something else."""
    told = member.relation.casefold()
    if found := next((role for word, role in _BY_LAW.items() if word in told), ""):
        return found
    parent = any(word in told for word in ("ouder", "moeder", "vader"))
    return "ouder" if parent and _minor(citizen) else "gemachtigde"


def _minor(citizen: Citizen) -> bool:
    born, today = citizen.born_on, clock.today()
    if born is None:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < ADULT


def others(case: Case, record: Record, number: int) -> tuple[Person, ...]:
    """Everybody else in the case whose address is not that of this party."""
    mine = reader(case, record, number)
    numbers = (APPLICANT, *(one.number for one in parties.joined(record)))
    # Their own address a party knows, but not who reads for them the secret one of who asks.
    apart = number == APPLICANT and case.citizen.secret_address
    everybody = (person(case, record, each) for each in numbers if each != number or apart)
    return tuple(one for one in everybody if one.address != mine.address)


def _citizen(citizen: Citizen) -> Person:
    name = name_of(citizen)
    return Person(
        APPLICANT,
        full_name(citizen),
        forms.in_text(name),
        forms.salutation(name, greeting()),
        forms.envelope(name),
        "aanvrager",
        tuple(own_address(citizen)),
        citizen.phone,
        citizen.language,
        interpreter=bool(citizen.interpreter),
        large_print=bool(citizen.large_print),
        secret_address=bool(citizen.secret_address),
        reachable=citizen.reachable,
    )


def _heirs(mine: Person, citizen: str, named: Entry[HeirsNamed] | None) -> Person:
    """Who reads what was meant for somebody who died; whoever spoke for them does so no more (BW 3:72)."""
    name = f"de erven van {citizen}"
    greeted = f"{greeting().word} nabestaanden"
    contact = named.fact.contact.strip() if named else ""
    window = (capital(name), f"T.a.v. {contact}") if contact else (capital(name),)
    address = named.fact.address if named else mine.address
    return Person(APPLICANT, name, name, greeted, window, "nabestaanden", address, survived=citizen)


def _joined(case: Case, one: Joined) -> Person:
    fact, own = one.fact, tuple(own_address(case.citizen))
    # Whoever gave none lives with the citizen, unless they speak for somebody who does not.
    lives = fact.address or own
    return Person(
        one.number,
        *_as_written(fact.name),
        fact.kind.value,
        lives,
        fact.phone,
        fact.language or "Nederlands",
        interpreter=fact.interpreter,
        large_print=fact.large_print,
        secret_address=fact.secret_address or (bare(*lives) == bare(*own) and bool(case.citizen.secret_address)),
    )


def _as_written(name: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The forms of a name that somebody wrote on one line."""
    return name, written.in_sentence(name), written.greeted(name, greeting()), (name,)


def bare(*lines: str) -> str:
    """An address, or what may have one in it, however it is written."""
    return "".join(sign for line in lines for sign in line.casefold() if sign.isalnum())


def greeting() -> Greeting:
    """How the letters of this municipality begin."""
    return FORMAL if municipality().aanhef == FORMAL.word else DEAR


def name_of(citizen: Citizen) -> Name:
    """The parts of the citizen's name."""
    return Name(
        Surname(citizen.family_name, citizen.prefix, citizen.title),
        citizen.initials or citizen.first_name,
        citizen.salutation,
        NameUse(citizen.name_use),
        Surname(citizen.partner_family_name, citizen.partner_prefix, citizen.partner_title),
        bool(citizen.partner_parted),
    )


def full_name(citizen: Citizen) -> str:
    """The name on a list or a label: Mevrouw F. Yıldız-Demir."""
    return capital(forms.in_full(name_of(citizen)))


def own_address(citizen: Citizen) -> list[str]:
    """Street, postcode with the city in capitals, and the country when it is not the Netherlands."""
    lines = [f"{citizen.street} {citizen.number}".strip(), f"{citizen.postcode}  {citizen.city.upper()}".strip()]
    return [*lines, citizen.country.upper()] if citizen.country else lines
