"""The terms of a case as bars: those of its course."""

from datetime import UTC, date, datetime

import pytest
from looking import seen

from config.process import process
from config.process_file import CourseTerm
from desk.cases.term_bars import bars
from rules.facts import Application, Fact, Report
from rules.record.entries import Entry, Record
from tasks import clock
from tasks.cases import courses

NOON = datetime(2026, 9, 28, 10, 0, tzinfo=UTC)
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


@pytest.mark.parametrize("closed_on", [None, date(2026, 10, 2)])
def test_a_course_without_a_report_an_investigation_or_a_plan_has_its_own_terms(closed_on, monkeypatch):
    terms = {
        "decision": CourseTerm(name="Besluit", law="wmo_beschikking", starts="Withdrawal.received_on"),
        "talk": CourseTerm(name="Eerste gesprek", law="wgs_eerste_gesprek", starts="Application.received_on"),
        "objection": CourseTerm(law="awb_bezwaartermijn"),
        "not_processed": CourseTerm(law="awb_buiten_behandeling"),
    }
    given = {"id": "anders", "terms": terms, "findings": (), "ending": None}
    monkeypatch.setitem(courses.COURSES, "anders", lambda _: None)
    other = process("wmo").model_copy(update=given)
    with clock.at(NOON):
        applied = written(Application(received_on=date(2026, 9, 28)))
        shown = bars(seen(applied, of=other, closed_on=closed_on))
    assert [bar.name for bar in shown] == ["Besluit", "Eerste gesprek"]
    assert shown[0].text == "start bij de intrekking"
    assert shown[1].text.startswith("klaar op vr 2 okt, uiterlijk ma 26 okt" if closed_on else "uiterlijk ma 26 okt")
