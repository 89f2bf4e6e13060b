"""What prevents a letter from going to the printer, in words for the person who must act on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from letters.bundles.envelope import address_of
from rules.wording import day_nl
from store.guards.bundle_gate import unfit
from store.models import Case, Letter
from store.models.post import Stray
from tasks.letters.addressee import client_values

UNADDRESSED = "Het adres in deze brief klopt niet. Verbeter het adres van de inwoner en maak de brief opnieuw."
HIDDEN = "Het adres van deze inwoner is geheim. Verstuur deze brief zelf, niet met de drukker."
MOVED = "De inwoner is verhuisd nadat deze brief is geschreven. Maak de brief opnieuw, met het nieuwe adres."
UNGROUNDED = "Deze brief mag niet weg: er is geen gesprek dat telt, of een nieuwer besluit. Overleg met de consulent."


def obstacles(db: Session, letters: Sequence[Letter]) -> dict[int, str]:
    """Map each of these letters that may not be posted to the reason, in Dutch."""
    if not letters:
        return {}
    query = select(Case).where(Case.id.in_({letter.case_id for letter in letters}))
    whole = joinedload(Case.citizen), joinedload(Case.representative)
    cases = {case.id: case for case in db.scalars(query.options(*whole))}
    ungrounded = unfit(db, [letter.id for letter in letters])
    strays = _strays(db, cases.values())
    found = {}
    for letter in letters:
        case = cases[letter.case_id]
        stray = strays.get((case.number, letter.name, letter.about), "")
        if because := UNGROUNDED * (letter.id in ungrounded) or stray or _person(letter, case):
            found[letter.id] = because
    return found


def _person(letter: Letter, case: Case) -> str:
    citizen = case.citizen
    if citizen.deceased_on and case.representative is None:
        day = day_nl(citizen.deceased_on)
        return f"De inwoner is overleden ({day}). Overleg met de consulent aan wie deze brief moet."
    if citizen.secret_address:
        return HIDDEN
    if address_of(letter.content) is None:
        return UNADDRESSED
    if letter.content["client"]["adres"] != client_values(case)["adres"]:
        return MOVED
    return ""


def _strays(db: Session, cases: Iterable[Case]) -> dict[tuple[str, str, int], str]:
    numbers = {case.number for case in cases}
    return {
        (stray.case_number, stray.name, stray.about): (
            f"Volgens de drukker is deze brief al verstuurd, in bundel {stray.bundle_id}. "
            "Kijk na of dat zo is. Trek de brief dan in."
        )
        for stray in db.scalars(select(Stray).where(Stray.case_number.in_(numbers)))
    }
