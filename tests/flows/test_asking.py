"""What was asked stands beside what is given: whatever is less makes a decision adverse, and nobody chooses that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import ASKED, LESS, Play, application, intention, item, provision, report_case

from letters.making.render import document
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome, Channel
from rules.errors import FactInvalid, FactUntimely, SamePerson
from rules.facts import (
    AgreementEnded,
    Approval,
    Intention,
    Item,
    ItemEnded,
    ItemKept,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    Outcome,
    Provision,
    Speaker,
)
from tasks import clock
from tasks.cases import asks
from tasks.letters.sending import keep_back

pytestmark = pytest.mark.usefixtures("record")
MADE = "rendered"
GRANTED, PARTLY = ("toekenning-natura", MADE), ("gedeeltelijke-toekenning", MADE)
VAGUE = item("Hulp in huis.", product="", form=None, quantity=None)
CAB = {"product": "transport_individual", "quantity": Quantity(100_00, Unit.CENT, Per.MONTH)}
PAID = {"grant": Grant.BUDGET, "amount": 100_00, "calculation": "Tien ritten van tien euro."}
TAXI = item("De taxi, 100 euro per maand.", form=None, **CAB)
ONCE = Quantity(600, Unit.MINUTE, Per.ONCE)
TEN_HOURS = item("10 uur hulp in totaal.", quantity=ONCE)
WEIGHED = {"hardship": "Dat is niet te zwaar voor u.", "alternatives": "De Linde kookt elke dag."}


def applied(*items: Item) -> Play:
    """A case in which these things were asked."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(*items)
    return play.days(1)


def deciding(*given: Provision, **more: object) -> Intention:
    return Intention(provisions=given, **WEIGHED | more)


def granting(*answers: int, **changes: object) -> Provision:
    return provision(Outcome.GRANTED, answers=answers or (1,), **changes)


def talked(play: Play, **changes: object) -> dict[str, object]:
    said = {"on": play.today(), "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "read_back": True}
    return {"item": 1, "words": "Een uur is genoeg, mijn zus doet de was."} | said | changes


def agreeing(play: Play, **changes: object) -> LessAgreed:
    return LessAgreed(**talked(play, **({"quantity": LESS, "told_less": True} | changes)))


def test_who_gets_what_they_asked_gets_the_letter_at_once() -> None:
    play = applied()
    assert play.do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED
    (asked,) = play.letter("toekenning-natura").content["gevraagd"]
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
        pytest.param((TEN_HOURS,), (granting(quantity=ONCE, until_on=date(2026, 12, 10)),), id="a-whole-at-once"),
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
    content = play.letter("toekenning-natura").content
    assert content["voorzieningen"][0]["omvang"] == "een traplift"
    assert content["gevraagd"][0]["wat"] == "traplift, als hulp in natura, vanaf 1\u00a0december\u00a02026"


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


def test_who_agreed_to_less_gets_that_without_a_call_and_reads_their_own_words() -> None:
    play = applied()
    play.do(agreeing(play))
    assert play.letters()[-1] == ("bevestiging-afspraak", MADE)
    confirmed = play.letter("bevestiging-afspraak").content
    assert confirmed["afspraak"] == {
        "minder": True,
        "wat": "1 uur per week",
        "woorden": "Een uur is genoeg, mijn zus doet de was.",
    }
    assert play.days(1).do(Intention(provisions=(granting(quantity=LESS),))).waits_for is None
    assert play.letters()[-1] == GRANTED
    (asked,) = play.letter("toekenning-natura").content["gevraagd"]
    assert asked["akkoord"]["woorden"] == "Een uur is genoeg, mijn zus doet de was."
    assert asked["akkoord"]["datum"] == "2026-10-16"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"quantity": Quantity(75, Unit.MINUTE, Per.WEEK)}, id="to-more-than-is-given"),
        pytest.param({"quantity": None, "provider": "De Linde"}, id="to-something-else"),
    ],
)
def test_an_agreement_bears_only_what_was_agreed(changes: dict[str, object]) -> None:
    play = applied()
    play.do(agreeing(play, **changes))
    assert play.days(1).do(deciding(granting(quantity=LESS))).waits_for is asks.CALL


def test_an_old_agreement_bears_nothing() -> None:
    play = applied()
    play.do(agreeing(play))
    assert play.days(57).do(deciding(granting(quantity=LESS, from_on=date(2026, 12, 1)))).waits_for is asks.CALL


def test_an_agreement_that_was_taken_back_bears_nothing() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(1).do(AgreementEnded(item=1, on=play.today(), words="Nee, toch anderhalf uur."))
    assert play.days(1).do(deciding(granting(quantity=LESS))).waits_for is asks.CALL


def test_the_amount_of_a_budget_is_what_is_given() -> None:
    money = Quantity(345_00, Unit.CENT, Per.MONTH)
    play = applied(item("Een pgb van 345 euro per maand.", form=Grant.BUDGET, quantity=money))
    budget = {"grant": Grant.BUDGET, "quantity": money, "calculation": "Uren maal tarief.", "provider": ""}
    assert play.do(deciding(granting(amount=300_00, **budget))).waits_for is asks.CALL
    assert play.days(1).do(Intention(provisions=(granting(amount=345_00, **budget),))).waits_for is None


def test_an_agreement_never_bears_a_refusal() -> None:
    play = applied()
    play.do(agreeing(play))
    assert play.days(1).do(deciding(provision())).waits_for is asks.CALL


def test_an_agreement_after_the_intention_asks_for_another() -> None:
    play = applied()
    assert play.do(deciding(granting(quantity=LESS))).waits_for is asks.CALL
    assert play.days(1).do(agreeing(play)).waits_for is asks.INTEND
    assert play.days(1).do(Intention(provisions=(granting(quantity=LESS),))).waits_for is None


def test_nobody_but_the_citizen_agrees() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(agreeing(play, spoke_with=Speaker.REPRESENTATIVE))
    assert "volmacht" in refused.value.problems["spoke_with"]


def test_what_was_vague_is_whole_once_it_was_made_precise() -> None:
    play = applied(VAGUE)
    play.do(MadePrecise(**talked(play, product="household_help", quantity=ASKED)))
    confirmed = play.letter("bevestiging-afspraak").content
    assert confirmed["afspraak"]["wat"] == "hulp in de huishouding, 1 uur en 30 minuten per week"
    assert confirmed["vraag"]["woorden"] == "Hulp in huis."
    assert play.days(1).do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_what_the_citizen_named_cannot_be_made_precise_as_less() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(MadePrecise(**talked(play, quantity=LESS)))
    assert set(refused.value.problems) == {"quantity"}


def test_something_more_asked_is_decided_upon_as_well() -> None:
    play = applied()
    play.do(deciding(provision()))
    more = ItemsAsked(received_on=play.today(), items=(item("En een alarmknop.", product="alarm"),))
    assert play.days(1).do(more).waits_for is asks.INTEND
    with pytest.raises(FactInvalid):
        play.put(deciding(provision()))
    assert play.do(deciding(provision(), provision(answers=(2,)))).waits_for is asks.CALL


def test_newer_words_of_the_citizen_count() -> None:
    play = applied()
    fewer = ItemsAsked(received_on=play.today(), items=(item("Een uur is genoeg.", quantity=LESS, instead_of=1),))
    play.do(fewer)
    assert play.days(1).do(Intention(provisions=(granting(2, quantity=LESS),))).waits_for is None


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


def test_an_agreement_that_nothing_rests_on_is_not_told() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(1).do(Intention(provisions=(granting(),)))
    (asked,) = play.letter("toekenning-natura").content["gevraagd"]
    assert "akkoord" not in asked


def test_a_condition_stands_in_the_letter() -> None:
    play = applied()
    play.do(deciding(granting(conditions=("zodra er plaats is",))))
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    letter = play.letter("gedeeltelijke-toekenning")
    assert letter.content["voorzieningen"][0]["voorwaarden"] == ["zodra er plaats is"]
    assert "Daarbij geldt: zodra er plaats is" in " ".join(document(letter.name, letter.content).text)


def test_a_sign_that_no_database_stores_is_refused_by_its_field() -> None:
    play = report_case()
    play.days(10).investigate()
    with pytest.raises(FactInvalid) as refused:
        play.days(1).put(application(play.today(), items=(item(provider="Zorg\x00A"),)))
    assert set(refused.value.problems) == {"items.0.provider"}


def test_a_talk_about_an_item_that_was_replaced_comes_too_late() -> None:
    play = applied()
    play.do(ItemsAsked(received_on=play.today(), items=(item(instead_of=1),)))
    with pytest.raises(FactUntimely):
        play.put(agreeing(play))


def test_the_author_of_a_version_does_not_read_it_after_a_colleague_saved_it() -> None:
    play = applied()
    meant = intention()
    play.do(meant, by="jeroen")
    play.days(1).do(meant, by="sanne")
    play.call(CallOutcome.INFORMED_AGREES, decision=2)
    with pytest.raises(SamePerson):
        play.put(Approval(decision=2), by="jeroen")
    assert play.approve(decision=2).waits_for is None


def test_a_withdrawal_that_was_taken_back_after_the_end_opens_the_case_again() -> None:
    from rules.facts import Resumption, Withdrawal  # noqa: PLC0415

    play = applied()
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    play.days(20).run()
    assert play.case().result == "ingetrokken"
    play.days(1).do(Resumption(received_on=play.today()))
    assert (play.case().result, play.case().closed_on) == (None, None)
    assert play.stand.waits_for is asks.INTEND


def _withdrawing() -> Play:
    """A case of two things, of which the citizen takes the second back."""
    play = applied(item(), item("En een toiletverhoger.", product="home_aid"))
    play.do(ItemWithdrawn(item=2, received_on=play.today(), reason="De beugels helpen genoeg."))
    return play


def test_an_item_that_was_withdrawn_falls_away_after_its_letter_and_the_days() -> None:
    play = _withdrawing()
    assert play.letters()[-1] == ("bevestiging-intrekking-vraag", MADE)
    assert play.letter("vraag").content["vraag"]["woorden"] == "En een toiletverhoger."
    with pytest.raises(FactInvalid):
        play.days(14).put(Intention(provisions=(granting(),)))
    assert play.days(1).run().waits_for is asks.INTEND
    assert play.do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_who_comes_back_on_withdrawing_an_item_gets_a_decision_about_it() -> None:
    play = _withdrawing()
    play.days(10).do(ItemKept(item=2, received_on=play.today()))
    play.days(20).run()
    with pytest.raises(FactInvalid):
        play.put(Intention(provisions=(granting(),)))
    with pytest.raises(FactUntimely):
        play.put(ItemKept(item=2, received_on=play.today()))


def test_an_item_whose_letter_is_held_back_does_not_fall_away() -> None:
    play = _withdrawing()
    with clock.at(play.now):
        keep_back(play.letter("vraag").id, "Het adres klopt niet.")
    play.days(30).run()
    with pytest.raises(FactInvalid):
        play.put(Intention(provisions=(granting(),)))


def test_the_last_item_is_withdrawn_with_the_application() -> None:
    play = _withdrawing()
    with pytest.raises(FactUntimely) as refused:
        play.put(ItemWithdrawn(item=1, received_on=play.today(), reason="Dit ook niet."))
    assert "alles" in refused.value.message_nl
    with pytest.raises(FactUntimely):
        play.put(ItemWithdrawn(item=2, received_on=play.today(), reason="Nog eens."))
    with pytest.raises(FactUntimely):
        play.put(ItemEnded(item=1, withdrawal=3))


def test_help_for_part_of_the_time_is_short() -> None:
    play = applied()
    half = date(2027, 6, 1)
    two = granting(until_on=half - timedelta(days=1)), granting(quantity=LESS, from_on=half)
    assert play.do(deciding(*two)).waits_for is asks.CALL
    again = granting(until_on=half - timedelta(days=1)), granting(from_on=half + timedelta(days=1))
    assert play.do(deciding(*again)).waits_for is asks.CALL
    assert application(date(2026, 10, 5)).items[0].quantity == ASKED


def test_an_agreement_that_was_taken_back_on_an_earlier_day_bears_nothing() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(2).do(AgreementEnded(item=1, on=play.today() - timedelta(days=3), words="Nee, toch anderhalf uur."))
    assert play.days(1).do(deciding(granting(quantity=LESS))).waits_for is asks.CALL


def test_the_newest_agreement_is_the_one_that_the_letter_names() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(1).do(agreeing(play, quantity=None, until_on=date(2027, 11, 30)))
    less = {"quantity": LESS, "until_on": date(2027, 11, 30)}
    assert play.days(1).do(deciding(granting(**less))).waits_for is asks.CALL
    play.days(1).do(agreeing(play, **less))
    assert play.days(1).do(Intention(provisions=(granting(**less),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_what_is_made_precise_lasts_as_long_as_it_usually_does() -> None:
    play = applied(VAGUE)
    play.do(MadePrecise(**talked(play, product="household_help", form=Grant.IN_KIND, quantity=ASKED)))
    assert play.days(1).do(Intention(provisions=(granting(until_on=date(2031, 11, 30)),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_what_is_made_precise_as_lasting_has_no_end() -> None:
    play = applied()
    play.do(MadePrecise(**talked(play, lasting=True)))
    assert play.days(1).do(deciding(granting(until_on=date(2031, 11, 30)))).waits_for is asks.CALL
    assert play.days(1).do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_what_was_made_precise_stays_so_when_an_agreement_is_taken_back() -> None:
    play = applied(item(quantity=None, words="Hulp bij het huishouden."))
    play.do(MadePrecise(**talked(play, quantity=ASKED)))
    play.days(1).do(agreeing(play))
    play.days(1).do(AgreementEnded(item=1, on=play.today(), words="Nee, toch anderhalf uur."))
    assert play.days(1).do(Intention(provisions=(granting(),))).waits_for is None
    assert play.letters()[-1] == GRANTED


def test_what_was_agreed_as_lasting_has_no_end() -> None:
    play = applied()
    play.do(agreeing(play, lasting=True))
    assert play.days(1).do(deciding(granting(quantity=LESS, until_on=date(2031, 11, 30)))).waits_for is asks.CALL
    assert play.days(1).do(Intention(provisions=(granting(quantity=LESS),))).waits_for is None
