"""The letters of an evening, on the record and waiting to be made, each in a case of its own."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any

import plays
from sqlalchemy import select
from sqlalchemy.orm import Session
from stand_ins import fitting

from letters.writing.samples import sample
from letters.writing.template import front_matter
from rules.calls import CallOutcome
from rules.facts import APPLICANT, Call, Fact, Intention, Outcome, Report
from store import queries, record
from store.engine import session
from store.models import CallRow, Case, Citizen, Household
from tasks import clock
from tasks.cases.open_case import OpenCase
from tasks.letters.addressee import client_values
from tasks.letters.sending import _new
from tasks.parties.people import reader

# How often each comes in a hundred letters of the Wmo. Assumed: every report is confirmed; four in five lead to a talk
# and to a report of it; two in three to an application, of which one in ten lacks something and one in ten takes
# longer; and every application to a decision, of which one in four refuses a part or all.
MIXED = {
    "wmo/ontvangstbevestiging-melding": 24,
    "wmo/uitnodiging-gesprek": 19,
    "wmo/onderzoeksverslag": 19,
    "shared/ontvangstbevestiging-aanvraag": 16,
    "shared/verzoek-aanvulling": 2,
    "shared/mededeling-verlenging": 2,
    "wmo/tijdelijke-toekenning": 1,
    "wmo/toekenning": 13,
    "wmo/afwijzing": 4,
}
# One page, with the fewest words.
SHORTEST = {"shared/einde-opschorting": 1}
TOGETHER = 50
TODAY = date(2026, 9, 28)


def write(numbers: Sequence[int], mix: Mapping[str, int]) -> None:
    """One case with one letter for each number, as the samples of the letters have it."""
    names = [name for name, share in mix.items() for _ in range(share)]
    Random(TODAY.toordinal()).shuffle(names)
    fitting((name, "about", Report.__name__) for name in mix)
    for start in range(0, len(numbers), TOGETHER):
        with session() as db:
            household = Household()
            db.add(household)
            db.flush()
            for number in numbers[start : start + TOGETHER]:
                _write(db, _case(number, _citizen(number, household.id)), names[number % len(names)])


def _write(db: Session, case: Case, name: str) -> None:
    db.add(case)
    db.flush()
    opened = OpenCase.of(db, case)
    front = front_matter(name)
    outcome = Outcome.REJECTED if front.adverse else Outcome.GRANTED
    intention = Intention(provisions=(plays.provision(outcome),))
    report = Report(question="Wie helpt mij met het zware werk in huis?", received_on=TODAY)
    if front.decision:
        record.add_fact(db, case, plays.application(TODAY), by="sanne", at=clock.now())
        about = record.add_fact(db, case, intention, by="sanne", at=clock.now(), outcome=outcome)
    else:
        about = record.add_fact(db, case, report, by="sanne", at=clock.now())
    if front.adverse:
        said = {"spoke_with": "de aanvrager", "minutes": 9, "summary": "U bent het er niet mee eens."}
        _add(db, case, Call(decision=1, at=clock.now(), outcome=CallOutcome.INFORMED_DISAGREES, **said))
    letter = _new(opened, name, about, APPLICANT)
    if front.decision:
        letter.decision_id, letter.signed_by = queries.decision_of(db, case, 1).id, "sanne"
    if front.adverse:
        call = db.scalars(select(CallRow).where(CallRow.case_id == case.id)).one()
        letter.call_id, letter.call_upholds, letter.call_at = call.id, call.upholds, call.called_at
    letter.content = _values(name, case)
    db.add(letter)
    # A pass wrote this letter, and has seen all there is.
    case.taken_up = case.version
    db.flush()


def _add(db: Session, case: Case, fact: Fact) -> None:
    record.add_fact(db, case, fact, by="sanne", at=clock.now())


def _values(name: str, case: Case) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(_sample(name))
    values["client"] |= client_values(reader(case, (), APPLICANT))
    values["zaak"]["nummer"], values["brief"]["kenmerk"] = case.number, f"{case.number}/B1"
    return values


@cache
def _sample(name: str) -> str:
    return json.dumps(sample(name), default=str)


def _case(number: int, citizen: Citizen) -> Case:
    return Case(
        number=f"WMO-2026-{number:06}",
        process="wmo",
        process_version=1,
        reference=str(number),
        citizen=citizen,
        consultant_id="sanne",
        team="Oost",
        subject="Hulp bij het huishouden",
        received_on=TODAY,
        created_at=clock.now(),
        version=0,
        taken_up=0,
    )


def _citizen(number: int, household: int) -> Citizen:
    return Citizen(
        household_id=household,
        salutation="mevrouw",
        initials="A.",
        family_name=f"Jansen-{number}",
        born_on=date(1952, 3, 14),
        street="Esdoornstraat",
        number=str(number),
        postcode="4099 ZX",
        city="Veldhaven",
    )
