"""What is missing: asked for, reminded of, and when it does not come the application may be left (Awb 4:5)."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from plays import Play, application, intention, provision, report_case
from post import run_letters
from scenes import scene
from sqlalchemy.exc import DatabaseError

from rules.calls import CallOutcome
from rules.errors import CallMissing, FactInvalid
from rules.facts import Approval, DataReceived, DataRequest, Document, Intention, Note, Outcome
from store import queries, record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases import asks
from tasks.letters import held_letters
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.terms.case_terms import suspensions

pytestmark = pytest.mark.usefixtures("record")
MADE = "rendered"
MISSING = (Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel"),)


@scene
def asked(days: int = 14) -> Play:
    """A case in which documents were asked for, so many days ahead."""
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    play.days(1).do(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=days)))
    return play


def left() -> Intention:
    """The intention to leave the application."""
    return intention(Outcome.NOT_PROCESSED)


def names(play: Play) -> list[str]:
    return [name for name, _ in play.letters()]


def test_a_reminder_goes_three_working_days_before_the_last_day_and_only_once() -> None:
    play = asked()
    due_on = date(2026, 10, 27)
    assert play.case().wakes_on == date(2026, 10, 22)
    play.days(8)
    play.run()
    assert "herinnering-aanvulling" not in names(play)
    play.days(1)
    assert play.run().waits_for is asks.DATA
    assert play.letters()[-1] == ("herinnering-aanvulling", MADE)
    content = play.letter("herinnering-aanvulling").content
    assert content["termijn"]["uiterlijk"] == due_on.isoformat()
    assert content["verzoek"]["datum"] == "2026-10-13"
    assert play.case().wakes_on == date(2026, 10, 28)
    play.days(1)
    play.run()
    assert names(play).count("herinnering-aanvulling") == 1


def test_who_answers_before_that_day_gets_no_reminder() -> None:
    play = asked()
    play.days(3).do(DataReceived(received_on=play.today(), what="De brief van het ziekenhuis"))
    play.days(8)
    play.run()
    assert "herinnering-aanvulling" not in names(play)


def test_a_short_term_needs_no_reminder() -> None:
    play = asked(5)
    for _ in range(5):
        play.days(1)
        play.run()
    assert "herinnering-aanvulling" not in names(play)


def test_an_application_that_stays_incomplete_is_left_after_a_call_and_a_second_reader() -> None:
    play = asked()
    assert play.days(15).run().waits_for is asks.INTEND
    assert play.do(left()).waits_for is asks.CALL
    with pytest.raises(CallMissing):
        play.days(1).put(Approval(decision=1), by="karin")
    assert play.call(CallOutcome.INFORMED_AGREES).waits_for is asks.READ_ALONG
    assert play.approve().waits_for is None
    assert play.letters()[-1] == ("buiten-behandeling", MADE)
    assert play.case().result == "buiten behandeling"
    content = play.letter("buiten-behandeling").content
    assert content["stukken"] == [{"naam": MISSING[0].name, "waarom": MISSING[0].why}]
    assert content["verzoek"] == {"datum": "2026-10-13", "uiterlijk": "2026-10-27"}
    assert content["gesprek"]["inbreng"].startswith("U vertelde")


def test_what_was_left_stays_left_when_the_case_is_looked_at_after_those_weeks() -> None:
    play = asked()
    play.days(15).do(left())
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    assert play.days(60).do(Note(text="De inwoner belde.")).waits_for is None
    assert play.case().waits_by is None


def test_it_is_decided_within_the_term_to_decide_or_four_weeks_whichever_ends_first() -> None:
    play = asked()
    play.days(15).do(left())
    decide_by = date(2026, 11, 9)
    assert play.stand.by == decide_by


@pytest.mark.parametrize("days", [0, 14], ids=["asked today", "the last day itself"])
def test_nothing_is_left_before_the_last_day_has_passed(days: int) -> None:
    play = asked()
    with pytest.raises(FactInvalid) as refused:
        play.days(days).put(left())
    assert "gegevens hebt gevraagd" in refused.value.problems["unprocessed"]


def test_nothing_is_left_without_having_asked() -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    with pytest.raises(FactInvalid):
        play.days(1).put(left())


def test_after_four_weeks_an_application_is_decided_on_its_merits() -> None:
    play = asked()
    play.days(15).do(left())
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    # The four weeks end on 24 November; the approval came a day late.
    play.days(27)
    play.approve()
    assert play.stand.waits_for is asks.INTEND
    assert "buiten-behandeling" not in names(play)
    with pytest.raises(FactInvalid) as refused:
        play.put(left())
    assert "vier weken" in refused.value.problems["unprocessed"]
    assert play.intend(Outcome.GRANTED).waits_for is None
    assert play.letters()[-1] == ("toekenning", MADE)


def test_what_comes_in_after_all_is_decided_upon() -> None:
    play = asked()
    play.days(15).do(left())
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    assert play.stand.waits_for is asks.READ_ALONG
    play.do(DataReceived(received_on=play.today(), what="De brief van het ziekenhuis"))
    assert play.stand.waits_for is asks.INTEND


def test_leaving_is_for_the_whole_application() -> None:
    play = asked()
    both = replace(left(), provisions=(*left().provisions, provision(Outcome.GRANTED)))
    with pytest.raises(FactInvalid) as refused:
        play.days(15).put(both)
    assert "hele aanvraag" in refused.value.problems["provisions"]


@pytest.mark.parametrize(
    ("name", "adverse"),
    [("wmo/toekenning", 0), ("shared/herinnering-aanvulling", 0), ("shared/buiten-behandeling", 1)],
)
def test_the_database_takes_no_letter_that_leaves_an_application_without_a_call(name: str, adverse: int) -> None:
    """The wall: an adverse decision fits no letter that is not adverse, and an adverse letter asks for a call."""
    play = asked()
    play.days(15).do(left())
    with clock.at(play.now), session() as db:
        case = record.find_case(db, play.number)
        forged = Letter(
            case_id=case.id,
            number=90,
            name=name,
            about=90,
            adverse=adverse,
            decides=1,
            decision_id=queries.decision_of(db, case, 1).id,
            content={},
            template="t",
            dated_on=play.today(),
            created_at=clock.now(),
            status="queued",
        )
        db.add(forged)
        with pytest.raises(DatabaseError):
            db.flush()
        db.rollback()


def test_who_applies_apart_from_the_report_hears_that_it_came_in() -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(4).do(application(play.today(), signed=False))
    assert play.letters()[-1] == ("ontvangstbevestiging-aanvraag", MADE)
    assert play.letter("ontvangstbevestiging-aanvraag").content["termijn"]["uiterlijk"] == "2026-10-26"
    other = report_case()
    other.days(10).investigate()
    other.days(4).apply()
    assert "ontvangstbevestiging-aanvraag" not in names(other)


def test_a_reminder_on_its_way_is_not_sent_about_another_request() -> None:
    play = asked()
    play.days(9, at=time(9))
    play.run()
    play.do(DataReceived(received_on=play.today(), what="De brief van het ziekenhuis"))
    again = DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=14))
    play.do(again)
    assert names(play).count("herinnering-aanvulling") == 1
    play.days(11)
    play.run()
    assert names(play).count("herinnering-aanvulling") == 2


@scene
def held_back(days: int = 5) -> Play:
    """A request that was held on the day it was written, and is written anew so many days later."""
    play = asked()
    keep_back(play.letter("verzoek-aanvulling").id, "Het adres klopt niet.")
    play.days(days)
    retry(play)
    return play


def retry(play: Play) -> None:
    with clock.at(play.now):
        retry_letter(play.letter("verzoek-aanvulling").id)


def stands_still_from(play: Play) -> tuple[str, str]:
    """The first day on which the term stands still, as the record counts it and as the letter says."""
    with session(readonly=True) as db:
        (found,) = suspensions(record.entries(db, record.find_case(db, play.number)))
    return found.from_on.isoformat(), play.letter("verzoek-aanvulling").content["termijn"]["opgeschort_vanaf"]


def test_a_request_written_anew_stops_the_term_from_the_day_after_that() -> None:
    play = held_back()
    assert stands_still_from(play) == ("2026-10-19", "2026-10-19")
    assert play.letters()[-2:] == [("verzoek-aanvulling", "withdrawn"), ("verzoek-aanvulling", "queued")]
    assert play.run().waits_for is asks.DATA
    # As many days to answer as before.
    assert play.letter("verzoek-aanvulling").content["termijn"]["uiterlijk"] == "2026-11-01"
    assert play.case().wakes_on == date(2026, 10, 28)
    retry(play)
    assert play.run().waits_for is asks.DATA
    assert names(play).count("verzoek-aanvulling") == 2


def test_without_a_new_request_letter_and_record_would_name_other_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.letters.held_letters.late", lambda *_: False)
    assert stands_still_from(held_back()) == ("2026-10-14", "2026-10-19")


def test_a_request_written_anew_on_its_own_day_is_the_same_request() -> None:
    play = held_back(0)
    assert names(play).count("verzoek-aanvulling") == 1
    assert stands_still_from(play) == ("2026-10-14", "2026-10-14")


def test_a_request_that_someone_posts_a_day_later_stays_out_of_the_bundles() -> None:
    play = asked()
    keep_back(play.letter("verzoek-aanvulling").id, "Het adres is geheim.")
    play.days(1)
    with clock.at(play.now):
        post_by_hand(play.letter("verzoek-aanvulling").id)
    assert play.letter("verzoek-aanvulling").channel == "balie"
    assert stands_still_from(play) == ("2026-10-15", "2026-10-15")


def test_a_request_that_a_run_takes_up_a_day_later_is_dated_then() -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    play.days(1).put(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=14)))
    play.days(1).run()
    assert stands_still_from(play) == ("2026-10-15", "2026-10-15")
    assert play.letter("verzoek-aanvulling").content["termijn"]["uiterlijk"] == "2026-10-28"


def test_nobody_is_late_with_an_answer_to_a_request_that_did_not_go_out() -> None:
    play = asked()
    keep_back(play.letter("verzoek-aanvulling").id, "Het adres klopt niet.")
    assert play.days(20).run().waits_for is asks.LETTER
    retry(play)
    assert play.run().waits_for is asks.DATA


def test_without_that_wait_an_application_could_be_left_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.steps.completion.deliver", lambda *_: None)
    play = asked()
    keep_back(play.letter("verzoek-aanvulling").id, "Het adres klopt niet.")
    assert play.days(20).run().waits_for is asks.INTEND


def decided_to_leave(play: Play) -> Play:
    """The application is left, after a call, with its letter made."""
    play.do(left())
    play.call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    assert play.letters()[-1] == ("buiten-behandeling", "rendered")
    return play


def test_nobody_is_left_for_not_answering_what_did_not_leave() -> None:
    play = asked(3)
    play.posts = False
    decided_to_leave(play.days(4))
    with clock.at(play.now):
        run_letters()
    letter = play.letter("buiten-behandeling")
    assert (letter.status, letter.held_because) == ("held", held_letters.NOT_ASKED_YET)
    assert play.run().waits_for is asks.DATA


def test_nobody_is_left_after_the_four_weeks_however_long_the_letter_waited() -> None:
    play = asked()
    play.posts = False
    with clock.at(play.now):
        run_letters()
    decided_to_leave(play.days(15))
    with clock.at(play.days(29).now):
        run_letters()
    letter = play.letter("buiten-behandeling")
    assert letter.status == "held"
    assert "vier weken" in (letter.held_because or "")
