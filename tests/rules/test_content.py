"""What a fact must say before it goes on the record."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from plays import intention, provision

from rules.calls import CallOutcome, Channel, ExemptionReason
from rules.content import problems
from rules.facts import (
    Application,
    Appointment,
    Approval,
    Call,
    DataReceived,
    DataRequest,
    Document,
    EditableCopy,
    Exemption,
    ExemptionRefusal,
    Fact,
    Finding,
    Form,
    Intention,
    Investigation,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    Withdrawal,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = TODAY + timedelta(days=1)
CALL = Call(
    decision=1,
    at=NOW,
    outcome=CallOutcome.INFORMED_AGREES,
    minutes=5,
    spoke_with="mevrouw Bakker",
    identity_checked=True,
    summary="Mevrouw begrijpt het besluit.",
)
INVESTIGATION = Investigation(
    visited_on=TODAY,
    present=("mevrouw Bakker",),
    need="Hulp",
    findings=(Finding(part="a", text="Goed"),),
    conclusion="Ja",
)
COMPLETE = [
    Report(question="Wie helpt mij?", received_on=TODAY),
    Appointment(on=TODAY, at=time(10), place="thuis"),
    INVESTIGATION,
    Application(received_on=TODAY),
    DataRequest(documents=(Document(name="Huurcontract", why="Wie woont er?"),), due_on=TOMORROW),
    DataReceived(received_on=TODAY, what="Huurcontract"),
    intention(),
    pytest.param(intention(Outcome.GRANTED), id="Intention-to-grant"),
    CALL,
    Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is vorige week gedreigd."),
    ExemptionRefusal(exemption=3, remark="Bel samen."),
    Approval(decision=1),
    Return(decision=1, remark="De reden ontbreekt."),
    Withdrawal(received_on=TODAY, reason="Mijn zoon helpt."),
    Resumption(received_on=TODAY),
    Note(text="Belt liever in de middag."),
    EditableCopy(letter=1, reason="De rechtbank vraagt om de tekst."),
]


@pytest.mark.parametrize("fact", COMPLETE, ids=lambda fact: type(fact).__name__)
def test_a_complete_fact_has_no_problems(fact: Fact) -> None:
    assert problems(fact, now=NOW, today=TODAY) == {}


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        pytest.param(Report(question="  ", received_on=TODAY), "question", id="a-report-without-a-question"),
        pytest.param(Report(question="Hulp", received_on=TOMORROW), "received_on", id="a-report-from-tomorrow"),
        pytest.param(
            Report(question="Hulp", received_on=date(1926, 1, 1)), "received_on", id="a-report-of-a-century-ago"
        ),
        pytest.param(Appointment(on=date(2026, 11, 22), at=time(9), place="thuis"), "on", id="a-talk-yesterday"),
        pytest.param(Appointment(on=TODAY, at=time(9), place=""), "place", id="a-talk-nowhere"),
        pytest.param(replace(INVESTIGATION, findings=()), "findings", id="an-investigation-without-findings"),
        pytest.param(
            replace(INVESTIGATION, findings=(Finding(part="a", text=" "),)), "findings", id="an-empty-finding"
        ),
        pytest.param(replace(INVESTIGATION, visited_on=TOMORROW), "visited_on", id="a-visit-tomorrow"),
        pytest.param(replace(INVESTIGATION, conclusion=""), "conclusion", id="an-investigation-without-an-outcome"),
        pytest.param(Application(received_on=TOMORROW), "received_on", id="an-application-from-tomorrow"),
        pytest.param(DataRequest(documents=(), due_on=TOMORROW), "documents", id="a-request-for-nothing"),
        pytest.param(
            DataRequest(documents=(Document(name="Huurcontract", why=""),), due_on=TOMORROW),
            "documents",
            id="a-document-without-a-why",
        ),
        pytest.param(
            DataRequest(documents=(Document(name="a", why="b"),), due_on=TODAY), "due_on", id="a-term-without-time"
        ),
        pytest.param(DataReceived(received_on=TODAY, what=""), "what", id="data-that-is-nothing"),
        pytest.param(Intention(provisions=()), "provisions", id="an-intention-about-nothing"),
        pytest.param(replace(intention(), hardship=""), "hardship", id="a-rejection-without-the-hardship-clause"),
        pytest.param(replace(intention(), alternatives=""), "alternatives", id="a-rejection-without-alternatives"),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, reason=""),)),
            "provisions.0.reason",
            id="a-grant-without-a-reason",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, provider=""),)),
            "provisions.0.provider",
            id="help-from-nobody",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, form=Form.BUDGET),)),
            "provisions.0.amount",
            id="a-budget-without-an-amount",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, from_on=None),)),
            "provisions.0.from_on",
            id="help-from-no-day",
        ),
        pytest.param(
            Intention(provisions=(provision(Outcome.GRANTED, until_on=date(2020, 1, 1)),)),
            "provisions.0.until_on",
            id="help-that-ends-before-it-begins",
        ),
        pytest.param(replace(CALL, at=NOW + timedelta(minutes=1)), "at", id="a-call-in-the-future"),
        pytest.param(replace(CALL, summary=""), "summary", id="a-talk-without-words"),
        pytest.param(replace(CALL, spoke_with=""), "spoke_with", id="a-talk-with-nobody"),
        pytest.param(replace(CALL, identity_checked=False), "identity_checked", id="a-talk-with-anybody"),
        pytest.param(replace(CALL, minutes=0), "minutes", id="a-talk-of-no-minutes"),
        pytest.param(
            replace(CALL, outcome=CallOutcome.INFORMED_DISAGREES), "response", id="a-disagreement-without-a-response"
        ),
        pytest.param(replace(CALL, outcome=CallOutcome.NEW_FACTS), "new_facts", id="new-facts-that-are-none"),
        pytest.param(replace(CALL, outcome=CallOutcome.DELAY_ASKED), "follow_up_on", id="a-delay-without-a-day"),
        pytest.param(replace(CALL, follow_up_on=date(2026, 11, 1)), "follow_up_on", id="a-follow-up-in-the-past"),
        pytest.param(
            Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Lastig."),
            "motivation",
            id="a-thin-motivation",
        ),
        pytest.param(ExemptionRefusal(exemption=1, remark=""), "remark", id="a-refusal-without-a-word"),
        pytest.param(Return(decision=1, remark=""), "remark", id="a-return-without-a-word"),
        pytest.param(Withdrawal(received_on=TODAY, reason=""), "reason", id="a-withdrawal-without-a-reason"),
        pytest.param(
            Withdrawal(received_on=TODAY, reason="Moet.", free_choice=False),
            "free_choice",
            id="a-withdrawal-under-pressure",
        ),
        pytest.param(Resumption(received_on=TOMORROW), "received_on", id="a-resumption-from-tomorrow"),
        pytest.param(Note(text=""), "text", id="an-empty-note"),
        pytest.param(EditableCopy(letter=1, reason="zomaar"), "reason", id="a-copy-without-a-reason"),
    ],
)
def test_an_incomplete_fact_names_its_field_and_says_what_to_do(fact: Fact, field: str) -> None:
    found = problems(fact, now=NOW, today=TODAY)
    assert set(found) == {field}
    assert found[field].endswith((".", "?"))


def test_an_attempt_without_contact_needs_no_words() -> None:
    attempt = Call(decision=1, at=NOW, outcome=CallOutcome.NOT_REACHED)
    assert problems(attempt, now=NOW, today=TODAY) == {}


def test_a_visit_has_no_minutes() -> None:
    visit = replace(CALL, channel=Channel.VISIT, minutes=0)
    assert problems(visit, now=NOW, today=TODAY) == {}
