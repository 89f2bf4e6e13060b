"""A decision that is late: the answer to a notice, and the penalty, each confirmed by a person before it goes out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, report_case
from scenes import scene
from sqlalchemy.exc import IntegrityError

from config.process import process
from rules.calls import CallOutcome, ExemptionReason
from rules.clock.penalty import NoPenalty
from rules.errors import FactInvalid, FactUntimely, RoleMissing, SamePerson
from rules.facts import Exemption, ExemptionApproval, Outcome, Resumption, TermExtended, Withdrawal
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply, PenaltyDecision
from store import record
from store.engine import session
from store.models import DutyRow
from tasks.cases import asks
from tasks.terms import lateness
from tasks.terms.lateness import Lateness

pytestmark = pytest.mark.usefixtures("record")
WHY = "Wij kregen uw brief op een dag dat wij nog mochten beslissen."


@scene
def applied() -> Play:
    """A case with an application of Thursday 15 October, to be decided by the 29th."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


@scene
def noticed(days: int = 20) -> Play:
    """A case in default: the notice came on 4 November, so the penalty starts on the 19th."""
    play = applied()
    play.days(days).do(DefaultNotice(received_on=play.today()))
    return play


def granted(play: Play) -> Play:
    """Decided in full, which closes the case."""
    play.intend(Outcome.GRANTED)
    return play


def late(play: Play) -> Lateness:
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        found = lateness.lateness(record.entries(db, case), process("wmo"), case.closed_on)
    assert found is not None
    return found


def draft(play: Play, **changes: object) -> PenaltyDecision:
    return replace(late(play).draft(play.today()), **changes)


def asked(play: Play) -> set[str]:
    with session(readonly=True) as db:
        return {row.kind for row in db.query(DutyRow).filter(DutyRow.case_id == play.case().id)}


@contextmanager
def untimely(says: str) -> Iterator[None]:
    with pytest.raises(FactUntimely) as refused:
        yield
    assert says in refused.value.message_nl


def notice_of(play: Play) -> int:
    return late(play).notice.seq


class TestReply:
    def test_nothing_goes_out_until_somebody_says_when_the_decision_comes(self) -> None:
        play = noticed()
        assert "reactie-ingebrekestelling" not in dict(play.letters())
        assert asks.REPLY.word in asked(play)
        decide_on = play.today() + timedelta(days=9)
        play.do(DefaultReply(notice=notice_of(play), decide_on=decide_on))
        told = play.letter("reactie-ingebrekestelling").content["ingebrekestelling"]
        assert told["te_vroeg"] == ""
        assert told["besluit"] == decide_on.isoformat()
        assert told["twee_weken"] == (play.today() + timedelta(days=14)).isoformat()
        assert told["dagen"] == 42
        assert play.letters()[-1] == ("reactie-ingebrekestelling", "rendered")
        assert asks.REPLY.word not in asked(play)

    def test_a_premature_notice_is_told_so(self) -> None:
        play = noticed(days=2)
        play.do(DefaultReply(notice=notice_of(play), decide_on=play.today() + timedelta(days=5)))
        told = play.letter("reactie-ingebrekestelling").content
        assert told["ingebrekestelling"]["te_vroeg"] == "ja"
        assert told["termijn"]["uiterlijk"] == play.stand.by.isoformat()

    def test_an_extension_does_not_stop_the_penalty(self) -> None:
        play = applied()
        before = play.stand.by
        reason = "Het advies van de ergotherapeut komt later."
        play.days(3).do(TermExtended(to_on=date(2026, 11, 20), reason=reason, notified_on=play.today()))
        play.days(14).do(DefaultNotice(received_on=play.today()))
        play.do(DefaultReply(notice=notice_of(play), decide_on=play.today()))
        told = play.letter("reactie-ingebrekestelling").content
        assert told["ingebrekestelling"]["te_vroeg"] == ""
        assert told["termijn"]["uiterlijk"] == before.isoformat()

    def test_a_notice_is_answered_once_and_with_a_day_that_can_be_kept(self) -> None:
        play = noticed()
        with pytest.raises(FactInvalid):
            play.put(DefaultReply(notice=notice_of(play), decide_on=play.today() - timedelta(days=1)))
        answer = DefaultReply(notice=notice_of(play), decide_on=play.today())
        play.do(answer)
        for wrong in (answer, replace(answer, notice=1)):
            with pytest.raises(FactUntimely):
                play.put(wrong)

    def test_a_second_notice_starts_nothing_anew_but_one_after_a_premature_notice_does(self) -> None:
        early = noticed(days=2)
        first = noticed()
        begun = late(first).run.first_on
        first.days(3).do(DefaultNotice(received_on=first.today()))
        assert late(first).run.first_on == begun
        early.days(18).do(DefaultNotice(received_on=early.today()))
        assert late(early).run.first_on == early.today() + timedelta(days=15)
        assert asked(early) >= {asks.REPLY.word, asks.DEFAULT.word}


class TestPenalty:
    def test_the_amount_is_set_after_the_case_and_the_letter_goes_out(self) -> None:
        play = noticed()
        granted(play.days(35))
        assert play.case().closed_on
        assert asked(play) == {asks.SET_PENALTY.word}
        assert "dwangsombesluit" not in dict(play.letters())
        play.days(1).do(draft(play))
        told = play.letter("dwangsombesluit").content["dwangsom"]
        # From 19 November up to and with 9 December: fourteen days at 23 euros and seven at 35.
        assert (told["eerste"], told["laatste"], told["bedrag"]) == ("2026-11-19", "2026-12-09", 56700)
        assert told["delen"] == [
            {"dagen": 14, "per_dag": 2300, "samen": 32200},
            {"dagen": 7, "per_dag": 3500, "samen": 24500},
        ]
        assert play.letters()[-1] == ("dwangsombesluit", "rendered")
        assert asked(play) == set()
        assert play.run().written == ()
        with untimely("al besloten"):
            play.put(draft(play))

    def test_it_ends_by_itself_after_forty_two_days_and_leaves_the_case_open(self) -> None:
        play = noticed().days(15 + 41)
        with pytest.raises(FactInvalid) as refused:
            play.put(draft(play))
        assert refused.value.problems == {"amount_eur": lateness.RUNS_NL}
        play.days(1).do(draft(play))
        assert play.letter("dwangsombesluit").content["dwangsom"]["bedrag"] == 144200
        assert play.stand.waits_for.word == "voornemen"
        # The decision on the application goes its own way.
        assert granted(play).letters()[-1] == ("toekenning", "rendered")

    def test_nobody_changes_the_amount(self) -> None:
        play = granted(noticed().days(35))
        for wrong in ({"amount_eur": 100}, {"days": 3}, {"first_on": date(2026, 11, 1)}, {"last_on": None}):
            with pytest.raises(FactInvalid):
                play.put(draft(play, **wrong))
        twice = noticed()
        other = twice.case().version + 1
        granted(twice.days(1).put(DefaultNotice(received_on=twice.today())).days(34))
        with pytest.raises(FactInvalid) as refused:
            twice.put(draft(twice, notice=other))
        assert refused.value.problems == {"notice": lateness.CHANGED_NL}

    def test_without_that_check_the_amount_could_be_changed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = granted(noticed().days(35))
        monkeypatch.setattr("tasks.terms.lateness.problems", lambda *_, **__: {})
        play.do(draft(play, amount_eur=1))
        assert play.letter("dwangsombesluit").content["dwangsom"]["bedrag"] == 100

    def test_two_applicants_share_it_equally(self) -> None:
        play = granted(noticed().days(35))
        play.do(draft(play, applicants=2))
        told = play.letter("dwangsombesluit").content["dwangsom"]
        assert (told["bedrag"], told["aandeel"], told["aanvragers"]) == (56700, 28350, 2)

    def test_a_withdrawal_ends_the_run_and_what_was_owed_is_still_set(self) -> None:
        play = noticed().days(20)
        play.do(Withdrawal(received_on=play.today(), reason="De inwoner regelt het zelf."))
        assert asks.SET_PENALTY.word in asked(play)
        play.days(1).do(draft(play))
        assert play.letter("dwangsombesluit").content["dwangsom"]["laatste"] == "2026-11-24"
        assert play.stand.waits_for.word == "bedenktijd na intrekking"
        play.do(Resumption(received_on=play.today()))

    def test_without_a_notice_there_is_no_penalty_and_only_a_consultant_sets_one(self) -> None:
        play = applied()
        with untimely("geen ingebrekestelling"):
            play.put(PenaltyDecision(notice=1, amount_eur=23))
        late_one = granted(noticed().days(35))
        with pytest.raises(RoleMissing):
            late_one.put(draft(late_one), by="els")


def refusal(play: Play, none_due: NoPenalty = NoPenalty.PREMATURE) -> PenaltyDecision:
    return PenaltyDecision(notice=notice_of(play), none_due=none_due, reason=WHY)


class TestNoPenalty:
    def test_who_gets_none_is_called_first(self) -> None:
        play = noticed(days=2)
        play.do(refusal(play))
        assert "dwangsom-geen" not in dict(play.letters())
        assert asks.CALL_PENALTY.word in asked(play)
        play.days(1).call(CallOutcome.NOT_REACHED)
        assert "dwangsom-geen" not in dict(play.letters())
        play.days(1).call(CallOutcome.INFORMED_DISAGREES)
        told = play.letter("dwangsom-geen").content
        assert told["gesprek"]["inbreng"].startswith("U vertelde")
        assert told["dwangsom"]["reden"] == WHY
        assert play.letters()[-1] == ("dwangsom-geen", "rendered")
        assert asks.CALL_PENALTY.word not in asked(play)
        assert play.stand.waits_for.word == "voornemen"

    def test_a_call_about_the_penalty_opens_no_gate_for_the_rejection_of_the_application(self) -> None:
        play = noticed(days=2)
        play.do(refusal(play))
        play.days(1).intend()
        play.call(CallOutcome.INFORMED_AGREES, decision=1)
        assert play.stand.waits_for.word == "telefoongesprek"
        assert "afwijzing" not in dict(play.letters())
        assert play.call(CallOutcome.INFORMED_AGREES, decision=2).waits_for.word == "akkoord tweede lezer"
        assert play.approve(decision=2).waits_for is None
        assert [name for name, _ in play.letters()[-2:]] == ["dwangsom-geen", "afwijzing"]

    @pytest.mark.parametrize("outcome", [CallOutcome.NEW_FACTS, CallOutcome.WITHDRAWS, CallOutcome.OTHER_SOLUTION])
    def test_a_call_about_the_penalty_changes_nothing_else(self, outcome: CallOutcome) -> None:
        play = noticed(days=2)
        play.do(refusal(play))
        with untimely("gaat over de dwangsom"):
            play.call(outcome)

    def test_two_people_may_let_it_go_without_a_call_also_after_the_case(self) -> None:
        play = noticed(days=2)
        play.do(refusal(play))
        granted(play.days(1))
        asking = Exemption(
            decision=1,
            reason=ExemptionReason.REFUSES_CONTACT,
            motivation="De inwoner schreef dat hij niet gebeld wil worden.",
        )
        play.days(1).do(asking)
        seq = play.case().version
        with pytest.raises((SamePerson, RoleMissing)):
            play.put(ExemptionApproval(exemption=seq), by="sanne")
        assert "dwangsom-geen" not in dict(play.letters())
        play.do(ExemptionApproval(exemption=seq), by="karin")
        assert play.letter("dwangsom-geen").content["uitzondering"]["tekst"].startswith("U wilde niet")

    def test_the_reason_is_the_one_that_was_computed_or_a_judgement_of_lid_five(self) -> None:
        premature, owed = noticed(days=2), noticed()
        assert late(premature).draft(premature.today()).none_due is NoPenalty.PREMATURE
        for play, wrong in ((premature, NoPenalty.IN_TIME), (owed, NoPenalty.PREMATURE), (owed, NoPenalty.IN_TIME)):
            with pytest.raises(FactInvalid) as refused:
                play.put(refusal(play, wrong))
            assert set(refused.value.problems) == {"none_due"}
        owed.do(refusal(owed, NoPenalty.UNFOUNDED))
        in_time = granted(noticed().days(2))
        assert late(in_time).draft(in_time.today()).none_due is NoPenalty.IN_TIME
        in_time.do(refusal(in_time, NoPenalty.IN_TIME))
        with pytest.raises(FactInvalid) as refused:
            premature.put(replace(refusal(premature), none_due=None, reason="kort", applicants=0))
        assert set(refused.value.problems) == {"none_due", "reason", "applicants"}

    def test_it_may_be_worded_anew_until_the_citizen_was_called(self) -> None:
        play = noticed(days=2)
        play.do(refusal(play))
        play.days(1).do(refusal(play, NoPenalty.UNFOUNDED))
        with pytest.raises(FactUntimely):
            play.call(CallOutcome.INFORMED_AGREES, decision=1)
        play.call(CallOutcome.INFORMED_AGREES, decision=2)
        assert play.letter("dwangsom-geen").content["dwangsom"]["grond"].startswith("Het was meteen duidelijk")
        with untimely("al besloten"):
            play.put(refusal(play))

    def test_the_database_itself_refuses_the_letter_without_a_call(self, monkeypatch: pytest.MonkeyPatch) -> None:
        play = noticed(days=2)
        play.put(refusal(play))
        monkeypatch.setattr("flows.steps.terms.case_state.cleared", lambda *_: True)
        monkeypatch.setattr("tasks.letters.sending._through_the_gate", unguarded)
        with pytest.raises(IntegrityError):
            play.run()


def unguarded(case: object, letter: object, decision: object) -> None:
    from store import queries  # noqa: PLC0415

    letter.decision_id = queries.decision_of(case.db, case.row, decision.version).id  # type: ignore[attr-defined]


def test_it_works_on_both_databases(either_record: str) -> None:
    del either_record
    play = granted(noticed().days(35))
    play.days(1).do(draft(play))
    assert play.letters()[-1] == ("dwangsombesluit", "rendered")
    other = noticed(days=2)
    other.do(refusal(other))
    other.days(1).call(CallOutcome.INFORMED_AGREES)
    assert other.letters()[-1] == ("dwangsom-geen", "rendered")
