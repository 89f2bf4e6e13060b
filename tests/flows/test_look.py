"""A look at a case says what the next run does, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, at_once, foreseen, intended, intention, report_case
from sqlalchemy.exc import DatabaseError, IntegrityError

from config.process import process as described
from flows.steps.investigation import give_immediate_help
from rules.calls import CallOutcome
from rules.errors import FactInvalid, FactUntimely, PeriodReversed
from rules.facts import (
    Application,
    Appointment,
    Call,
    DataReceived,
    DataRequest,
    Document,
    Fact,
    Intention,
    Investigation,
    Outcome,
    ReminderMet,
    Resumption,
    Withdrawal,
)
from rules.facts.application import BEFORE_ASKED
from rules.facts.remedies.lateness import PenaltyDecision
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
PENALTY = PenaltyDecision(notice=9, amount_eur=23, days=1, first_on=date(2026, 9, 28), last_on=date(2026, 9, 28))
MISSING = (Document(name="Huurcontract", why="Om te zien wie huurt"),)
AT_ONCE = at_once()


def refusal(play: Play, fact: Fact) -> str:
    """Why a look does not take this fact."""
    with pytest.raises(FactUntimely) as refused:
        play.look().check(fact, by="sanne")
    return refused.value.message_nl


def call(play: Play, outcome: CallOutcome, decision: int) -> Call:
    """A call about a decision, in which the citizen told something."""
    told = {
        "spoke_with": "mevrouw",
        "identity_checked": True,
        "summary": "U belde.",
        "new_facts": "De dochter verhuist.",
    }
    return Call(decision=decision, at=play.now, outcome=outcome, minutes=5, **told)  # type: ignore[arg-type]


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


def besluit_zonder_onderzoek(case: OpenCase) -> None:
    """A law that takes help at once, and waits for a decision with no more words than that."""
    give_immediate_help(case)
    wait_for(case, Intention, asks.INTEND, where=lambda intention: not intention.temporary)


def test_what_a_case_waits_for_it_takes_though_a_step_before_spoke_of_that_kind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    play = report_case()
    monkeypatch.setitem(courses.COURSES, "wmo", besluit_zonder_onderzoek)
    seen = play.look()
    assert seen.waiting
    assert seen.waiting.ask is asks.INTEND
    seen.check(intention(), by="sanne")
    seen.check(AT_ONCE, by="sanne")


def test_the_wmo_takes_help_at_once_where_that_law_does_not() -> None:
    seen = report_case().look()
    seen.check(AT_ONCE, by="sanne")
    assert [one.form for one in seen.accepts if one.kind is Intention] == ["tijdelijke-hulp"]


def test_a_look_that_goes_on_says_what_comes_first_where_it_ended() -> None:
    play = report_case()
    play.put(AT_ONCE)
    assert refusal(play, AT_ONCE).startswith("De brief over de tijdelijke hulp is nog niet klaar.")
    assert refusal(play, intention()).startswith("Er is nog geen onderzoek.")
    play.run()
    assert refusal(play, intention()).startswith("Er is nog geen onderzoek.")
    play.days(2).investigate()
    assert refusal(play, intention()).startswith("Er is nog geen aanvraag.")
    play.days(2).apply()
    play.put(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=7))).run()
    play.put(intention()).run()
    play.days(1).put(call(play, CallOutcome.NEW_FACTS, decision=2))
    assert play.look().waiting
    assert refusal(play, intention()).startswith("Er is nieuwe informatie.")


def test_help_at_once_waits_for_the_letter_before_it_and_the_application_for_neither() -> None:
    play = report_case()
    play.days(2).investigate()
    play.days(2).apply()
    play.put(AT_ONCE)
    assert refusal(play, AT_ONCE).startswith("De brief over de tijdelijke hulp is nog niet klaar.")
    play.put(intention()).run()
    assert play.letters()[-1] == ("tijdelijke-toekenning", "rendered")
    assert play.run().waits_for is asks.CALL
    # Recorded past the look, the run cannot write the letter about the first: the database refuses.
    with clock.at(play.now), session() as db:
        for _ in range(2):
            case = record.lock_case(db, play.number)
            record.add_fact(db, case, AT_ONCE, by="sanne", at=clock.now(), outcome=Outcome.GRANTED)
    with pytest.raises(IntegrityError), clock.at(play.now):
        advance(play.number, course_of("wmo"))


def test_what_belongs_to_no_withdrawn_case_is_refused_there_also_by_what_any_case_takes() -> None:
    play = report_case()
    play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    assert refusal(play, ReminderMet(reminder="voorschot", on=play.today())).startswith("De inwoner heeft de aanvraag")
    assert refusal(play, PENALTY).startswith("Er is geen ingebrekestelling.")


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_closed_case_says_of_a_penalty_and_a_resumption_why_not(*, withdrawn: bool) -> None:
    play = intended()
    if withdrawn:
        play.put(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer.")).run()
        play.days(30).run()
    else:
        play.days(1).call(CallOutcome.INFORMED_AGREES)
        play.approve()
    assert play.case().closed_on
    assert refusal(play, PENALTY).startswith("Er is geen ingebrekestelling.")
    back = Resumption(received_on=play.today())
    if withdrawn:
        play.look().check(back, by="sanne")
    else:
        assert refusal(play, back).startswith("Er is geen intrekking om te herroepen.")


def test_what_came_before_it_was_asked_for_is_refused_because_no_term_could_be_counted() -> None:
    play = report_case()
    play.days(2).investigate()
    play.days(2).apply()
    play.put(DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=7)))
    early = DataReceived(received_on=play.today() - timedelta(days=1), what="Het huurcontract.")
    with pytest.raises(FactInvalid) as refused:
        play.put(early)
    assert refused.value.problems == {"received_on": BEFORE_ASKED}
    play.put(replace(early, received_on=play.today())).run()
    with clock.at(play.now), session() as db:
        case = record.lock_case(db, play.number)
        asked = DataRequest(documents=MISSING, due_on=play.today() + timedelta(days=7))
        for fact in (asked, early):
            record.add_fact(db, case, fact, by="sanne", at=clock.now())
    with pytest.raises(PeriodReversed):
        play.look()
