"""What ends a case without a decision: the citizen died, or another municipality goes on (Awb 2:3)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from plays import Play, intended, item, post_letter, report_case
from post import run_letters
from scenes import scene

from flows.steps.other_ends import CALL_FIRST
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome
from rules.errors import FactInvalid, FactUntimely, RoleMissing, SamePerson
from rules.facts import ItemsAsked, Outcome, PartyEnded, PartyJoined, Withdrawal
from rules.facts.ends import (
    HANDED_OVER_FIRST,
    NOT_HANDED_OVER,
    TOLD_ALREADY,
    UNCONFIRMED,
    UNCONFIRMED_MOVE,
    Death,
    DeathConfirmed,
    DeathMistaken,
    DeathSource,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from rules.facts.kind import CLOSED
from rules.facts.parties import PartyEnd
from store.engine import session
from store.models import Citizen
from tasks import clock
from tasks.cases import asks
from tasks.post.bundling import add_bundle
from tasks.safekeeping import record_check

pytestmark = pytest.mark.usefixtures("either_record")
CONFIRMED = DeathConfirmed(how="Gezien in de BRP.")
THERE = HandOverConfirmed(how="Gebeld met het loket van Rivierenland.")
HERE = HandOverRevoked(reason="De inwoner verhuist bij nader inzien toch niet.")
MISTAKEN = DeathMistaken(reason="De inwoner belde zelf en leeft nog.")


def death(play: Play, source: DeathSource = DeathSource.TOLD, **changes: object) -> Death:
    day = play.today() - timedelta(days=2)
    given: dict[str, object] = {"died_on": day, "source": source, "told": "De dochter."}
    if source is DeathSource.REGISTER:
        given |= {"told": "Bericht 2026-0412.", "message_on": play.today()}
    return Death(**(given | changes))  # type: ignore[arg-type]


def handed(play: Play, **changes: object) -> HandedOver:
    given: dict[str, object] = {
        "to": "Rivierenland",
        "contact": "het Wmo-loket, telefoon 085 000 07 00",
        "handed_on": play.today(),
        "why": "uw verhuizing naar Rivierenland",
        "along": "uw aanvraag en het verslag",
    }
    return HandedOver(**(given | changes))  # type: ignore[arg-type]


@scene
def called() -> Play:
    """A case in which nothing stands in the way of a hand-over."""
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    return play


def died_on(play: Play) -> date | None:
    with session(readonly=True) as db:
        return db.get_one(Citizen, play.case().citizen_id).deceased_on


def ended(play: Play) -> tuple[str | None, date | None]:
    return play.case().result, play.case().closed_on


@pytest.mark.parametrize("source", DeathSource)
def test_no_death_ends_a_case_on_the_word_of_one_person(source: DeathSource) -> None:
    play = intended()
    play.days(1).do(death(play, source), by="els")
    assert ended(play) == (None, None)
    with pytest.raises(SamePerson):
        play.put(CONFIRMED, by="els")
    for nobody in ("sanne", "omar"):
        with pytest.raises(RoleMissing):
            play.put(CONFIRMED, by=nobody)
    play.do(CONFIRMED, by="karin")
    assert ended(play) == ("overleden", play.today())
    assert died_on(play) == play.today() - timedelta(days=2)
    assert play.case().waits_for is None
    with pytest.raises(FactUntimely, match="does not belong") as refused:
        play.put(Withdrawal(received_on=play.today(), reason="De dochter trekt het in."))
    assert refused.value.message_nl == CLOSED


def test_a_death_before_anybody_applied_waits_under_the_term_that_runs() -> None:
    play = report_case()
    by = play.case().waits_by
    play.do(death(play, DeathSource.REGISTER))
    assert (play.case().waits_for, play.case().waits_by) == (asks.DEATH.word, by)
    assert by is not None


def test_who_did_not_die_had_withdrawn_meanwhile() -> None:
    play = intended()
    play.days(1).do(Withdrawal(received_on=play.today(), reason="Mijn dochter helpt mij."))
    play.days(20).do(death(play), by="els")
    play.days(1).do(CONFIRMED, by="karin")
    assert ended(play) == ("overleden", play.today())
    play.days(1).do(MISTAKEN)
    assert (ended(play), died_on(play)) == (("ingetrokken", play.today()), None)


def test_a_case_waits_for_a_second_person_under_its_term() -> None:
    play = intended()
    play.do(death(play), by="karin")
    assert (ended(play), died_on(play)) == ((None, None), None)
    assert play.case().waits_for == asks.DEATH.word
    assert play.case().waits_by == play.look().decide_by.on
    with pytest.raises(SamePerson):
        play.put(CONFIRMED, by="karin")
    with pytest.raises(FactUntimely) as refused:
        play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    assert refused.value.message_nl == UNCONFIRMED
    play.days(1).do(CONFIRMED, by="jeroen")
    assert ended(play) == ("overleden", play.today())
    assert died_on(play) == play.today() - timedelta(days=3)


def test_a_run_that_comes_later_ends_it_on_the_day_it_was_certain() -> None:
    play = intended()
    play.put(death(play, DeathSource.REGISTER)).put(CONFIRMED, by="karin")
    day = play.today()
    play.days(4).run()
    assert ended(play) == ("overleden", day)


@pytest.mark.parametrize("certain", [True, False])
def test_a_mistake_undoes_it_and_the_case_goes_on_where_it_was(*, certain: bool) -> None:
    play = intended()
    play.do(death(play))
    if certain:
        play.do(CONFIRMED, by="karin")
    play.days(3).do(MISTAKEN, by="els")
    assert (ended(play), died_on(play)) == ((None, None), None)
    assert play.case().waits_for == asks.CALL.word
    # It may turn out to be so after all, and then needs a second person anew.
    play.do(death(play))
    assert play.case().waits_for == asks.DEATH.word


def test_nothing_is_confirmed_or_undone_that_nobody_told() -> None:
    play = intended()
    for fact in (CONFIRMED, MISTAKEN):
        with pytest.raises(FactUntimely):
            play.put(fact, by="els")


def test_the_death_of_somebody_else_ends_no_case() -> None:
    play = report_case()
    play.put(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))
    gone = PartyEnded(who=2, why=PartyEnd.DIED, ended_on=play.today(), source="Bericht uit de BRP.")
    play.days(1).do(gone, by="karin")
    assert (ended(play), died_on(play)) == ((None, None), None)


def test_no_letter_goes_to_somebody_who_died() -> None:
    play = intended(Outcome.GRANTED, posts=False)
    play.put(death(play, DeathSource.REGISTER)).do(CONFIRMED, by="karin")
    assert ended(play)[0] == "overleden"
    with clock.at(play.now):
        assert run_letters() == {"held": 2}
    assert play.letters() == [
        ("ontvangstbevestiging-melding", "held"), ("onderzoeksverslag", "withdrawn"), ("toekenning", "held")
    ]  # fmt: skip
    assert "overleden" in play.letter("toekenning").held_because


def test_a_death_after_the_end_leaves_the_end_as_it_was() -> None:
    play = intended(Outcome.GRANTED)
    day = play.today()
    play.days(9).do(death(play))
    assert (ended(play), died_on(play)) == (("toegekend", day), None)
    play.do(CONFIRMED, by="karin")
    assert (ended(play), died_on(play)) == (("toegekend", day), play.today() - timedelta(days=2))
    play.do(MISTAKEN)
    assert (ended(play), died_on(play)) == (("toegekend", day), None)


def test_a_death_says_where_it_comes_from() -> None:
    play = report_case()
    with pytest.raises(FactInvalid) as refused:
        play.put(death(play, told=" ", died_on=play.today() + timedelta(days=1)))
    assert refused.value.problems.keys() == {"told", "died_on"}
    died = play.today() - timedelta(days=2)
    for changes, wrong in (
        ({"told": "De dochter."}, {"told"}),
        ({"message_on": None}, {"message_on"}),
        ({"message_on": died - timedelta(days=1)}, {"message_on"}),
        ({"message_on": play.today() + timedelta(days=1)}, {"message_on"}),
    ):
        with pytest.raises(FactInvalid) as refused:
            play.put(death(play, DeathSource.REGISTER, **changes))
        assert refused.value.problems.keys() == wrong
    play.put(death(play, DeathSource.REGISTER, message_on=died))
    with pytest.raises(FactInvalid):
        play.put(DeathMistaken(reason="Leeft nog."))
    with pytest.raises(FactInvalid):
        play.put(DeathConfirmed(how=" "), by="karin")


@pytest.mark.parametrize("begun", [report_case, called], ids=["before anybody applied", "after the call"])
def test_a_case_that_was_handed_over_ends_when_the_citizen_was_told(begun: Callable[[], Play]) -> None:
    play = begun()
    play.posts = False
    by = play.look().decide_by
    play.do(handed(play))
    assert play.case().waits_for == asks.HAND_OVER.word
    assert play.case().waits_by is not None
    assert by is None or play.case().waits_by == by.on
    assert "overdracht" not in dict(play.letters())
    with pytest.raises(FactUntimely) as refused:
        play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    assert refused.value.message_nl == UNCONFIRMED_MOVE
    with pytest.raises(RoleMissing):
        play.put(THERE, by="mo")
    play.days(1).do(THERE, by="karin")
    assert play.case().waits_for == asks.CONFIRMING.word
    assert ended(play) == (None, None)
    letter = play.letter("overdracht")
    assert letter.content["overdracht"]["to"] == "Rivierenland"
    with pytest.raises(FactUntimely) as refused:
        play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    assert refused.value.message_nl == HANDED_OVER_FIRST
    with clock.at(play.days(1).now):
        post_letter(play.number)
    play.days(2).run()
    assert ended(play) == ("overgedragen", play.today() - timedelta(days=2))
    assert not any("besluit" in name or "afwijzing" in name for name, _ in play.letters())
    with clock.at(play.now):
        assert [check.wrong for check in record_check.verify() if check.wrong] == []


def test_nobody_hands_a_case_over_alone() -> None:
    play = called()
    play.do(handed(play), by="jeroen")
    with pytest.raises(SamePerson):
        play.put(THERE, by="jeroen")
    with pytest.raises(FactInvalid):
        play.put(HandOverConfirmed(how=" "), by="karin")


def test_nothing_of_a_hand_over_is_confirmed_or_revoked_that_nobody_recorded() -> None:
    play = called()
    for fact in (THERE, HERE):
        with pytest.raises(FactUntimely) as refused:
            play.put(fact, by="karin")
        assert refused.value.message_nl == NOT_HANDED_OVER


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_hand_over_is_revoked_until_its_letter_has_left(*, confirmed: bool) -> None:
    play = called()
    play.posts = False
    waited, written = play.case().waits_for, play.letters()
    play.do(handed(play))
    if confirmed:
        play.do(THERE, by="karin")
    with pytest.raises(FactInvalid):
        play.put(HandOverRevoked(reason="Toch niet."))
    play.days(1).do(HERE, by="els")
    assert (ended(play), play.case().waits_for) == ((None, None), waited)
    assert play.letters() == [*written, *[("overdracht", "withdrawn")] * confirmed]
    with clock.at(play.now):
        run_letters()
        assert [check.wrong for check in record_check.verify() if check.wrong] == []
    play.run()
    assert ended(play) == (None, None)
    # Handed over once more, it takes two people anew.
    play.do(handed(play))
    assert play.case().waits_for == asks.HAND_OVER.word
    play.do(THERE, by="karin")
    assert play.letters()[-1] == ("overdracht", "rendered")


@pytest.mark.parametrize("handed_to_the_printer", [True, False])
def test_what_is_on_its_way_is_not_revoked(*, handed_to_the_printer: bool) -> None:
    play = called()
    play.posts = False
    play.do(handed(play))
    play.do(THERE, by="karin")
    with clock.at(play.now), session() as db:
        if handed_to_the_printer:
            post_letter(play.number)
        else:
            add_bundle(db, [play.letter("overdracht").id], channel="post")
    with pytest.raises(FactUntimely) as refused:
        play.put(HERE)
    assert refused.value.message_nl == TOLD_ALREADY


def test_a_hand_over_says_to_whom_and_whom_to_ask() -> None:
    play = report_case()
    with pytest.raises(FactInvalid) as refused:
        play.put(handed(play, to="", contact=" ", why="", along="", handed_on=play.today() + timedelta(days=1)))
    assert refused.value.problems.keys() == {"to", "contact", "why", "along", "handed_on"}


def test_news_that_overtakes_a_refusal_opens_no_hand_over_without_the_call() -> None:
    play = intended()
    play.do(ItemsAsked(received_on=play.today(), items=(item("En een traplift.", product="stair_lift"),)))
    with pytest.raises(FactUntimely) as refused:
        play.put(handed(play))
    assert refused.value.message_nl == CALL_FIRST


def test_who_was_called_and_told_something_new_may_be_handed_over() -> None:
    play = intended()
    play.days(1).call(CallOutcome.NEW_FACTS, new_facts="Ik verhuis naar Tiel.")
    assert play.put(handed(play)).run().waits_for is asks.HAND_OVER


def test_a_hand_over_is_no_way_round_the_call() -> None:
    play = intended()
    with pytest.raises(FactUntimely) as refused:
        play.put(handed(play))
    assert refused.value.message_nl == CALL_FIRST
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    with pytest.raises(FactInvalid) as wrong:
        play.put(handed(play, to="Veldhaven", why="Wij wijzen uw aanvraag af. U krijgt geen hulp."))
    assert wrong.value.problems.keys() == {"why"}
    for named in ("Gemeente Tiel", "De gemeente Tiel"):
        with pytest.raises(FactInvalid, match="to"):
            play.put(handed(play, to=named))
    play.put(handed(play, to="Tiel"))


def test_what_ended_is_not_handed_over() -> None:
    play = intended(Outcome.GRANTED)
    with pytest.raises(FactUntimely):
        play.put(handed(play))
