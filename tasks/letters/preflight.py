"""What prevents a letter from going to the printer, in words for the person who must act on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from config.posting import posting_day
from letters.bundles.envelope import address_of
from letters.writing.template import front_matter
from rules.facts import APPLICANT
from rules.facts.arrival.contact import ContactDiffers, ContactSettled
from rules.record.entries import Record
from rules.record.reminders import open_contact
from rules.wording import day_nl
from store import record
from store.engine import session
from store.guards.bundle_gate import late, unfit
from store.models import Case, Letter, PartyRow
from store.models.post import Stray
from tasks import clock
from tasks.letters.addressee import client_values
from tasks.parties.people import Person, others, own_address, reader

UNADDRESSED = "Het adres in deze brief klopt niet. Verbeter het adres van de inwoner en maak de brief opnieuw."
HIDDEN = "Het adres van deze inwoner is geheim. Verstuur deze brief zelf, niet met de drukker."
MOVED = "De brief moet nu naar een ander adres of iemand anders. Maak de brief opnieuw."
TELLS_WHERE = "In deze brief staat het adres van {name}. Dat mag de lezer niet zien. Haal het uit de tekst."
UNGROUNDED = "Deze brief mag niet weg: er is geen gesprek dat telt, of een nieuwer besluit. Overleg met de consulent."
OTHER_ADDRESS = "De inwoner gaf een ander adres op."
ASKED = f"{OTHER_ADDRESS} Leg op zaak {{number}} vast welk adres klopt. Daarna gaat de brief vanzelf mee."
LATE = "Wat deze brief opschort, is al gestopt. De brief mag niet meer weg. Leg een nieuwe opschorting vast."
POSTCODE = re.compile(r"[1-9][0-9]{3} *[A-Z]{2}\b", re.IGNORECASE)
# Our own address, and that of the reader.
OURS = ("gemeente", "consulent", "client")


def obstacles(db: Session, letters: Sequence[Letter]) -> dict[int, str]:
    """Map each of these letters that may not be posted to the reason, in Dutch."""
    if not letters:
        return {}
    query = select(Case).where(Case.id.in_({letter.case_id for letter in letters}))
    whole = joinedload(Case.citizen), joinedload(Case.representative)
    cases = {case.id: case for case in db.scalars(query.options(*whole))}
    records = _records(db, cases)
    forbidden = ungrounded(db, [letter.id for letter in letters])
    strays, asked = _strays(db, cases.values()), _asked(db, cases.values())
    found = {}
    for letter in letters:
        case = cases[letter.case_id]
        stray = strays.get((case.number, letter.name, letter.about), "")
        known = records.get(case.id, ())
        against = _person(letter, case, known) or _unsettled(letter, case, known, asked.get(case.citizen_id, ""))
        if because := forbidden.get(letter.id, "") or stray or against:
            found[letter.id] = because
    return found


def answered() -> list[int]:
    """The letters that were held until somebody said which address counts, and no longer have to be."""
    held = select(Letter.id, Case).join(Case, Case.id == Letter.case_id).where(Letter.status == "held")
    with session(readonly=True) as db:
        found = db.execute(held.where(Letter.held_because.startswith(OTHER_ADDRESS)).order_by(Letter.id)).all()
        asked = _asked(db, [case for _, case in found])
        return [letter for letter, case in found if case.citizen_id not in asked]


def ungrounded(db: Session, letters: Sequence[int]) -> dict[int, str]:
    """Map each of these letters that the record would refuse now to the reason, in Dutch."""
    return dict.fromkeys(unfit(db, letters), UNGROUNDED) | dict.fromkeys(
        late(db, letters, posting_day(clock.today())), LATE
    )


def _person(letter: Letter, case: Case, known: Record) -> str:
    citizen, to = case.citizen, reader(case, known, letter.party)
    if to.survived and not (letter.content.get("nabestaanden") and front_matter(letter.name).heirs):
        day = f" ({day_nl(citizen.deceased_on)})" if citizen.deceased_on else ""
        return f"De inwoner is overleden{day}. Overleg met de consulent aan wie deze brief moet."
    if to.secret_address or (letter.party == APPLICANT and citizen.secret_address):
        return HIDDEN
    if address_of(letter.content) is None:
        return UNADDRESSED
    if letter.content["client"]["adres"] != client_values(to)["adres"]:
        return MOVED
    return TELLS_WHERE.format(name=told.name) if (told := _told_of(letter, case, known)) else ""


def _unsettled(letter: Letter, case: Case, known: Record, asked: str) -> str:
    """That a person still has to say which address of the citizen counts, in the case `asked`."""
    mine = asked and reader(case, known, letter.party).address == tuple(own_address(case.citizen))
    return ASKED.format(number=asked) if mine else ""


def _told_of(letter: Letter, case: Case, known: Record) -> Person | None:
    """Whose address this letter gives away to somebody who lives elsewhere."""
    elsewhere = others(case, known, letter.party)
    said = _bare(" ".join(_texts({name: value for name, value in letter.content.items() if name not in OURS})))
    return next((one for one in elsewhere if any(_bare(line) in said for line in _telling(one))), None)


def _telling(person: Person) -> Iterator[str]:
    """What of an address tells where somebody lives: the street with its number, and the postcode."""
    yield from (line for line in person.address if re.search(r"\d", line))
    yield from (found[0] for line in person.address if (found := POSTCODE.search(line)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _bare(text: str) -> str:
    return re.sub(r"[\s.,-]+", "", text).casefold()


def _records(db: Session, cases: Mapping[int, Case]) -> dict[int, Record]:
    """The records of those cases in which somebody beside the citizen has a say."""
    joined = db.scalars(select(PartyRow.case_id).where(PartyRow.case_id.in_(cases)).distinct())
    return {case_id: record.entries(db, cases[case_id]) for case_id in joined}


def _asked(db: Session, cases: Iterable[Case]) -> dict[int, str]:
    """By citizen, the number of the case, of all of theirs, in which somebody still has to say which address counts."""
    citizens = {case.citizen_id for case in cases}
    found: dict[int, str] = {}
    for case, facts in record.of_kinds(db, (ContactDiffers, ContactSettled), Case.citizen_id.in_(citizens)):
        contact = open_contact(facts)
        if contact and contact[0].fact.moves and (contact[1] or clock.today()) <= clock.today():
            found[case.citizen_id] = case.number
    return found


def _strays(db: Session, cases: Iterable[Case]) -> dict[tuple[str, str, int], str]:
    numbers = {case.number for case in cases}
    return {
        (stray.case_number, stray.name, stray.about): (
            f"Volgens de drukker is deze brief al verstuurd, in bundel {stray.bundle_id}. "
            "Kijk na of dat zo is. Trek de brief dan in."
        )
        for stray in db.scalars(select(Stray).where(Stray.case_number.in_(numbers)))
    }
