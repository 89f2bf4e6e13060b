"""Where a case stands, read from its record."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from plays import LESS, at_once, intention, item

from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.clock.suspension import GroundId
from rules.facts import (
    Application,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    Document,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Finding,
    Intention,
    Investigation,
    ItemsAsked,
    LessAgreed,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    Speaker,
    TermResumed,
    TermSuspended,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.record import case_state
from rules.record.entries import Entry, every, latest

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
REPORT = Report(question="Wie helpt mij?", received_on=TODAY)
FOUND = Investigation(
    visited_on=TODAY, present=(), need="Hulp", findings=(Finding(part="a", text="Goed"),), conclusion="Ja"
)
APPLIED = Application(received_on=TODAY)
NO = intention()
LEFT = intention(Outcome.NOT_PROCESSED)
AT_ONCE = at_once()
ASKED_MORE = ItemsAsked(received_on=TODAY, items=(item(),))
AGREED = LessAgreed(item=1, on=TODAY, channel=Channel.PHONE, spoke_with=Speaker.APPLICANT, words="Goed.", quantity=LESS)
ASKED = DataRequest(documents=(Document(name="Huur", why="Om te zien wie huurt"),), due_on=TODAY)
GIVEN = DataReceived(received_on=TODAY, what="Huur")
INVITED = ViewsInvited(differs="Wij weten iets anders.", due_on=TODAY)
BACK = Return(decision=1, remark="Nog eens.")
WITHDRAWN = Withdrawal(received_on=TODAY, reason="Mijn zoon helpt.")
RESUMED = Resumption(received_on=TODAY)
OBJECTED = Dispute(kind=DisputeKind.OBJECTION, received_on=TODAY, decided_on=TODAY)
OVER = DisputeEnded(dispute=2, how=DisputeEnd.WITHDRAWN, on=TODAY)
STILL = TermSuspended(ground=GroundId.CONSENT, from_on=TODAY, to_on=TODAY, reason="uw reis")
NOTE = Note(text="Gebeld.")
# The intention is at 4.
INTENDED = (REPORT, FOUND, APPLIED, NO)


def written(*facts: Fact) -> list[Entry[Fact]]:
    return [Entry(id=seq, seq=seq, fact=fact, by="sanne", at=NOW) for seq, fact in enumerate(facts, 1)]


def call(outcome: CallOutcome = CallOutcome.INFORMED_AGREES, decision: int = 1) -> Call:
    return Call(decision=decision, at=NOW, outcome=outcome)


def exemption(decision: int = 1) -> Exemption:
    return Exemption(decision=decision, reason=ExemptionReason.SAFETY, motivation="Er is gedreigd.")


def place(entry: Entry[Fact] | None) -> int | None:
    return entry.seq if entry else None


NEW, OTHER = call(CallOutcome.NEW_FACTS), call(CallOutcome.OTHER_SOLUTION)
MISSED = call(CallOutcome.NOT_REACHED)


def test_the_newest_of_a_kind_lies_past_a_place_and_never_on_it() -> None:
    record = written(NOTE, REPORT, NOTE)
    assert place(latest(record, Note)) == 3
    assert place(latest(record, Note, after=2)) == 3
    assert latest(record, Note, after=3) is None
    assert [entry.seq for entry in every(record, Note)] == [1, 3]
    assert [entry.seq for entry in every(record, Note, after=1)] == [3]


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        pytest.param((), 2, id="the-only-one"),
        pytest.param((FOUND,), 5, id="the-newest"),
        pytest.param((NEW,), None, id="new-facts-came-after-it"),
        pytest.param((NEW, FOUND), 6, id="and-were-investigated"),
        pytest.param((OTHER,), 2, id="another-solution-needs-no-visit"),
    ],
)
def test_the_investigation_that_counts(after: tuple[Fact, ...], counts: int | None) -> None:
    assert place(case_state.investigation(written(*INTENDED, *after))) == counts


def test_new_facts_put_no_other_kind_aside_than_an_investigation() -> None:
    known = written(*INTENDED, call(CallOutcome.NEW_FACTS))
    assert case_state.latest_standing(known, Investigation) is None
    assert case_state.latest_standing(known, Intention) == latest(known, Intention)
    assert case_state.latest_standing(known[:-1], Investigation) == latest(known, Investigation)


def test_without_new_facts_nothing_was_reopened() -> None:
    assert case_state.reopened(written(*INTENDED, call())) == 0
    assert case_state.reopened(written(*INTENDED, NEW, FOUND, NEW)) == 7
    assert place(case_state.investigation(written(FOUND))) == 1


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        pytest.param((), 4, id="it-stands"),
        pytest.param((call(),), 4, id="upheld-in-the-call"),
        pytest.param((MISSED,), 4, id="nobody-answered"),
        pytest.param((NEW,), None, id="new-facts"),
        pytest.param((OTHER,), None, id="another-solution"),
        pytest.param((BACK,), None, id="given-back-by-the-second-reader"),
        pytest.param((FOUND,), None, id="investigated-again"),
        pytest.param((AT_ONCE,), 4, id="help-at-once-is-a-decision-of-its-own"),
        pytest.param((ASKED_MORE,), None, id="something-more-was-asked"),
        pytest.param((AGREED,), None, id="the-citizen-agrees-to-less"),
        pytest.param((BACK, NO), 6, id="worded-anew"),
        pytest.param((BACK, NO, NEW), None, id="worded-anew-and-overtaken-again"),
        pytest.param((NEW, FOUND, NO, call(decision=2)), 7, id="worded-anew-after-new-facts"),
        pytest.param((AT_ONCE, NO, BACK), None, id="given-back-after-help-at-once"),
        pytest.param((ASKED, GIVEN), 4, id="data-that-came-in-change-no-rejection"),
    ],
)
def test_the_intention_that_counts(after: tuple[Fact, ...], counts: int | None) -> None:
    assert place(case_state.intention(written(*INTENDED, *after))) == counts


@pytest.mark.parametrize(
    ("after", "counts"),
    [
        pytest.param((ASKED, LEFT), 5, id="nothing-came"),
        pytest.param((ASKED, LEFT, GIVEN), None, id="it-came-after-all"),
        pytest.param((ASKED, LEFT, GIVEN, NO), 7, id="and-there-is-a-decision"),
        pytest.param((ASKED, GIVEN, ASKED, LEFT), 7, id="something-else-came-before"),
    ],
)
def test_leaving_an_application_ends_when_it_is_completed(after: tuple[Fact, ...], counts: int | None) -> None:
    assert place(case_state.intention(written(REPORT, FOUND, APPLIED, *after))) == counts


@pytest.mark.parametrize("first", [NO, LEFT], ids=["a-rejection", "leaving-it"])
def test_an_intention_may_be_the_first_thing_on_a_record(first: Fact) -> None:
    assert place(case_state.intention(written(first))) == 1


@pytest.mark.parametrize(
    ("after", "open_"),
    [
        pytest.param((), None, id="not-invited"),
        pytest.param((INVITED,), 5, id="invited"),
        pytest.param((INVITED, MISSED), 5, id="called-in-vain-since"),
        pytest.param((INVITED, call()), None, id="spoken-since"),
        pytest.param((call(), INVITED), 6, id="spoken-before"),
        pytest.param((INVITED, call(), INVITED), 7, id="invited-once-more"),
    ],
)
def test_an_invitation_is_open_until_the_citizen_was_spoken(after: tuple[Fact, ...], open_: int | None) -> None:
    record = written(*INTENDED, *after)
    assert place(case_state.invited(record, record[3])) == open_


def test_an_invitation_about_an_earlier_intention_is_not_about_this_one() -> None:
    record = written(*INTENDED, INVITED, NO)
    assert case_state.invited(record, record[5]) is None


def test_attempts_are_counted_for_their_own_version() -> None:
    record = written(*INTENDED, MISSED, call(CallOutcome.WRONG_NUMBER), call(), BACK, NO, call(decision=2))
    assert [entry.seq for entry in case_state.calls(record, 1)] == [5, 6, 7]
    assert [entry.seq for entry in case_state.failed(record, 1)] == [5, 6]
    assert [entry.seq for entry in case_state.calls(record, 2)] == [10]
    assert case_state.failed(record, 2) == ()


def test_a_message_that_nobody_answers_is_no_attempt_to_speak() -> None:
    visited = replace(MISSED, channel=Channel.VISIT)
    record = written(*INTENDED, MISSED, replace(MISSED, channel=Channel.EMAIL), visited)
    assert [entry.seq for entry in case_state.failed(record, 1)] == [5, 6, 7]
    assert [entry.seq for entry in case_state.tried(record, 1)] == [5, 7]


@pytest.mark.parametrize(
    ("after", "upheld"),
    [
        pytest.param((), None, id="not-called"),
        pytest.param((MISSED,), None, id="not-reached"),
        pytest.param((call(),), 5, id="agrees"),
        pytest.param((call(CallOutcome.INFORMED_DISAGREES),), 5, id="disagrees"),
        pytest.param((call(), MISSED), 5, id="a-later-attempt-takes-nothing-back"),
        pytest.param((call(), call(CallOutcome.DELAY_ASKED)), None, id="a-later-talk-does"),
        pytest.param((call(CallOutcome.DELAY_ASKED), call()), 6, id="the-last-talk-counts"),
        pytest.param((call(decision=2),), None, id="about-another-version"),
    ],
)
def test_the_last_talk_says_whether_a_version_stands(after: tuple[Fact, ...], upheld: int | None) -> None:
    record = written(*INTENDED, *after)
    assert place(case_state.upholding(record, 1)) == upheld
    assert case_state.cleared(record, 1) is (upheld is not None)


YES, REFUSED = ExemptionApproval(exemption=5), ExemptionRefusal(exemption=5, remark="Bel samen.")


@pytest.mark.parametrize(
    ("after", "asked", "exempted"),
    [
        pytest.param((), None, None, id="not-asked"),
        pytest.param((YES,), None, None, id="an-approval-of-nothing"),
        pytest.param((exemption(),), 5, None, id="asked"),
        pytest.param((exemption(), YES), 5, 6, id="approved"),
        pytest.param((exemption(), REFUSED), None, None, id="refused"),
        pytest.param((exemption(), REFUSED, exemption()), 7, None, id="asked-again"),
        pytest.param((exemption(), REFUSED, exemption(), ExemptionApproval(exemption=7)), 7, 8, id="then-approved"),
        pytest.param((exemption(), exemption(), YES), 6, None, id="the-newest-request-counts"),
        pytest.param((exemption(decision=2), YES), None, None, id="for-another-version"),
    ],
)
def test_an_exemption_takes_a_request_and_its_own_approval(
    after: tuple[Fact, ...], asked: int | None, exempted: int | None
) -> None:
    record = written(*INTENDED, *after)
    assert place(case_state.exemption(record, 1)) == asked
    assert place(case_state.exempted(record, 1)) == exempted
    assert case_state.cleared(record, 1) is (exempted is not None)


def test_an_agreement_is_with_one_version() -> None:
    record = written(*INTENDED, call(), Approval(decision=1))
    assert place(case_state.approval(record, 1)) == 6
    assert case_state.approval(record, 2) is None


@pytest.mark.parametrize(
    ("facts", "holds"),
    [
        pytest.param((REPORT,), None, id="not-withdrawn"),
        pytest.param((WITHDRAWN,), 1, id="withdrawn-at-once"),
        pytest.param((REPORT, WITHDRAWN), 2, id="withdrawn"),
        pytest.param((REPORT, WITHDRAWN, RESUMED), None, id="taken-back"),
        pytest.param((REPORT, WITHDRAWN, RESUMED, WITHDRAWN), 4, id="withdrawn-once-more"),
    ],
)
def test_the_withdrawal_that_holds(facts: tuple[Fact, ...], holds: int | None) -> None:
    assert place(case_state.withdrawal(written(*facts))) == holds


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        pytest.param((APPLIED,), None, id="nothing-asked"),
        pytest.param((APPLIED, ASKED), 2, id="asked"),
        pytest.param((APPLIED, ASKED, GIVEN), None, id="given"),
        pytest.param((APPLIED, ASKED, GIVEN, ASKED), 4, id="asked-for-more"),
    ],
)
def test_the_request_that_is_open(facts: tuple[Fact, ...], open_: int | None) -> None:
    assert place(case_state.open_request(written(*facts))) == open_


@pytest.mark.parametrize(
    ("facts", "sent"),
    [
        pytest.param((APPLIED,), [], id="nothing-asked"),
        pytest.param((APPLIED, ASKED), [2], id="asked"),
        pytest.param((APPLIED, ASKED, GIVEN), [2], id="and-answered"),
        pytest.param((APPLIED, ASKED, ASKED), [3], id="made-anew-before-an-answer"),
        pytest.param((APPLIED, ASKED, GIVEN, ASKED), [2, 4], id="asked-for-more-after-an-answer"),
        pytest.param((APPLIED, ASKED, ASKED, GIVEN, ASKED), [3, 5], id="made-anew-then-answered-then-more"),
        pytest.param((APPLIED, ASKED, ASKED, ASKED), [4], id="made-anew-twice"),
        pytest.param((APPLIED, GIVEN, ASKED, ASKED), [4], id="an-answer-to-nothing-counts-for-nothing"),
    ],
)
def test_a_request_that_was_made_anew_before_an_answer_never_went_out(facts: tuple[Fact, ...], sent: list[int]) -> None:
    assert [entry.seq for entry in case_state.requests(written(*facts))] == sent


@pytest.mark.parametrize(
    ("facts", "open_"),
    [
        pytest.param((APPLIED,), [], id="none"),
        pytest.param((APPLIED, OBJECTED), [2], id="one"),
        pytest.param((APPLIED, OBJECTED, OVER), [], id="and-its-end"),
        pytest.param((APPLIED, OBJECTED, OBJECTED, OVER), [3], id="another-goes-on"),
    ],
)
def test_an_objection_is_open_until_its_own_end(facts: tuple[Fact, ...], open_: list[int]) -> None:
    record = written(*facts)
    assert [entry.seq for entry in case_state.open_disputes(record)] == open_
    assert list(case_state.disputes(record)) == [entry for entry in record if isinstance(entry.fact, Dispute)]


def test_a_suspension_is_found_at_its_place_until_it_was_ended() -> None:
    record = written(APPLIED, STILL, STILL)
    assert place(case_state.suspension(record, 2)) == 2
    assert case_state.suspension(record, 1) is None
    assert case_state.resumption(record, 2) is None
    ended = written(APPLIED, STILL, STILL, TermResumed(suspension=2, on=TODAY))
    assert case_state.suspension(ended, 2) is None
    assert place(case_state.suspension(ended, 3)) == 3
    assert place(case_state.resumption(ended, 2)) == 4
    assert case_state.resumption(ended, 3) is None
