"""What runs is suspended: called about first, read along, written, and over; the decision about it stays apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from plays import Play, intention, post_letter, provision, report_case
from scenes import scene
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from stopping import GOES_ON, STOPS, begun, made, stopping, suspension

from flows.steps.suspending import NOT_PUT_DOWN, TOO_LATE
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome, ExemptionReason
from rules.errors import CallMissing, ExemptedIt, FactInvalid, FactUntimely, SamePerson
from rules.facts import (
    Approval,
    Exemption,
    ExemptionApproval,
    Outcome,
    PartyJoined,
    Return,
    ViewsInvited,
    Withdrawal,
)
from rules.facts.suspension import HelpResumed, HelpSuspended
from rules.record import suspensions
from rules.record.suspensions import LEFT_OPEN
from rules.wording import day_nl
from store import record
from store.engine import session
from store.models import Case, Decision, DutyRow, Letter
from store.models.post import READY, BundleLine
from store.row_check import differing
from tasks import clock
from tasks.cases import asks
from tasks.cases.duties import CALL_SUSPENSION, EXEMPT_SUSPENSION, READ_SUSPENSION, SUSPENDED
from tasks.cases.open_case import OpenCase
from tasks.letters import held_letters, preflight
from tasks.letters.held_letters import renew
from tasks.letters.making import in_this_process, make_claimed
from tasks.letters.preflight import LATE, UNGROUNDED
from tasks.letters.values.registry import VALUES, Writing
from tasks.post import bundling, letter_run
from tasks.post.bundling import seal
from tasks.terms.suspended import LONGER, TOO_LONG

pytestmark = pytest.mark.usefixtures("either_record", "course")


@pytest.fixture
def course(tmp_path: Path) -> Iterator[None]:
    with stopping(tmp_path):
        yield


def called(play: Play, decision: int = 1, **more: object) -> Play:
    play.days(1).call(CallOutcome.INFORMED_DISAGREES, decision=decision, **more)
    return play


def wrote(play: Play) -> list[str]:
    return [name for name, status in play.letters() if name in {STOPS, GOES_ON} and status != "withdrawn"]


def due(play: Play) -> list[tuple[str, date]]:
    words = {one.word for one in (CALL_SUSPENSION, EXEMPT_SUSPENSION, READ_SUSPENSION, SUSPENDED)}
    with session(readonly=True) as db:
        mine = select(DutyRow).join(Case, Case.id == DutyRow.case_id).where(Case.number == play.number)
        return [(row.kind, row.due_on) for row in db.scalars(mine.where(DutyRow.kind.in_(words)))]


def subjects(play: Play) -> list[tuple[int, str, str]]:
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        found = db.query(Decision).filter(Decision.case_id == case.id).order_by(Decision.version)
        return [(one.version, one.subject, one.outcome) for one in found]


def test_it_is_written_once_everybody_was_called_and_a_colleague_read_along() -> None:
    play = begun()
    fact = suspension(play)
    assert play.do(fact, by="jeroen").waits_for is asks.INTEND
    assert due(play) == [(CALL_SUSPENSION.word, fact.from_on)]
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")
    assert wrote(called(play)) == []
    assert due(play) == [(READ_SUSPENSION.word, fact.from_on)]
    with pytest.raises(SamePerson):
        play.put(Approval(decision=1), by="jeroen")
    assert play.approve().waits_for is asks.INTEND
    assert wrote(play) == [STOPS]
    assert due(play) == [(SUSPENDED.word, fact.until_on)]
    assert subjects(play) == [(1, "suspension", "suspended")]
    with pytest.raises(FactUntimely):
        play.put(Approval(decision=1), by="jeroen")
    assert [one.told for one in play.look().stages if one.name == "Opschorting"] != [""]
    assert play.case().result is None


def test_each_party_is_called_or_two_people_agree_to_go_without() -> None:
    play = begun()
    play.put(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))
    play.do(suspension(play))
    called(play)
    with pytest.raises(CallMissing):
        play.put(Approval(decision=1), by="karin")
    why = "De partner dreigde de consulent, zie het verslag van 3 november."
    play.do(Exemption(decision=1, party=2, reason=ExemptionReason.SAFETY, motivation=why), by="jeroen")
    asked = play.case().version
    assert [word for word, _ in due(play)] == [EXEMPT_SUSPENSION.word]
    with pytest.raises(SamePerson):
        play.put(ExemptionApproval(exemption=asked), by="jeroen")
    play.do(ExemptionApproval(exemption=asked), by="karin")
    with pytest.raises(ExemptedIt):
        play.put(Approval(decision=1), by="karin")
    play.approve(by="jeroen")
    assert wrote(play) == [STOPS, STOPS]


@pytest.mark.parametrize("outcome", sorted(set(CallOutcome) - suspensions.ABOUT))
def test_a_call_about_it_is_about_nothing_else(outcome: CallOutcome) -> None:
    play = begun()
    play.do(suspension(play))
    with pytest.raises(FactUntimely, match="does not belong"):
        play.call(outcome)


def test_neither_touches_what_is_meant_about_what_runs_nor_the_call_about_that() -> None:
    play = begun()
    play.do(intention(Outcome.PARTIAL))
    called(play)
    play.days(1).do(suspension(play))
    play.days(1).do(suspension(play, "alleen een foto"))
    assert wrote(called(play, decision=3)) == []
    play.days(1).do(Return(decision=3, remark="Noem de tweede dag ook."), by="karin")
    assert play.run().waits_for is asks.READ_ALONG
    play.days(1).do(suspension(play, "een foto van een ander contract"))
    # A newer intention leaves the suspension, and the call about the one is no call about the other.
    play.days(1).do(intention(Outcome.REJECTED))
    assert play.run().waits_for is asks.CALL
    called(play, decision=4)
    assert play.approve(decision=4).waits_for is asks.CALL
    assert wrote(play) == [STOPS]
    assert subjects(play) == [
        (1, "review", "lowered"), (2, "suspension", "suspended"), (3, "suspension", "suspended"),
        (4, "suspension", "suspended"), (5, "review", "ended"),
    ]  # fmt: skip
    with pytest.raises(CallMissing):
        play.put(Approval(decision=5), by="karin")


def test_an_answer_in_writing_is_still_awaited_after_a_call_about_the_suspension() -> None:
    play = begun()
    play.do(intention(Outcome.PARTIAL))
    due_on = play.today() + timedelta(days=14)
    play.do(ViewsInvited(differs="U zei dat u alleen woont.", due_on=due_on))
    play.do(suspension(play))
    called(play, decision=2)
    assert play.run().waits_for is asks.REACTION


def test_a_newer_one_takes_its_place_and_its_letter_when_that_did_not_leave() -> None:
    play = begun()
    play.do(suspension(play))
    called(play).approve()
    made()
    play.days(1).do(suspension(play, "alleen een foto"))
    assert wrote(play) == []
    with pytest.raises(FactUntimely):
        play.call(CallOutcome.INFORMED_AGREES, decision=1)
    called(play, decision=2).approve(decision=2)
    assert wrote(play) == [STOPS]


def test_it_starts_no_sooner_than_its_letter() -> None:
    play = begun()
    play.do(suspension(play))
    called(play)
    play.days(7)
    with pytest.raises(FactUntimely) as late:
        play.put(Approval(decision=1), by="karin")
    assert late.value.message_nl == TOO_LATE
    play.run()
    assert wrote(play) == []
    assert [one.why for one in play.look().stages if one.name == "Opschorting"] == [
        "Kan niet meer ingaan: leg een nieuwe opschorting vast"
    ]


def test_what_was_withheld_is_given_after_all_with_a_letter_where_somebody_was_told() -> None:
    play = begun()
    over = HelpResumed(repaired_on=play.today(), reason="uw huurcontract")
    with pytest.raises(FactUntimely):
        play.put(over)
    play.do(suspension(play))
    play.do(over)
    assert (wrote(play), due(play)) == ([], [])
    play.do(suspension(play, "alleen een foto"))
    called(play, decision=2).approve(decision=2)
    made()
    with clock.at(play.now):
        post_letter(play.number)
    play.days(10).do(replace(over, repaired_on=play.today()))
    assert (wrote(play), due(play)) == ([STOPS, GOES_ON], [])
    play.do(suspension(play, "een foto van een ander contract"))
    assert len(due(play)) == 1


def test_it_lasts_no_longer_than_the_law_says_also_in_pieces() -> None:
    play = begun()
    fact = suspension(play)
    last = fact.from_on + timedelta(days=55)
    with pytest.raises(FactInvalid) as longer:
        play.put(replace(fact, until_on=last + timedelta(days=1)))
    assert longer.value.problems == {"until_on": TOO_LONG.format(day=day_nl(last))}
    play.do(replace(fact, until_on=last))
    called(play).approve()
    again = suspension(play, "alleen een foto")
    with pytest.raises(FactInvalid) as pieces:
        play.put(replace(again, until_on=last + timedelta(days=1)))
    assert pieces.value.problems == {"until_on": LONGER.format(first=day_nl(fact.from_on), day=day_nl(last))}
    sooner = replace(again, from_on=fact.from_on - timedelta(days=1), until_on=fact.from_on)
    sooner = replace(sooner, repair_by=sooner.until_on)
    with pytest.raises(FactInvalid) as before:
        play.put(sooner)
    begins, ends = sooner.from_on, last - timedelta(days=1)
    assert before.value.problems == {"until_on": LONGER.format(first=day_nl(begins), day=day_nl(ends))}
    play.do(replace(again, until_on=last))


def test_only_what_runs_is_suspended() -> None:
    empty = begun(runs=False)
    with pytest.raises(FactUntimely) as early:
        empty.put(suspension(empty))
    assert early.value.message_nl == NOT_PUT_DOWN
    play = begun(number="OP-2026-0002")
    for items in ((2,), (1, 2), (99,)):
        with pytest.raises(FactInvalid) as refused:
            play.put(suspension(play, items=items))
        assert refused.value.problems == {"items": suspensions.NOT_RUNNING}
    other = report_case()
    with pytest.raises(FactUntimely) as wmo:
        other.put(suspension(other))
    assert wmo.value.message_nl == HelpSuspended.early


def test_its_reason_is_about_this_citizen() -> None:
    play = begun()
    with pytest.raises(FactInvalid) as refused:
        play.put(suspension(play, reason="U stuurde niets."))
    assert list(refused.value.problems) == ["reason"]


def test_the_decision_about_what_runs_ends_the_case_with_its_own_call() -> None:
    play = begun()
    play.do(suspension(play))
    called(play).approve()
    play.do(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))
    play.do(intention(Outcome.GRANTED))
    play.approve(decision=2)
    assert (play.case().result, due(play)) == ("voortgezet", [])
    with pytest.raises(FactUntimely):
        play.put(HelpResumed(repaired_on=play.today(), reason="een tweede bewijs"))


def test_its_rows_say_what_it_says() -> None:
    play = begun()
    play.do(suspension(play))
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        known = record.entries(db, case)
        mine = next(entry for entry in known if isinstance(entry.fact, HelpSuspended))
        for changes, found in (
            ({}, []),
            ({"until_on": date(2027, 1, 1)}, [("answer", mine.id)]),
            ({"items": (1, 7)}, [("answer", mine.id)]),
        ):
            told = replace(mine, fact=replace(mine.fact, **changes))
            entries = tuple(told if entry == mine else entry for entry in known)
            assert differing(db, {case.id: (case, entries)}) == found


def test_its_letters_say_what_stops_and_since_when() -> None:
    play = begun()
    fact = suspension(play)
    play.do(fact)
    play.do(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        stops, goes_on = case.record[-2:]
        told = VALUES["opgeschort"][HelpSuspended](Writing(case, Letter(number=9), stops))
        since = VALUES["opgeschort.vanaf"][HelpResumed](Writing(case, Letter(number=9), goes_on))
    assert since == fact.from_on
    assert [one["wat"].partition(",")[0] for one in told] == ["hulp in de huishouding"]


@scene
def running() -> Play:
    """Suspended for four weeks, and told by a letter that left."""
    play = begun()
    play.do(suspension(play))
    called(play).approve()
    made()
    with clock.at(play.now):
        post_letter(play.number)
    return play


def given_back(play: Play) -> None:
    play.do(suspension(play, "alleen een foto"))
    play.do(Return(decision=2, remark="Dit ligt niet aan haar."), by="karin")


def lapsed(play: Play) -> None:
    play.do(suspension(play, "alleen een foto", until_on=play.today() + timedelta(days=20)))
    play.days(9).run()


def joined(play: Play) -> None:
    play.do(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))


@pytest.mark.parametrize("after", [given_back, lapsed, joined])
def test_what_comes_after_leaves_the_one_that_was_told(after: Callable[[Play], None]) -> None:
    play = running()
    until_on = dict(due(play))[SUSPENDED.word]
    play.days(10).run()
    after(play)
    assert dict(due(play))[SUSPENDED.word] == until_on
    assert [one.done_on is not None for one in play.look().stages if one.name == "Opschorting"] == [True]
    play.do(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))
    assert (wrote(play), due(play)) == ([STOPS, GOES_ON], [])


def resumed(play: Play) -> Play:
    play.do(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))
    return play


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.PARTIAL, Outcome.REJECTED])
def test_a_decision_leaves_no_days_open_on_which_nothing_was_given(outcome: Outcome) -> None:
    play = running()
    stopped = suspensions.current(play.look().record)
    assert stopped
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(outcome))
    assert refused.value.problems["provisions"] == LEFT_OPEN.format(day=day_nl(stopped.fact.from_on))
    resumed(play).put(intention(outcome))


@pytest.mark.parametrize("outcome", [Outcome.GRANTED, Outcome.PARTIAL])
def test_a_decision_from_the_day_on_which_it_stopped_is_about_those_days(outcome: Outcome) -> None:
    play = running()
    stopped = suspensions.current(play.look().record)
    assert stopped
    for days in (1, 0):
        since = provision(outcome, from_on=stopped.fact.from_on + timedelta(days=days))
        meant = replace(intention(outcome), provisions=(since,))
        if days:
            with pytest.raises(FactInvalid):
                play.put(meant)
        else:
            play.put(meant)


def test_nothing_is_to_be_lifted_as_long_as_nobody_was_told() -> None:
    play = begun()
    play.do(suspension(play))
    called(play).approve()
    assert SUSPENDED.word in dict(due(play))
    made()
    play.do(suspension(play, "alleen een foto"))
    assert SUSPENDED.word not in dict(due(play))


@scene
def in_the_house() -> Play:
    """Its letter was made, and did not leave."""
    play = begun()
    play.do(suspension(play))
    called(play).approve()
    made()
    return play


def stops(play: Play) -> list[tuple[str, str]]:
    with session(readonly=True) as db:
        mine = select(Letter).join(Case, Case.id == Letter.case_id).where(Case.number == play.number)
        found = db.scalars(mine.where(Letter.name.endswith(STOPS)).order_by(Letter.id)).all()
        return [(one.status, one.held_because or "") for one in found]


def sealed() -> list[int]:
    """The letters of a run that lie in a bundle, sealed now without any pass since."""
    with session() as db:
        until = clock.now() + timedelta(hours=1)
        db.execute(update(Letter).where(READY).values(claimed_by="run", claimed_until=until))
        mine = db.scalars(select(Letter.id).where(Letter.claimed_by == "run")).all()
    renew("run", mine)
    make_claimed("run", mine, in_this_process)
    seal(letter_run.ask(by="els"), "run")
    with session(readonly=True) as db:
        return list(db.scalars(select(BundleLine.letter_id)))


def lifted(play: Play) -> None:
    play.put(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))


def replaced(play: Play) -> None:
    play.put(suspension(play, "alleen een foto"))


def withdrawn(play: Play) -> None:
    play.put(Withdrawal(received_on=play.today(), reason="Mijn zoon is terug."))


def granted(play: Play) -> None:
    play.posts = False
    play.do(intention(Outcome.GRANTED))
    play.approve(decision=2)


def too_late(play: Play) -> None:
    play.days(20)


@pytest.mark.parametrize("passes", [True, False])
@pytest.mark.parametrize("contradicts", [lifted, replaced, withdrawn, granted, too_late])
def test_a_letter_that_something_contradicts_stays_in_the_house(
    contradicts: Callable[[Play], None], *, passes: bool
) -> None:
    play = in_the_house()
    contradicts(play)
    if passes:
        play.run()
        assert [status for status, _ in stops(play)] == ["withdrawn"]
    with clock.at(play.now):
        sealed()
    assert [status for status, _ in stops(play)] == ["withdrawn"]


def test_one_that_left_stays() -> None:
    play = running()
    for contradicts in (too_late, lifted):
        contradicts(play)
        play.run()
        assert [status for status, _ in stops(play)] == ["rendered"]


def test_a_letter_that_may_not_leave_any_more_stops_no_other() -> None:
    play, other = in_the_house(), report_case()
    play.put(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))
    with clock.at(play.now):
        assert other.letter("ontvangstbevestiging-melding").id in sealed()
    assert stops(play) == [("held", UNGROUNDED)]
    play.run()
    called(play, party=2)
    assert sorted(status for status, _ in stops(play)) == ["held", "held"]
    play.days(20).run()
    assert stops(play) == [("withdrawn", TOO_LATE)] * 2


def test_one_that_nobody_looked_at_again_is_held_on_the_day_after_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bundling, held_letters):
        monkeypatch.setattr(module, "withdraw_unseen", lambda *_: 0)
    play = in_the_house()
    with clock.at(play.now + timedelta(days=20)):
        sealed()
        assert stops(play) == [("held", LATE)]
    made()
    monkeypatch.setattr(bundling, "_hold", lambda *_: 0)
    monkeypatch.setattr(bundling, "posting_day", lambda _: date.min)
    monkeypatch.setattr(preflight, "obstacles", lambda *_: {})
    monkeypatch.setitem(globals(), "renew", lambda *_: [])
    with clock.at(play.now + timedelta(days=20)), pytest.raises(IntegrityError, match="may not leave"):
        sealed()


@pytest.mark.parametrize("ends", [withdrawn, granted])
def test_that_it_goes_on_is_told_though_the_case_ends(ends: Callable[[Play], None]) -> None:
    play = running()
    play.days(10)
    lifted(play)
    ends(play)
    play.run()
    assert wrote(play) == [STOPS, GOES_ON]


@pytest.mark.parametrize(("days", "started"), [(2, False), (10, True)])
def test_its_letter_says_what_was_told_and_whether_it_began(days: int, *, started: bool) -> None:
    play = begun()
    play.do(suspension(play, "een kaart"))
    play.days(20)
    fact = suspension(play)
    play.do(fact)
    called(play, decision=2).approve(decision=2)
    made()
    with clock.at(play.now):
        post_letter(play.number)
    play.days(days).do(HelpResumed(repaired_on=play.today(), reason="uw huurcontract"))
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        writing = Writing(case, Letter(number=9), case.record[-1])
        found = [VALUES[name][HelpResumed](writing) for name in ("opgeschort.vanaf", "opgeschort.ging_in")]
    assert found == [fact.from_on, started]
