"""Asking in writing what somebody thinks of an adverse intention (Awb 4:7 to 4:9)."""

from datetime import timedelta

import pytest
from plays import Play, intended
from visits import at_desk, text

from rules.calls import CallOutcome
from rules.errors import CallMissing, FactInvalid, FactUntimely
from rules.facts import Approval, Outcome, ViewsInvited
from tasks import clock
from tasks.cases import asks

pytestmark = pytest.mark.usefixtures("record")
NAME = "voornemen"


def asked(play: Play, days: int = 5) -> ViewsInvited:
    return ViewsInvited(
        differs="U schreef dat niemand u helpt. Uw dochter vertelde ons dat zij elke zaterdag komt.",
        due_on=play.today() + timedelta(days=days),
    )


def test_the_letter_goes_and_the_case_waits_until_the_day_that_was_set() -> None:
    play = intended()
    play.days(1).do(asked(play.days(0)))
    assert play.stand.waits_for is asks.REACTION
    assert play.letters()[-1] == (NAME, "rendered")
    content = play.letter(NAME).content
    assert content["afwijking"].startswith("U schreef")
    assert [one["uitkomst"] for one in content["voorzieningen"]] == ["af"]
    assert play.case().wakes_on == play.today() + timedelta(days=6)
    # The last day is the citizen's own.
    assert play.days(5).run().waits_for is asks.REACTION
    assert play.days(1).run().waits_for is asks.CALL
    assert [name for name, _ in play.letters()].count(NAME) == 1


def test_an_invitation_opens_no_gate() -> None:
    play = intended()
    play.days(1).do(asked(play))
    play.days(6).run()
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")


def test_who_is_spoken_sooner_need_not_wait() -> None:
    play = intended()
    play.days(1).do(asked(play))
    assert play.days(1).call(CallOutcome.INFORMED_DISAGREES).waits_for is asks.READ_ALONG


def test_after_a_call_the_time_that_was_set_still_counts() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    assert play.do(asked(play)).waits_for is asks.REACTION
    play.put(Approval(decision=1), by="karin")
    assert play.run().waits_for is asks.REACTION
    assert "afwijzing" not in dict(play.letters())
    assert play.days(6).run().waits_for is None
    assert play.letters()[-1] == ("afwijzing", "rendered")


def test_nobody_is_asked_twice_about_one_intention_nor_about_a_grant() -> None:
    play = intended()
    play.days(1).do(asked(play))
    with pytest.raises(FactUntimely):
        play.put(asked(play))
    granted = intended(Outcome.GRANTED)
    with pytest.raises(FactUntimely):
        granted.put(asked(granted))


@pytest.mark.parametrize("days", [0, -1])
def test_a_reaction_takes_time(days: int) -> None:
    play = intended()
    with pytest.raises(FactInvalid) as refused:
        play.put(asked(play, days))
    assert "due_on" in refused.value.problems


async def test_the_desk_offers_it_beside_the_call() -> None:
    play = intended()
    with clock.at(play.days(1).now):
        async with at_desk("sanne") as visit:
            assert "Schriftelijk om een reactie vragen" in text(await visit.get(f"/zaak/{play.number}"))
            due_on = (play.today() + timedelta(days=5)).isoformat()
            path = f"/zaak/{play.number}/zienswijze"
            assert (await visit.send(path, differs="", due_on=due_on)).status_code == 422
            assert (await visit.send(path, differs="U schreef iets anders.", due_on=due_on)).status_code == 303
    assert play.letters()[-1] == (NAME, "rendered")
