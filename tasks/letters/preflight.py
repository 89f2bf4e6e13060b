"""What prevents a letter from going to the printer, in words for the person who must act on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from config.municipality import municipality
from config.posting import posting_day
from letters.bundles.envelope import address_of
from letters.writing.signs import SPELLED, unchosen
from letters.writing.template import front_matter
from rules.facts import APPLICANT, ExemptionApproval, Fact
from rules.facts.arrival.contact import CITIZEN, ContactDiffers, ContactSettled
from rules.facts.post.held import AddressTold, SentAgain, SpellingChosen, spellings
from rules.holds import Hold, hold_of
from rules.names.written import in_sentence
from rules.record import endings, parties
from rules.record.entries import Record, every
from rules.record.reminders import open_contacts
from rules.wording import day_nl
from store import record
from store.engine import session
from store.guards import bundle_gate
from store.guards.bundle_gate import late, unfit
from store.models import Case, FactRow, Letter, PartyRow
from store.models.post import Stray
from tasks import clock
from tasks.letters.addressee import client_values
from tasks.parties.people import Person, bare, others, own_address, person, reader

UNADDRESSED = f"{Hold.UNADDRESSED} Verbeter het adres. Daarna gaat de brief vanzelf mee."
HIDDEN = f"{Hold.HIDDEN} Verstuur deze brief zelf, niet met de drukker."
MOVED = f"{Hold.MOVED} Dat gebeurt vanzelf bij de volgende briefrun."
TELLS_WHERE = f"{Hold.TELLS_WHERE} {{name}}. Dat mag de lezer niet zien. Haal het uit de tekst."
UNGROUNDED = f"{Hold.OVERTAKEN} er is geen gesprek dat telt, of een nieuwer besluit."
OF_READER = " Het is dat van {name}."
ASKED = f"{Hold.OTHER_ADDRESS}{{whose}} Leg op zaak {{number}} vast welk adres klopt. Daarna gaat de brief vanzelf mee."
LATE = f"{Hold.LATE} De brief mag niet meer weg. Leg een nieuwe opschorting vast."
DIED = f"{Hold.DIED}{{day}}. Schrijf aan de erven, of laat de brief vervallen."
UNSIGNED = "Wie dit besluit ondertekent, mag dat niet meer. Maak de brief opnieuw: dan tekent iemand die dat wel mag."
POSTCODE = re.compile(r"[1-9][0-9]{3} *[A-Z]{2}\b", re.IGNORECASE)
# A citizen, and the number of somebody who reads their letters.
Whose = tuple[int, int]
# Our own address, and that of the reader.
ALWAYS = ("gemeente", "consulent")
OURS = (*ALWAYS, "client")


def obstacles(db: Session, letters: Sequence[Letter], *, printer: bool = True) -> dict[int, str]:
    """Map each of these letters that may not be posted to the reason, in Dutch.

    Without the `printer` somebody posts it, who may have a secret address.
    """
    if not letters:
        return {}
    query = select(Case).where(Case.id.in_({letter.case_id for letter in letters}))
    whole = joinedload(Case.citizen), joinedload(Case.representative)
    cases = {case.id: case for case in db.scalars(query.options(*whole))}
    records = _records(db, cases, letters)
    forbidden = ungrounded(db, [letter.id for letter in letters])
    strays, asked = _strays(db, cases.values()), _asked(db, cases.values())
    cleared = _cleared(db, cases.values())
    found = {}
    for letter in letters:
        case = cases[letter.case_id]
        stray = strays.get((case.number, letter.name, letter.about), "")
        known = records.get(case.id, ())
        against = (
            (stray if (case.id, letter.number, SentAgain) not in cleared else "")
            or _tells(letter, case, known, told=(case.id, letter.number, AddressTold) in cleared)
            or _person(letter, case, known, asked, printer=printer)
        )
        if because := forbidden.get(letter.id, "") or against:
            found[letter.id] = because
    return found


def withheld(db: Session, letters: Sequence[Letter]) -> dict[int, str]:
    """Map each of these letters that nobody may post themselves either to the reason, in Dutch.

    What has another reader by now is written to them, once somebody chooses to.
    """
    against = obstacles(db, letters, printer=False)
    return {letter: because for letter, because in against.items() if hold_of(because) is not Hold.MOVED}


def released() -> list[int]:
    """The letters that were held for a reason that is gone, or only to be written to another address."""
    with session(readonly=True) as db:
        held = db.scalars(select(Letter).where(Letter.status == "held").order_by(Letter.id)).all()
        known = [letter for letter in held if hold_of(letter.held_because)]
        against, apart = obstacles(db, known), _apart(db, known)
    gone = {letter.id: hold_of(against.get(letter.id)) for letter in known}
    # That a window has no room is found only while a letter is made.
    tight = {letter.id for letter in known if hold_of(letter.held_because) is Hold.WINDOW} | apart
    return [number for number, now in gone.items() if now is Hold.MOVED or (now is None and number not in tight)]


def _apart(db: Session, letters: Sequence[Letter]) -> set[int]:
    """Those of these letters that are held for a word of which nobody chose yet how it is printed."""
    mine = [letter for letter in letters if hold_of(letter.held_because) is Hold.SIGN]
    facts = record.of_kinds(db, (SpellingChosen,), Case.id.in_({letter.case_id for letter in mine}))
    chosen = {case.id: spellings(entry.fact for entry in every(known, SpellingChosen)) for case, known in facts}
    return {one.id for one in mine if unchosen(one.content | {SPELLED: chosen.get(one.case_id, {})})}


def ungrounded(db: Session, letters: Sequence[int]) -> dict[int, str]:
    """Map each of these letters that the record would refuse now to the reason, in Dutch."""
    forbidden = dict.fromkeys(unfit(db, letters), UNGROUNDED)
    return unsigned(db, letters) | forbidden | dict.fromkeys(late(db, letters, posting_day(clock.today())), LATE)


def unsigned(db: Session, letters: Sequence[int]) -> dict[int, str]:
    """Map each of these letters whose signer may sign no more to the reason, in Dutch (Awb 10:10)."""
    return dict.fromkeys(bundle_gate.unsigned(db, letters, municipality().mandaat.besluiten), UNSIGNED)


def _person(letter: Letter, case: Case, known: Record, asked: Mapping[Whose, str], *, printer: bool) -> str:
    """What of its reader holds a letter: what nobody can post comes before what only the printer may not have."""
    citizen, to = case.citizen, reader(case, known, letter.party)
    if to.survived and not _for_heirs(letter, known):
        day = f" ({day_nl(citizen.deceased_on)})" if citizen.deceased_on else ""
        return DIED.format(day=day)
    moved = letter.content["client"]["adres"] != client_values(to)["adres"]
    if not moved and address_of(letter.content) is None:
        return UNADDRESSED
    if unsettled := _unsettled(letter, case, known, asked):
        return unsettled
    at_home = letter.party == APPLICANT and not (to.survived and endings.heirs(known))
    if printer and (to.secret_address or (at_home and citizen.secret_address)):
        return HIDDEN
    return MOVED if moved else ""


def _for_heirs(letter: Letter, known: Record) -> bool:
    """Whether the heirs can have it: it says nothing to the living, and was written for them, or they were named."""
    named = letter.content.get("nabestaanden") or endings.heirs(known)
    return front_matter(letter.name).heirs and bool(named)


def _unsettled(letter: Letter, case: Case, known: Record, asked: Mapping[Whose, str]) -> str:
    """That a person still has to say which address counts, of the citizen or of who reads their letters."""
    to, member = reader(case, known, letter.party).address, case.representative
    if to == tuple(own_address(case.citizen)) and (number := asked.get(_whose(case, CITIZEN))):
        return ASKED.format(whose="", number=number)
    if member and to == tuple(member.address) and (number := asked.get(_whose(case))):
        return ASKED.format(whose=OF_READER.format(name=in_sentence(member.name)), number=number)
    return ""


def _whose(case: Case, member: int | None = None) -> Whose:
    """The citizen, or who reads their letters in this case."""
    return case.citizen_id, (case.representative_id or CITIZEN) if member is None else member


def _tells(letter: Letter, case: Case, known: Record, *, told: bool) -> str:
    """That a letter gives an address away that its reader may not see: nobody may say otherwise of a secret one."""
    found = told_of(letter, case, known)
    of = next((one for one in found if one.secret_address or not told), None)
    return TELLS_WHERE.format(name=in_sentence(of.name)) if of else ""


def told_of(letter: Letter, case: Case, known: Record) -> Iterator[Person]:
    """Whose addresses this letter gives away to somebody who lives elsewhere."""
    if not (elsewhere := others(case, known, letter.party)):
        return iter(())
    said = bare(*_texts({name: value for name, value in letter.content.items() if name not in OURS}))
    return (one for one in elsewhere if any(bare(line) in said for line in _telling(one)))


def tells_secret(letter: Letter, case: Case, known: Record) -> bool:
    """Whether somebody's secret address is on or in a letter, or belongs to who reads it now."""
    numbers = (APPLICANT, *(one.number for one in parties.joined(known)))
    secret = [one for each in numbers if (one := person(case, known, each)).secret_address]
    if any(one.number in {APPLICANT, letter.party} for one in secret):
        return True
    said = bare(*_texts({name: value for name, value in letter.content.items() if name not in ALWAYS}))
    in_it = any(bare(line) in said for one in secret for line in _telling(one))
    return in_it or reader(case, known, letter.party).secret_address


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


def _records(db: Session, cases: Mapping[int, Case], letters: Iterable[Letter]) -> dict[int, Record]:
    """The records of those cases in which somebody beside the citizen has a say, or whose citizen died."""
    joined = db.scalars(select(PartyRow.case_id).where(PartyRow.case_id.in_(cases)).distinct())
    died = {case.id for case in cases.values() if case.citizen.deceased_on}
    died |= {letter.case_id for letter in letters if letter.content.get("nabestaanden")}
    excused = (FactRow.case_id.in_(cases), FactRow.kind == ExemptionApproval.__name__)
    died |= set(db.scalars(select(FactRow.case_id).where(*excused)))
    return {case_id: record.entries(db, cases[case_id]) for case_id in {*joined, *died}}


def _cleared(db: Session, cases: Iterable[Case]) -> set[tuple[int, int, type[Fact]]]:
    """The case and number of the letters of which somebody said that they leave all the same, each with what it is."""
    found = record.of_kinds(db, (AddressTold, SentAgain), Case.id.in_({case.id for case in cases}))
    facts = ((case.id, entry.fact) for case, entries in found for entry in entries)
    return {(case, one.letter, type(one)) for case, one in facts if isinstance(one, AddressTold | SentAgain)}


def _asked(db: Session, cases: Iterable[Case]) -> dict[Whose, str]:
    """By person, the number of the case, of all of theirs, in which somebody still has to say which address counts."""
    citizens = {case.citizen_id for case in cases}
    found: dict[Whose, str] = {}
    for case, facts in record.of_kinds(db, (ContactDiffers, ContactSettled), Case.citizen_id.in_(citizens)):
        for differs, again_on in open_contacts(facts):
            if differs.fact.moves and (again_on or clock.today()) <= clock.today():
                found[_whose(case, differs.fact.member)] = case.number
    return found


def _strays(db: Session, cases: Iterable[Case]) -> dict[tuple[str, str, int], str]:
    numbers = {case.number for case in cases}
    return {
        (stray.case_number, stray.name, stray.about): (
            f"{Hold.POSTED}, in bundel {stray.bundle_id}. Vraag de drukker wat dat was. Verstuur de brief daarna toch."
        )
        for stray in db.scalars(select(Stray).where(Stray.case_number.in_(numbers)))
    }
