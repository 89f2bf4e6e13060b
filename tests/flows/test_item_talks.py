"""What is said about an item: it is made precise, or the citizen agrees to less, and may take that back."""

from datetime import date, timedelta

import pytest
from asking import GRANTED, MADE, VAGUE, agreeing, applied, deciding, granting, talked
from plays import ASKED, LESS, item, provision

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.errors import FactInvalid, FactUntimely
from rules.facts import (
    AgreementEnded,
    Intention,
    ItemsAsked,
    MadePrecise,
    Speaker,
)
from store import record
from store.engine import session
from store.models import Member
from tasks import clock
from tasks.cases import asks
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.letters.sending import make_letter
from tasks.post.answers import post_self

pytestmark = pytest.mark.usefixtures("record")


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
    (asked,) = play.letter("toekenning").content["gevraagd"]
    assert asked["akkoord"]["woorden"] == "Een uur is genoeg, mijn zus doet de was."
    assert asked["akkoord"]["datum"] == "2026-10-16"


@pytest.mark.parametrize("stays", ["kept back", "printed by hand"])
def test_less_is_not_given_while_its_confirmation_stays_in_the_house(stays: str) -> None:
    play = applied()
    play.do(agreeing(play))
    letter = play.letter("bevestiging-afspraak").id
    with clock.at(play.now):
        keep_back(letter, "De naam klopt niet.") if stays == "kept back" else post_by_hand(letter)
    assert play.days(1).do(Intention(provisions=(granting(quantity=LESS),))).waits_for is asks.LETTER
    assert "toekenning" not in {name for name, _ in play.letters()}
    with clock.at(play.now):
        if stays == "kept back":
            retry_letter(letter)
        else:
            retry_letter(letter)
            make_letter(letter)
            post_self(letter, posted_on=play.today(), by="els")
    assert play.run().waits_for is None
    assert play.letters()[-1] == GRANTED


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


def test_an_agreement_bears_until_the_end_of_its_last_day() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(56).now += timedelta(hours=5)
    assert play.do(deciding(granting(quantity=LESS, from_on=date(2026, 12, 1)))).waits_for is None


def test_an_agreement_that_was_taken_back_bears_nothing() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(1).do(AgreementEnded(item=1, on=play.today(), words="Nee, toch anderhalf uur."))
    assert play.days(1).do(deciding(granting(quantity=LESS))).waits_for is asks.CALL


@pytest.mark.parametrize("words", ["Nee.", "Doet u maar.", "Als het niet anders kan.", "Ik ga niet akkoord."])
def test_who_gives_in_or_says_no_does_not_agree(words: str) -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(agreeing(play, words=words))
    assert refused.value.problems["words"].startswith("Met deze woorden zegt de inwoner geen ja.")


def test_words_of_a_talk_refuse_nothing_for_us_but_may_say_what_the_citizen_does_not_need() -> None:
    play = applied()
    with pytest.raises(FactInvalid) as refused:
        play.put(agreeing(play, words="Een uur is goed. Een traplift krijgt u niet."))
    assert "“Een traplift krijgt u niet.”" in refused.value.problems["words"]
    play.do(agreeing(play, words="Een uur is goed. Meer is niet nodig."))


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


def test_an_agreement_that_nothing_rests_on_is_not_told() -> None:
    play = applied()
    play.do(agreeing(play))
    play.days(1).do(Intention(provisions=(granting(),)))
    (asked,) = play.letter("toekenning").content["gevraagd"]
    assert "akkoord" not in asked


def test_a_talk_about_an_item_that_was_replaced_comes_too_late() -> None:
    play = applied()
    play.do(ItemsAsked(received_on=play.today(), items=(item(instead_of=1),)))
    with pytest.raises(FactUntimely):
        play.put(agreeing(play))


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


def test_what_is_made_precise_leaves_nothing_vague() -> None:
    play = applied(VAGUE)
    for named, left in (({"quantity": ASKED}, "product"), ({"product": "household_help"}, "quantity")):
        with pytest.raises(FactInvalid) as refused:
            play.put(MadePrecise(**talked(play, **named)))
        assert set(refused.value.problems) == {left}


@pytest.mark.parametrize(
    ("asked", "named", "field"),
    [
        ({"until_on": date(2028, 12, 1)}, {"lasting": True}, "lasting"),
        ({"lasting": True}, {"until_on": date(2028, 12, 1)}, "until_on"),
    ],
    ids=["an-end", "no-end"],
)
def test_an_end_that_the_citizen_named_is_not_made_precise(
    asked: dict[str, object], named: dict[str, object], field: str
) -> None:
    play = applied(item("Hulp in huis.", quantity=None, **asked))
    with pytest.raises(FactInvalid) as refused:
        play.put(MadePrecise(**talked(play, quantity=ASKED, **named)))
    assert set(refused.value.problems) == {field}


def test_who_was_authorised_in_writing_agrees_for_the_citizen() -> None:
    play = applied()
    with session() as db:
        case = record.find_case(db, play.number)
        case.representative = Member(
            household_id=case.citizen.household_id,
            name="Elif Yıldız",
            relation="dochter",
            authorised_on=date(2026, 9, 1),
        )
    play.do(agreeing(play, spoke_with=Speaker.REPRESENTATIVE))
    assert play.days(1).do(Intention(provisions=(granting(quantity=LESS),))).waits_for is None
    assert play.letters()[-1] == GRANTED
