"""Putting a fact on the record: what is refused, what is harmless twice, and who wins."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date, time, timedelta

import pytest
from plays import Play, intended, intention, provision, report_case

from rules.calls import CallOutcome
from rules.errors import (
    CaseChanged,
    CaseUnknown,
    FactInvalid,
    FactUntimely,
    FormSent,
    MaatwerkError,
    RoleMissing,
    StaffUnknown,
)
from rules.facts import Appointment, Approval, Call, Fact, Intention, Note, Outcome, Return, Withdrawal
from rules.record.entries import latest
from store import record
from store.engine import session
from store.models import Decision, Staff
from tasks import clock
from tasks.cases.recording import Recorded, process_of, record_fact

pytestmark = pytest.mark.usefixtures("either_record")


def put(play: Play, fact: Fact, **more: object) -> Recorded:
    with clock.at(play.now):
        return record_fact(play.number, fact, **({"by": "sanne"} | more))


def entries(play: Play) -> int:
    with session(readonly=True) as db:
        return len(record.entries(db, record.find_case(db, play.number)))


def test_each_fact_makes_the_case_one_version_older() -> None:
    play = report_case()
    assert put(play, Note(text="Belt liever 's middags.")).version == 2
    assert put(play, Note(text="Niet op woensdag.")).version == 3
    assert entries(play) == 3


def test_a_double_click_records_once() -> None:
    play = report_case()
    first = put(play, Note(text="Eén keer."), key="k", expected=1)
    again = put(play, Note(text="Eén keer."), key="k", expected=1)
    assert (first.repeated, again.repeated) == (False, True)
    assert entries(play) == 2


def test_the_same_form_with_something_else_in_it_is_refused() -> None:
    play = report_case()
    put(play, Note(text="Eén keer."), key="k", expected=1)
    with pytest.raises(FormSent) as sent:
        put(play, Note(text="Iets anders."), key="k", expected=1)
    assert sent.value.seq == 2
    assert entries(play) == 2


def test_a_stale_form_is_refused_and_changes_nothing() -> None:
    play = report_case()
    put(play, Note(text="Eerst dit."), expected=1)
    with pytest.raises(CaseChanged) as stale:
        put(play, Note(text="Toen dat."), expected=1)
    assert (stale.value.expected, stale.value.found) == (1, 2)
    assert entries(play) == 2


def test_of_two_deciders_at_once_one_wins() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    version = play.case().version

    def decide(fact: Fact, by: str) -> str:
        try:
            put(play, fact, by=by, expected=version)
        except MaatwerkError as lost:
            return type(lost).__name__
        return "won"

    with ThreadPoolExecutor(2) as both:
        facts = ((Approval(decision=1), "karin"), (Return(decision=1, remark="Nog eens."), "jeroen"))
        runs = [both.submit(copy_context().run, decide, fact, by) for fact, by in facts]
        assert sorted(run.result() for run in runs) == ["CaseChanged", "won"]
    assert entries(play) == version + 1


@pytest.mark.parametrize(
    ("fact", "by", "error"),
    [
        pytest.param(Note(text="x"), "niemand", StaffUnknown, id="a-stranger"),
        pytest.param(Note(text="x"), "omar", RoleMissing, id="operations-writes-nothing-on-a-case"),
        pytest.param(intention(), "els", RoleMissing, id="administration-decides-nothing"),
        pytest.param(Approval(decision=1), "sanne", RoleMissing, id="a-consultant-does-not-read-along"),
        pytest.param(intention(), "sanne", FactUntimely, id="an-intention-before-the-application"),
    ],
)
def test_who_may_not_or_not_yet_is_refused(fact: Fact, by: str, error: type[MaatwerkError]) -> None:
    play = report_case()
    with pytest.raises(error):
        put(play, fact, by=by)
    assert entries(play) == 1


def test_someone_who_left_records_nothing() -> None:
    play = report_case()
    with session() as db:
        db.get_one(Staff, "sanne").active = 0
    with pytest.raises(StaffUnknown):
        put(play, Note(text="x"))


def test_an_unknown_case_is_named() -> None:
    with pytest.raises(CaseUnknown):
        record_fact("WMO-2026-9999", Note(text="x"), by="sanne")
    with pytest.raises(CaseUnknown):
        process_of("WMO-2026-9999")


def test_the_process_of_a_case_is_known() -> None:
    assert process_of(report_case().number) == "wmo"


def test_a_sign_no_letter_can_carry_is_refused_at_its_field_before_it_is_on_the_record() -> None:
    play = report_case()
    fact = Appointment(on=play.today() + timedelta(days=2), at=time(10), place="bij u thuis 😀")
    with pytest.raises(FactInvalid) as refused:
        put(play, fact)
    assert set(refused.value.problems) == {"place"}
    assert put(play, Note(text="Blij met ons 😀")).version == 2


def test_a_sign_in_a_reason_is_pointed_at() -> None:
    play = report_case()
    play.investigate()
    play.days(1).apply()
    strange = Intention(
        provisions=(provision(reason="U vertelde dat het zo heel goed gaat 😀"),), hardship="x", alternatives="y"
    )
    with pytest.raises(FactInvalid) as refused:
        put(play, strange)
    assert set(refused.value.problems) == {"provisions.0.reason"}


def test_a_call_in_the_minute_of_the_intention_came_after_it() -> None:
    play = intended()
    with session(readonly=True) as db:
        prepared_at = db.query(Decision).one().prepared_at
    call = Call(decision=1, at=prepared_at.replace(second=0), outcome=CallOutcome.NOT_REACHED)
    put(play, call)
    with session(readonly=True) as db:
        entry = latest(record.entries(db, record.find_case(db, play.number)), Call)
    assert entry.fact.at == prepared_at


def test_a_call_before_the_intention_is_refused() -> None:
    play = intended()
    call = Call(decision=1, at=play.now - timedelta(days=1), outcome=CallOutcome.NOT_REACHED)
    with pytest.raises(FactInvalid):
        put(play, call)


def test_a_citizen_who_withdraws_in_the_call_is_written_down_once() -> None:
    play = intended()
    play.days(1).call(CallOutcome.WITHDRAWS)
    with session(readonly=True) as db:
        found = latest(record.entries(db, record.find_case(db, play.number)), Withdrawal)
    assert found.fact.received_on == play.today()


def test_a_reason_may_come_back_in_the_same_case() -> None:
    play = intended()
    play.days(1).call(CallOutcome.NEW_FACTS)
    play.days(1).investigate()
    with session(readonly=True) as db:
        same = latest(record.entries(db, record.find_case(db, play.number)), Intention)
    assert put(play.days(1), same.fact).version == play.case().version


def test_a_grant_needs_no_hardship_clause() -> None:
    play = report_case()
    play.investigate()
    play.days(1).apply()
    fact = Intention(provisions=(provision(Outcome.GRANTED, from_on=date(2026, 12, 1)),))
    assert put(play.days(1), fact).version == 4
