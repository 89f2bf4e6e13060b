"""A case ends when the letter that says so has left, not when it is made (Awb 3:41)."""

from datetime import date, timedelta

import pytest
from plays import Play, intended, intention
from post import accept_all, newest, refuse, run_letters
from scenes import scene
from tamper import Tamper

from rules.calls import CallOutcome
from rules.errors import FactUntimely
from rules.facts import ItemsAsked, Note, Outcome, Withdrawal
from rules.facts.kind import ANNOUNCED, CLOSED
from rules.facts.remedies.dispute import Dispute, DisputeKind
from rules.facts.remedies.lateness import DefaultNotice
from store import queries
from store.engine import session
from store.files.handover import printer_outlet
from store.models import Case, DutyRow
from tasks import clock
from tasks.cases import asks
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.post import answers
from tasks.post.reconcile import reconcile
from tasks.safekeeping.case_checks import ON_ITS_WAY, missing_waits

pytestmark = pytest.mark.usefixtures("either_record")


@scene
def decided(*outcomes: Outcome) -> Play:
    """A case whose letter is made, and did not leave."""
    play = intended(*outcomes or (Outcome.GRANTED,), posts=False)
    assert play.case().waits_for == asks.SENDING.word
    return play


def due(play: Play) -> bool:
    """Whether the next recovery takes the case up."""
    with session(readonly=True) as db:
        return play.number in queries.unfinished(db, play.today())


def left(play: Play) -> Play:
    """The letters leave, and no run follows yet."""
    with clock.at(play.now):
        run_letters()
    return play


def test_a_case_is_decided_until_its_letter_has_left_and_then_ends_on_that_day() -> None:
    play = decided()
    assert (play.case().result, play.case().closed_on, due(play)) == (None, None, False)
    assert (play.look().result, play.look().closed) == ("toegekend", True)
    day = left(play.days(1)).today()
    assert due(play)
    # Prefect was away for the weekend.
    play.days(3).run()
    assert (play.case().result, play.case().closed_on, play.case().waits_for) == ("toegekend", day, None)
    assert not due(play)


def test_a_run_that_was_lost_is_found_by_what_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    play = left(decided())
    assert due(play)
    # Without that question nobody would look before the next morning.
    monkeypatch.setattr(queries, "POSTING", ())
    assert not due(play)
    assert due(play.days(1))


def test_the_term_to_decide_runs_until_the_letter_has_left() -> None:
    play = decided()
    by = play.look().decide_by
    assert play.case().waits_by == by.on
    (bar,) = [term for term in play.look().terms if term.role == "decision"]
    assert bar.met_on is None
    day = left(play.days(2)).today()
    play.run()
    (bar,) = [term for term in play.look().terms if term.role == "decision"]
    assert bar.met_on == day


def test_what_is_decided_takes_what_a_closed_case_takes_and_nothing_else() -> None:
    play = decided()
    play.put(Note(text="De dochter belt nog."))
    play.put(Dispute(kind=DisputeKind.OBJECTION, received_on=play.today(), decided_on=play.today()))
    for fact in (
        intention(),
        Withdrawal(received_on=play.today(), reason="Toch niet."),
        ItemsAsked(received_on=play.today(), items=()),
    ):
        with pytest.raises(FactUntimely) as refused:
            play.look().check(fact, by="sanne")
        assert refused.value.message_nl == ANNOUNCED
    left(play).run()
    with pytest.raises(FactUntimely) as refused:
        play.look().check(intention(), by="sanne")
    assert refused.value.message_nl == CLOSED


def test_a_letter_that_is_held_after_all_opens_the_case_again() -> None:
    play = decided()
    with clock.at(play.now):
        keep_back(play.letter("toekenning").id, "Het bedrag klopt niet.")
    assert not play.look().closed
    play.do(intention(Outcome.REJECTED))
    assert play.case().waits_for == asks.CALL.word
    play.days(1).call(CallOutcome.INFORMED_AGREES, decision=2)
    play.approve(2)
    assert play.case().waits_for == asks.SENDING.word
    left(play).run()
    assert play.case().result == "afgewezen"


def test_a_held_letter_that_is_written_again_goes_on_where_it_was() -> None:
    play = decided()
    letter = play.letter("toekenning").id
    with clock.at(play.now):
        keep_back(letter, "Het adres klopt niet.")
        play.run()
        assert play.case().waits_for == asks.LETTER.word
        retry_letter(letter)
    assert play.run().waits_for is asks.SENDING


def test_a_bundle_that_the_printer_refused_did_not_leave() -> None:
    play = left(decided())
    refuse(newest())
    assert play.run().waits_for is asks.SENDING
    left(play.days(1)).run()
    assert play.case().closed_on == play.today()
    # Once it ended it stays as it ended.
    refuse(newest(), "De machine liep weer vast.")
    play.days(1).run()
    assert play.case().closed_on == play.today() - timedelta(days=1)


def test_a_letter_that_somebody_posts_ends_the_case_with_a_run_of_its_own() -> None:
    play = decided()
    letter = play.letter("toekenning").id
    with clock.at(play.now):
        post_by_hand(letter)
        assert left(play).run().waits_for is asks.SENDING
        case = answers.post_self(letter, posted_on=play.today(), by="els")
    assert case.number == play.number
    assert due(play)
    play.days(2).run()
    assert play.case().closed_on == play.today() - timedelta(days=2)


def test_a_letter_that_a_restored_record_forgot_ends_the_case_once_it_is_told(tamper: Tamper) -> None:
    play = left(decided())
    with tamper() as connection:
        for table in ("handover", "bundle_line", "bundle"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    assert play.run().waits_for is asks.SENDING
    assert not due(play)
    with clock.at(play.now):
        assert reconcile(printer_outlet()).marked
    assert due(play)
    play.run()
    assert play.case().result == "toegekend"


def test_the_days_to_come_back_on_a_withdrawal_begin_when_its_letter_has_left() -> None:
    play = intended(posts=False)
    play.do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    assert play.case().waits_for == asks.CONFIRMING.word
    # For a month nothing left.
    assert play.days(30).run().waits_for is asks.CONFIRMING
    assert left(play).run().waits_for is asks.REFLECTION
    assert play.case().wakes_on == play.today() + timedelta(days=15)
    play.days(14).run()
    assert play.case().closed_on is None
    play.days(1).run()
    assert (play.case().result, play.case().closed_on) == ("ingetrokken", play.today())


def test_the_day_that_the_printer_tells_counts_for_those_days() -> None:
    play = intended(posts=False)
    left(play).do(Withdrawal(received_on=play.today(), reason="Mijn zoon helpt."))
    left(play).days(3)
    with clock.at(play.now):
        accept_all(play.today())
    play.run()
    assert play.case().wakes_on == play.today() + timedelta(days=15)


def test_a_penalty_runs_until_the_letter_has_left() -> None:
    late = intended(posts=False)
    late.days(40).do(DefaultNotice(received_on=late.today()))
    late.days(20).call(CallOutcome.INFORMED_AGREES)
    late.approve()
    (running,) = [kind for kind in duties(late) if kind == asks.PENALTY.word]
    assert running
    left(late.days(3)).run()
    assert asks.PENALTY.word not in duties(late)
    assert late.case().closed_on == late.today()


def duties(play: Play) -> list[str]:
    """The words of what a case requires besides its next step."""
    with session(readonly=True) as db:
        return [row.kind for row in db.query(DutyRow).filter_by(case_id=play.case().id)]


def test_what_ended_before_letters_had_to_leave_stays_ended(tamper: Tamper) -> None:
    play = decided()
    with tamper() as connection:
        connection.exec_driver_sql(
            "UPDATE casefile SET result = 'toegekend', closed_on = '2026-10-17', waits_for = NULL, waits_by = NULL,"
            " term_from = NULL, wakes_on = NULL"
        )
    play.days(1).run()
    assert (play.case().result, play.case().closed_on, play.case().waits_for) == ("toegekend", date(2026, 10, 17), None)


def test_the_check_misses_no_case_that_has_to_leave() -> None:
    play = decided()
    play.now += ON_ITS_WAY + timedelta(seconds=1)
    with clock.at(play.now):
        assert [wrong for _, wrong in missing_waits() if wrong] == []
        with session() as db:
            db.query(Case).filter_by(number=play.number).update({"waits_for": None})
        assert [wrong for _, wrong in missing_waits() if wrong]
