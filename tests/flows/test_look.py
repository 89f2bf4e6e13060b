"""A look at a case says what the next run does, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, foreseen, intention, report_case
from sqlalchemy.exc import DatabaseError

from config.process import process as described
from rules.calls import CallOutcome
from rules.errors import FactUntimely
from rules.facts import Application, Appointment, DataRequest, Document, Intention, Investigation, Outcome, Withdrawal
from store import record
from store.engine import session
from tasks import clock
from tasks.cases import asks, courses
from tasks.cases.advance import advance
from tasks.cases.courses import course_of
from tasks.cases.look import look_on
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait_for

pytestmark = pytest.mark.usefixtures("record")
MISSING = (Document(name="Huurcontract", why="Wie huurt?"),)
AT_ONCE = replace(intention(Outcome.GRANTED), temporary=True)


def contents() -> list[str]:
    """Everything in the database."""
    with session(readonly=True) as db:
        return list(db.connection().connection.driver_connection.iterdump())


def test_a_look_writes_nothing_at_any_point_of_a_case() -> None:
    play = report_case()
    written: set[str] = set()

    def unseen() -> None:
        before = contents()
        written.update(play.look().letters)
        assert contents() == before

    play.put(AT_ONCE)
    unseen()
    play.run()
    play.days(2).investigate()
    play.days(2).apply()
    play.put(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=7)))
    unseen()
    play.run()
    play.days(9).intend()
    play.days(1).call(CallOutcome.CRISIS, decision=2)
    unseen()
    play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    unseen()
    play.run()
    play.days(20)
    unseen()
    # There was something to write: this is no look at a case that had nothing to do.
    assert {"wmo/tijdelijke-toekenning", "shared/verzoek-aanvulling", "shared/bevestiging-intrekking"} <= written


def test_a_run_where_a_look_is_enough_would_be_refused_by_the_database() -> None:
    play = report_case().put(AT_ONCE)
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number))
        with pytest.raises(DatabaseError, match="readonly"):
            course_of("wmo")(case)
    assert play.look().letters == ("wmo/tijdelijke-toekenning",)


def test_a_look_that_said_something_else_would_be_noticed() -> None:
    play = report_case().put(AT_ONCE)
    seen = play.look()
    with clock.at(play.now):
        stand = advance(play.number, course_of("wmo"))
    foreseen(seen, stand)
    for other in (replace(seen, letters=()), replace(seen, waiting=None)):
        with pytest.raises(AssertionError):
            foreseen(other, stand)


def test_a_look_goes_on_past_data_that_are_still_to_come_but_counts_no_letter_after_it() -> None:
    play = report_case()
    play.days(2).investigate()
    play.days(2).apply()
    play.put(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=7))).run()
    play.put(intention(Outcome.GRANTED))
    seen = play.look()
    assert seen.waiting
    assert seen.waiting.ask is asks.DATA
    assert seen.letters == ()
    seen.check(intention(), by="sanne")
    assert play.run().waits_for is asks.DATA


def test_a_look_with_one_more_fact_says_what_that_fact_would_do() -> None:
    play = report_case()
    play.run()
    visit = Appointment(on=play.today() + timedelta(days=3), at=play.now.time(), place="bij u thuis")
    with clock.at(play.now), session(readonly=True) as db:
        then = look_on(db, record.find_case(db, play.number), visit)
    assert then.letters == ("wmo/uitnodiging-gesprek",)
    assert then.waiting
    assert then.waiting.ask is asks.INVESTIGATE
    assert play.look().letters == ()


def test_stages_come_in_the_order_in_which_the_course_takes_them() -> None:
    play = report_case()
    play.run()
    names = ["Melding", "Gesprek plannen", "Onderzoek", "Aanvraag"]
    decided = ["Voornemen", "Bel eerst", "Akkoord collega", "Besluit en brief"]
    assert [stage.name for stage in play.look().stages] == names + decided
    play.days(3).investigate()
    play.days(3).apply()
    play.intend(Outcome.GRANTED)
    assert [stage.name for stage in play.look().stages] == [*names, "Voornemen", "Besluit en brief"]


def _seen(case: OpenCase) -> Stage:
    return Stage(name="Bezocht", done_on=case.closed_on)


def _applied(case: OpenCase) -> Stage:
    return Stage(name="Aangevraagd", done_on=case.closed_on)


@shows(_seen)
def visit(case: OpenCase) -> None:
    """Take what was found."""
    wait_for(case, Investigation, asks.INVESTIGATE)


@shows(_applied)
def apply_first(case: OpenCase) -> None:
    """Take an application."""
    wait_for(case, Application, asks.SIGNATURE)


def aanvraag_eerst(case: OpenCase) -> None:
    """A law with another order, and without help at once; its name sorts before the Wmo's."""
    apply_first(case)
    visit(case)


@pytest.fixture
def other_order(monkeypatch: pytest.MonkeyPatch) -> Play:
    """A case on a course with another order."""
    monkeypatch.setitem(courses.COURSES, "aanvraag_eerst", aanvraag_eerst)
    other = described("wmo").model_copy(update={"id": "aanvraag_eerst"})
    play = report_case()
    monkeypatch.setattr("tasks.cases.open_case.process", lambda _: other)
    return play


def test_another_law_takes_its_own_facts_in_its_own_order(other_order: Play) -> None:
    seen = other_order.look()
    assert [stage.name for stage in seen.stages] == ["Melding", "Aangevraagd", "Bezocht"]
    seen.check(Application(received_on=date(2026, 9, 28)), by="sanne")
    found = Investigation(visited_on=date(2026, 9, 28), present=(), need="Hulp", findings=(), conclusion="Ja")
    for fact in (AT_ONCE, intention(), found):
        with pytest.raises(FactUntimely):
            seen.check(fact, by="sanne")


def test_the_wmo_takes_help_at_once_where_that_law_does_not() -> None:
    seen = report_case().look()
    seen.check(AT_ONCE, by="sanne")
    assert [one.form for one in seen.accepts if one.kind is Intention] == ["tijdelijke-hulp"]
