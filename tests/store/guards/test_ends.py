"""A case ends only by what ends it, whoever writes to the database."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from plays import Play, at_once, intended, intention, post_letter, report_case
from post import newest, refuse
from scenes import scene
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tamper import Tamper

from rules.calls import CallOutcome
from rules.facts import Fact, Outcome, Resumption, Withdrawal
from rules.facts.ends import (
    Death,
    DeathConfirmed,
    DeathMistaken,
    DeathSource,
    HandedOver,
    HandOverConfirmed,
    HandOverRevoked,
)
from store import record
from store.engine import session
from tasks import clock
from tasks.letters.held_letters import keep_back, post_by_hand
from tasks.letters.sending import make_letter
from tasks.post import answers
from tasks.post.bundling import add_bundle

pytestmark = pytest.mark.usefixtures("either_record")
CLOSED = "UPDATE casefile SET result = '{result}', closed_on = '{on}' WHERE number = '{number}'"


def close(play: Play, result: str, on: date | None = None) -> str:
    return CLOSED.format(result=result, on=on or play.today(), number=play.number)


@scene
def reported() -> Play:
    return report_case()


@scene
def refusing() -> Play:
    return intended()


def unposted(play: Play) -> Play:
    """From here on no letter leaves."""
    play.posts = False
    return play


@scene
def called() -> Play:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    return play


@scene
def helped() -> Play:
    play = report_case()
    play.do(at_once())
    return play


@scene
def refused() -> Play:
    """Decided, and the letter is made: nobody has it yet."""
    play = unposted(called())
    play.approve()
    return play


@scene
def sealed() -> Play:
    """The letter lies in a bundle that the printer does not have."""
    play = refused()
    with clock.at(play.now), session() as db:
        add_bundle(db, [play.letter("afwijzing").id], channel="post")
    return play


@scene
def given_back() -> Play:
    """The printer had the letter and printed nothing."""
    play = refused()
    with clock.at(play.now):
        post_letter(play.number)
        refuse(newest())
    return play


@scene
def other_letter() -> Play:
    """Another letter of the case left."""
    play = unposted(called())
    with clock.at(play.now):
        post_letter(play.number)
    play.approve()
    return play


@scene
def overtaken() -> Play:
    """Decided, then worded anew: the letter of the first is there, and is not about what counts."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    play.put(intention(Outcome.GRANTED))
    return play


@scene
def withdrawn() -> Play:
    play = unposted(intended())
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    return play


@scene
def withdrawn_unsaid() -> Play:
    """The letter about the withdrawal is held back."""
    play = withdrawn()
    with clock.at(play.now):
        keep_back(play.letter("intrekking").id, "Het adres klopt niet.")
    return play.days(30)


@scene
def withdrawn_unsent() -> Play:
    """The letter about the withdrawal was made long ago, and left only now."""
    play = withdrawn().days(30)
    with clock.at(play.now):
        post_letter(play.number)
    return play


@scene
def taken_back() -> Play:
    play = withdrawn()
    play.days(3).put(Resumption(received_on=play.today()))
    return play.days(30)


def noted(play: Play, *facts: Fact, by: str = "sanne") -> Play:
    """These facts come on the record whatever the course says of them."""
    for fact in facts:
        with session() as db:
            record.add_fact(db, record.lock_case(db, play.number), fact, by=by, at=play.now)
    return play


@scene
def told_of_death(source: DeathSource = DeathSource.TOLD, **changes: str) -> Play:
    play = unposted(intended())
    return noted(play, Death(died_on=play.today(), source=source, told="De dochter, 12.", **changes))


@scene
def confirmed_by_the_first() -> Play:
    return noted(told_of_death(), DeathConfirmed(how="Zelf gezien."))


@scene
def confirmed_by_nobody() -> Play:
    """By somebody who has no role here."""
    return noted(told_of_death(), DeathConfirmed(how="Gezien."), by="niemand")


@scene
def confirmed_by_a_consultant() -> Play:
    return noted(told_of_death(), DeathConfirmed(how="Gezien."), by="mo")


@scene
def told_by_the_register() -> Play:
    return told_of_death(DeathSource.REGISTER)


@scene
def confirmed_before() -> Play:
    """What was confirmed is another death than what was told last."""
    play = certain()
    return noted(play, Death(died_on=play.today(), source=DeathSource.TOLD, told="De buurman."))


@scene
def mistaken() -> Play:
    return noted(certain(), DeathMistaken(reason="De inwoner belde zelf."))


@scene
def handed_over() -> Play:
    """The letter about it is made, and did not leave."""
    play = unposted(called())
    place = {"to": "Rivierenland", "contact": "het loket", "why": "uw verhuizing", "along": "alles"}
    play.do(HandedOver(handed_on=play.today(), **place))
    play.do(HandOverConfirmed(how="Gebeld met het loket daar."), by="karin")
    return play


@scene
def revoked() -> Play:
    play = handed_over().days(1)
    with clock.at(play.now):
        post_letter(play.number)
    return noted(play, HandOverRevoked(reason="De inwoner verhuist toch niet."))


DECIDED = ("afgewezen", "toegekend", "deels toegekend", "buiten behandeling")
RESULTS = (*DECIDED, "ingetrokken", "overleden", "overgedragen")


@pytest.mark.parametrize(
    "before",
    [
        *(reported, refusing, called, refused, sealed, given_back, other_letter, helped, overtaken),
        *(withdrawn, withdrawn_unsaid, withdrawn_unsent, taken_back),
        *(told_of_death, confirmed_by_the_first, confirmed_by_nobody, confirmed_before, mistaken),
        *(confirmed_by_a_consultant, told_by_the_register),
        *(handed_over, revoked),
    ],
)
def test_nobody_closes_a_case_by_hand(before: Callable[[], Play], tamper: Tamper, subtests: pytest.Subtests) -> None:
    play = before()
    for result in RESULTS:
        with subtests.test(result), pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
            db.execute(text(close(play, result)))
    # Without the guard each succeeds.
    with tamper() as connection:
        for result in RESULTS:
            connection.execute(text(close(play, result)))
            said = text(f"SELECT result FROM casefile WHERE number = '{play.number}'")
            assert connection.scalar(said) == result


def test_a_withdrawal_ends_a_case_once_its_days_are_over() -> None:
    play = withdrawn_unsent()
    with session() as db:
        db.execute(text(close(play.days(14), "ingetrokken")))
    assert play.case().result == "ingetrokken"


def test_a_decision_ends_a_case_on_the_day_its_letter_left(tamper: Tamper) -> None:
    play = refused().days(2)
    with clock.at(play.now):
        post_letter(play.number)
    for days in (-2, -1, 2, 400):
        with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
            db.execute(text(close(play, "afgewezen", play.today() + timedelta(days=days))))
    with session() as db:
        db.execute(text(close(play, "afgewezen")))
    assert play.case().closed_on == play.today()
    with tamper() as connection:
        connection.execute(text(close(play, "afgewezen", date(2020, 1, 1))))
    assert play.case().closed_on == date(2020, 1, 1)


def test_a_letter_that_somebody_posted_ends_a_case_on_the_day_they_tell() -> None:
    play = refused()
    letter = play.letter("afwijzing").id
    with clock.at(play.days(2).now):
        post_by_hand(letter)
        make_letter(letter)
    with clock.at(play.days(1).now):
        answers.post_self(letter, posted_on=play.today() - timedelta(days=1), by="els")
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(close(play, "afgewezen", play.today() + timedelta(days=1))))
    play.run()
    assert play.case().closed_on == play.today() - timedelta(days=1)


@scene
def certain() -> Play:
    return noted(told_of_death(), DeathConfirmed(how="Gezien in de BRP."), by="karin")


def test_a_death_that_is_certain_ends_a_case_and_a_mistake_opens_it_again(tamper: Tamper) -> None:
    play = certain()
    for result, days in (("overleden", 2), ("overleden", -1), ("afgewezen", 0), ("ingetrokken", 0)):
        with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
            db.execute(text(close(play, result, play.today() + timedelta(days=days))))
    with session() as db:
        db.execute(text(close(play, "overleden")))
    again = f"UPDATE casefile SET result = NULL, closed_on = NULL WHERE number = '{play.number}'"
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(again))
    noted(play, DeathMistaken(reason="De inwoner belde zelf."))
    with session() as db:
        db.execute(text(again))
    assert play.case().closed_on is None
    with tamper() as connection:
        assert connection.execute(text(close(play, "overleden"))).rowcount == 1
        assert connection.execute(text(again)).rowcount == 1


def test_a_hand_over_is_told_to_nobody_on_one_word(tamper: Tamper) -> None:
    play = handed_over()
    again = (
        "INSERT INTO letter (case_id, number, name, about, adverse, decides, content, template, texts, dated_on,"
        " created_at) SELECT case_id, 99, name, {}, adverse, decides, content, template, texts, dated_on, created_at"
        " FROM letter WHERE name = 'shared/overdracht'"
    )
    noted(play, HandedOver(to="Tiel", handed_on=play.today(), contact="x", why="x", along="x"))
    last = f"(SELECT max(seq) FROM fact WHERE case_id = {play.case().id})"
    with pytest.raises(IntegrityError, match="letter_ends"), session() as db:
        db.execute(text(again.format(last)))
    noted(play, HandOverConfirmed(how="Zelf gebeld."))
    with pytest.raises(IntegrityError, match="letter_ends"), session() as db:
        db.execute(text(again.format(f"{last} - 1")))
    noted(play, HandOverConfirmed(how="Gebeld."), by="karin")
    with session() as db:
        db.execute(text(again.format(f"{last} - 2")))
    noted(play, HandOverRevoked(reason="De inwoner verhuist toch niet."))
    made = "UPDATE letter SET status = 'rendered', pdf_sha256 = '{}', pages = 1 WHERE number = 99".format("a" * 64)
    with pytest.raises(IntegrityError, match="letter_ends_again"), session() as db:
        db.execute(text(made))
    with tamper() as connection:
        assert connection.execute(text(made)).rowcount == 1


def test_a_hand_over_ends_a_case_on_the_day_its_letter_left() -> None:
    play = handed_over().days(1)
    with clock.at(play.now):
        post_letter(play.number)
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(close(play, "overgedragen", play.today() + timedelta(days=3))))
    with session() as db:
        db.execute(text(close(play, "overgedragen")))
    assert play.case().result == "overgedragen"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE casefile SET result = 'toegekend' WHERE number = '{}'",
        "UPDATE casefile SET closed_on = '2031-01-01' WHERE number = '{}'",
        "UPDATE casefile SET closed_on = NULL WHERE number = '{}'",
        "UPDATE casefile SET result = NULL, closed_on = NULL WHERE number = '{}'",
    ],
)
def test_what_ended_stays_as_it_ended(change: str, tamper: Tamper) -> None:
    play = called()
    play.approve()
    assert play.case().result == "afgewezen"
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(change.format(play.number)))
    with tamper() as connection:
        assert connection.execute(text(change.format(play.number))).rowcount == 1


def test_a_case_begins_open(tamper: Tamper) -> None:
    made = (
        "INSERT INTO casefile (number, process, process_version, reference, citizen_id, team, subject, received_on,"
        " created_at, result, closed_on) SELECT 'WMO-2026-9999', process, process_version, 'x', citizen_id, team,"
        " subject, received_on, created_at, 'afgewezen', '2026-10-01' FROM casefile LIMIT 1"
    )
    report_case()
    with pytest.raises(IntegrityError, match="casefile_open"), session() as db:
        db.execute(text(made))
    with tamper() as connection:
        connection.execute(text(made))
