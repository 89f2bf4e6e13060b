"""The reports that come with Maatwerk: all invented, and each of them taken in or refused as it should be."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from plays import STAFF, Play
from sqlalchemy import func, select
from typer.testing import CliRunner

import config
from cli.main import app
from store import queries, record
from store.engine import session
from store.models import Attachment, Case, Citizen, Staff
from tasks import clock
from tasks.intake.form_posts import read_line
from tasks.intake.incoming_report import Incoming
from tasks.intake.intake import Received, receive

FOLDER = Path(config.__file__).parent / "sample"
GOOD = FOLDER / "meldingen.jsonl"
FAULTY = FOLDER / "meldingen-met-fouten.jsonl"
DAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
REASONS = {
    7: "geen geldige JSON",
    8: "geen “values” en “metadata”",
    9: "Het formulier “parkeervergunning” kennen wij niet",
    18: "Vul dit in",
    19: "registration_timestamp: Dit tijdstip kan niet kloppen",
}
# What of a line does not fit, and so is named on its case.
NAMED = {
    2: "bsn",
    3: "achternaam",
    4: "achternaam",
    5: "achternaam",
    6: "hulpvraag",
    10: "formulierversie",
    11: "bijlagen 1",
    12: "bijlagen 1",
    14: "geboortedatum",
    15: "postcode",
    16: "achternaam",
    17: "hulpvraag",
    20: "achternaam",
    21: "spoed",
}


@pytest.fixture(autouse=True)
def on_the_day(record: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everyone works in the team of the form, on a day after the last report; nothing of Prefect listens."""
    del record
    monkeypatch.setenv("MAATWERK_PREFECT_API_URL", "http://127.0.0.1:9/api")
    with clock.at(DAY):
        with session() as db:
            for name in STAFF:
                db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"
        yield


def reports() -> list[Incoming]:
    return [read_line(line) for line in GOOD.read_text("utf-8").splitlines()]


def take_in() -> list[tuple[Incoming, Received]]:
    return [(report, receive(report)) for report in reports()]


def count(table: type) -> int:
    with session(readonly=True) as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_every_sample_report_becomes_a_case_and_who_reports_twice_stays_one_citizen() -> None:
    taken = take_in()
    numbers = [received.number for _, received in taken]
    assert len(set(numbers)) == len(taken) >= 40
    assert (count(Case), count(Citizen)) == (len(taken), len(taken) - 1)
    assert count(Attachment) == sum(len(report.files) for report, _ in taken) > 0
    assert [received.open_cases for _, received in taken if received.open_cases] == [(numbers[0],)]


def test_the_sample_reports_taken_in_twice_bring_nothing_new() -> None:
    first = [received.number for _, received in take_in()]
    again = [received for _, received in take_in()]
    assert all(received.repeated for received in again)
    assert [received.number for received in again] == first
    assert count(Case) == len(first)


def test_every_sample_report_gets_its_first_letter() -> None:
    for report, received in take_in():
        play = Play(received.number, max(report.received_at, clock.now()))
        play.run()
        assert play.letters() == [("ontvangstbevestiging-melding", "rendered")], received.number


def test_hostile_text_is_kept_as_the_text_it_is() -> None:
    hostile = next(report for report in reports() if "<script>" in report.person.family_name)
    number = receive(hostile).number
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        kept = (case.citizen.family_name, case.citizen.street, case.subject)
        assert queries.letters_of(db, case) == []
    assert kept == ("<script>alert('hallo')</script>", "Robert'); DROP TABLE casefile;--straat", hostile.subject)
    assert "{{7*7}}" in hostile.subject
    assert "#eval(" in hostile.question


def test_the_people_of_the_sample_are_nobody() -> None:
    lines = [json.loads(line)["values"] for line in GOOD.read_text("utf-8").splitlines()]
    assert all(re.fullmatch("(9999[0-9]{5})?", given["bsn"]) for given in lines)
    assert all(re.fullmatch("409[0-9] [A-Z]{2}", given["postcode"]) for given in lines)
    helpers = [given["gemachtigde"] or {} for given in lines]
    phones = [given.get("telefoon", "") for given in lines + helpers]
    assert all(re.fullmatch(r"((0|\+31 )6 00 00 \d\d \d\d|0000 00 \d\d \d\d)?", phone) for phone in phones)
    assert all(re.fullmatch(r"(.+@post\.example)?", given["email"]) for given in lines)


def test_the_sample_reports_cover_nine_weeks() -> None:
    days = [clock.local(report.received_at).date() for report in reports()]
    assert days == sorted(days)
    assert date(2026, 9, 21) == days[0]
    assert days[-1] < DAY.date() <= days[0] + timedelta(weeks=9)


def test_each_line_that_is_no_report_is_told_with_its_reason_and_the_others_are_taken() -> None:
    done = CliRunner().invoke(app, ["intake", str(FAULTY)])
    assert done.exit_code == 1
    told = {int(number): reason for number, reason in re.findall(r"Regel (\d+): (.+)", done.output)}
    assert {number for number, reason in REASONS.items() if reason not in told.get(number, "")} == set()
    assert told.keys() == REASONS.keys()
    assert "17 nieuwe zaken, 1 meldingen waren er al, 5 regels niet aangenomen." in done.output
    assert count(Case) == 17


def test_a_line_in_which_something_does_not_fit_says_so_on_its_case_alone() -> None:
    lines = enumerate(FAULTY.read_bytes().splitlines(), 1)
    taken = {
        number: read_line(line.decode("utf-8", "surrogateescape")) for number, line in lines if number not in REASONS
    }
    named = {number: [field for field, _ in report.misfits] for number, report in taken.items() if report.misfits}
    assert named == {number: [field] for number, field in NAMED.items()}
