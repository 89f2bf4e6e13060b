"""What the suspension of what runs must say, and which one counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules.calls import ExemptionReason
from rules.facts import Exemption, ExemptionApproval, Note, Return
from rules.facts.kind import FUTURE
from rules.facts.suspension import (
    NONE_CHOSEN,
    OVER,
    REPAIR_LATER,
    REPAIR_SOONER,
    STARTED,
    HelpResumed,
    HelpSuspended,
)
from rules.record import suspensions
from rules.record.entries import Entry

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
STOPPED = HelpSuspended(
    items=(1, 2),
    from_on=TODAY,
    until_on=TODAY + 55 * DAY,
    repair_by=TODAY + 14 * DAY,
    missing="Uw huurcontract.",
    reason="Op 2 november vroeg ik aan de balie om uw huurcontract. U stuurde niets.",
    hardship="U hebt spaargeld voor twee maanden.",
)
RESUMED = HelpResumed(repaired_on=TODAY, reason="uw huurcontract")


def test_a_suspension_that_is_whole_has_no_problems() -> None:
    assert STOPPED.problems(now=NOW, today=TODAY) == {}
    assert RESUMED.problems(now=NOW, today=TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        pytest.param({"items": ()}, {"items": NONE_CHOSEN}, id="of-nothing"),
        pytest.param({"items": (1, 1)}, {"items": NONE_CHOSEN}, id="of-the-same-twice"),
        pytest.param({"from_on": TODAY - DAY}, {"from_on": STARTED}, id="from-yesterday"),
        pytest.param({"repair_by": TODAY}, {"repair_by": REPAIR_LATER}, id="repaired-before-the-letter"),
        pytest.param({"repair_by": TODAY + 56 * DAY}, {"repair_by": REPAIR_SOONER}, id="repaired-when-it-is-over"),
        pytest.param({"from_on": TODAY + 56 * DAY}, {"until_on": OVER}, id="over-before-it-begins"),
        pytest.param({"missing": " "}, {"missing": "Schrijf op wat de inwoner nog moet geven of doen."}, id="what"),
        pytest.param(
            {"reason": ""},
            {"reason": "Waarom ligt het aan deze inwoner? Schrijf een eigen reden op."},
            id="why",
        ),
        pytest.param(
            {"hardship": ""},
            {"hardship": "Schrijf op waarom dit voor deze inwoner niet te zwaar is."},
            id="unweighed",
        ),
    ],
)
def test_a_suspension_says_what_stops_until_when_and_why(changes: dict[str, object], problems: dict[str, str]) -> None:
    assert replace(STOPPED, **changes).problems(now=NOW, today=TODAY) == problems


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        pytest.param({"repaired_on": TODAY + DAY}, {"repaired_on": FUTURE}, id="tomorrow"),
        pytest.param(
            {"reason": ""},
            {"reason": "Schrijf op waarom de hulp weer doorloopt. Deze tekst komt in de brief."},
            id="no-reason",
        ),
    ],
)
def test_what_goes_on_says_since_when_and_why(changes: dict[str, object], problems: dict[str, str]) -> None:
    assert replace(RESUMED, **changes).problems(now=NOW, today=TODAY) == problems


@pytest.mark.parametrize(
    ("days", "send_by"),
    [
        pytest.param({}, TODAY, id="by-its-first-day"),
        pytest.param({"from_on": TODAY + 30 * DAY}, TODAY + 13 * DAY, id="a-day-before-it-must-be-repaired"),
    ],
)
def test_its_letter_can_be_written_until_a_day(days: dict[str, date], send_by: date) -> None:
    assert replace(STOPPED, **days).send_by == send_by


def test_the_newest_counts_unless_it_is_over_or_was_given_back() -> None:
    facts = [STOPPED, STOPPED, Return(decision=2, remark="Noem de dag."), STOPPED, RESUMED, STOPPED]
    record = [Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate(facts, 1)]
    counts = [suspensions.current(record[:known]) for known in range(7)]
    assert [one and one.seq for one in counts] == [None, 1, 2, None, 4, None, 6]


def test_only_what_names_it_is_about_it() -> None:
    exemption = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Zie het verslag van maandag.")
    record = [Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate((STOPPED, exemption), 1)]
    assert not suspensions.is_about(record[1:], exemption)
    assert suspensions.is_about(record, exemption)
    assert suspensions.is_about(record, ExemptionApproval(exemption=2))
    assert not suspensions.is_about(record, ExemptionApproval(exemption=1))
    assert not suspensions.is_about(record, Note(text="x"))
