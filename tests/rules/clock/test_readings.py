"""Each unsure reading is told, and a plain term tells nothing."""

from dataclasses import replace
from datetime import date

import pytest

from config.law import law
from rules.clock import readings
from rules.clock.deadline import Deadline, deadline
from rules.clock.readings import unsure
from rules.clock.suspension import GroundId, Suspension

START = date(2026, 11, 9)


def counted(term_id: str = "wmo_beschikking", *suspensions: Suspension, extend_to: date | None = None) -> Deadline:
    term = law().term(term_id, on=START)
    return deadline(START, term, calendar=law().calendar, suspensions=suspensions, extension_to=extend_to)


CONSENT = Suspension.period(GroundId.CONSENT, date(2026, 11, 11), date(2026, 11, 13))


def test_a_plain_term_is_sure() -> None:
    assert unsure(counted()) == ()
    assert unsure(counted("wmo_beschikking", CONSENT)) == ()


@pytest.mark.parametrize("term_id", sorted(readings.TERMS))
def test_each_term_we_are_not_sure_of_is_in_the_law_and_says_so(term_id: str) -> None:
    assert readings.TERMS[term_id] in unsure(counted(term_id))


def test_a_term_that_nobody_read_in_a_source_says_so_with_its_article() -> None:
    found = counted()
    (told,) = unsure(replace(found, term=replace(found.term, confirmed=False)))
    assert "Wmo 2015 2.3.5 lid 2" in told


def test_an_invitation_that_suspended_days_names_the_reading_of_the_last_of_them() -> None:
    asked = Suspension.completion_request(date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 12))
    assert unsure(counted("wmo_beschikking", asked)) == (readings.LITERAL_NL.format("Awb 4:15 lid 1 onder a"),)


def test_days_of_rest_after_the_term_give_nothing_and_that_is_told() -> None:
    late = Suspension(GroundId.CONSENT, date(2026, 11, 24), date(2026, 11, 25))
    assert unsure(counted("wmo_beschikking", late)) == (
        (
            "Deze opschorting begint na de laatste gewone dag van de termijn. "
            "Wij geven daarvoor geen extra dagen (Awb 4:15 lid 2 onder a)."
        ),
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [
        pytest.param(date(2026, 11, 8), date(2026, 11, 9), id="before-the-term"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 24), id="on-its-last-day"),
        pytest.param(date(2026, 11, 16), date(2026, 11, 15), id="no-days-at-all"),
        pytest.param(date(2026, 11, 23), date(2026, 11, 22), id="no-days-at-all-on-the-last-day"),
    ],
)
def test_a_suspension_that_does_not_begin_after_the_term_tells_nothing_of_that(first: date, last: date) -> None:
    assert unsure(counted("wmo_beschikking", Suspension(GroundId.CONSENT, first, last))) == ()


def test_an_extension_tells_that_the_penalty_goes_on() -> None:
    (told,) = unsure(counted(extend_to=date(2026, 12, 4)))
    assert "4:14 lid 1" in told
    assert len(unsure(counted("wmo_beschikking", CONSENT, extend_to=date(2026, 12, 9)))) == 2
    assert unsure(counted("awb_redelijke_termijn", extend_to=date(2027, 2, 1))) == ()


def test_suspended_working_days_beside_article_two_are_told() -> None:
    term = replace(
        law().term("wmo_beschikking", on=START), length=3, unit=law().term("wmo_persoonlijk_plan", on=START).unit
    )
    start = date(2026, 12, 23)
    still = Suspension.period(GroundId.CONSENT, date(2026, 12, 24), date(2026, 12, 24))
    found = deadline(start, term, calendar=law().calendar, suspensions=(still,))
    assert readings.WORKING_DAYS_NL in unsure(found)
