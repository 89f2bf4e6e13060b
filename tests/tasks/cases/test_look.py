"""When a case takes a fact, as a look at it says, and who may put it there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from looking import check
from plays import application, at_once, intention

from rules.calls import CallOutcome, ExemptionReason
from rules.errors import CallMissing, FactUntimely, SamePerson
from rules.facts import (
    KINDS,
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
    Investigation,
    Note,
    Outcome,
    Report,
    Resumption,
    Return,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.kind import CLOSED
from rules.facts.remedies.dispute import Dispute, DisputeEnd, DisputeEnded, DisputeKind
from rules.record import case_state
from rules.record.entries import Entry

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
REPORT = Report(question="Wie helpt mij?", received_on=TODAY)
VISIT = Appointment(on=TODAY, at=time(10), place="thuis")
FOUND = Investigation(
    visited_on=TODAY, present=(), need="Hulp", findings=(Finding(part="a", text="Goed"),), conclusion="Ja"
)
APPLIED = application(TODAY)
ASKED = DataRequest(documents=(Document(name="Huur", why="Om te zien wie huurt"),), due_on=TODAY + timedelta(days=7))
GIVEN = DataReceived(received_on=TODAY, what="Huur")
NO = intention()
YES = intention(Outcome.GRANTED)
AT_ONCE = at_once()
INVITED = ViewsInvited(differs="Wij weten iets anders.", due_on=TODAY)
WITHDRAWN = Withdrawal(received_on=TODAY, reason="Mijn zoon helpt.")
RESUMED = Resumption(received_on=TODAY)


def call(outcome: CallOutcome = CallOutcome.INFORMED_AGREES, decision: int = 1) -> Call:
    return Call(decision=decision, at=NOW, outcome=outcome)


def exemption(decision: int = 1) -> Exemption:
    return Exemption(decision=decision, reason=ExemptionReason.SAFETY, motivation="Er is gedreigd.")


def written(*facts: Fact, by: str = "sanne") -> list[Entry[Fact]]:
    return [Entry(id=seq, seq=seq, fact=fact, by=by, at=NOW) for seq, fact in enumerate(facts, 1)]


INTENDED = (REPORT, FOUND, APPLIED, NO)
LEFT = (REPORT, FOUND, APPLIED, intention(Outcome.NOT_PROCESSED))


@pytest.mark.parametrize(
    ("before", "fact"),
    [
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
        pytest.param((REPORT,), AT_ONCE, id="help-at-once-waits-for-nothing"),
        pytest.param((*INTENDED, call(CallOutcome.NEW_FACTS)), AT_ONCE, id="not-even-for-new-facts"),
        pytest.param(INTENDED, NO, id="an-intention-worded-anew"),
        pytest.param((*INTENDED, call(), Approval(decision=1), FOUND), NO, id="agreed-and-investigated-again"),
        pytest.param((*LEFT, call(), Approval(decision=1)), NO, id="what-was-left-may-be-decided-after-all"),
        pytest.param((*INTENDED, call(CallOutcome.NOT_REACHED)), INVITED, id="asked-in-writing"),
        pytest.param((*INTENDED, INVITED, call()), INVITED, id="asked-once-more-after-a-talk"),
        pytest.param((*INTENDED, exemption()), ExemptionApproval(exemption=5), id="an-exemption-approved"),
        pytest.param(
            (*INTENDED, exemption()), ExemptionRefusal(exemption=5, remark="Bel samen."), id="an-exemption-refused"
        ),
        pytest.param(
            (*INTENDED, exemption(), ExemptionApproval(exemption=5)), Approval(decision=1), id="without-a-call"
        ),
        pytest.param((REPORT, FOUND, APPLIED, ASKED, GIVEN), ASKED, id="something-else-is-missing"),
    ],
)
def test_a_fact_in_its_place_is_taken(before: tuple[Fact, ...], fact: Fact) -> None:
    check(written(*before), fact, by="jeroen", closed=False)


@pytest.mark.parametrize(
    ("before", "fact", "said"),
    [
        pytest.param((REPORT,), REPORT, "Deze zaak heeft al een melding.", id="a-second-report"),
        pytest.param(
            (REPORT,),
            APPLIED,
            "Leg eerst het onderzoek vast. De inwoner krijgt dan het verslag om te ondertekenen. "
            "Zonder onderzoek kan een aanvraag pas vanaf dinsdag 5 januari 2027.",
            id="an-application-before-the-investigation",
        ),
        pytest.param((REPORT, FOUND, APPLIED), APPLIED, "De aanvraag is al vastgelegd.", id="a-second-application"),
        pytest.param((REPORT, FOUND), ASKED, "Er is nog geen aanvraag om aan te vullen.", id="data-for-no-application"),
        pytest.param(
            (REPORT, FOUND, APPLIED, ASKED),
            ASKED,
            "Er loopt al een verzoek om gegevens. Leg eerst vast wat u hebt ontvangen.",
            id="two-requests-at-once",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED),
            GIVEN,
            "Er is niet om gegevens gevraagd. Maak een notitie van wat u hebt ontvangen.",
            id="data-nobody-asked-for",
        ),
        pytest.param(
            (REPORT, FOUND),
            NO,
            "Er is nog geen aanvraag. Leg eerst vast dat het verslag ondertekend terug is.",
            id="an-intention-about-no-application",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED),
            call(),
            "Er is nog geen voornemen. Leg eerst vast wat u van plan bent te besluiten.",
            id="a-call-about-nothing",
        ),
        pytest.param(
            INTENDED,
            call(decision=2),
            "Het voornemen is intussen veranderd. Lees het nieuwe voornemen en bel daarover.",
            id="a-call-about-another-version",
        ),
        pytest.param(
            (*INTENDED, call(CallOutcome.NEW_FACTS)),
            NO,
            "Er is nieuwe informatie. Leg eerst vast wat het onderzoek daarover opleverde.",
            id="an-intention-before-the-new-investigation",
        ),
        pytest.param(
            (*INTENDED, call(), Approval(decision=1)),
            NO,
            "Over dit besluit is al een akkoord gegeven. De brief wordt gemaakt.",
            id="an-intention-after-the-agreement",
        ),
        pytest.param(
            (*INTENDED, call(), Approval(decision=1)),
            Return(decision=1, remark="x"),
            "Een collega heeft over dit besluit al beslist. Laad de zaak opnieuw.",
            id="agreed-already",
        ),
        pytest.param(
            INTENDED,
            Approval(decision=2),
            "Het voornemen is intussen veranderd. Lees het nieuwe voornemen.",
            id="agreement-to-another-version",
        ),
        pytest.param(
            INTENDED,
            ExemptionApproval(exemption=4),
            "Dit verzoek om een uitzondering is er niet meer. Laad de zaak opnieuw.",
            id="approval-of-no-request",
        ),
        pytest.param(
            (*INTENDED, exemption()),
            ExemptionApproval(exemption=9),
            "Dit verzoek om een uitzondering is er niet meer. Laad de zaak opnieuw.",
            id="approval-of-another-request",
        ),
        pytest.param(
            (REPORT, APPLIED),
            NO,
            "Er is nog geen onderzoek. Leg eerst vast wat het onderzoek opleverde. Daarna beslist u.",
            id="an-intention-about-nothing-investigated",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED),
            INVITED,
            "Er is geen voornemen om iets af te wijzen. Er valt dan niets te vragen.",
            id="asked-about-nothing",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED, YES),
            INVITED,
            "Er is geen voornemen om iets af te wijzen. Er valt dan niets te vragen.",
            id="asked-about-a-grant",
        ),
        pytest.param(
            (*INTENDED, INVITED),
            INVITED,
            "De inwoner kreeg deze brief al. Wacht op de reactie, of bel.",
            id="asked-twice",
        ),
        pytest.param(
            INTENDED,
            exemption(decision=2),
            "Het voornemen is intussen veranderd. Lees het nieuwe voornemen en bel daarover.",
            id="an-exemption-for-another-version",
        ),
        pytest.param(
            (*INTENDED, exemption(), ExemptionApproval(exemption=5)),
            ExemptionRefusal(exemption=5, remark="Bel samen."),
            "Een collega heeft deze uitzondering al goedgekeurd.",
            id="refused-after-it-was-approved",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED),
            ExemptionApproval(exemption=3),
            "Dit verzoek om een uitzondering is er niet meer. Laad de zaak opnieuw.",
            id="approved-without-an-intention",
        ),
        pytest.param(
            (REPORT, FOUND, APPLIED),
            Return(decision=1, remark="Nog eens."),
            "Er is nog geen voornemen. Leg eerst vast wat u van plan bent te besluiten.",
            id="giving-back-nothing",
        ),
        pytest.param((REPORT,), RESUMED, "Er is geen intrekking om te herroepen.", id="nothing-to-take-back"),
        pytest.param(
            (REPORT, WITHDRAWN),
            FOUND,
            "De inwoner heeft de aanvraag ingetrokken. Leg eerst vast dat dit is herroepen.",
            id="work-on-a-withdrawn-case",
        ),
    ],
)
def test_a_fact_out_of_place_is_refused_with_what_to_do_first(before: tuple[Fact, ...], fact: Fact, said: str) -> None:
    with pytest.raises(FactUntimely) as refused:
        check(written(*before), fact, by="karin", closed=False)
    assert refused.value.message_nl == said


def test_no_agreement_to_a_rejection_before_the_call() -> None:
    with pytest.raises(CallMissing):
        check(written(*INTENDED), Approval(decision=1), by="karin", closed=False)


def test_a_grant_may_be_agreed_to_without_a_call() -> None:
    check(written(REPORT, FOUND, APPLIED, YES), Approval(decision=1), by="karin", closed=False)


@pytest.mark.parametrize(
    "fact", [Approval(decision=1), Return(decision=1, remark="Nog eens.")], ids=["agreeing", "giving-back"]
)
def test_nobody_reads_along_with_themselves(fact: Fact) -> None:
    with pytest.raises(SamePerson):
        check(written(*INTENDED, call()), fact, by="sanne", closed=False)


@pytest.mark.parametrize(
    "answer", [ExemptionApproval, lambda exemption: ExemptionRefusal(exemption=exemption, remark="x")]
)
def test_nobody_answers_their_own_request_for_an_exemption(answer: Callable[..., Fact]) -> None:
    with pytest.raises(SamePerson):
        check(written(*INTENDED, exemption()), answer(exemption=5), by="sanne", closed=False)


def test_an_exemption_is_approved_once() -> None:
    record = written(*INTENDED, exemption(), ExemptionApproval(exemption=5))
    with pytest.raises(FactUntimely) as refused:
        check(record, ExemptionApproval(exemption=5), by="karin", closed=False)
    assert refused.value.message_nl == "Een collega heeft deze uitzondering al goedgekeurd."


def test_a_closed_case_takes_notes_and_nothing_else() -> None:
    check(written(REPORT), Note(text="Gebeld."), by="sanne", closed=True)
    check(written(REPORT), EditableCopy(letter=1, reason="Voor de rechtbank."), by="sanne", closed=True)
    with pytest.raises(FactUntimely) as refused:
        check(written(REPORT), FOUND, by="sanne", closed=True)
    assert refused.value.message_nl == CLOSED


def test_a_withdrawal_of_a_closed_case_may_be_taken_back() -> None:
    check(written(REPORT, WITHDRAWN), RESUMED, by="sanne", closed=True)


ROLES = ("consulent", "teamleider", "tweede_lezer", "administratie")


@pytest.mark.parametrize(
    ("kinds", "may"),
    [
        pytest.param((FOUND, APPLIED, NO, call()), ROLES[:2], id="what-a-consultant-does"),
        pytest.param((Approval(decision=1), Return(decision=1, remark="x")), ROLES[1:3], id="a-second-reader"),
        pytest.param(
            (ExemptionApproval(exemption=1), ExemptionRefusal(exemption=1, remark="x")), ROLES[1:3], id="exempting"
        ),
        pytest.param((REPORT, Note(text="x"), EditableCopy(letter=1, reason="x")), ROLES, id="anyone"),
    ],
)
def test_who_may_record_each_kind_of_fact(kinds: tuple[Fact, ...], may: tuple[str, ...]) -> None:
    for fact in kinds:
        assert tuple(role for role in ROLES if role in fact.recorded_by) == may


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_team_leader_may_record_any_kind(kind: type[Fact]) -> None:
    assert "teamleider" in kind.recorded_by


def test_a_later_call_with_new_facts_takes_back_an_earlier_agreement() -> None:
    record = written(*INTENDED, call(), call(CallOutcome.NEW_FACTS))
    assert case_state.upholding(record, 1) is None
    assert not case_state.cleared(record, 1)


def test_an_attempt_without_contact_leaves_an_earlier_talk_standing() -> None:
    record = written(*INTENDED, call(), call(CallOutcome.NOT_REACHED))
    assert case_state.cleared(record, 1)


def test_a_refused_exemption_clears_nothing() -> None:
    record = written(*INTENDED, exemption(), ExemptionRefusal(exemption=5, remark="Bel samen."))
    assert case_state.exemption(record, 1) is None
    assert not case_state.cleared(record, 1)


OBJECTED = Dispute(kind=DisputeKind.OBJECTION, received_on=TODAY, decided_on=TODAY)
NO_DISPUTE_NL = "Dit bezwaar of beroep is er niet, of is al voorbij. Laad de zaak opnieuw."
OVER = DisputeEnded(dispute=2, how=DisputeEnd.WITHDRAWN, on=TODAY)


@pytest.mark.parametrize("closed", [True, False])
def test_an_objection_comes_and_ends_at_any_time(*, closed: bool) -> None:
    check(written(REPORT), OBJECTED, by="jeroen", closed=closed)
    check(written(REPORT, OBJECTED), OVER, by="jeroen", closed=closed)
    check(written(REPORT, WITHDRAWN), OBJECTED, by="jeroen", closed=closed)


@pytest.mark.parametrize(
    ("before", "on", "said"),
    [
        pytest.param((REPORT,), TODAY, NO_DISPUTE_NL, id="an-end-of-nothing"),
        pytest.param((REPORT, OBJECTED, OVER), TODAY, NO_DISPUTE_NL, id="an-end-for-the-second-time"),
        pytest.param(
            (REPORT, OBJECTED),
            TODAY - timedelta(days=1),
            "Deze dag ligt voor de dag van ontvangst. Kies een latere dag.",
            id="an-end-before-it-came",
        ),
    ],
)
def test_an_objection_ends_once_and_after_it_came(before: tuple[Fact, ...], on: date, said: str) -> None:
    with pytest.raises(FactUntimely) as refused:
        check(written(*before), replace(OVER, on=on), by="jeroen", closed=True)
    assert refused.value.message_nl == said
