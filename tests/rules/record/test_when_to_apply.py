"""When a citizen may apply (Wmo 2015, art. 2.3.2 lid 9)."""

from datetime import UTC, date, datetime

import looking
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import FactUntimely
from rules.facts import Application, Fact, Finding, Investigation, Report
from rules.record.entries import Entry
from rules.record.when_to_apply import applied_separately, check, opens_on

REPORTED = date(2026, 9, 28)
LAST = date(2026, 11, 9)
TOO_EARLY = (
    "Leg eerst het onderzoek vast. De inwoner krijgt dan het verslag om te ondertekenen. "
    "Zonder onderzoek kan een aanvraag pas vanaf dinsdag 10 november 2026."
)
REPORT = Report(question="Wie helpt mij?", received_on=REPORTED)
FOUND = Investigation(
    visited_on=REPORTED, present=(), need="Hulp", findings=(Finding(part="a", text="Goed"),), conclusion="Ja"
)


def written(*facts: Fact) -> list[Entry[Fact]]:
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    return [Entry(id=seq, seq=seq, fact=fact, by="sanne", at=at) for seq, fact in enumerate(facts, 1)]


def applied(day: date, *, signed: bool = True) -> Application:
    return Application(received_on=day, signed=signed)


@pytest.mark.parametrize(
    ("before", "day"),
    [
        pytest.param((REPORT, FOUND), REPORTED, id="after-the-investigation-on-any-day"),
        pytest.param((REPORT,), date(2026, 11, 10), id="the-day-after-the-term-without-one"),
        pytest.param((REPORT,), date(2026, 12, 24), id="and-any-day-after-that"),
    ],
)
def test_a_citizen_may_apply(before: tuple[Fact, ...], day: date) -> None:
    looking.check(written(*before), applied(day), by="sanne", closed=False)


@pytest.mark.parametrize(
    ("before", "day", "said"),
    [
        pytest.param((REPORT,), REPORTED, TOO_EARLY, id="on-the-day-of-the-report"),
        pytest.param((REPORT,), LAST, TOO_EARLY, id="on-the-last-day-to-investigate"),
        pytest.param((REPORT, FOUND, applied(LAST)), LAST, "De aanvraag is al vastgelegd.", id="twice"),
        pytest.param((REPORT, applied(LAST)), date(2026, 11, 10), "De aanvraag is al vastgelegd.", id="twice-without"),
    ],
)
def test_a_citizen_may_not_apply_yet_or_again(before: tuple[Fact, ...], day: date, said: str) -> None:
    with pytest.raises(FactUntimely) as refused:
        looking.check(written(*before), applied(day), by="sanne", closed=False)
    assert refused.value.message_nl == said


@given(st.dates(date(2015, 1, 1), date(2100, 1, 1)), st.dates(date(2015, 1, 1), date(2100, 1, 1)))
def test_without_an_investigation_the_first_day_is_the_one_after_its_term(last: date, day: date) -> None:
    assert (opens_on(last) - last).days == 1
    try:
        check(applied(day), opens=opens_on(last))
    except FactUntimely:
        assert day <= last
    else:
        assert day > last


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        pytest.param((REPORT, FOUND, applied(LAST)), False, id="the-signed-report"),
        pytest.param((REPORT, FOUND, applied(LAST, signed=False)), True, id="a-letter-of-their-own"),
        pytest.param((REPORT, applied(LAST)), True, id="signed-but-there-was-no-report"),
        pytest.param((REPORT, applied(LAST), FOUND), True, id="the-report-came-later"),
    ],
)
def test_who_applied_apart_from_the_report(facts: tuple[Fact, ...], told: bool) -> None:  # noqa: FBT001
    record = written(*facts)
    application = next(entry for entry in record if isinstance(entry.fact, Application))
    assert applied_separately(record, application) is told
