"""Holidays that change while terms run: only the cases they move run again, each with an event on its record."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, report_case
from scenes import scene

from config import law as shipped
from config import process as processfiles
from rules.calendar.days import DecreeDays
from rules.facts import TermMoved
from rules.facts.remedies.lateness import DefaultNotice
from store import record
from store.engine import session
from store.models import DutyRow
from tasks import clock
from tasks.cases import asks
from tasks.runs.recovery import unfinished
from tasks.watch import holidays
from tasks.watch.term_watch import keep, look

Decree = Callable[..., None]


@pytest.fixture
def decree(monkeypatch: pytest.MonkeyPatch) -> Iterator[Decree]:
    """Makes these days, and no other ones, holidays beside those that are shipped."""
    known = shipped.load(shipped.FOLDER)

    def set_days(*days: date) -> None:
        added = DecreeDays(valid_from=days[0], valid_to=days[-1], days=days) if days else None
        decrees = (*known.calendar.decrees, added) if added else known.calendar.decrees
        changed = replace(known, calendar=replace(known.calendar, decrees=decrees))
        monkeypatch.setattr(shipped, "load", lambda _: changed)
        shipped.law.cache_clear()

    yield set_days
    monkeypatch.undo()
    shipped.law.cache_clear()


@scene
def applied() -> Play:
    """An application of Thursday 15 October, to be decided by Thursday the 29th."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


def watched(play: Play) -> tuple[str, ...]:
    """One pass of the watch on the day of the play; what it wakes, recovery finds."""
    with clock.at(play.now):
        found = look()
        keep(found, 0)
        assert set(found.moved) <= {case.number for case in unfinished()}
    return found.moved


def moves(play: Play) -> list[TermMoved]:
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, play.number))
    return [entry.fact for entry in entries if isinstance(entry.fact, TermMoved)]


def weekdays(first: date, last: date) -> list[date]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5]


def test_a_holiday_on_the_last_day_moves_it_and_taking_it_out_moves_it_back(either_record: str, decree: Decree) -> None:
    del either_record
    play, due = applied(), date(2026, 10, 29)
    assert watched(play) == ()
    decree(due)
    assert watched(play) == (play.number,)
    play.run()
    assert play.case().waits_by == date(2026, 10, 30)
    assert watched(play) == ()
    decree()
    assert watched(play.days(1)) == (play.number,)
    play.run()
    assert moves(play) == [
        TermMoved(before_on=due, after_on=date(2026, 10, 30)),
        TermMoved(before_on=date(2026, 10, 30), after_on=due),
    ]


@pytest.mark.usefixtures("record")
def test_holidays_that_leave_less_than_two_working_days_move_a_term_that_ends_on_none(decree: Decree) -> None:
    play = applied()
    watched(play)
    decree(*weekdays(date(2026, 10, 16), date(2026, 10, 28)))
    assert watched(play) == (play.number,)
    play.run()
    assert moves(play) == [TermMoved(before_on=date(2026, 10, 29), after_on=date(2026, 10, 30))]


@pytest.mark.usefixtures("record")
def test_a_holiday_inside_a_term_in_working_days_moves_it(decree: Decree, monkeypatch: pytest.MonkeyPatch) -> None:
    known = processfiles.process("wmo")
    decision = known.terms["decision"].model_copy(update={"law": "wgs_bedreigend"})
    fast = known.model_copy(update={"terms": known.terms | {"decision": decision}})
    monkeypatch.setitem(processfiles.processes(), "wmo", fast)
    play = applied()
    assert play.stand.by == date(2026, 10, 20)
    watched(play)
    decree(date(2026, 10, 19))
    assert watched(play) == (play.number,)
    play.run()
    assert moves(play) == [TermMoved(before_on=date(2026, 10, 20), after_on=date(2026, 10, 21))]


@pytest.mark.usefixtures("record")
def test_a_holiday_in_the_middle_of_a_long_term_or_outside_it_wakes_nobody(decree: Decree) -> None:
    play = applied()
    watched(play)
    for day in (date(2026, 10, 20), date(2026, 12, 1)):
        decree(day)
        assert watched(play) == ()
    assert moves(play) == []


@pytest.mark.usefixtures("record")
def test_the_two_weeks_after_a_notice_move_too_also_where_the_term_is_over(decree: Decree) -> None:
    play = applied()
    play.days(20).do(DefaultNotice(received_on=play.today()))
    watched(play)
    decree(date(2026, 11, 18))
    assert watched(play) == (play.number,)
    play.run()
    with session(readonly=True) as db:
        row = db.query(DutyRow).filter(DutyRow.kind == asks.DEFAULT.word).one()
    assert row.due_on == date(2026, 11, 19)


@pytest.mark.usefixtures("record")
def test_without_the_holidays_of_the_last_pass_the_term_would_stay(
    decree: Decree, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = applied()
    watched(play)
    decree(*weekdays(date(2026, 10, 16), date(2026, 10, 28)))
    monkeypatch.setattr("tasks.watch.holidays.changed", lambda *_: ())
    assert watched(play) == ()


@pytest.mark.usefixtures("record")
def test_a_case_that_no_run_took_up_is_found_again_the_next_day(decree: Decree) -> None:
    play = applied()
    watched(play)
    decree(play.stand.by)
    assert watched(play) == (play.number,)
    with clock.at(play.days(1).now):
        assert [case.number for case in unfinished()] == [play.number]


@pytest.mark.usefixtures("record")
def test_more_cases_than_a_page_are_all_woken(decree: Decree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holidays, "PAGE", 2)
    plays = [applied() for _ in range(3)]
    watched(plays[-1])
    decree(date(2026, 10, 29))
    assert set(watched(plays[-1])) == {play.number for play in plays}


def test_nothing_changed_means_no_question_to_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holidays, "session", lambda: pytest.fail("asked the record"))
    today = date(2026, 10, 1)
    assert holidays.changed(holidays.known(today)) == ()
    assert holidays.wake((), today) == ()
