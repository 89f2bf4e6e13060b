"""What a case asks for besides its next step, counted from its record."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from config.process import process
from rules.facts import Fact
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.record.entries import Entry
from tasks.cases import asks
from tasks.cases.duties import decide_objection_by, duties, objectable_until
from tasks.cases.open_case import Sent

NOON = datetime(2026, 4, 2, 12, tzinfo=UTC)
DECIDED, RECEIVED = date(2026, 3, 24), date(2026, 4, 2)


def asked(*facts: Fact) -> list[tuple[str, date, date]]:
    """The duties of a closed case with these facts."""
    record = [Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOON) for seq, fact in enumerate(facts, 1)]
    return [(one.kind, one.from_on, one.due_on) for one in duties(record, process("wmo"), DECIDED)]


def dispute(kind: DisputeKind) -> Dispute:
    return Dispute(kind=kind, received_on=RECEIVED, decided_on=DECIDED)


def test_an_objection_is_decided_within_six_weeks_after_the_time_to_object() -> None:
    # Until Wednesday 6 May, for the fifth is a holiday; six weeks later it is 17 June (Awb 6:7 and 7:10).
    assert asked(dispute(DisputeKind.OBJECTION)) == [("bezwaar.1", RECEIVED, date(2026, 6, 17))]
    assert asks.of("bezwaar.1").path == "geschil/1"


def sent(dated_on: date, left_on: date | None, *, decides: bool = True) -> Sent:
    """A letter of the case, which the printer posted on a day."""
    return Sent("wmo/afwijzing", 1, 1, dated_on, "rendered", decides=decides, left_on=left_on)


LATER = date(2026, 3, 27)


@pytest.mark.parametrize(
    ("letter", "until"),
    [
        pytest.param(sent(DECIDED, DECIDED), date(2026, 5, 6), id="posted on its date"),
        pytest.param(sent(DECIDED, LATER), date(2026, 5, 8), id="posted three days later"),
        pytest.param(sent(date(2026, 3, 20), DECIDED), date(2026, 5, 6), id="named by the day it was posted"),
        pytest.param(sent(DECIDED, None), date(2026, 5, 6), id="not left yet"),
        pytest.param(sent(DECIDED, LATER, decides=False), date(2026, 5, 6), id="another letter of that day"),
        pytest.param(sent(LATER, LATER), date(2026, 5, 6), id="another decision"),
    ],
)
def test_an_objection_counts_from_the_day_on_which_the_decision_was_posted(letter: Sent, until: date) -> None:
    objection = dispute(DisputeKind.OBJECTION)
    assert objectable_until(objection, [letter]) == until
    assert decide_objection_by(objection, [letter]) == until + timedelta(weeks=6)


def test_an_appeal_is_decided_by_the_court_in_its_own_time() -> None:
    assert asked(dispute(DisputeKind.APPEAL)) == []


def test_of_two_objections_the_one_that_ended_asks_nothing_more() -> None:
    both = dispute(DisputeKind.OBJECTION), dispute(DisputeKind.OBJECTION)
    ended = DisputeEnded(dispute=1, how=DisputeEnd.WITHDRAWN, on=RECEIVED)
    assert [kind for kind, _, _ in asked(*both)] == ["bezwaar.1", "bezwaar.2"]
    assert [kind for kind, _, _ in asked(*both, ended)] == ["bezwaar.2"]
