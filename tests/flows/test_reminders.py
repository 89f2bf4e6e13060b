"""Reminders that a process file declares: advances (Participatiewet 52) and the search period (41 lid 4)."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from courses import beside, like_the_wmo
from otherwise import rename_process
from plays import Play, report_case

from config.process import processes, read
from config.reminders import check
from rules.errors import FactInvalid, ProcessIncomplete, ReminderUnsound
from rules.facts import Application, Note, ReminderMet
from rules.record.reminders import Reminder
from store.engine import session
from store.guards import triggers
from store.models import DutyRow
from tasks import clock
from tasks.cases import asks
from tasks.cases.courses import process
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import wait_for
from tasks.prefect.case_flow import run_here
from tasks.watch.term_watch import look

ADVANCE, SEARCH = "bijstand.voorschot", "bijstand.zoektermijn"
REMINDERS = """
[[reminders]]
id = "zoektermijn"
title = "De zoektermijn is voorbij"
why = "De inwoner mag nu de aanvraag doen (Participatiewet 41 lid 4)."
starts = "Report.received_on"
term = "pw_zoektermijn"
ended_by = ["Application"]

[[reminders]]
id = "voorschot"
title = "Betaal een voorschot"
why = "Binnen vier weken na de aanvraag, en daarna elke vier weken (Participatiewet 52 lid 1)."
starts = "Application.received_on"
term = "pw_voorschot_eerste"
again = "pw_voorschot_volgende"
ended_by = ["Intention"]
working_days_before = 5
"""


@process
def bijstand(case: OpenCase) -> None:
    """Wait for the application, then for the intention: enough of a course to remind about."""
    wait_for(case, Application, asks.SIGNATURE)
    wait_for(case, Note, asks.INTEND)
    case.close("toegekend")


class Allowance(Play):
    """A case on that course."""

    def run(self) -> object:
        with clock.at(self.now):
            self.stand = run_here(self.number, bijstand)
        return self.stand


@pytest.fixture(autouse=True)
def declared(tmp_path: Path) -> Iterator[None]:
    """A process file with its reminders, beside the one that is shipped."""
    with beside(tmp_path, "bijstand", like_the_wmo("bijstand", "PW") + REMINDERS):
        yield


def reported() -> Allowance:
    """A report of Monday 28 September."""
    play = report_case()
    rename_process(play, "bijstand")
    allowance = Allowance(play.number, now=play.now)
    allowance.run()
    return allowance


def asked(play: Play) -> dict[str, int]:
    with clock.at(play.now):
        return look().asked


def due(kind: str) -> date:
    with session(readonly=True) as db:
        return db.query(DutyRow).filter(DutyRow.kind == kind).one().due_on


def applied(play: Play) -> None:
    with session() as db:
        from store import record  # noqa: PLC0415

        case = record.lock_case(db, play.number)
        record.add_fact(db, case, Application(received_on=play.today()), by="sanne", at=play.now)
    play.run()


def test_the_end_of_the_search_period_is_told_on_its_day_until_the_citizen_applies(either_record: str) -> None:
    del either_record
    play = reported()
    play.days(27)
    assert asked(play) == {}
    for _ in range(2):
        assert asked(play.days(1)) == {SEARCH: 1}
    # Never rolled: that would make the citizen wait longer.
    assert due(SEARCH) == date(2026, 10, 26)
    applied(play)
    assert SEARCH not in asked(play)


@pytest.mark.usefixtures("record")
def test_an_advance_is_reminded_of_before_its_last_day_and_again_after_each_one() -> None:
    play = reported()
    applied(play.days(14))
    assert due(ADVANCE) == date(2026, 11, 9)
    assert asked(play.days(20)) == {}
    assert asked(play.days(1)) == {ADVANCE: 1}
    assert (asks.of(ADVANCE).label, asks.of(ADVANCE).path) == ("Betaal een voorschot", "herinnering/voorschot")
    assert asked(play.days(30)) == {ADVANCE: 1}  # late, and still asked
    paid_on = play.today() - timedelta(days=20)
    play.do(ReminderMet(reminder="voorschot", on=paid_on))
    assert due(ADVANCE) == paid_on + timedelta(weeks=4)
    with pytest.raises(FactInvalid):
        play.put(ReminderMet(reminder="voorschot", on=play.today() + timedelta(days=1)))
    # This course has no decision, by which alone a case could end.
    with session() as db:
        triggers.drop(db.connection(), "casefile_ended")
    play.days(1).do(Note(text="Besloten."))
    assert play.case().closed_on
    assert asked(play.days(60)) == {}


@pytest.mark.usefixtures("record")
def test_what_a_case_does_not_ask_cannot_be_ticked_off() -> None:
    play = reported()
    for wrong in ("voorschot", "anders"):
        with pytest.raises(FactInvalid) as refused:
            play.put(ReminderMet(reminder=wrong, on=play.today()))
        assert set(refused.value.problems) == {"reminder"}
    assert play.do(ReminderMet(reminder="zoektermijn", on=play.today(), remark="De inwoner is 30 jaar.")) is not None
    assert asked(play.days(40)) == {}


@pytest.mark.usefixtures("record")
def test_without_the_declaration_nothing_is_asked(tmp_path: Path) -> None:
    (tmp_path / "bijstand.toml").write_text((tmp_path / "bijstand.toml").read_text().replace(REMINDERS, ""))
    processes.cache_clear()
    play = reported()
    assert asked(play.days(40)) == {}
    # A duty whose reminder was taken out of the file still reads as something.
    assert asks.of(ADVANCE).label == ADVANCE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("Application.received_on", "Aanvraag.received_on", id="no such fact"),
        pytest.param("Application.received_on", "Application.signed", id="no day"),
        pytest.param("Application.received_on", "Application", id="no field"),
        pytest.param('["Intention"]', '["Besluit"]', id="ended by nothing"),
        pytest.param("pw_voorschot_eerste", "pw_voorschot", id="no such term"),
        pytest.param("pw_voorschot_volgende", "wmo_verslag", id="a term without a length"),
        pytest.param("days_before = 5", "days_before = -1", id="shown after its last day"),
    ],
)
def test_a_reminder_of_what_there_is_not_is_refused(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "bijstand.toml"
    path.write_text(path.read_text().replace(before, after))
    with pytest.raises(ReminderUnsound) as refused:
        read(path)
    assert refused.value.file == "bijstand.toml"
    assert refused.value.reminder == "voorschot"


def test_a_reminder_with_a_misspelt_field_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bijstand.toml"
    path.write_text(path.read_text().replace("working_days_before", "days_before"))
    with pytest.raises(ProcessIncomplete, match=r"“reminders\.2\.days_before” kennen wij niet"):
        read(path)


def test_a_sound_reminder_passes() -> None:
    sound = Reminder(id="x", title="x", why="x", starts="Report.received_on", term="pw_zoektermijn")
    assert check(sound, "x.toml") is None
