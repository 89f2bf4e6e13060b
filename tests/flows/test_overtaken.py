"""A letter that is overtaken before it leaves stays in the house; what is owed in any case leaves all the same."""

import threading
from collections.abc import Callable
from datetime import time, timedelta
from types import SimpleNamespace

import pytest
from plays import Play, application, intended, item, report_case
from post import printed, run_letters
from scenes import scene

from config.settings import settings
from letters.writing.template import front_matter, letter_names
from rules.calls import CallOutcome
from rules.errors import LetterLeaving
from rules.facts import (
    Appointment,
    Call,
    DataReceived,
    DataRequest,
    Document,
    Fact,
    ItemKept,
    ItemsAsked,
    ItemWithdrawn,
    Note,
    Outcome,
    Resumption,
    TermExtended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.ends import Death, DeathSource
from store import queries, record
from store.engine import session
from tasks import clock
from tasks.cases import asks, overtaken
from tasks.letters.held_letters import keep_back, post_by_hand
from tasks.letters.making import in_this_process
from tasks.post import bundling, letter_run
from tasks.post.answers import post_self

UNREACHED, PLAN, REQUEST, INVITATION = "niet-bereikt", "voornemen", "verzoek-aanvulling", "uitnodiging-gesprek"
LONGER, WITHDRAWN, ONE_WITHDRAWN = "mededeling-verlenging", "bevestiging-intrekking", "bevestiging-intrekking-vraag"
REPORT, TALK = "onderzoeksverslag", "bevestiging-gesprek"
both = pytest.mark.usefixtures("either_record")
one = pytest.mark.usefixtures("record")


def withdrawal(play: Play) -> Fact:
    return Withdrawal(received_on=play.today(), reason="Mijn zoon helpt.")


def resumption(play: Play) -> Fact:
    return Resumption(received_on=play.today())


def more(play: Play) -> Fact:
    return ItemsAsked(received_on=play.today(), items=(item("Ook een traplift."),))


def data(play: Play) -> Fact:
    return DataReceived(received_on=play.today(), what="Het huurcontract")


def invitation(play: Play) -> Fact:
    return Appointment(on=play.today() + timedelta(days=6), at=time(10), place="bij u thuis")


def plan(play: Play) -> Fact:
    return ViewsInvited(differs="U schreef dat niemand u helpt.", due_on=play.today() + timedelta(days=5))


def request(play: Play) -> Fact:
    document = Document(name="Huurcontract", why="Om te zien wie er woont")
    return DataRequest(documents=(document,), due_on=play.today() + timedelta(days=14))


@scene
def reported() -> Play:
    play = report_case()
    play.posts = False
    return play


@scene
def meant() -> Play:
    return intended(posts=False)


@scene
def tried() -> Play:
    """Nobody answered, so that a letter asks to call back."""
    play = meant()
    for days, hour in ((1, 9), (1, 14), (1, 16)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    return play


@scene
def applied(*items: str) -> Play:
    play = reported()
    play.investigate()
    play.days(7).apply(*(item(words) for words in items or ("Ik vraag hulp bij het huishouden.",)))
    return play


@scene
def invited() -> Play:
    play = reported()
    play.do(invitation(play))
    return play


@scene
def planned() -> Play:
    play = meant()
    play.do(plan(play))
    return play


@scene
def requested() -> Play:
    play = applied()
    play.do(request(play))
    return play


@scene
def requested_alone() -> Play:
    """The same, once the letters before it have left."""
    play = applied()
    leave(play)
    play.do(request(play))
    return play


@scene
def longer() -> Play:
    play = applied()
    to_on = play.stand.by + timedelta(days=7)
    play.do(TermExtended(to_on=to_on, reason="Het advies komt later.", notified_on=play.today()))
    return play


@scene
def one_withdrawn() -> Play:
    play = applied("Ik vraag hulp bij het huishouden.", "Ik vraag hulp bij de was.")
    play.do(ItemWithdrawn(item=2, received_on=play.today(), reason="De was lukt weer."))
    return play


@scene
def withdrawn() -> Play:
    play = meant()
    play.do(withdrawal(play))
    return play


def calls(outcome: CallOutcome) -> Callable[[Play], object]:
    return lambda play: play.call(outcome)


def does(fact: Callable[[Play], Fact]) -> Callable[[Play], object]:
    return lambda play: play.do(fact(play))


# The letter that is made, what happens before it leaves, and what the desk then says came after it.
STORIES: dict[str, tuple[Callable[[], Play], str, Callable[[Play], object], str]] = {
    "reached after all": (tried, UNREACHED, calls(CallOutcome.INFORMED_DISAGREES), "belpoging"),
    "reached, and called again later": (tried, UNREACHED, calls(CallOutcome.DELAY_ASKED), "belpoging"),
    "asks more, so the intention is reworded": (planned, PLAN, does(more), "vraag erbij"),
    "said on the telephone what they think": (planned, PLAN, calls(CallOutcome.INFORMED_DISAGREES), "belpoging"),
    "sent the data": (requested, REQUEST, does(data), "gegevens ontvangen"),
    "withdraws while data is asked": (requested, REQUEST, does(withdrawal), "intrekking"),
    "withdraws before the talk": (invited, INVITATION, does(withdrawal), "intrekking"),
    "talked before the invitation left": (invited, INVITATION, lambda play: play.days(5).investigate(), "onderzoek"),
    "decided after all, in time": (longer, LONGER, lambda play: play.intend(Outcome.GRANTED), "voornemen"),
    "takes the withdrawal back": (withdrawn, WITHDRAWN, does(resumption), "intrekking herroepen"),
    "keeps an item": (
        one_withdrawn,
        ONE_WITHDRAWN,
        does(lambda play: ItemKept(item=2, received_on=play.today())),
        "vraag toch niet ingetrokken",
    ),
    "tells something new": (meant, REPORT, calls(CallOutcome.NEW_FACTS), "belpoging"),
}


def status(play: Play, name: str) -> str:
    return dict(play.letters())[name]


def leave(play: Play) -> set[str]:
    """The letters of this case that the printer has after the next run."""
    with clock.at(play.now):
        run_letters()
    return at_the_printer(play)


def at_the_printer(play: Play) -> set[str]:
    marks = printed()
    with session(readonly=True) as db:
        letters = queries.letters_of(db, record.find_case(db, play.number))
        return {one.name.split("/")[1] for one in letters if one.content["brief"]["kenmerk"] in marks}


@one
@pytest.mark.parametrize("story", STORIES)
def test_a_letter_that_was_overtaken_stays_in_the_house(story: str) -> None:
    made, name, happens, label = STORIES[story]
    play = made()
    assert status(play, name) == "rendered"
    happens(play.days(1))
    assert status(play, name) == "withdrawn"
    day = f"{play.today().day} "
    assert f"Daarna is vastgelegd: {label}, op " in (play.letter(name).held_because or "")
    assert day in (play.letter(name).held_because or "")
    others = {other for other, state in play.letters() if state == "rendered"}
    assert others
    assert leave(play) == others - {name}


@one
@pytest.mark.parametrize("story", STORIES)
def test_the_guard_is_what_keeps_it(story: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, name, happens, _ = STORIES[story]
    play = made()
    monkeypatch.setattr(overtaken, "withdraw", lambda *_, **__: 0)
    # On the same day, because another would be another date on the letter.
    happens(play)
    assert name in leave(play)


@one
def test_what_came_in_or_was_said_is_confirmed_whatever_comes_next() -> None:
    play = meant()
    play.days(1).call(CallOutcome.DELAY_ASKED)
    play.do(more(play))
    play.days(1).do(withdrawal(play))
    assert leave(play) == {
        "ontvangstbevestiging-melding", "bevestiging-gesprek", "bevestiging-vraag", "bevestiging-intrekking"
    }  # fmt: skip


@one
def test_what_was_said_is_confirmed_also_where_a_withdrawal_came_before_any_pass() -> None:
    play = meant()
    told = {"spoke_with": "mevrouw", "summary": "U wilt eerst met uw zoon praten.", "response": "Wij wachten."}
    about = {"identity_checked": True, "follow_up_on": play.today() + timedelta(days=3)}
    play.days(1).put(
        Call(decision=1, at=play.now, outcome=CallOutcome.DELAY_ASKED, minutes=12, **told, **about)  # type: ignore[arg-type]
    )
    play.put(more(play))
    play.put(withdrawal(play)).run()
    assert leave(play) == {
        "ontvangstbevestiging-melding", "bevestiging-gesprek", "bevestiging-vraag", "bevestiging-intrekking"
    }  # fmt: skip


@one
def test_a_receipt_that_the_course_reaches_no_more_still_leaves() -> None:
    play = reported()
    play.days(50).do(application(play.today()))
    play.days(1).do(withdrawal(play))
    assert "ontvangstbevestiging-aanvraag" in leave(play)


@one
def test_a_letter_that_is_asked_for_again_is_written_anew() -> None:
    play = invited()
    number = play.letter(INVITATION).number
    play.days(1).do(withdrawal(play))
    play.days(1).do(resumption(play))
    again = play.letter(INVITATION)
    assert (again.number, again.status, again.held_because) == (number, "rendered", None)
    assert again.dated_on == play.today()
    assert status(play, WITHDRAWN) == "withdrawn"
    assert leave(play) == {"ontvangstbevestiging-melding", INVITATION}


@one
def test_whoever_is_not_reached_again_is_written_again() -> None:
    play = tried()
    first = play.letter(UNREACHED)
    play.days(1).call(CallOutcome.DELAY_ASKED)
    play.days(1).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    again = play.letter(UNREACHED)
    assert (again.id, again.status, again.dated_on) == (first.id, "rendered", play.today())
    assert again.content["terugbellen"]["uiterlijk"] > first.content["terugbellen"]["uiterlijk"]


@one
def test_a_letter_that_left_stays_as_it_is() -> None:
    play = requested()
    assert REQUEST in leave(play)
    play.days(1).do(data(play))
    assert status(play, REQUEST) == "rendered"


@one
def test_a_note_overtakes_nothing() -> None:
    play = requested()
    play.days(1).do(Note(text="De inwoner belde of de brief al weg is."))
    assert REQUEST in leave(play)


@one
def test_a_day_that_passed_is_the_reason_where_nothing_happened() -> None:
    play = requested()
    play.days(11).run()
    name = "herinnering-aanvulling"
    assert status(play, name) == "rendered"
    play.days(4).run()
    assert (status(play, name), play.letter(name).held_because) == ("withdrawn", overtaken.OVER)


@both
def test_an_invitation_stays_once_the_day_of_the_talk_is_over() -> None:
    play = invited()
    play.days(6).run()
    assert (status(play, INVITATION), play.case().wakes_on) == ("rendered", None)
    play.days(1)
    assert leave(play) == {"ontvangstbevestiging-melding"}
    assert (status(play, INVITATION), play.letter(INVITATION).held_because) == ("withdrawn", overtaken.OVER)


@one
def test_without_a_look_at_its_day_somebody_would_have_to_see_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overtaken, "_speaks_of_a_day_that_is_over", lambda *_: False)
    play = invited()
    play.days(7)
    leave(play)
    assert status(play, INVITATION) == "held"


@one
def test_each_talk_that_is_to_come_is_confirmed() -> None:
    play = invited()
    play.days(1).do(invitation(play))
    assert [state for name, state in play.letters() if name == INVITATION] == ["rendered"] * 2


@one
def test_the_findings_of_one_talk_leave_the_invitation_to_the_next() -> None:
    play = invited()
    play.days(7).do(invitation(play))
    play.investigate()
    assert [state for name, state in play.letters() if name == INVITATION] == ["withdrawn", "rendered"]


@one
def test_who_was_invited_in_time_is_not_written_again() -> None:
    play = invited()
    assert INVITATION in leave(play)
    play.days(8).run()
    play.investigate()
    assert status(play, INVITATION) == "rendered"


@one
def test_as_long_as_a_death_is_not_certain_the_letters_go_on() -> None:
    play = requested()
    play.do(Death(died_on=play.today(), source=DeathSource.TOLD, told="De dochter belde."))
    assert play.stand.waits_for is asks.DEATH
    assert REQUEST in leave(play)


@one
def test_the_decision_that_is_kept_back_lets_the_announcement_go() -> None:
    play = longer()
    play.intend(Outcome.GRANTED)
    assert status(play, LONGER) == "withdrawn"
    with clock.at(play.now):
        keep_back(play.letter("toekenning").id, "De naam klopt niet.")
    play.days(1).run()
    assert status(play, LONGER) == "rendered"


@both
def test_what_no_pass_has_seen_counts_when_the_letters_are_sealed() -> None:
    play = requested()
    play.days(1).put(data(play))
    assert leave(play) == {"ontvangstbevestiging-melding", REPORT}
    assert status(play, REQUEST) == "withdrawn"
    assert play.run().waits_for is asks.INTEND


@both
def test_a_fact_between_making_and_sealing_counts() -> None:
    play = requested()
    with clock.at(play.now):
        run = letter_run.ask(by="els", confirmed=True)
        assert letter_run.begin(run)
        letter_run.make(run, letter_run.take(run), in_this_process)
        play.put(withdrawal(play))
        letter_run.send(run)
    assert at_the_printer(play) == {"ontvangstbevestiging-melding"}
    assert status(play, REPORT) == "withdrawn"


@both
def test_without_a_look_at_the_sealing_it_would_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundling, "withdraw_unseen", lambda *_: 0)
    play = requested_alone()
    play.put(data(play))
    assert REQUEST in leave(play)


@one
def test_a_case_of_a_law_that_is_gone_stops_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    play = requested()
    play.put(data(play))
    monkeypatch.setattr(overtaken, "processes", dict)
    assert REQUEST in leave(play)


@one
def test_a_run_in_which_all_was_overtaken_goes_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAATWERK_BUNDLE_LETTERS", "1")
    settings.cache_clear()
    second = reported()
    leave(second)
    first = invited()
    first.days(1).put(withdrawal(first))
    second.days(1).do(invitation(second))
    assert leave(second) == {"ontvangstbevestiging-melding", INVITATION}
    assert at_the_printer(first) == {"ontvangstbevestiging-melding"}


@both
def test_nobody_posts_a_letter_that_was_overtaken() -> None:
    play = requested()
    with clock.at(play.now):
        post_by_hand(play.letter(REQUEST).id)
    play.put(data(play))
    with clock.at(play.now), pytest.raises(LetterLeaving):
        post_self(play.letter(REQUEST).id, posted_on=play.today(), by="els")


def sealed_meanwhile(play: Play) -> bool:
    """A run seals its letters while a fact is being recorded; whether it waits for that."""

    def seal() -> None:
        with clock.at(play.now):
            run_letters()

    run = threading.Thread(target=seal)
    with clock.at(play.now), session() as db:
        record.add_fact(db, record.lock_case(db, play.number), data(play), by="sanne", at=clock.now())
        run.start()
        run.join(1)
        waits = run.is_alive()
    run.join()
    return waits


@both
def test_a_fact_that_is_being_recorded_counts() -> None:
    play = requested()
    assert sealed_meanwhile(play)
    assert at_the_printer(play) == {"ontvangstbevestiging-melding", REPORT}


@pytest.mark.parametrize("either_record", ["postgresql"], indirect=True)
@both
def test_unless_the_cases_are_held_it_comes_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overtaken, "links", SimpleNamespace(hold=lambda *_: None))
    play = requested_alone()
    sealed_meanwhile(play)
    assert REQUEST in at_the_printer(play)


def test_what_confirms_is_no_decision_and_asks_nothing() -> None:
    confirming = [name for name in letter_names() if front_matter(name).confirms]
    assert len(confirming) == 7
    assert [name for name in confirming if front_matter(name).decision] == []
