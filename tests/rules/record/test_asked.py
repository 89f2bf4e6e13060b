"""What the citizen asks keeps its number, whatever is said about it later."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from plays import ASKED, LESS, application, intention, item, provision

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import Channel
from rules.errors import FactUntimely
from rules.facts import (
    AgreementEnded,
    Fact,
    Intention,
    ItemEnded,
    ItemsAsked,
    LessAgreed,
    MadePrecise,
    Outcome,
    PartyEnded,
    Speaker,
)
from rules.facts.parties import PartyEnd
from rules.record import asked, item_references
from rules.record.entries import Entry

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
TODAY = date(2026, 10, 5)
SAID = {"on": TODAY, "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "words": "Ja.", "read_back": True}
VAGUE = item("Hulp in huis.", product="", form=None, quantity=None, from_on=None)
LIFT = item("En een traplift.", product="stair_lift")


def on_record(*facts: Fact) -> tuple[Entry[Fact], ...]:
    placed = enumerate(facts, 1)
    return tuple(Entry(id=at, seq=at, fact=fact, by="sanne", at=NOW + timedelta(hours=at)) for at, fact in placed)


def more(*items: object) -> ItemsAsked:
    return ItemsAsked(received_on=TODAY, items=items)  # type: ignore[arg-type]


def agreed(number: int = 1, **changes: object) -> LessAgreed:
    return LessAgreed(**({"item": number, "quantity": LESS, "told_less": True} | SAID | changes))  # type: ignore[arg-type]


def test_items_are_numbered_on_and_newer_words_replace_older() -> None:
    record = on_record(application(TODAY, items=(item(), LIFT)), more(item("Toch twee uur.", instead_of=1)))
    assert [(one.number, one.item.words) for one in asked.standing(record)] == [
        (2, "En een traplift."),
        (3, "Toch twee uur."),
    ]
    assert [one.number for one in asked.items(record)] == [1, 2, 3]
    assert asked.stands(record, 1) is None


def test_a_vague_item_has_a_measure_once_it_was_made_precise() -> None:
    record = on_record(application(TODAY, items=(VAGUE,)))
    assert asked.vague(record, 1)
    record = on_record(
        application(TODAY, items=(VAGUE,)), MadePrecise(item=1, product="household_help", quantity=ASKED, **SAID)
    )
    (one,) = asked.standing(record)
    assert not asked.vague(record, 1)
    assert (asked.measured(record, one).product, asked.measured(record, one).quantity) == ("household_help", ASKED)
    assert one.item == VAGUE


def test_a_card_needs_no_number() -> None:
    card = item("Een kaart.", product="driver_card", form=Grant.CARD, quantity=None, from_on=None)
    assert not asked.vague(on_record(application(TODAY, items=(card,))), 1)
    vague = on_record(application(TODAY, items=(VAGUE,)))
    named = MadePrecise(item=1, product="driver_card", form=Grant.CARD, **SAID)
    assert item_references.fills(named, vague) == {}
    assert list(item_references.fills(replace(named, form=None), vague)) == ["quantity"]
    assert not asked.vague(on_record(application(TODAY, items=(VAGUE,)), named), 1)


def test_what_the_citizen_named_is_never_made_precise() -> None:
    record = on_record(application(TODAY))
    named = MadePrecise(item=1, quantity=LESS, lasting=True, **SAID)
    assert item_references.fills(named, record) == {"quantity": item_references.NAMED}
    assert "al precies" in item_references.fills(named, on_record(application(TODAY), named))["item"]


def test_a_figure_without_a_period_is_not_made_precise_to_less() -> None:
    record = on_record(application(TODAY, items=(item("Ik vraag 4 uur hulp.", quantity=None),)))
    less, enough = (Quantity(hours * 60, Unit.MINUTE, Per.WEEK) for hours in (3, 4))
    assert item_references.fills(MadePrecise(item=1, quantity=less, **SAID), record) == {
        "quantity": item_references.NAMED
    }
    assert item_references.fills(MadePrecise(item=1, quantity=enough, **SAID), record) == {}


def test_an_agreement_counts_until_it_is_taken_back() -> None:
    facts = (application(TODAY), agreed())
    assert asked.agreement(on_record(*facts), 1) is not None
    ended = (*facts, AgreementEnded(item=1, on=TODAY, words="Toch niet."))
    assert asked.agreement(on_record(*ended), 1) is None
    assert asked.agreement(on_record(*ended, agreed()), 1) is not None
    assert asked.agreement(on_record(*facts), 2) is None


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        pytest.param(intention(Outcome.GRANTED), "provisions", "traplift", id="an-item-left-out"),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, answers=(1, 2)),)),
            "provisions.0.answers",
            "hetzelfde",
            id="one-answer-to-unlike-items",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED), provision(answers=(1, 2)))),
            "provisions",
            "Op vraag 1 staat een toekenning en een afwijzing",
            id="given-and-refused",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, answers=(1,)), provision(answers=(2, 9)))),
            "provisions.1.answers",
            "is er niet meer",
            id="an-item-that-is-not-there",
        ),
    ],
)
def test_every_item_is_answered_once_and_only_those(given: Intention, field: str, told: str) -> None:
    record = on_record(application(TODAY, items=(item(), LIFT)))
    assert told in item_references.answered(given, record)[field]


def test_whole_answers_are_taken() -> None:
    record = on_record(application(TODAY, items=(item(), item(), LIFT)))
    both = Intention(provisions=(provision(Outcome.GRANTED, answers=(1, 2)), provision(answers=(3,))))
    half = provision(Outcome.PARTIAL)
    split = Intention(provisions=(half, half, provision(answers=(2,)), provision(answers=(3,))))
    beside = Intention(provisions=(*both.provisions, provision(Outcome.GRANTED, answers=())))
    assert [item_references.answered(given, record) for given in (both, split, beside)] == [{}, {}, {}]


def test_answers_about_partly_the_same_items_are_refused() -> None:
    record = on_record(application(TODAY, items=(item(), item())))
    mixed = Intention(provisions=(provision(Outcome.GRANTED, answers=(1, 2)), provision(Outcome.GRANTED, answers=(2,))))
    assert item_references.answered(mixed, record) == {"provisions": item_references.SHARED}
    both = provision(Outcome.GRANTED, answers=(1, 2))
    assert item_references.answered(Intention(provisions=(both, both)), record) == {}


def test_newer_words_replace_an_item_that_stands_and_only_once() -> None:
    record = on_record(application(TODAY))
    assert item_references.replaces(more(item(instead_of=1)), record) == {}
    assert set(item_references.replaces(more(item(instead_of=1), item(instead_of=1)), record)) == {
        "items.0.instead_of",
        "items.1.instead_of",
    }
    assert set(item_references.replaces(more(item(instead_of=2)), record)) == {"items.0.instead_of"}


def test_a_talk_is_about_an_item_that_stands() -> None:
    record = on_record(application(TODAY), more(item(instead_of=1)))
    with pytest.raises(FactUntimely):
        item_references.about_item(agreed(1), record, "sanne")
    item_references.about_item(agreed(2), record, "sanne")
    with pytest.raises(FactUntimely):
        item_references.about_item(AgreementEnded(item=2, on=TODAY, words="Nee."), record, "sanne")


def test_a_grant_names_its_form_and_none_is_no_form_to_ask_for() -> None:
    assert provision(Outcome.GRANTED).gives
    assert not provision(grant=Grant.NONE).gives


@pytest.mark.parametrize(
    ("who", "why", "left"),
    [
        pytest.param(2, PartyEnd.DIED, [1, 3], id="who asked it died"),
        pytest.param(4, PartyEnd.DIED, [1, 2, 3], id="somebody else died"),
        pytest.param(2, PartyEnd.NOT_INVOLVED, [1, 2, 3], id="who asked it left"),
    ],
)
def test_what_somebody_asked_who_died_falls_away(who: int, why: PartyEnd, left: list[int]) -> None:
    theirs = replace(LIFT, party=2)
    record = on_record(more(item(), theirs, replace(LIFT, party=3)))
    assert [one.number for one in asked.standing(record)] == [1, 2, 3]
    assert not asked.fell_away(record, "sanne")
    record = on_record(record[0].fact, PartyEnded(who=who, why=why, ended_on=TODAY, source="Bericht uit de BRP."))
    assert [one.number for one in asked.standing(record)] == left
    assert asked.fell_away(record, "sanne") == (len(left) == 2)
    assert not asked.fell_away(record, "mo")
    assert asked.fell_away((*record, replace(record[1], by="mo")), "sanne") == (len(left) == 2)


def test_what_was_withdrawn_does_not_fall_away_by_a_death() -> None:
    gone = PartyEnded(who=2, why=PartyEnd.DIED, ended_on=TODAY, source="Bericht uit de BRP.")
    record = on_record(more(replace(LIFT, party=2)), ItemEnded(item=1, withdrawal=1), gone)
    assert asked.standing(record) == ()
    assert not asked.fell_away(record, "sanne")
