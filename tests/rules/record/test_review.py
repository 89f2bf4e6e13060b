"""A decision about what runs: on, with less, or no more; what it comes to follows from what is given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from plays import LESS, intention, item, provision

from config.standards import standards
from rules.asked.grants import Grant
from rules.asked.items import Length
from rules.facts import Fact, ItemsAsked, Outcome, Provision, RunningHelp
from rules.facts.asking.items import FAR_OFF, NOT_ITEM
from rules.facts.kind import FUTURE
from rules.facts.review import NO_DECISION, ONE_DECISION, UNMEASURED
from rules.record import asked, item_references, judgement
from rules.record.entries import Entry
from rules.record.judgement import Known, Yardstick
from rules.results import RESULTS, REVIEWED

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
LIFT = item("En een traplift.", product="stair_lift", quantity=LESS)
SINCE = {"from_on": date(2026, 1, 1)}
ELSEWHERE = {"made_by": "De gemeente Duinrand", "decided_on": date(2025, 12, 10), "gave": "Hulp."}


def runs(*items: object, **changes: object) -> RunningHelp:
    given: dict[str, object] = {"items": items or (item(**SINCE),), "changes_on": date(2026, 12, 1)}
    return RunningHelp(**(given | ELSEWHERE | changes))  # type: ignore[arg-type]


def on_record(*facts: Fact) -> tuple[Entry[Fact], ...]:
    placed = enumerate(facts, 1)
    return tuple(Entry(id=at, seq=at, fact=fact, by="sanne", at=NOW + timedelta(hours=at)) for at, fact in placed)


def judged(record: tuple[Entry[Fact], ...], *given: Provision) -> judgement.Judgement:
    measured = Yardstick(standards(TODAY), lambda _: Known(usual=Length(months=12)), has_budgets=False)
    fact = intention(Outcome.GRANTED, provisions=given)
    return judgement.of(record, fact, NOW + timedelta(days=1), measured, by="sanne")


def gives(outcome: Outcome, *numbers: int, **changes: object) -> Provision:
    return provision(outcome, answers=numbers or (1,), **changes)


CARD = item("Mijn parkeerkaart.", product="driver_card", form=Grant.CARD, quantity=None, **SINCE)
ON, FEWER, NO_MORE = Outcome.GRANTED, Outcome.PARTIAL, Outcome.REJECTED
ANOTHER = ItemsAsked(received_on=TODAY, items=(LIFT,))
GIVEN_LIFT = {"product": "stair_lift", "quantity": LESS}


@pytest.mark.parametrize(
    ("given", "outcome", "each"),
    [
        pytest.param([gives(ON)], Outcome.GRANTED, [Outcome.GRANTED], id="all of it goes on"),
        pytest.param([gives(FEWER)], Outcome.LOWERED, [Outcome.LOWERED], id="fewer hours"),
        pytest.param([gives(ON, until_on=TODAY)], Outcome.LOWERED, [Outcome.LOWERED], id="it gets an end"),
        pytest.param([gives(NO_MORE)], Outcome.ENDED, [Outcome.ENDED], id="nothing goes on"),
    ],
)
def test_what_runs_is_continued_lowered_or_ended(given: list[Provision], outcome: Outcome, each: list[Outcome]) -> None:
    found = judged(on_record(runs()), *given)
    assert (found.outcome, found.adverse) == (outcome, outcome is not Outcome.GRANTED)
    assert [found.answer(one) for one in given] == each
    assert found.outcome in REVIEWED


@pytest.mark.parametrize(
    ("lift", "outcome", "each"),
    [
        pytest.param(gives(ON, 2, **GIVEN_LIFT), Outcome.GRANTED, Outcome.GRANTED, id="given beside it"),
        pytest.param(gives(NO_MORE, 2), Outcome.PARTIAL, Outcome.REJECTED, id="refused beside it"),
    ],
)
def test_what_is_asked_beside_it_is_granted_or_refused(lift: Provision, outcome: Outcome, each: Outcome) -> None:
    found = judged(on_record(runs(), ANOTHER), gives(ON), lift)
    assert (found.outcome, found.answer(lift)) == (outcome, each)


def test_one_of_two_that_ends_lowers_what_runs_together() -> None:
    two = (gives(ON), gives(NO_MORE, 2))
    found = judged(on_record(runs(item(**SINCE), LIFT)), *two)
    assert found.outcome is Outcome.LOWERED
    assert [found.answer(one) for one in two] == [Outcome.GRANTED, Outcome.ENDED]


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        pytest.param({}, Outcome.GRANTED, id="held"),
        pytest.param({"until_on": TODAY}, Outcome.LOWERED, id="held for less long"),
        pytest.param({"grant": Grant.NONE}, Outcome.ENDED, id="not held"),
    ],
)
def test_a_card_that_runs_is_held_or_not(given: dict[str, object], outcome: Outcome) -> None:
    card = gives(ON, product="driver_card", grant=Grant.CARD, quantity=None)
    assert judged(on_record(runs(CARD)), replace(card, **given)).outcome is outcome  # type: ignore[arg-type]


def test_the_same_answer_to_an_application_is_granted_in_part_or_rejected() -> None:
    record = on_record(ItemsAsked(received_on=TODAY, items=(item(),)))
    assert not asked.reviews(record)
    assert judged(record, gives(FEWER)).outcome is Outcome.PARTIAL
    assert judged(record, gives(NO_MORE)).outcome is Outcome.REJECTED
    assert set(RESULTS) & {Outcome.LOWERED, Outcome.ENDED} == set()


def test_newer_words_take_no_place_of_what_runs() -> None:
    record = on_record(runs())
    newer = ItemsAsked(received_on=TODAY, items=(item("Een uur is goed.", quantity=LESS, instead_of=1),))
    assert item_references.replaces(newer, record) == {"items.0.instead_of": item_references.RUNS}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        pytest.param({}, {}, id="made elsewhere"),
        pytest.param({"made_by": "", "gave": ""}, {"case": NO_DECISION}, id="under no decision"),
        pytest.param({"case": "WMO-2026-0001"}, {"case": ONE_DECISION}, id="under two decisions"),
        pytest.param({"case": "WMO-2026-0001", "made_by": "", "gave": ""}, {}, id="of a case here"),
        pytest.param({"gave": " "}, {"gave": "Schrijf op wat dat besluit gaf."}, id="nobody knows what it gave"),
        pytest.param(
            {"decided_on": None}, {"decided_on": "Vul in op welke dag dat besluit is genomen."}, id="on no day"
        ),
        pytest.param({"decided_on": TODAY + timedelta(1)}, {"decided_on": FUTURE}, id="tomorrow"),
        pytest.param({"items": (item(),)}, {}, id="it runs from later"),
        pytest.param({"items": (item(form=None, **SINCE),)}, {"items.0.form": UNMEASURED}, id="in no form"),
        pytest.param(
            {"items": (item(quantity=None, **SINCE),)}, {"items.0.quantity": UNMEASURED}, id="nobody knows how much"
        ),
        pytest.param({"items": (CARD,)}, {}, id="a card, which runs or does not"),
        pytest.param({"items": (replace(CARD, form=Grant.PROGRAMME),)}, {}, id="a programme"),
        pytest.param({"changes_on": date(2900, 1, 1)}, {"changes_on": FAR_OFF}, id="in a far year"),
        pytest.param({"items": (item(**SINCE, instead_of=1),)}, {"items.0.instead_of": NOT_ITEM}, id="newer words"),
    ],
)
def test_what_runs_is_measured_and_runs_under_one_decision(
    changes: dict[str, object], problems: dict[str, str]
) -> None:
    assert runs(**changes).problems(now=NOW, today=TODAY) == problems
