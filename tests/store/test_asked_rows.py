"""What is asked and given stands in rows that the gate can compare, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rules import facts
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import Channel
from rules.errors import FactUntimely
from rules.facts import Item, Outcome, Provision, Speaker
from rules.facts.remedies.lateness import PenaltyDecision
from store import record
from store.audit import proof
from store.engine import session
from store.models import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    Base,
    Case,
    Citizen,
    Decision,
    Household,
    ItemRow,
    MadePreciseRow,
)

MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)
HOURS = Quantity(240, Unit.MINUTE, Per.WEEK)
FROM = date(2026, 9, 14)
HELP = Item(words="vier uur hulp per week", product="household_help", quantity=HOURS, from_on=FROM)
LIFT = Item(words="en iets voor de trap", form=Grant.IN_KIND, lasting=True)
TALK: dict[str, Any] = {
    "on": MONDAY.date(),
    "channel": Channel.PHONE,
    "spoke_with": Speaker.APPLICANT,
    "words": "Een traplift graag.",
    "read_back": True,
}
NEUTRAL, UNSURE = "Geef veranderingen binnen twee weken door.", "Zolang er plaats is."
MEASURE = ("thing", "grant_form", "unit", "per", "amount", "yearly", "from_on", "until_on", "lasting", "hand")
REASON: dict[str, Any] = {
    "name": "Hulp",
    "reason_title": "Nodig",
    "reason": "U kunt dit zelf niet meer.",
    "source": "gesprek",
}


@pytest.fixture
def case(either_record: str) -> str:
    """The number of a case without facts."""
    del either_record
    with session() as db:
        household = Household()
        db.add(household)
        db.flush()
        address = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
        citizen = Citizen(household_id=household.id, initials="F.", family_name="Yıldız", **address)
        db.add(citizen)
        db.flush()
        about = {"process": "wmo", "process_version": 1, "reference": "r1", "team": "Oost", "subject": "Hulp"}
        when = {"received_on": MONDAY.date(), "created_at": MONDAY, "version": 0, "taken_up": 0}
        db.add(Case(number="WMO-1", citizen_id=citizen.id, **about, **when))
    return "WMO-1"


def put(number: str, *known: facts.Fact, outcome: Outcome | None = None) -> None:
    """Facts on the record, a minute apart."""
    with session() as db:
        for fact in known:
            found = record.lock_case(db, number)
            at = MONDAY + timedelta(minutes=found.version)
            record.add_fact(db, found, fact, by="sanne", at=at, outcome=outcome)


def rows(kind: type[Base], *columns: str) -> list[tuple[Any, ...]]:
    """These columns of every row, oldest first."""
    with session(readonly=True) as db:
        found = db.scalars(select(kind).order_by(kind.__table__.c["id"]))
        return [tuple(getattr(row, column) for column in columns) for row in found]


def asked(*items: Item) -> facts.Application:
    return facts.Application(received_on=MONDAY.date(), items=items)


def decided(*provisions: Provision, **changes: Any) -> facts.Intention:
    return facts.Intention(provisions=provisions, **changes)


def given(*answers: int, **changes: Any) -> Provision:
    values = {"grant": Grant.IN_KIND, "product": "household_help", "quantity": HOURS, "from_on": FROM, **changes}
    return Provision(answers=answers, **REASON | values)


def refused(*answers: int) -> Provision:
    return Provision(answers=answers, grant=Grant.NONE, product="stair_lift", **REASON)


def test_items_are_numbered_on_through_the_record(case: str) -> None:
    newer = Item(words="Toch drie uur.", product="household_help", quantity=Quantity(180, Unit.MINUTE, Per.WEEK))
    put(case, asked(HELP, LIFT))
    put(case, facts.ItemsAsked(received_on=MONDAY.date(), items=(Item(**{**vars(newer), "instead_of": 1}),)))
    assert rows(ItemRow, "number", "instead_of", *MEASURE) == [
        (1, None, "household_help", None, "minute", "week", 240, 12480, FROM, None, 0, None),
        (2, None, None, "natura", None, None, None, None, None, None, 1, None),
        (3, 1, "household_help", None, "minute", "week", 180, 9360, None, None, 0, None),
    ]
    assert rows(ItemRow, "party") == [(1,)] * 3


def test_a_talk_about_an_item_keeps_what_was_named(case: str) -> None:
    lift = Quantity(1, Unit.PIECE, Per.ONCE)
    put(case, asked(HELP, LIFT), facts.MadePrecise(item=2, product="stair_lift", quantity=lift, **TALK))
    put(case, facts.LessAgreed(item=1, until_on=date(2027, 9, 13), provider="Thuis Best", told_less=True, **TALK))
    put(case, facts.AgreementEnded(item=1, on=MONDAY.date(), words="Toch niet."))
    minute = timedelta(minutes=1)
    assert rows(MadePreciseRow, "item_id", "made_at", *MEASURE) == [
        (2, MONDAY + minute, "stair_lift", None, "piece", "once", 1, 1, None, None, 0, None)
    ]
    assert rows(AgreementRow, "item_id", "agreed_at", "talked_on", "spoke_with", "channel", *MEASURE) == [
        (
            *(1, MONDAY + 2 * minute, MONDAY.date(), "aanvrager", "telefoon"),
            *(None, None, None, None, None, None, None, date(2027, 9, 13), 0, "thuis best"),
        )
    ]
    assert rows(AgreementEndRow, "item_id", "ended_at") == [(1, MONDAY + 3 * minute)]


def test_an_intention_has_its_outcome_and_a_row_for_each_answer(case: str) -> None:
    put(case, asked(HELP, LIFT))
    sure, part = (given(1, conditions=(condition,), provider="Thuis Best") for condition in (NEUTRAL, UNSURE))
    put(case, decided(part, sure, refused(2)), outcome=Outcome.PARTIAL)
    assert rows(Decision, "outcome", "adverse", "subject", "compared") == [("partial", 1, "application", 1)]
    amount = ("household_help", "minute", "week", 240, 12480, FROM, None)
    columns = ("thing", "unit", "per", "amount", "yearly", "from_on", "until_on", "hand", "conditional")
    assert rows(Answer, "position", "grant_form", *columns) == [
        (1, "natura", *amount, "thuis best", 1),
        (2, "natura", *amount, "thuis best", 0),
        (3, "niets", "stair_lift", *[None] * 7, 0),
    ]
    assert rows(Answered, "answer_id", "item_id", "decision_id", "case_id") == [
        (1, 1, 1, 1),
        (2, 1, 1, 1),
        (3, 2, 1, 1),
    ]


def test_help_at_once_and_a_penalty_have_a_line_of_their_own(case: str) -> None:
    put(case, decided(given(), temporary=True), outcome=Outcome.GRANTED)
    put(case, PenaltyDecision(notice=1, amount_eur=460, days=20))
    assert rows(Decision, "version", "subject", "adverse") == [(1, "provisional", 0), (2, "penalty", 0)]
    assert rows(Answered, "id") == []


def test_an_intention_without_its_outcome_is_refused(case: str) -> None:
    put(case, asked(HELP))
    with pytest.raises(TypeError, match="outcome"):
        put(case, decided(given(1)))
    assert rows(Decision, "id") == []


def test_an_answer_to_an_item_that_is_not_there_is_refused(case: str) -> None:
    put(case, asked(HELP))
    with pytest.raises(FactUntimely):
        put(case, decided(given(2)), outcome=Outcome.GRANTED)


def test_all_of_it_is_in_the_chain_of_the_case(case: str) -> None:
    put(case, asked(HELP, LIFT), facts.MadePrecise(item=2, product="stair_lift", **TALK))
    put(case, decided(given(1), refused(2)), outcome=Outcome.PARTIAL)
    assert [broken for page in proof.prove() for broken in page.broken] == []
    with session() as db:
        kinds = set(db.connection().exec_driver_sql("SELECT kind FROM link").scalars())
    assert kinds >= {"item", "made_precise", "decision", "answer", "answered"}
