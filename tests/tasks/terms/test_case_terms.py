"""The terms of a course: which it has, what starts each, and when each ends."""

from datetime import UTC, date, datetime

import pytest

from config.process import Process, process
from config.process_file import CourseTerm
from rules.facts import Application, DataReceived, Fact, Report
from rules.record.entries import Entry, Record
from tasks.cases.open_case import OpenCase
from tasks.terms.case_terms import deadline_of, started

NOON = datetime(2026, 9, 28, 10, 0, tzinfo=UTC)
REPORT = Report(question="Wie helpt mij?", received_on=date(2026, 9, 28))
APPLIED = Application(received_on=date(2026, 10, 5))
RECEIVED = DataReceived(received_on=date(2026, 10, 12), what="de offerte")


def written(*facts: Fact) -> Record:
    return tuple(Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOON) for seq, fact in enumerate(facts, 1))


def course(**terms: CourseTerm) -> Process:
    """The Wmo with these terms and no others."""
    return process("wmo").model_copy(update={"terms": terms, "findings": ()})


@pytest.mark.parametrize(
    ("role", "facts", "day", "last"),
    [
        pytest.param("investigation", (), None, None, id="nothing yet"),
        pytest.param("investigation", (REPORT,), date(2026, 9, 28), date(2026, 11, 9), id="from the report"),
        pytest.param("decision", (REPORT,), None, None, id="no application yet"),
        pytest.param("decision", (REPORT, APPLIED), date(2026, 10, 5), date(2026, 10, 19), id="from the application"),
        pytest.param("objection", (REPORT, APPLIED), None, None, id="counts from the letter, not from a fact"),
        pytest.param("zoektermijn", (REPORT,), None, None, id="a term of another course"),
    ],
)
def test_a_term_begins_with_the_fact_that_the_course_names(role, facts, day, last):
    wmo = process("wmo")
    due = deadline_of(written(*facts), wmo, role)
    assert started(written(*facts), wmo, role) == day
    assert (due.on if due else None) == last


def test_another_course_starts_its_term_with_another_fact():
    other = course(decision=CourseTerm(law="wmo_beschikking", starts="DataReceived.received_on"))
    assert deadline_of(written(REPORT, APPLIED), other, "decision") is None
    due = deadline_of(written(REPORT, APPLIED, RECEIVED), other, "decision")
    assert due is not None
    assert due.on == date(2026, 10, 26)


def test_the_newest_fact_of_the_kind_counts():
    later = Application(received_on=date(2026, 10, 7))
    assert started(written(REPORT, APPLIED, later), process("wmo"), "decision") == later.received_on


def test_a_case_says_which_of_its_terms_has_not_begun():
    case = OpenCase(None, None, process("wmo"), written(REPORT), date(2026, 9, 28), letters={})
    assert case.by("investigation").on == date(2026, 11, 9)
    for ask in (case.began, case.by):
        with pytest.raises(LookupError, match="decision"):
            ask("decision")
