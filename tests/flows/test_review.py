"""What runs is reviewed: under which decision, with which advances until then, and how it ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from courses import beside, like_the_wmo
from plays import ASKED, LESS, MONDAY, Play, intention, item, post_letter, provision, report_case
from scenes import scene
from stopping import standing_in

from flows.steps.call_first import confirm_calls, decide
from flows.steps.ending import end
from flows.steps.investigation import investigate
from flows.steps.provisional import give_advances
from flows.steps.review import (
    MORE_DECISIONS,
    MORE_PEOPLE,
    MORE_RUNS,
    NOT_GIVEN,
    OTHER,
    OTHERS,
    RUNNING,
    UNKNOWN,
    await_what_runs,
)
from letters.writing.template import front_matter
from rules.asked.grants import Grant
from rules.asked.parties import PartyKind
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome
from rules.errors import FactInvalid, FactUntimely, RoleMissing
from rules.facts import Approval, Intention, ItemsAsked, Outcome, PartyJoined, Report, RunningHelp
from rules.record.item_references import SOONER
from rules.wording import day_nl
from store import record
from store.engine import session
from store.models import Case, Decision, DutyRow
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import COURSES
from tasks.cases.duties import ADVANCE
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import announce, send_letter
from tasks.safekeeping.case_checks import wrong_rows

pytestmark = pytest.mark.usefixtures("either_record")
ABOUT = (
    '[decision]\nabout = "review"\n\n[terms.advance]\nlaw = "pw_voorschot_eerste"\nstarts = "Report.received_on"\n\n'
)
SINCE = {"from_on": date(2026, 1, 1), "provider": "Thuiszorg Veldhaven"}
UNTIL, LAST = date(2027, 3, 31), date(2031, 9, 30)
WHOLE = replace(ASKED, amount=90 * 52, per=Per.ONCE)
ELSEWHERE = {"made_by": "De gemeente Duinrand", "decided_on": date(2025, 12, 10), "gave": "Hulp."}


def review(case: OpenCase) -> None:
    """The shortest course about what runs."""
    give_advances(case)
    confirm_calls(case)
    send_letter(case, "wmo/onderzoeksverslag", about=investigate(case))
    await_what_runs(case)
    decision = decide(case, by=case.decide_by)
    end(case, announce(case, decision), decision.result, by=case.decide_by)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = like_the_wmo("review", "RV").replace("[terms.decision]", f"{ABOUT}[terms.decision]", 1)
    text = text.replace('starts = "Application.received_on"', 'starts = "Report.received_on"')
    text = text.replace('["natura", "pgb"]', '["natura", "pgb", "voorschot", "kaart"]')
    text = text.replace('outcomes = ["', 'outcomes = ["lowered", "ended", "', 1)
    monkeypatch.setattr("config.whole.check", lambda *_: None)
    with beside(tmp_path, "review", text):
        monkeypatch.setitem(COURSES, "review", review)
        # What the letter of the Wmo says of help, and not of money.
        for said in ("beoogd_resultaat", "einddatum"):
            monkeypatch.delitem(front_matter("wmo/tijdelijke-toekenning").must, said)
        yield


def begun(number: str = "RV-2026-0001", of: Play | None = None, law: str = "review") -> Play:
    """A case, about what runs unless another law is named, of the citizen of another case."""
    citizens = of or report_case()
    with session() as db:
        other = record.find_case(db, citizens.number)
        case = Case(
            number=number, process=law, process_version=1, reference=f"test-{number}",
            citizen_id=other.citizen_id, consultant_id="sanne", team="Oost", subject="Hulp bij het huishouden",
            received_on=MONDAY.date(), created_at=MONDAY, version=0, taken_up=0,
        )  # fmt: skip
        db.add(case)
        db.flush()
        record.add_fact(
            db, case, Report(question="Mijn zoon is weg.", received_on=MONDAY.date()), by="systeem", at=MONDAY
        )
    play = Play(number)
    play.run()
    play.investigate()
    return play


def runs(*items: object, **changes: object) -> RunningHelp:
    given: dict[str, object] = {"items": items or (item(**SINCE),), "changes_on": date(2026, 12, 1)}
    elsewhere = {} if "case" in changes else ELSEWHERE
    return RunningHelp(**(given | elsewhere | changes))  # type: ignore[arg-type]


def advance(word: str) -> Intention:
    cents = Quantity(380_00, Unit.CENT, Per.MONTH)
    paid = provision(
        Outcome.GRANTED, answers=(), grant=Grant.ADVANCE, quantity=cents, offset="uw uitkering", until_on=UNTIL,
        from_on=MONDAY.date(),
        reason=f"De huur moet betaald worden, en wij weten nog niet genoeg. Het is {word}.",
    )  # fmt: skip
    return Intention(provisions=(paid,), temporary=True)


@scene
def granted() -> Play:
    """Help under the Wmo, with its letter."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    play.days(1).do(intention(provisions=(provision(Outcome.GRANTED, until_on=date(2032, 1, 31)),)))
    return play


def subjects(number: str) -> list[tuple[int, str, str]]:
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        found = db.query(Decision).filter(Decision.case_id == case.id).order_by(Decision.version)
        return [(one.version, one.subject, one.outcome) for one in found]


def due(play: Play) -> list[date]:
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        found = db.query(DutyRow).filter(DutyRow.case_id == case.id, DutyRow.kind == ADVANCE.word)
        return [one.due_on for one in found]


@pytest.mark.usefixtures("course")
def test_what_runs_goes_on_under_the_decision_of_another_case() -> None:
    other = granted()
    play = begun(of=other)
    assert play.run().waits_for is RUNNING
    play.now = other.now + timedelta(days=1)
    play.do(runs(case=other.number))
    play.do(intention(Outcome.GRANTED))
    assert (play.case().result, subjects(play.number)) == ("voortgezet", [(1, "review", "granted")])


@pytest.mark.usefixtures("course")
def test_a_decision_that_is_not_there_or_gives_more_is_refused() -> None:
    other, asked = granted(), report_case()
    play = begun(of=other)
    play.now = other.now + timedelta(days=1)
    lift = item("Een lift.", product="stair_lift", **SINCE)
    wrong = [
        (runs(case="WMO-2019-0001"), {"case": UNKNOWN}),
        (runs(case=asked.number), {"case": UNKNOWN}),
        (runs(case=play.number), {"case": UNKNOWN}),
        (runs(case=other.number, version=2), {"version": OTHER.format(versions=1)}),
        (runs(item("Een uur.", quantity=LESS, **SINCE), case=other.number), {"items": MORE_RUNS}),
        (runs(lift, case=other.number), {"items": MORE_RUNS}),
        (runs(item(**SINCE), lift, case=other.number), {"items.1.product": NOT_GIVEN}),
        (runs(item(**SINCE, until_on=date(2031, 12, 31)), case=other.number), {"items": MORE_RUNS}),
        (runs(item("Hulp.", quantity=WHOLE, **SINCE), case=other.number), {"items": MORE_RUNS}),
    ]
    for fact, problems in wrong:
        with pytest.raises(FactInvalid) as refused:
            play.put(fact)
        assert refused.value.problems == problems
    play.put(runs(item("Een uur.", quantity=LESS, **SINCE), case=other.number, changes_on=date(2032, 2, 1)))


@pytest.mark.usefixtures("course")
def test_what_runs_does_so_under_a_decision_about_this_citizen() -> None:
    hers, anothers = granted(), granted()
    play = begun(of=hers)
    play.now = anothers.now + timedelta(days=1)
    with pytest.raises(FactInvalid) as refused:
        play.put(runs(case=anothers.number))
    assert refused.value.problems == {"case": OTHERS}
    play.put(runs(case=hers.number))


def more(hers: Play, minutes: int) -> Play:
    """Another case of the same citizen under the Wmo, in which they get so much, with its letter."""
    play = begun("WMO-2027-0001", hers, "wmo")
    play.now = hers.now
    size = Quantity(minutes, Unit.MINUTE, Per.WEEK)
    play.days(7).apply(item("Hulp in huis.", quantity=size))
    given = provision(Outcome.GRANTED, quantity=size, until_on=date(2032, 1, 31))
    play.days(1).do(intention(provisions=(given,)))
    return play


@pytest.mark.usefixtures("course")
def test_what_runs_under_any_decision_of_this_citizen_is_put_down_before_it_is_decided() -> None:
    older = granted()
    newer = more(older, 240)
    play = begun(of=older)
    play.now = newer.now + timedelta(days=1)
    play.do(runs(case=older.number))
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(Outcome.GRANTED))
    left = MORE_DECISIONS.format(version=1, number=newer.number)
    assert refused.value.problems == {"provisions": left}
    size = Quantity(240, Unit.MINUTE, Per.WEEK)
    play.do(runs(item("Hulp in huis.", quantity=size, **SINCE), case=newer.number))
    play.do(intention(provisions=(provision(Outcome.GRANTED), provision(Outcome.GRANTED, answers=(2,), quantity=size))))
    assert subjects(play.number) == [(1, "review", "granted")]


@pytest.mark.usefixtures("course")
def test_a_decision_of_here_is_not_left_out_for_one_of_elsewhere() -> None:
    hers = granted()
    play = begun(of=hers)
    play.now = hers.now + timedelta(days=1)
    play.do(runs(item("Een uur.", quantity=LESS, **SINCE)))
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(provisions=(provision(Outcome.GRANTED, quantity=LESS),)))
    assert refused.value.problems == {"provisions": MORE_DECISIONS.format(version=1, number=hers.number)}


@pytest.mark.usefixtures("course")
def test_a_decision_that_was_reviewed_need_not_be_put_down_again() -> None:
    hers = granted()
    first = begun(of=hers)
    first.now = hers.now + timedelta(days=1)
    first.do(runs(case=hers.number))
    first.do(intention(Outcome.GRANTED))
    play = begun("RV-2026-0002", hers)
    play.now = first.now + timedelta(days=1)
    play.do(runs(case=hers.number))
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(Outcome.GRANTED))
    assert refused.value.problems == {"provisions": MORE_DECISIONS.format(version=1, number=first.number)}
    other = begun("RV-2026-0003", hers)
    other.now = play.now
    other.do(runs(case=first.number))
    other.do(intention(Outcome.GRANTED))
    assert other.case().result == "voortgezet"


@pytest.mark.usefixtures("course")
def test_what_was_decided_elsewhere_goes_on_once_a_colleague_agrees() -> None:
    play = begun()
    play.do(runs())
    assert play.days(1).intend(Outcome.GRANTED).waits_for is asks.READ_ALONG
    with pytest.raises(RoleMissing):
        play.put(Approval(decision=1), by="sanne")
    assert ("Akkoord collega", "Kan meteen") in [(stage.name, stage.why) for stage in play.look().stages]
    play.approve()
    assert play.case().result == "voortgezet"


@pytest.mark.usefixtures("course")
def test_what_runs_changes_no_sooner_than_the_day_that_told_what_still_ran() -> None:
    other = granted()
    play = begun(of=other)
    play.now = other.now + timedelta(days=1)
    later = date(2032, 2, 1)
    play.do(runs(item("Een uur.", quantity=LESS, **SINCE), case=other.number, changes_on=later))
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(provisions=(provision(Outcome.PARTIAL),)))
    assert refused.value.problems == {"provisions.0.from_on": SOONER.format(day=day_nl(later))}
    play.do(intention(provisions=(provision(Outcome.PARTIAL, from_on=later),)))
    assert play.case().result == "voortgezet"


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("outcome", ["granted", "ended"])
def test_a_card_runs_or_does_not(outcome: str) -> None:
    since = {"from_on": date(2026, 1, 1), "until_on": LAST}
    card = item("Mijn pas.", product="stair_lift", form=Grant.CARD, quantity=None, **since)
    first = begun()
    first.do(runs(card))
    given = {"product": "stair_lift", "grant": Grant.CARD, "quantity": None, "provider": "", "until_on": LAST}
    first.do(intention(provisions=(provision(Outcome.GRANTED, **given),)))
    first.approve()
    assert subjects(first.number) == [(1, "review", "granted")]
    play = begun("RV-2026-0002", first)
    play.now = first.now + timedelta(days=1)
    with pytest.raises(FactInvalid) as refused:
        play.put(runs(case=first.number))
    assert refused.value.problems == {"items": MORE_RUNS}
    play.do(runs(card, case=first.number))
    answer = provision(Outcome.GRANTED, **given) if outcome == "granted" else provision(Outcome.REJECTED)
    play.do(intention(provisions=(answer,)))
    assert subjects(play.number) == [(1, "review", outcome)]
    with clock.at(play.now):
        assert [wrong for _, found in wrong_rows() for wrong in found] == []


@pytest.mark.usefixtures("course")
def test_what_runs_for_two_is_not_put_down_for_one() -> None:
    other, partner = report_case(), PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir")
    other.put(partner)
    other.days(10).investigate()
    other.days(7).apply(item(), item(party=2))
    other.days(1).do(intention(Outcome.GRANTED, Outcome.GRANTED))
    play = begun(of=other)
    play.now = other.now + timedelta(days=1)
    mine, theirs = item(**SINCE), item(**SINCE, party=2)
    with pytest.raises(FactInvalid) as refused:
        play.put(runs(mine, mine, case=other.number))
    assert refused.value.problems == {"items": MORE_PEOPLE.format(count=2)}
    play.put(partner)
    play.put(runs(mine, theirs, case=other.number))


@pytest.mark.usefixtures("course")
def test_an_advance_leaves_an_intention_that_somebody_was_called_about() -> None:
    standing_in()
    play = begun()
    play.do(runs())
    first = due(play)
    play.days(20).do(advance("oktober"))
    post_letter(play.number)
    (next_on,) = due(play)
    assert next_on > first[0]
    play.days(1).do(intention(Outcome.PARTIAL))
    assert play.days(1).call(CallOutcome.INFORMED_DISAGREES, decision=2).waits_for is asks.READ_ALONG
    assert play.days(1).do(advance("november")).waits_for is asks.READ_ALONG
    # The letters of the Wmo have no words for less of what runs.
    assert play.days(1).approve(decision=2).waits_for is asks.LETTER
    assert subjects(play.number) == [
        (1, "provisional", "granted"), (2, "review", "lowered"), (3, "provisional", "granted"),
    ]  # fmt: skip


@pytest.mark.usefixtures("course")
def test_nothing_is_decided_before_it_is_known_what_runs_and_nothing_is_left_unprocessed() -> None:
    play = begun()
    with pytest.raises(FactUntimely, match="does not belong"):
        play.put(intention())
    play.do(runs())
    with pytest.raises(FactInvalid) as refused:
        play.put(intention(Outcome.NOT_PROCESSED))
    assert "provisions" in refused.value.problems
    play.do(ItemsAsked(received_on=play.today(), items=(item("En een lift.", product="stair_lift"),)))
    assert play.do(intention(Outcome.REJECTED, Outcome.REJECTED)).waits_for is asks.CALL
    assert subjects(play.number) == [(1, "review", "ended")]
