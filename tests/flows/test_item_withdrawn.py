"""What was asked can be taken back, one item or all, and nothing falls away unsaid."""

import pytest
from asking import GRANTED, MADE, applied, granting
from plays import Play, item, post_letter
from scenes import scene

from rules.errors import FactInvalid, FactUntimely
from rules.facts import (
    Intention,
    ItemEnded,
    ItemKept,
    ItemWithdrawn,
)
from tasks import clock
from tasks.cases import asks
from tasks.letters.held_letters import keep_back

pytestmark = pytest.mark.usefixtures("record")


def test_a_withdrawal_that_was_taken_back_after_the_end_opens_the_case_again() -> None:
    from rules.facts import Resumption, Withdrawal  # noqa: PLC0415

    play = applied()
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    play.days(20).run()
    assert play.case().result == "ingetrokken"
    play.days(1).do(Resumption(received_on=play.today()))
    assert (play.case().result, play.case().closed_on) == (None, None)
    assert play.stand.waits_for is asks.INTEND


@scene
def _withdrawing(*, posted: bool = True) -> Play:
    """A case of two things, of which the citizen takes the second back, and is told so."""
    play = applied(item(), item("En een toiletverhoger.", product="home_aid"))
    play.do(ItemWithdrawn(item=2, received_on=play.today(), reason="De beugels helpen genoeg."))
    if posted:
        with clock.at(play.now):
            post_letter(play.number)
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


def test_nothing_falls_away_before_the_letter_about_it_left() -> None:
    play = _withdrawing(posted=False)
    play.days(16).run()
    assert play.letters()[-1] == ("bevestiging-intrekking-vraag", MADE)
    with clock.at(play.now):
        post_letter(play.number)
    play.days(14).run()
    with pytest.raises(FactInvalid):
        play.put(Intention(provisions=(granting(),)))
    play.days(1).run()
    play.put(Intention(provisions=(granting(),)))


def test_an_item_whose_letter_is_held_back_does_not_fall_away() -> None:
    play = _withdrawing(posted=False)
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
