"""What was asked stands beside what is given: whatever is less makes a decision adverse, and nobody chooses that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from asking import (
    CAB,
    GRANTED,
    MADE,
    ONCE,
    PAID,
    PARTLY,
    TAXI,
    TEN_HOURS,
    VAGUE,
    agreeing,
    applied,
    deciding,
    granting,
    talked,
)
from plays import ASKED, LESS, application, intention, item, provision, report_case

from letters.making.render import document
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome
from rules.errors import FactInvalid, SamePerson
from rules.facts import (
    Approval,
    Intention,
    Item,
    ItemsAsked,
    MadePrecise,
    Outcome,
    Provision,
)
from rules.record import judgement
from tasks.cases import asks

pytestmark = pytest.mark.usefixtures("record")


def test_who_gets_what_they_asked_gets_the_letter_at_once() -> None:
    play = applied()
    assert play.do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED
    (asked,) = play.letter("toekenning").content["gevraagd"]
    assert asked["woorden"] == "Ik vraag hulp bij het huishouden, anderhalf uur per week."
    assert "akkoord" not in asked


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param((), {"quantity": LESS}, id="fewer-hours"),
        pytest.param((), {"quantity": Quantity(389, Unit.MINUTE, Per.MONTH)}, id="a-minute-a-month-less"),
        pytest.param((), {"quantity": Quantity(78, Unit.MINUTE, Per.YEAR)}, id="hours-a-year"),
        pytest.param((), {"from_on": date(2027, 2, 1)}, id="later"),
        pytest.param((), {"until_on": date(2027, 12, 1)}, id="shorter-than-usual"),
        pytest.param((item(until_on=date(2028, 12, 1)),), {"until_on": date(2028, 11, 30)}, id="a-day-shorter"),
        pytest.param((item(lasting=True),), {"until_on": date(2032, 12, 1)}, id="not-for-good"),
        pytest.param((), {"product": "guidance"}, id="another-thing"),
        pytest.param((), {"conditions": ("zodra er plaats is",)}, id="when-there-is-room"),
        pytest.param((item(provider="Zonnestraal"),), {}, id="from-another-hand"),
        pytest.param((item(form=Grant.BUDGET),), {}, id="in-kind-for-a-budget"),
        pytest.param((TAXI,), CAB | PAID, id="a-budget-nobody-asked"),
        pytest.param((TEN_HOURS,), {"quantity": ONCE, "until_on": date(2026, 12, 10)}, id="a-whole-in-ten-days"),
        pytest.param((VAGUE,), {}, id="what-nobody-made-precise"),
        pytest.param((item("Zo veel mogelijk uren.", quantity=None),), {}, id="as-much-as-possible"),
    ],
)
def test_less_than_asked_waits_for_the_call(asked: tuple[Item, ...], given: dict[str, object]) -> None:
    play = applied(*asked)
    assert play.do(deciding(granting(**given))).waits_for is asks.CALL
    assert play.letters()[-1] != GRANTED
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    assert play.approve().waits_for is None
    assert play.letters()[-1] == PARTLY


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        pytest.param((), (granting(quantity=Quantity(390, Unit.MINUTE, Per.MONTH)),), id="as-much-in-a-month"),
        pytest.param((), (granting(quantity=Quantity(120, Unit.MINUTE, Per.WEEK)),), id="more"),
        pytest.param((), (granting(from_on=date(2026, 11, 1)),), id="sooner"),
        pytest.param((), (granting(until_on=date(2031, 11, 30)),), id="for-the-usual-term"),
        pytest.param((), (granting(), provision(Outcome.GRANTED, product="alarm", answers=())), id="something-besides"),
        pytest.param((), (granting(quantity=Quantity(45, Unit.MINUTE, Per.WEEK)),) * 2, id="in-two-halves"),
        pytest.param(
            (item(), item()), (granting(1, 2, quantity=Quantity(180, Unit.MINUTE, Per.WEEK)),), id="two-in-one"
        ),
        pytest.param((item(provider="Zorg A of Zorg B"),), (granting(provider="Zorg B "),), id="from-either-hand"),
        pytest.param((TEN_HOURS,), (granting(quantity=ONCE, until_on=date(2031, 11, 30)),), id="a-whole"),
        pytest.param((), (granting(conditions=("Geef veranderingen binnen twee weken door.",)),), id="with-duties"),
    ],
)
def test_as_much_as_asked_needs_no_call(asked: tuple[Item, ...], given: tuple[Provision, ...]) -> None:
    play = applied(*asked)
    provisions = tuple(
        replace(one, reason=f"{one.reason} {'Dat gaat goed.' * place}") for place, one in enumerate(given)
    )
    assert play.do(Intention(provisions=provisions)).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_an_adverse_decision_is_weighed_whatever_its_author_calls_it() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(Intention(provisions=(granting(quantity=LESS),)))
    assert set(refused.value.problems) == {"hardship", "alternatives"}


def test_of_one_thing_the_letter_says_its_name_and_no_number() -> None:
    lift = {"product": "stair_lift", "quantity": Quantity(1, Unit.PIECE, Per.ONCE)}
    play = applied(item("Een traplift.", **lift))
    play.do(Intention(provisions=(granting(name="een traplift", **lift),)))
    content = play.letter("toekenning").content
    assert content["voorzieningen"][0]["omvang"] == "een traplift"
    assert content["gevraagd"][0]["wat"] == "traplift, als hulp in natura, vanaf 1\u00a0december\u00a02026"


LIFT = Quantity(1, Unit.PIECE, Per.ONCE)
QUOTED = Quantity(3450_00, Unit.CENT, Per.ONCE)
BOUGHT = {
    "grant": Grant.BUDGET,
    "amount": 3450_00,
    "per": Per.ONCE,
    "calculation": "Dit staat in de offerte: € 3.450.",
    "until_on": None,
}


def test_a_budget_for_one_thing_is_held_to_the_quotation_that_the_citizen_asks() -> None:
    play = applied(
        item("Geld voor een traplift van € 3.450.", product="stair_lift", form=Grant.BUDGET, quantity=QUOTED)
    )
    whole = granting(product="stair_lift", name="een traplift", quantity=QUOTED, **BOUGHT)
    assert play.do(Intention(provisions=(whole,))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_a_cent_less_than_the_quotation_is_less() -> None:
    play = applied(
        item("Geld voor een traplift van € 3.450.", product="stair_lift", form=Grant.BUDGET, quantity=QUOTED)
    )
    short = {**BOUGHT, "amount": 3449_99, "calculation": "Dit staat in de offerte."}
    given = granting(product="stair_lift", name="een traplift", quantity=replace(QUOTED, amount=3449_99), **short)
    assert play.do(deciding(given)).waits_for is asks.CALL


def test_where_nobody_knows_what_a_budget_buys_no_letter_calls_it_less() -> None:
    play = applied(item("Geld voor een traplift.", product="stair_lift", form=Grant.BUDGET, quantity=LIFT))
    given = granting(product="stair_lift", name="een traplift", quantity=LIFT, **BOUGHT)
    assert play.do(deciding(given)).waits_for is asks.CALL
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    told = " ".join(document("wmo/afwijzing", play.letter("afwijzing").content).text)
    assert "een traplift: wij weten niet zeker of u hiermee alles kunt betalen wat u vroeg" in told
    assert "minder dan u vroeg" not in told


def test_no_item_is_left_out() -> None:
    play = applied(item(), item("En een traplift.", product="stair_lift"))
    with pytest.raises(FactInvalid) as refused:
        play.put(deciding(granting()))
    assert "traplift" in refused.value.problems["provisions"]


def test_an_answer_to_items_together_leaves_none_of_them_another_of_its_own() -> None:
    play = applied(item(), item())
    with pytest.raises(FactInvalid) as refused:
        play.put(deciding(granting(1, 2), granting(2)))
    assert set(refused.value.problems) == {"provisions"}


def test_the_amount_of_a_budget_is_what_is_given() -> None:
    money = Quantity(345_00, Unit.CENT, Per.MONTH)
    play = applied(item("Een pgb van 345 euro per maand.", form=Grant.BUDGET, quantity=money))
    budget = {"grant": Grant.BUDGET, "quantity": money, "per": Per.MONTH, "calculation": "Uren maal tarief."}
    assert play.do(deciding(granting(amount=300_00, **budget))).waits_for is asks.CALL
    assert play.days(1).do(Intention(provisions=(granting(amount=345_00, **budget),))).waits_for is None


HOURLY = {"grant": Grant.BUDGET, "calculation": "Uren maal tarief.", "provider": ""}


@pytest.mark.parametrize(
    ("product", "amount", "waits"),
    [
        pytest.param("household_help", 34_50, None, id="what-the-hours-cost"),
        pytest.param("household_help", 34_49, asks.CALL, id="a-cent-less"),
        pytest.param("household_help", 1_00, asks.CALL, id="one-euro"),
        pytest.param("alarm", 9999_00, asks.CALL, id="a-thing-without-a-tariff"),
    ],
)
def test_a_budget_for_hours_pays_for_them_at_the_tariff_or_is_less(
    product: str, amount: int, waits: str | None
) -> None:
    play = applied(item(product=product, form=Grant.BUDGET))
    budget = HOURLY | {"product": product, "amount": amount, "per": Per.WEEK}
    assert play.do(deciding(granting(**budget))).waits_for is waits


def test_without_a_tariff_to_hold_it_to_a_euro_would_be_a_whole_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "bought", lambda given, *_, **__: given)
    play = applied(item(form=Grant.BUDGET))
    assert play.do(deciding(granting(amount=1_00, per=Per.WEEK, **HOURLY))).waits_for is None


def test_something_more_asked_is_decided_upon_as_well() -> None:
    play = applied()
    play.do(deciding(provision()))
    more = ItemsAsked(received_on=play.today(), items=(item("En een alarmknop.", product="alarm"),))
    assert play.days(1).do(more).waits_for is asks.INTEND
    with pytest.raises(FactInvalid):
        play.put(deciding(provision()))
    assert play.do(deciding(provision(), provision(answers=(2,)))).waits_for is asks.CALL


def test_newer_words_that_ask_less_count_once_that_was_agreed_in_a_talk() -> None:
    play = applied()
    fewer = ItemsAsked(received_on=play.today(), items=(item("Een uur is genoeg.", quantity=LESS, instead_of=1),))
    play.do(fewer)
    given = granting(2, quantity=LESS)
    assert play.days(1).do(deciding(given)).waits_for is asks.CALL
    play.do(agreeing(play, item=2))
    assert play.days(1).do(Intention(provisions=(given,))).waits_for is None


def test_newer_words_that_ask_more_count() -> None:
    play = applied()
    more = Quantity(180, Unit.MINUTE, Per.WEEK)
    play.do(ItemsAsked(received_on=play.today(), items=(item("Drie uur.", quantity=more, instead_of=1),)))
    assert play.days(1).do(deciding(granting(2))).waits_for is asks.CALL
    assert play.days(1).do(Intention(provisions=(granting(2, quantity=more),))).waits_for is None


def test_what_was_made_precise_holds_when_newer_words_ask_less() -> None:
    play = applied(VAGUE)
    play.do(MadePrecise(product="household_help", quantity=Quantity(180, Unit.MINUTE, Per.WEEK), **talked(play)))
    play.days(1).do(ItemsAsked(received_on=play.today(), items=(item("Een uur.", quantity=LESS, instead_of=1),)))
    assert play.days(1).do(deciding(granting(2, quantity=LESS))).waits_for is asks.CALL


def test_the_citizen_reads_what_was_put_in_place_of_their_words() -> None:
    play = applied()
    words = item("Doe maar een uur.", quantity=LESS, instead_of=1)
    with pytest.raises(FactInvalid) as refused:
        play.put(ItemsAsked(received_on=play.today() - timedelta(days=30), items=(words,)))
    assert set(refused.value.problems) == {"received_on"}
    play.do(ItemsAsked(received_on=play.today(), items=(words,)))
    assert play.letters()[-1] == ("bevestiging-vraag", MADE)
    (told,) = play.letter("bevestiging-vraag").content["vragen"]["nieuw"]
    assert told["woorden"] == "Doe maar een uur."
    assert told["eerder"] == "Ik vraag hulp bij het huishouden, anderhalf uur per week."


def test_a_condition_stands_in_the_letter() -> None:
    play = applied()
    play.do(deciding(granting(conditions=("zodra er plaats is",))))
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    letter = play.letter("afwijzing")
    assert letter.content["voorzieningen"][0]["voorwaarden"] == ["zodra er plaats is"]
    assert "Daarbij geldt: zodra er plaats is" in " ".join(document(letter.name, letter.content).text)


def test_a_sign_that_no_database_stores_is_refused_by_its_field() -> None:
    play = report_case()
    play.days(10).investigate()
    with pytest.raises(FactInvalid) as refused:
        play.days(1).put(application(play.today(), items=(item(provider="Zorg\x00A"),)))
    assert set(refused.value.problems) == {"items.0.provider"}


def test_the_author_of_a_version_does_not_read_it_after_a_colleague_saved_it() -> None:
    play = applied()
    meant = intention()
    play.do(meant, by="jeroen")
    play.days(1).do(meant, by="sanne")
    play.call(CallOutcome.INFORMED_AGREES, decision=2)
    with pytest.raises(SamePerson):
        play.put(Approval(decision=2), by="jeroen")
    assert play.approve(decision=2).waits_for is None


def test_help_for_part_of_the_time_is_short() -> None:
    play = applied()
    half = date(2027, 6, 1)
    two = granting(until_on=half - timedelta(days=1)), granting(quantity=LESS, from_on=half)
    assert play.do(deciding(*two)).waits_for is asks.CALL
    again = granting(until_on=half - timedelta(days=1)), granting(from_on=half + timedelta(days=1))
    assert play.do(deciding(*again)).waits_for is asks.CALL
    assert application(date(2026, 10, 5)).items[0].quantity == ASKED


def test_what_the_database_cannot_compare_is_refused_with_a_sentence_and_nothing_is_kept() -> None:
    play = applied(TEN_HOURS)
    before = play.case().version
    with pytest.raises(FactInvalid) as refused:
        play.put(Intention(provisions=(granting(),)))
    assert "niet te vergelijken" in refused.value.problems["provisions"]
    assert play.case().version == before
    assert play.run().waits_for is asks.INTEND


def test_a_refusal_in_what_help_leads_to_is_read_as_well() -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    said = provision(Outcome.GRANTED, result="Uw vraag om een traplift wijzen wij af.")
    with pytest.raises(FactInvalid, match="provisions"):
        play.put(Intention(provisions=(said,), hardship="Dat is niet te zwaar.", alternatives="De Linde kookt."))
