"""An end that the law of a course allows without a decision, named with its article in its process file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from courses import beside, like_the_wmo
from plays import Play, application, intended, report_case
from postgres import APPLICATION
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tamper import Tamper

from config.law import law
from config.process import process, processes, read
from config.process_file import CourseEnd
from rules.errors import FactInvalid, FactUntimely, ProcessIncomplete
from rules.facts.ends import EndedWithoutDecision
from store import record
from store.engine import session
from store.upkeep.schema import migrate
from tasks.cases.courses import courses

REGISTERED = CourseEnd(result="geregistreerd", article="artikel 2.6 lid 1 onder e")
TOLD = CourseEnd(result="gaat door", article="artikel 2.3.9", letter="shared/niet-bereikt")


@pytest.fixture
def ends(owned: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Wmo with two such ends, and how long such cases are kept, as released."""
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"ends": (REGISTERED, TOLD)}))
    kept = next(rule for rule in law().retention if rule.process == "wmo" and not rule.outcome)
    fits = [(TOLD.letter, "about", EndedWithoutDecision.__name__)]
    ending = [replace(kept, result=end.result) for end in (REGISTERED, TOLD)]
    migrate(owned, retention=ending, fits=fits, role=APPLICATION)


def ended(play: Play, end: str = REGISTERED.result) -> EndedWithoutDecision:
    return EndedWithoutDecision(end=end, ended_on=play.today(), why="de verwijzing van de arts en de start van de hulp")


@pytest.mark.usefixtures("ends")
def test_what_nobody_asked_ends_at_once() -> None:
    play = report_case()
    play.days(2).do(ended(play))
    assert (play.case().result, play.case().closed_on) == ("geregistreerd", play.today())


@pytest.mark.usefixtures("ends")
def test_who_asked_something_is_not_left_without_a_letter() -> None:
    play = intended()
    with pytest.raises(FactInvalid, match="end"):
        play.put(ended(play))
    with pytest.raises(FactInvalid, match="end"):
        play.put(ended(play, "afgewezen"))


@pytest.mark.usefixtures("either_record")
def test_a_course_that_names_no_end_takes_none() -> None:
    play = report_case()
    with pytest.raises(FactUntimely):
        play.put(ended(play))


def noted(play: Play, end: str = REGISTERED.result) -> Play:
    with session() as db:
        record.add_fact(db, record.lock_case(db, play.number), ended(play, end), by="sanne", at=play.now)
    return play


def unasked() -> Iterator[tuple[Play, str]]:
    """Ways to a result that is on no list, or is not what the fact says."""
    yield noted(report_case()), "gaat door"
    yield noted(report_case(), "verdwenen"), "verdwenen"
    yield noted(report_case(), "toegekend"), "toegekend"
    yield noted(report_case(), "ingetrokken"), "ingetrokken"
    yield report_case(), "geregistreerd"
    yield noted(intended()), "geregistreerd"
    applied = report_case()
    with session() as db:
        case = record.lock_case(db, applied.number)
        record.add_fact(db, case, application(applied.today(), items=()), by="sanne", at=applied.now)
    yield noted(applied), "geregistreerd"


@pytest.mark.usefixtures("ends")
def test_nobody_makes_up_an_end(tamper: Tamper, subtests: pytest.Subtests) -> None:
    close = "UPDATE casefile SET result = '{}', closed_on = '{}' WHERE number = '{}'"
    for play, result in unasked():
        with subtests.test(f"{result} of {play.number}"):
            by_hand = close.format(result, play.today(), play.number)
            with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
                db.execute(text(by_hand))
    play = noted(report_case())
    with pytest.raises(IntegrityError, match="casefile_ended"), session() as db:
        db.execute(text(close.format("geregistreerd", "2020-01-01", play.number)))
    with session() as db:
        db.execute(text(close.format("geregistreerd", play.today(), play.number)))
    # Without the guard each succeeds.
    tried = [*unasked()]
    with tamper() as connection:
        for other, result in tried:
            assert connection.execute(text(close.format(result, other.today(), other.number))).rowcount == 1


@pytest.mark.usefixtures("either_record")
def test_without_a_released_rule_there_is_no_such_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"ends": (REGISTERED,)}))
    play = report_case()
    with pytest.raises(IntegrityError, match="casefile_ended"):
        play.do(ended(play))


END = """
[[ends]]
result = "{result}"
article = "artikel 9"
kind = "{kind}"
letter = "{letter}"
"""


@pytest.mark.parametrize(
    ("result", "kind", "letter", "problem"),
    [
        ("afgewezen", "", "", "heeft een naam die al een uitkomst is"),
        ("overleden", "", "", "heeft een naam die al een uitkomst is"),
        ("geregistreerd", "Verwijzing", "", "kind kent het feit “Verwijzing” niet"),
        ("geregistreerd", "", "shared/nergens", "de brief letters/shared/nergens bestaat niet"),
        ("geregistreerd", "", "", "hoe lang een zaak wordt bewaard na “geregistreerd”"),
    ],
)
def test_an_end_that_is_not_whole_is_refused_at_the_start(
    tmp_path: Path, result: str, kind: str, letter: str, problem: str
) -> None:
    told = like_the_wmo("kort", "KT") + END.format(result=result, kind=kind, letter=letter)
    with beside(tmp_path, "kort", told) as course, pytest.raises(ProcessIncomplete) as refused:
        read(course)
    assert problem in "".join(refused.value.problems)


def test_an_end_with_a_decision_for_a_letter_is_refused_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    adverse = REGISTERED.model_copy(update={"letter": "wmo/afwijzing"})
    monkeypatch.setitem(processes(), "wmo", process("wmo").model_copy(update={"ends": (adverse,)}))
    with pytest.raises(ProcessIncomplete, match="mag geen besluit zijn"):
        courses()
