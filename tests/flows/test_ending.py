"""Granted help that ends: told twelve weeks before, once for each last day (Wmo 2015, art. 2.3.9)."""

from datetime import date, timedelta

import pytest
from plays import Play, application, item, post_letter, provision, report_case
from scenes import scene

from config.process import process, processes
from rules.asked.grants import Grant
from rules.asked.quantity import Per
from rules.calls import CallOutcome
from rules.errors import FactUntimely, ProcessIncomplete
from rules.facts import HelpEnds, Intention, Outcome
from store import queries
from store.engine import session
from tasks import clock
from tasks.cases.courses import courses

pytestmark = pytest.mark.usefixtures("record")
NAME = "aankondiging-einde"


@scene
def granted(*days: date | None, **changes: object) -> Play:
    """A case in which help was granted until these days."""
    play = report_case()
    play.days(10).investigate()
    asked = tuple(item(until_on=day, form=changes.get("grant", Grant.IN_KIND)) for day in days)
    play.days(4).do(application(play.today(), items=asked))
    given = (
        provision(Outcome.GRANTED, answers=(number,), until_on=day, **changes) for number, day in enumerate(days, 1)
    )
    play.days(1).do(Intention(provisions=tuple(given)))
    return play


def on(play: Play, day: date) -> Play:
    """The same case on another day, taken up if the daily pass would."""
    play.days((day - play.today()).days)
    with session(readonly=True) as db:
        due = play.number in queries.unfinished(db, day)
    if due:
        play.run()
    return play


def told(play: Play) -> list[str]:
    return [status for name, status in play.letters() if name == NAME]


def test_twelve_weeks_before_the_last_day_the_closed_case_wakes_and_the_letter_is_made_once() -> None:
    until_on = date(2027, 10, 31)
    play = granted(until_on)
    assert play.case().wakes_on == date(2027, 8, 8)
    assert told(on(play, date(2027, 8, 7))) == []
    assert told(on(play, date(2027, 8, 8))) == ["rendered"]
    content = play.letter(NAME).content
    assert content["melden"]["uiterlijk"] == "2027-09-05"
    assert content["besluit"]["datum"] == "2026-10-13"
    assert content["einde"] == {
        "datum": "2027-10-31",
        "hulp": ["Hulp bij het huishouden, 1 uur en 30 minuten per week"],
    }
    assert play.case().wakes_on is None
    play.days(1).run()
    assert told(play) == ["rendered"]
    assert play.case().result == "toegekend"


def test_each_last_day_has_its_own_letter() -> None:
    paid = {"amount": 34_50, "per": Per.WEEK, "calculation": "Anderhalf uur."}
    play = granted(date(2027, 10, 31), date(2028, 4, 30), grant=Grant.BUDGET, **paid)
    assert told(on(play, date(2027, 8, 8))) == ["rendered"]
    assert play.case().wakes_on == date(2028, 2, 6)
    with clock.at(play.now):
        post_letter(play.number)
    assert told(on(play, date(2028, 2, 6))) == ["rendered", "rendered"]
    assert play.letter(NAME).content["einde"]["datum"] == "2028-04-30"
    assert play.letter(NAME).content["einde"]["hulp"][0].endswith("met een pgb")


def test_a_pass_that_came_late_leaves_two_weeks_to_report() -> None:
    play = granted(date(2027, 10, 31))
    on(play, date(2027, 9, 20))
    assert play.letter(NAME).content["melden"]["uiterlijk"] == "2027-10-04"


@pytest.mark.parametrize("until_on", [None, date(2026, 12, 31)], ids=["no last day", "shorter than the notice"])
def test_help_without_an_end_or_that_is_short_is_not_announced(until_on: date | None) -> None:
    play = granted(until_on)
    assert play.case().wakes_on is None
    play.days(400).run()
    assert told(play) == []


def test_what_was_refused_does_not_end() -> None:
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    refused = Intention(
        provisions=(provision(Outcome.REJECTED, until_on=date(2027, 10, 31)),), hardship="x y", alternatives="x y"
    )
    play.days(1).do(refused)
    play.call(CallOutcome.INFORMED_AGREES)
    play.approve()
    assert play.case().wakes_on is None


def test_after_the_last_day_there_is_nothing_to_announce() -> None:
    play = granted(date(2027, 10, 31))
    assert told(on(play, date(2027, 11, 1))) == []


def test_people_do_not_record_it() -> None:
    play = report_case()
    with pytest.raises(FactUntimely):
        play.put(HelpEnds(until_on=play.today() + timedelta(days=90)))


def test_a_course_that_says_nothing_about_the_end_of_help_cannot_announce_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"ending": None}))
    with pytest.raises(ProcessIncomplete, match="“ending” ontbreekt"):
        courses()
    # Were that not asked at the start, it would come out with the first decision.
    with pytest.raises(LookupError, match="ending"):
        granted(date(2027, 10, 31))
