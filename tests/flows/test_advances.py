"""An advance each time its term comes round, until the decision, and a line of decisions of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from courses import beside, like_the_wmo
from plays import MONDAY, Play, application, intention, item, post_letter, provision, report_case
from scenes import scene
from sqlalchemy import select

from flows.steps.call_first import confirm_calls, decide
from flows.steps.ending import end
from flows.steps.investigation import await_application, investigate
from flows.steps.provisional import give_advances
from letters.writing.template import front_matter
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome
from rules.errors import FactInvalid, FactUntimely
from rules.facts import Intention, Item, Outcome, Report
from rules.facts.decision import LOW_ADVANCE
from store import record
from store.engine import session
from store.models import Case, Decision, DutyRow
from tasks.cases import asks
from tasks.cases.courses import COURSES
from tasks.cases.duties import ADVANCE
from tasks.cases.open_case import OpenCase
from tasks.letters.sending import announce, send_letter

pytestmark = pytest.mark.usefixtures("either_record", "course")
TERM = '[terms.advance]\nlaw = "pw_voorschot_eerste"\nstarts = "Application.received_on"\n\n'


def advance(case: OpenCase) -> None:
    """The shortest course with advances."""
    give_advances(case)
    confirm_calls(case)
    send_letter(case, "wmo/onderzoeksverslag", about=investigate(case))
    await_application(case)
    decision = decide(case, by=case.decide_by)
    end(case, announce(case, decision), decision.result, by=case.decide_by)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = like_the_wmo("advance", "VS").replace("[terms.decision]", f"{TERM}[terms.decision]", 1)
    text = text.replace('["natura", "pgb"]', '["natura", "pgb", "voorschot"]')
    with beside(tmp_path, "advance", text):
        monkeypatch.setitem(COURSES, "advance", advance)
        # What the letter of the Wmo says of help, and not of money.
        for said in ("beoogd_resultaat", "einddatum"):
            monkeypatch.delitem(front_matter("wmo/tijdelijke-toekenning").must, said)
        yield


@scene
def applied(*items: Item, number: str = "VS-2026-0001") -> Play:
    """A case in which somebody applied on its first day."""
    citizens = report_case()
    with session() as db:
        other = record.find_case(db, citizens.number)
        case = Case(
            number=number, process="advance", process_version=1, reference=f"test-{number}",
            citizen_id=other.citizen_id, consultant_id="sanne", team="Oost", subject="Hulp bij het huishouden",
            received_on=MONDAY.date(), created_at=MONDAY, version=0, taken_up=0,
        )  # fmt: skip
        db.add(case)
        db.flush()
        report = Report(question="Wie helpt mij?", received_on=MONDAY.date())
        record.add_fact(db, case, report, by="systeem", at=MONDAY)
    play = Play(number)
    play.run()
    assert due(play) == []
    play.investigate()
    play.do(application(play.today(), items=items or (item(),)))
    return play


def paid(word: str) -> Intention:
    """Money until the decision."""
    cents = Quantity(380_00, Unit.CENT, Per.MONTH)
    reason = f"De huur moet betaald worden, en wij weten nog niet genoeg. Het is {word}."
    money = {"grant": Grant.ADVANCE, "quantity": cents, "offset": "uw uitkering", "until_on": date(2027, 3, 31)}
    money |= {"from_on": MONDAY.date()}
    return Intention(provisions=(provision(Outcome.GRANTED, answers=(), reason=reason, **money),), temporary=True)


def due(play: Play) -> list[date]:
    """The last days to pay that the case asks for."""
    with session(readonly=True) as db:
        mine = select(DutyRow.due_on).join(Case, Case.id == DutyRow.case_id).where(Case.number == play.number)
        return list(db.scalars(mine.where(DutyRow.kind == ADVANCE.word)))


def test_each_advance_has_a_letter_and_asks_for_the_next() -> None:
    play = applied()
    (first,) = due(play)
    play.days(21).do(paid("oktober"))
    with pytest.raises(FactUntimely, match="does not belong"):
        play.put(paid("november"))
    post_letter(play.number)
    assert due(play) == [play.today() + (first - MONDAY.date())]
    play.days(28).do(paid("november"))
    assert due(play) == [play.today() + (first - MONDAY.date())]
    assert play.letters()[1:] == [("tijdelijke-toekenning", "rendered")] * 2
    play.days(1).do(intention(Outcome.GRANTED))
    assert (play.case().result, due(play)) == ("toegekend", [])


@pytest.mark.parametrize(("cents", "fits"), [(1, False), (379_99, False), (380_00, True)])
def test_an_advance_is_at_least_what_the_law_makes_due_of_what_was_asked(*, cents: int, fits: bool) -> None:
    asked = item("400 euro per maand.", form=Grant.ALLOWANCE, quantity=Quantity(400_00, Unit.CENT, Per.MONTH))
    play = applied(asked)
    given = paid("oktober")
    money = replace(given.provisions[0], quantity=Quantity(cents, Unit.CENT, Per.MONTH), product=asked.product)
    if fits:
        play.days(21).do(replace(given, provisions=(money,)))
        assert play.letters()[-1] == ("tijdelijke-toekenning", "rendered")
        return
    with pytest.raises(FactInvalid) as refused:
        play.days(21).put(replace(given, provisions=(money,)))
    assert refused.value.problems == {"provisions": LOW_ADVANCE}


def test_an_advance_that_begins_in_years_is_none() -> None:
    play = applied()
    given = paid("oktober")
    late = replace(given.provisions[0], from_on=date(2035, 1, 1), until_on=date(2035, 3, 31))
    with pytest.raises(FactInvalid) as refused:
        play.days(21).put(replace(given, provisions=(late,)))
    assert refused.value.problems == {"provisions": LOW_ADVANCE}


def test_an_advance_leaves_an_intention_that_somebody_was_called_about() -> None:
    play = applied()
    play.days(1).do(intention())
    assert play.days(1).call(CallOutcome.INFORMED_DISAGREES).waits_for is asks.READ_ALONG
    assert play.days(1).do(paid("oktober")).waits_for is asks.READ_ALONG
    play.now += timedelta(hours=1)
    play.approve()
    assert play.case().result == "afgewezen"
    with session(readonly=True) as db:
        found = db.scalars(select(Decision).join(Case, Case.id == Decision.case_id).where(Case.number == play.number))
        assert [(one.version, one.subject) for one in found] == [(1, "application"), (2, "provisional")]
