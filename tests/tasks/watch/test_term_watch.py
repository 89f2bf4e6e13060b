"""The daily pass: each warning once, each case in one stretch of its term, and silence is noticed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies
from plays import Play, report_case
from scenes import scene
from tamper import tampering

from config.law import law
from config.process import process, processes
from config.process_file import CourseTerm
from config.settings import settings as installed
from config.watch import Moments
from rules.facts import Outcome
from rules.facts.remedies.lateness import DefaultNotice, DefaultReply
from store.engine import session
from store.models import Case, DutyRow, Warned, WatchRun
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import COURSES
from tasks.watch import term_watch
from tasks.watch.term_watch import Kind, keep, last_run, look, silent_since

MONDAY = date(2026, 11, 2)
TALK = Moments(half=False, working_days=(3,))


@contextmanager
def on(day: date) -> Iterator[None]:
    with clock.at(datetime(day.year, day.month, day.day, 5, 30, tzinfo=UTC)):
        yield


def pass_on(day: date) -> dict[str, int]:
    """What a pass on this day newly warns about."""
    with on(day):
        return {kind: count for kind, count in look().given.items() if count}


@scene
def waiting(by: date, *, since: date = MONDAY, action: str = "voornemen") -> Play:
    play = report_case()
    with session() as db:
        db.query(Case).filter(Case.number == play.number).update(
            {"waits_by": by, "term_from": since, "waits_for": action}
        )
    return play


def of_law(play: Play, law_id: str) -> None:
    """Put a case under another law, which the record refuses."""
    with tampering(installed().owner_database)() as connection:
        connection.exec_driver_sql(f"UPDATE casefile SET process = '{law_id}' WHERE number = '{play.number}'")


def warned() -> list[tuple[str, date, date]]:
    with session(readonly=True) as db:
        return [(row.kind, row.given_on, row.due_on) for row in db.query(Warned).order_by(Warned.id)]


@pytest.mark.usefixtures("record")
class TestOneCase:
    def test_it_is_warned_of_at_each_moment_and_never_twice(self) -> None:
        waiting(date(2026, 11, 30), since=date(2026, 10, 5))
        told: dict[str, date] = {}
        for days in range(-14, 40):
            day = MONDAY + timedelta(days=days)
            for kind in pass_on(day):
                assert kind not in told
                told[kind] = day
            assert pass_on(day) == {}
        assert told == {
            Kind.HALF: date(2026, 11, 2),
            "dagen-10": date(2026, 11, 16),
            "dagen-5": date(2026, 11, 23),
            "dagen-1": date(2026, 11, 27),
            Kind.LATE: date(2026, 12, 1),
        }

    def test_a_watch_that_was_away_warns_of_where_the_case_is_now(self) -> None:
        waiting(date(2026, 11, 30), since=date(2026, 10, 5))
        assert pass_on(date(2026, 11, 26)) == {"dagen-5": 1}
        assert pass_on(date(2026, 12, 9)) == {Kind.LATE: 1}

    def test_a_course_without_an_investigation_is_warned_of_its_decision(self, monkeypatch: pytest.MonkeyPatch) -> None:
        waiting(date(2026, 11, 30))
        known = process("wmo")
        without = {role: term for role, term in known.terms.items() if role != "investigation"}
        monkeypatch.setitem(processes(), "wmo", known.model_copy(update={"terms": without}))
        monkeypatch.setitem(COURSES, "wmo", lambda _: None)
        assert pass_on(date(2026, 12, 9)) == {Kind.LATE: 1}

    def test_a_last_day_that_moves_is_warned_of_anew(self) -> None:
        play = waiting(date(2026, 11, 30))
        pass_on(date(2026, 11, 23))
        with session() as db:
            db.query(Case).filter(Case.number == play.number).update({"waits_by": date(2026, 12, 14)})
        assert pass_on(date(2026, 12, 7)) == {"dagen-5": 1}

    def test_a_last_day_in_a_weekend_counts_the_working_days_before_it(self) -> None:
        waiting(date(2026, 11, 28), action="telefoongesprek")
        assert pass_on(date(2026, 11, 13)) == {"dagen-10": 1, Kind.CALL: 1}

    def test_a_closed_case_and_one_without_a_last_day_pass_in_silence(self) -> None:
        closed, still = waiting(date(2026, 11, 9)), waiting(date(2026, 11, 9))
        with tampering(installed().owner_database)() as connection:
            connection.exec_driver_sql(f"UPDATE casefile SET closed_on = '{MONDAY}' WHERE number = '{closed.number}'")
        with session() as db:
            db.query(Case).filter(Case.number == still.number).update({"waits_by": None})
        assert pass_on(date(2026, 11, 20)) == {}

    def test_an_adverse_decision_asks_for_the_call_ten_working_days_before(self) -> None:
        waiting(date(2026, 11, 30), action="telefoongesprek")
        assert Kind.CALL not in pass_on(date(2026, 11, 13))
        assert pass_on(date(2026, 11, 16)) == {"dagen-10": 1, Kind.CALL: 1}

    def test_the_investigation_is_warned_of_at_its_own_moments(self) -> None:
        waiting(date(2026, 11, 30), action="onderzoek")
        assert pass_on(date(2026, 11, 16)) == {Kind.HALF: 1}

    def test_any_term_of_a_course_is_warned_of_at_its_own_moments(self, monkeypatch: pytest.MonkeyPatch) -> None:
        talk = CourseTerm(law="wgs_eerste_gesprek", starts="Report.received_on", warn=TALK)
        terms = process("wmo").terms | {"talk": talk}
        monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"terms": terms}))
        monkeypatch.setitem(asks.TABLE, "eerste gesprek", asks.Ask("eerste gesprek", "Gesprek", term="talk"))
        waiting(date(2026, 11, 30), action="eerste gesprek")
        assert pass_on(date(2026, 11, 16)) == {}
        assert pass_on(date(2026, 11, 25)) == {"dagen-3": 1}

    def test_laws_that_warn_alike_and_one_with_its_own_moments_are_each_warned_of_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        terms = process("parkeerkaart").terms
        own = terms | {"decision": terms["decision"].model_copy(update={"warn": TALK})}
        monkeypatch.setitem(COURSES, "aanbod", lambda _: None)
        monkeypatch.setitem(
            processes(), "aanbod", process("parkeerkaart").model_copy(update={"id": "aanbod", "terms": own})
        )
        for law_id in ("wmo", "parkeerkaart", "aanbod"):
            of_law(waiting(date(2026, 11, 30)), law_id)
        assert pass_on(date(2026, 11, 16)) == {"dagen-10": 2}
        assert pass_on(date(2026, 11, 25)) == {"dagen-5": 2, "dagen-3": 1}
        assert pass_on(date(2026, 12, 1)) == {Kind.LATE: 3}
        assert pass_on(date(2026, 12, 1)) == {}

    def test_what_no_row_says_is_warned_of_as_the_decision(self) -> None:
        waiting(date(2026, 11, 30), action="eerste gesprek")
        assert pass_on(date(2026, 11, 16)) == {"dagen-10": 1}


@scene
def applied() -> Play:
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


def asked_on(day: date) -> dict[str, int]:
    """What is to be done on this day, besides the next steps."""
    with on(day):
        found = look()
    assert all(len(found.numbers[kind]) == count for kind, count in found.asked.items())
    return found.asked


@pytest.mark.usefixtures("record")
class TestDuties:
    def test_a_notice_of_default_is_followed_to_the_last_day_with_a_penalty(self) -> None:
        play = applied()
        play.days(20).do(DefaultNotice(received_on=play.today()))
        noticed_on, first_on = play.today(), play.today() + timedelta(days=15)
        assert asked_on(noticed_on) == {asks.REPLY.word: 1, asks.DEFAULT.word: 1}
        assert asked_on(first_on - timedelta(days=1)) == {asks.REPLY.word: 1, asks.DEFAULT.word: 1}
        running = {asks.REPLY.word: 1, asks.PENALTY.word: 1}
        assert asked_on(first_on) == asked_on(first_on + timedelta(days=41)) == running
        assert asked_on(first_on + timedelta(days=42)) == {asks.REPLY.word: 1, asks.SET_PENALTY.word: 1}

    def test_it_reminds_every_day_until_it_was_done(self) -> None:
        play = applied()
        play.days(20).do(DefaultNotice(received_on=play.today()))
        for _ in range(3):
            assert asked_on(play.days(1).today())[asks.REPLY.word] == 1
        play.do(DefaultReply(notice=play.case().version, decide_on=play.today()))
        assert asks.REPLY.word not in asked_on(play.today())

    def test_a_decision_during_the_penalty_asks_for_its_amount_within_two_weeks(self) -> None:
        play = applied()
        play.days(20).do(DefaultNotice(received_on=play.today()))
        play.days(20).intend(Outcome.GRANTED)
        assert asked_on(play.today()) == asked_on(play.today() + timedelta(days=90)) == {asks.SET_PENALTY.word: 1}
        with session(readonly=True) as db:
            assert db.query(DutyRow).one().due_on == law().calendar.roll(play.today() + timedelta(days=14))

    def test_a_decision_before_the_penalty_or_a_premature_notice_asks_nothing(self) -> None:
        early, quick = applied(), applied()
        early.days(2).do(DefaultNotice(received_on=early.today()))
        quick.days(20).do(DefaultNotice(received_on=quick.today()))
        for play in (early, quick):
            play.days(3).intend(Outcome.GRANTED)
        assert asked_on(quick.today()) == asked_on(quick.today() + timedelta(days=40)) == {}


@pytest.mark.usefixtures("record")
def test_without_the_unique_row_a_second_pass_would_warn_again() -> None:
    waiting(date(2026, 11, 30))
    day = date(2026, 11, 23)
    assert pass_on(day) == {"dagen-5": 1}
    with session() as db:
        db.query(Warned).delete()
    assert pass_on(day) == {"dagen-5": 1}


@pytest.mark.usefixtures("record")
def test_a_watch_that_stays_away_is_noticed_after_the_hours_that_are_set() -> None:
    assert silent_since() is None
    play = report_case()
    with clock.at(play.now + timedelta(hours=26)):
        assert silent_since() is None
    with clock.at(play.now + timedelta(hours=26, minutes=1)):
        assert silent_since() == play.now
        keep(look(), 0)
        assert silent_since() is None
    ran_at = last_run().ran_at
    with clock.at(ran_at + timedelta(hours=27)):
        assert silent_since() == ran_at


@pytest.mark.usefixtures("record")
def test_the_pass_keeps_its_counts() -> None:
    waiting(date(2026, 11, 30))
    with on(date(2026, 12, 1)):
        found = look()
        keep(found, 3)
    assert found.numbers[Kind.LATE]
    with session(readonly=True) as db:
        (run,) = db.query(WatchRun).all()
    assert run.counts == {
        "open": 1,
        "late": 1,
        "given": dict(found.given),
        "asked": {},
        "started": 3,
        "holidays": list(found.holidays),
    }
    assert run.day == date(2026, 12, 1)


@pytest.mark.usefixtures("record")
def test_a_pass_over_more_than_a_page_warns_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(term_watch, "PAGE", 2)
    for _ in range(5):
        waiting(date(2026, 11, 30))
    assert pass_on(date(2026, 12, 1)) == {Kind.LATE: 5}


def test_the_pass_works_on_both_databases(either_record: str) -> None:
    del either_record
    waiting(date(2026, 11, 30), since=date(2026, 10, 5), action="telefoongesprek")
    assert pass_on(MONDAY) == {Kind.HALF: 1}
    assert pass_on(date(2026, 11, 16)) == {"dagen-10": 1, Kind.CALL: 1}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(length=82, day=67)
@given(length=strategies.integers(1, 90), day=strategies.integers(-20, 120))
@pytest.mark.usefixtures("record")
def test_on_any_day_a_case_gets_at_most_one_warning_about_its_term(length: int, day: int) -> None:
    with session() as db:
        db.query(Warned).delete()
        db.query(Case).update({"waits_by": None})
    waiting(MONDAY + timedelta(days=length))
    today = MONDAY + timedelta(days=day)
    kinds = pass_on(today)
    left = law().calendar.working_days_between(today, MONDAY + timedelta(days=length))
    assert sum(kinds.values()) <= 1
    if day > length:
        assert kinds == {Kind.LATE: 1}
    elif left <= 10:
        assert kinds == {next(f"dagen-{most}" for most in (1, 5, 10) if left <= most): 1}
    else:
        assert kinds == ({Kind.HALF: 1} if 2 * day >= length else {})


def test_a_term_may_go_without_a_warning_at_half() -> None:
    kinds = [kind for kind, _ in term_watch._stretches(Moments(half=False, working_days=(5, 1)), (), MONDAY)]
    assert kinds == ["dagen-1", "dagen-5"]
