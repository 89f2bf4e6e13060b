"""The terms of a case as bars: those of its course."""

from datetime import UTC, date, datetime

import pytest
from looking import seen

from config.process import process
from config.process_file import CourseTerm
from desk.cases.term_bars import bars
from rules.calls import CallOutcome
from rules.facts import Application, Call, Fact, Finding, Investigation, Report
from rules.record.entries import Entry, Record
from tasks import clock
from tasks.cases import courses

NOON = datetime(2026, 9, 28, 10, 0, tzinfo=UTC)
FOUND = Investigation(
    visited_on=date(2026, 9, 28), present=(), need="Hulp", findings=(Finding(part="a", text="Goed"),), conclusion="Ja"
)
REPORT = Report(question="Wie helpt mij?", received_on=date(2026, 9, 28))


def written(*facts: Fact) -> Record:
    return tuple(Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOON) for seq, fact in enumerate(facts, 1))


def test_the_desk_draws_the_terms_that_have_a_name_in_the_order_of_the_file():
    with clock.at(NOON):
        shown = bars(seen(written(REPORT)))
    assert [(bar.name, bar.text) for bar in shown] == [
        ("Onderzoek", "uiterlijk ma 9 nov, nog 42 dagen"),
        ("Besluit", "start bij de aanvraag"),
    ]


@pytest.fixture
def other(monkeypatch):
    """Another law, of which a look asks nothing but its terms."""
    monkeypatch.setitem(courses.COURSES, "anders", lambda _: None)
    return process("wmo").model_copy(update={"id": "anders"})


def test_a_term_that_a_kind_of_fact_meets_is_done_when_that_is_recorded(other):
    terms = {
        "answer": CourseTerm(
            name="Antwoord", law="wgs_eerste_gesprek", starts="Report.received_on", met_by="Application"
        )
    }
    asked = other.model_copy(update={"terms": terms})
    with clock.at(NOON):
        (open_,) = bars(seen(written(REPORT), of=asked))
        (met,) = bars(seen(written(REPORT, Application(received_on=date(2026, 9, 28))), of=asked))
    assert open_.text.startswith("uiterlijk ma 26 okt")
    assert met.text == "klaar op ma 28 sep, uiterlijk ma 26 okt"


@pytest.mark.parametrize("reopened", [False, True])
def test_new_facts_reopen_an_investigation_and_no_other_term(reopened, other):
    call = Call(decision=1, at=NOON, outcome=CallOutcome.NEW_FACTS, new_facts="De dochter verhuist.")
    known = written(REPORT, FOUND, Application(received_on=date(2026, 9, 28)), *([call] if reopened else []))
    answered = other.terms["investigation"].model_copy(update={"met_by": "Application"})
    by_application = other.model_copy(update={"terms": other.terms | {"investigation": answered}})
    with clock.at(NOON):
        (investigation, _) = bars(seen(known, of=other))
        (application, _) = bars(seen(known, of=by_application))
    assert (investigation.status == "klaar") != reopened
    assert application.status == "klaar"


@pytest.mark.parametrize("closed_on", [None, date(2026, 10, 2)])
def test_a_course_without_a_report_an_investigation_or_a_plan_has_its_own_terms(closed_on, other):
    terms = {
        "decision": CourseTerm(name="Besluit", law="wmo_beschikking", starts="Withdrawal.received_on"),
        "talk": CourseTerm(name="Eerste gesprek", law="wgs_eerste_gesprek", starts="Application.received_on"),
        "objection": CourseTerm(law="awb_bezwaartermijn"),
        "not_processed": CourseTerm(law="awb_buiten_behandeling"),
    }
    plain = other.model_copy(update={"terms": terms, "findings": (), "ending": None})
    with clock.at(NOON):
        applied = written(Application(received_on=date(2026, 9, 28)))
        shown = bars(seen(applied, of=plain, closed_on=closed_on))
    assert [bar.name for bar in shown] == ["Besluit", "Eerste gesprek"]
    assert shown[0].text == "start bij de intrekking"
    assert shown[1].text.startswith("klaar op vr 2 okt, uiterlijk ma 26 okt" if closed_on else "uiterlijk ma 26 okt")
