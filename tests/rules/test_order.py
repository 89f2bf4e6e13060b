"""When a fact belongs on the record, and who may put it there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from plays import intention

from rules import order, standing
from rules.calls import CallOutcome, ExemptionReason
from rules.entries import Entry
from rules.errors import CallMissing, FactUntimely, SamePerson
from rules.facts import (
    KINDS,
    Application,
    Appointment,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    Document,
    EditableCopy,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Finding,
    Intention,
    Investigation,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    Withdrawal,
)
from rules.roles import roles_for

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
REPORT = Report(question="Wie helpt mij?", received_on=TODAY)
VISIT = Appointment(on=TODAY, at=time(10), place="thuis")
FOUND = Investigation(
    visited_on=TODAY, present=(), need="Hulp", findings=(Finding(part="a", text="Goed"),), conclusion="Ja"
)
APPLIED = Application(received_on=TODAY)
ASKED = DataRequest(documents=(Document(name="Huur", why="Wie?"),), due_on=TODAY + timedelta(days=7))
GIVEN = DataReceived(received_on=TODAY, what="Huur")
NO = intention()
YES = intention(Outcome.GRANTED)
WITHDRAWN = Withdrawal(received_on=TODAY, reason="Mijn zoon helpt.")
RESUMED = Resumption(received_on=TODAY)


def call(outcome: CallOutcome = CallOutcome.INFORMED_AGREES, decision: int = 1) -> Call:
    return Call(decision=decision, at=NOW, outcome=outcome)


def exemption(decision: int = 1) -> Exemption:
    return Exemption(decision=decision, reason=ExemptionReason.SAFETY, motivation="Er is gedreigd.")


def written(*facts: Fact, by: str = "sanne") -> list[Entry[Fact]]:
    return [Entry(id=seq, seq=seq, fact=fact, by=by, at=NOW) for seq, fact in enumerate(facts, 1)]


INTENDED = (REPORT, FOUND, APPLIED, NO)


@pytest.mark.parametrize(
    ("before", "fact"),
    [
        pytest.param((), REPORT, id="a-case-begins-with-a-report"),
        pytest.param((REPORT,), VISIT, id="a-talk-is-planned"),
        pytest.param((REPORT,), FOUND, id="a-talk-that-was-not-planned"),
        pytest.param((REPORT, FOUND), APPLIED, id="the-report-comes-back-signed"),
        pytest.param((REPORT, FOUND, APPLIED), ASKED, id="something-is-missing"),
        pytest.param((REPORT, FOUND, APPLIED, ASKED), GIVEN, id="and-it-comes"),
        pytest.param((REPORT, FOUND, APPLIED), NO, id="an-intention"),
        pytest.param(INTENDED, call(), id="the-call"),
        pytest.param((*INTENDED, call()), Return(decision=1, remark="Nog eens."), id="given-back"),
        pytest.param((*INTENDED, call(CallOutcome.NEW_FACTS)), FOUND, id="investigated-again"),
        pytest.param((*INTENDED, call(CallOutcome.NEW_FACTS), FOUND), NO, id="a-second-intention"),
        pytest.param((*INTENDED, call(CallOutcome.NEW_FACTS), FOUND, NO), call(decision=2), id="a-second-call"),
        pytest.param(INTENDED, exemption(), id="an-exemption"),
        pytest.param(INTENDED, WITHDRAWN, id="withdrawn"),
        pytest.param((REPORT, WITHDRAWN), RESUMED, id="taken-back"),
        pytest.param((REPORT, WITHDRAWN, RESUMED), FOUND, id="and-on-again"),
        pytest.param((REPORT, WITHDRAWN), Note(text="Gebeld."), id="a-note-at-any-time"),
    ],
)
def test_a_fact_in_its_place_is_taken(before: tuple[Fact, ...], fact: Fact) -> None:
    order.check(written(*before), fact, by="jeroen", closed=False)


@pytest.mark.parametrize(
    ("before", "fact"),
    [
        pytest.param((REPORT,), REPORT, id="a-second-report"),
        pytest.param((REPORT,), APPLIED, id="an-application-before-the-investigation"),
        pytest.param((REPORT, FOUND, APPLIED), APPLIED, id="a-second-application"),
        pytest.param((REPORT, FOUND), ASKED, id="data-for-no-application"),
        pytest.param((REPORT, FOUND, APPLIED, ASKED), ASKED, id="two-requests-at-once"),
        pytest.param((REPORT, FOUND, APPLIED), GIVEN, id="data-nobody-asked-for"),
        pytest.param((REPORT, FOUND), NO, id="an-intention-about-no-application"),
        pytest.param((REPORT, FOUND, APPLIED), call(), id="a-call-about-nothing"),
        pytest.param(INTENDED, call(decision=2), id="a-call-about-another-version"),
        pytest.param((*INTENDED, call(CallOutcome.NEW_FACTS)), NO, id="an-intention-before-the-new-investigation"),
        pytest.param((*INTENDED, call(), Approval(decision=1)), NO, id="an-intention-after-the-agreement"),
        pytest.param((*INTENDED, call(), Approval(decision=1)), Return(decision=1, remark="x"), id="agreed-already"),
        pytest.param(INTENDED, Approval(decision=2), id="agreement-to-another-version"),
        pytest.param(INTENDED, ExemptionApproval(exemption=4), id="approval-of-no-request"),
        pytest.param((*INTENDED, exemption()), ExemptionApproval(exemption=9), id="approval-of-another-request"),
        pytest.param((REPORT,), RESUMED, id="nothing-to-take-back"),
        pytest.param((REPORT, WITHDRAWN), FOUND, id="work-on-a-withdrawn-case"),
    ],
)
def test_a_fact_out_of_place_is_refused_with_what_to_do_first(before: tuple[Fact, ...], fact: Fact) -> None:
    with pytest.raises(FactUntimely) as refused:
        order.check(written(*before), fact, by="karin", closed=False)
    assert refused.value.message_nl.endswith(".")


def test_no_agreement_to_a_rejection_before_the_call() -> None:
    with pytest.raises(CallMissing):
        order.check(written(*INTENDED), Approval(decision=1), by="karin", closed=False)


def test_a_grant_may_be_agreed_to_without_a_call() -> None:
    order.check(written(REPORT, FOUND, APPLIED, YES), Approval(decision=1), by="karin", closed=False)


@pytest.mark.parametrize(
    "fact", [Approval(decision=1), Return(decision=1, remark="Nog eens.")], ids=["agreeing", "giving-back"]
)
def test_nobody_reads_along_with_themselves(fact: Fact) -> None:
    with pytest.raises(SamePerson):
        order.check(written(*INTENDED, call()), fact, by="sanne", closed=False)


@pytest.mark.parametrize(
    "answer", [ExemptionApproval, lambda exemption: ExemptionRefusal(exemption=exemption, remark="x")]
)
def test_nobody_answers_their_own_request_for_an_exemption(answer: Callable[..., Fact]) -> None:
    with pytest.raises(SamePerson):
        order.check(written(*INTENDED, exemption()), answer(exemption=5), by="sanne", closed=False)


def test_an_exemption_is_approved_once() -> None:
    record = written(*INTENDED, exemption(), ExemptionApproval(exemption=5))
    with pytest.raises(FactUntimely):
        order.check(record, ExemptionApproval(exemption=5), by="karin", closed=False)


def test_a_closed_case_takes_notes_and_nothing_else() -> None:
    order.check(written(REPORT), Note(text="Gebeld."), by="sanne", closed=True)
    order.check(written(REPORT), EditableCopy(letter=1, reason="Voor de rechtbank."), by="sanne", closed=True)
    with pytest.raises(FactUntimely):
        order.check(written(REPORT), FOUND, by="sanne", closed=True)


def test_every_kind_of_fact_has_people_who_may_record_it() -> None:
    assert all(roles_for(kind) for kind in KINDS.values())
    assert "consulent" not in roles_for(Approval)
    assert "tweede_lezer" not in roles_for(Intention)


def test_a_later_call_with_new_facts_takes_back_an_earlier_agreement() -> None:
    record = written(*INTENDED, call(), call(CallOutcome.NEW_FACTS))
    assert standing.upholding(record, 1) is None
    assert not standing.cleared(record, 1)


def test_an_attempt_without_contact_leaves_an_earlier_talk_standing() -> None:
    record = written(*INTENDED, call(), call(CallOutcome.NOT_REACHED))
    assert standing.cleared(record, 1)


def test_a_refused_exemption_clears_nothing() -> None:
    record = written(*INTENDED, exemption(), ExemptionRefusal(exemption=5, remark="Bel samen."))
    assert standing.exemption(record, 1) is None
    assert not standing.cleared(record, 1)
