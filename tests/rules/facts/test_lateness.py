"""A late decision on the record: what each fact must say, and when it belongs there (Awb 4:17 and 4:18)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import looking
import pytest
from plays import intention

from rules.calls import CallOutcome, ExemptionReason
from rules.clock.penalty import NoPenalty, Penalty
from rules.clock.readings import Circumstance, unsure_penalty
from rules.errors import FactUntimely, SamePerson
from rules.facts import (
    Application,
    Approval,
    Call,
    Exemption,
    ExemptionApproval,
    ExemptionRefusal,
    Fact,
    Investigation,
    ReminderMet,
    TermExtended,
    Withdrawal,
)
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from rules.record import case_state
from rules.record.entries import Entry
from rules.record.reminders import Reminder, running

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
APPLIED = Application(received_on=TODAY - timedelta(days=40))
NOTICE = DefaultNotice(received_on=TODAY - timedelta(days=20))
REFUSED = PenaltyDecision(notice=2, none_due=NoPenalty.PREMATURE, reason="U schreef ons toen wij nog tijd hadden.")
PAID = PenaltyDecision(notice=2, amount_eur=23, days=1, first_on=TODAY, last_on=TODAY)
UPHELD = Call(decision=1, at=NOW, outcome=CallOutcome.INFORMED_AGREES)
ASKED = Exemption(decision=1, reason=ExemptionReason.SAFETY, motivation="Er is gedreigd.")


def on_record(*facts: Fact) -> tuple[Entry[Fact], ...]:
    return tuple(Entry(id=n, seq=n, fact=fact, by="sanne", at=NOW) for n, fact in enumerate(facts, 1))


NOTICED = (APPLIED, NOTICE)


def refused(record: tuple[Fact, ...], fact: Fact, *, by: str = "sanne", closed: bool = False) -> str:
    with pytest.raises(FactUntimely) as untimely:
        looking.check(on_record(*record), fact, by=by, closed=closed)
    return untimely.value.message_nl


def allowed(record: tuple[Fact, ...], fact: Fact, *, by: str = "sanne", closed: bool = False) -> None:
    looking.fits(on_record(*record), fact, by=by, closed=closed)


ANSWERED_NL = "Deze ingebrekestelling is al beantwoord. De inwoner krijgt de brief."
NO_NOTICE_NL = "Er is geen ingebrekestelling. Zonder ingebrekestelling is er geen dwangsom."
DECIDED_NL = "Over de dwangsom is al besloten. De inwoner krijgt de brief."


def said(fact: Fact) -> dict[str, str]:
    return fact.problems(now=NOW, today=TODAY)


def test_each_notice_is_answered_once() -> None:
    reply = DefaultReply(notice=2, decide_on=TODAY)
    allowed(NOTICED, reply)
    assert refused((*NOTICED, reply), reply) == ANSWERED_NL
    assert refused(NOTICED, replace(reply, notice=1)) == ANSWERED_NL
    assert "afgesloten" in refused(NOTICED, reply, closed=True)
    assert [entry.seq for entry in case_state.unanswered(on_record(*NOTICED, reply, NOTICE))] == [4]


def test_a_penalty_needs_a_notice_and_is_set_once_also_after_the_case() -> None:
    assert refused((APPLIED,), PAID) == NO_NOTICE_NL
    assert refused(NOTICED, replace(PAID, notice=1)) == NO_NOTICE_NL
    for closed in (True, False):
        allowed(NOTICED, PAID, closed=closed)
    assert refused((*NOTICED, PAID), PAID) == DECIDED_NL
    assert refused((*NOTICED, PAID), REFUSED) == DECIDED_NL


def test_a_refusal_may_be_worded_anew_until_it_was_heard() -> None:
    allowed((*NOTICED, REFUSED), REFUSED)
    allowed((*NOTICED, REFUSED, replace(UPHELD, outcome=CallOutcome.NOT_REACHED)), PAID)
    assert refused((*NOTICED, REFUSED, UPHELD), REFUSED) == DECIDED_NL


def test_decisions_share_one_numbering() -> None:
    record = on_record(*NOTICED, REFUSED, intention(), REFUSED)
    assert [case_state.version_of(record, record[n]) for n in (2, 3, 4)] == [1, 2, 3]
    assert case_state.penalty_decision(record) == record[4]
    assert case_state.penalty_decision(record[:2]) is None
    assert case_state.notice(record, 2) == record[1]
    assert case_state.notice(record, 1) is None


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("outcome", CallOutcome)
def test_a_call_about_a_refusal_is_about_nothing_else(outcome: CallOutcome, closed: bool) -> None:  # noqa: FBT001
    call = replace(UPHELD, outcome=outcome)
    plain = {"geinformeerd_akkoord", "geinformeerd_niet_akkoord", "niet_bereikt", "geen_of_fout_nummer"}
    if outcome in plain:
        allowed((*NOTICED, REFUSED), call, closed=closed)
    else:
        assert refused((*NOTICED, REFUSED), call, closed=closed) == (
            "Dit gesprek gaat over de dwangsom. Leg vast of u de inwoner sprak. Zet iets anders in een notitie."
        )


def test_only_the_refusal_that_counts_is_called_about() -> None:
    assert "voornemen" in refused((*NOTICED, REFUSED, REFUSED), UPHELD)
    assert "voornemen" in refused((*NOTICED, PAID), UPHELD)
    assert "voornemen" in refused(NOTICED, UPHELD)
    assert "afgesloten" in refused((*NOTICED, PAID), UPHELD, closed=True)
    allowed((*NOTICED, REFUSED, REFUSED), replace(UPHELD, decision=2))
    withdrawn = Withdrawal(received_on=TODAY, reason="Mijn zoon helpt.")
    allowed((*NOTICED, withdrawn, REFUSED), UPHELD)
    assert "ingetrokken" in refused((*NOTICED, withdrawn), TermExtended(to_on=TODAY, reason="x", notified_on=TODAY))


def test_two_people_may_do_without_the_call_about_a_refusal() -> None:
    record = (*NOTICED, REFUSED, ASKED)
    allowed((*NOTICED, REFUSED), ASKED, closed=True)
    for answer in (ExemptionApproval(exemption=4), ExemptionRefusal(exemption=4, remark="Bel eerst.")):
        allowed(record, answer, by="karin", closed=True)
        with pytest.raises(SamePerson):
            allowed(record, answer, by="sanne")
        assert "afgesloten" in refused(record, replace(answer, exemption=3), by="karin", closed=True)
    assert "al goedgekeurd" in refused(
        (*record, ExemptionApproval(exemption=4)), ExemptionApproval(exemption=4), by="karin"
    )
    allowed((*record, ExemptionRefusal(exemption=4, remark="Bel.")), ASKED)


def test_an_exemption_from_the_rejection_is_still_judged_beside_a_refused_penalty() -> None:
    found = Investigation(visited_on=TODAY, present=(), need="Hulp", findings=(), conclusion="Ja")
    record = (found, *NOTICED, replace(REFUSED, notice=3), intention(), replace(ASKED, decision=2))
    allowed(record, ExemptionApproval(exemption=6), by="karin")
    assert "afgesloten" in refused(record, ExemptionApproval(exemption=6), by="karin", closed=True)
    assert "afgesloten" in refused(record, Approval(decision=2), by="karin", closed=True)


def test_a_penalty_is_adverse_when_nothing_is_paid() -> None:
    assert REFUSED.adverse
    assert not PAID.adverse


FUTURE_NL = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."
PAST_NL = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
WHY_NL = "Leg in een hele zin uit waarom er geen dwangsom is. Deze tekst komt in de brief."


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        pytest.param(DefaultNotice(received_on=TODAY), {}, id="received today"),
        pytest.param(DefaultNotice(received_on=TODAY + timedelta(days=1)), {"received_on": FUTURE_NL}, id="tomorrow"),
        pytest.param(DefaultReply(notice=1, decide_on=TODAY), {}, id="today can be kept"),
        pytest.param(
            DefaultReply(notice=1, decide_on=TODAY - timedelta(days=1)), {"decide_on": PAST_NL}, id="yesterday cannot"
        ),
        pytest.param(PAID, {}, id="paid"),
        pytest.param(replace(PAID, amount_eur=1, applicants=1), {}, id="a euro for one"),
        pytest.param(
            replace(PAID, applicants=0), {"applicants": "Vul in hoeveel aanvragers er zijn: 1 of meer."}, id="nobody"
        ),
        pytest.param(REFUSED, {}, id="refused"),
        pytest.param(replace(REFUSED, none_due=None), {"none_due": "Kies waarom er geen dwangsom is."}, id="no ground"),
        pytest.param(replace(REFUSED, reason="x" * 19), {"reason": WHY_NL}, id="short"),
        pytest.param(replace(REFUSED, reason=" " * 30), {"reason": WHY_NL}, id="blank"),
        pytest.param(replace(REFUSED, reason="x" * 20), {}, id="long enough"),
        pytest.param(ReminderMet(reminder="x", on=TODAY), {}, id="done today"),
        pytest.param(ReminderMet(reminder="x", on=TODAY + timedelta(days=1)), {"on": FUTURE_NL}, id="done tomorrow"),
    ],
)
def test_what_each_must_say(fact: Fact, told: dict[str, str]) -> None:
    assert said(fact) == told


ADVANCE = Reminder(
    id="voorschot", title="", why="", starts="Application.received_on", term="eerste", again="volgende",
    ended_by=("Withdrawal",),
)  # fmt: skip
MET = ReminderMet(reminder="voorschot", on=TODAY)


@pytest.mark.parametrize(
    ("facts", "runs"),
    [
        pytest.param((), None, id="not started"),
        pytest.param((APPLIED,), ("eerste", APPLIED.received_on), id="started"),
        pytest.param((APPLIED, MET), ("volgende", TODAY), id="met once"),
        pytest.param(
            (APPLIED, MET, replace(MET, on=TODAY - timedelta(days=3))),
            ("volgende", TODAY - timedelta(days=3)),
            id="the newest counts",
        ),
        pytest.param(
            (APPLIED, replace(MET, reminder="anders")), ("eerste", APPLIED.received_on), id="another reminder"
        ),
        pytest.param((MET, APPLIED), ("eerste", APPLIED.received_on), id="met before it started"),
        pytest.param((APPLIED, Withdrawal(received_on=TODAY, reason="x")), None, id="ended"),
        pytest.param(
            (Withdrawal(received_on=TODAY, reason="x"), APPLIED),
            ("eerste", APPLIED.received_on),
            id="ended before it started",
        ),
    ],
)
def test_since_when_a_reminder_runs(facts: tuple[Fact, ...], runs: tuple[str, date] | None) -> None:
    assert running(on_record(*facts), ADVANCE) == runs


def test_a_reminder_for_once_ends_when_it_was_met() -> None:
    once = replace(ADVANCE, again="")
    assert running(on_record(APPLIED), once) == ("eerste", APPLIED.received_on)
    assert running(on_record(APPLIED, MET), once) is None
    assert once.working_days_before == 5


def test_what_else_must_be_read_into_the_law_is_told_after_the_days_in_one_order() -> None:
    run = Penalty(TODAY, TODAY, 1, 23)
    days = unsure_penalty(run)
    assert unsure_penalty(run, {Circumstance.SHARED, Circumstance.NOTICES}) == (
        *days,
        Circumstance.NOTICES.value,
        Circumstance.SHARED.value,
    )
    premature = Penalty(None, None, 0, 0, NoPenalty.PREMATURE)
    assert unsure_penalty(premature, [Circumstance.NOTHING]) == (*unsure_penalty(premature), Circumstance.NOTHING.value)
    assert unsure_penalty(Penalty(TODAY, TODAY, 0, 0), [Circumstance.DECIDED])[1:] == (Circumstance.DECIDED.value,)
    assert all("Awb" in one and one.endswith(".") for one in Circumstance)


@pytest.mark.parametrize(
    ("run", "articles"),
    [
        pytest.param(Penalty(None, None, 0, 0, NoPenalty.PREMATURE), ["op de laatste dag zelf"], id="premature"),
        pytest.param(Penalty(TODAY, TODAY, 0, 0), ["de twee weken"], id="in time"),
        pytest.param(Penalty(TODAY, TODAY, 1, 23), ["de twee weken", "de dag van het besluit"], id="owed"),
    ],
)
def test_an_unsure_reading_of_the_penalty_is_told(run: Penalty, articles: list[str]) -> None:
    told = unsure_penalty(run)
    assert len(told) == len(articles)
    assert all(article in text and "Awb 4:17" in text for article, text in zip(articles, told, strict=True))
