"""What a case asks for besides its next step, counted from its record."""

from __future__ import annotations

from datetime import UTC, date, datetime

from config.process import process
from rules.facts import Fact
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.record.entries import Entry
from tasks.cases import asks
from tasks.cases.duties import duties

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


def test_an_appeal_is_decided_by_the_court_in_its_own_time() -> None:
    assert asked(dispute(DisputeKind.APPEAL)) == []


def test_of_two_objections_the_one_that_ended_asks_nothing_more() -> None:
    both = dispute(DisputeKind.OBJECTION), dispute(DisputeKind.OBJECTION)
    ended = DisputeEnded(dispute=1, how=DisputeEnd.WITHDRAWN, on=RECEIVED)
    assert [kind for kind, _, _ in asked(*both)] == ["bezwaar.1", "bezwaar.2"]
    assert [kind for kind, _, _ in asked(*both, ended)] == ["bezwaar.2"]
