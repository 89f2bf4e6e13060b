"""The sample municipality: every stage of a case, on whatever day it is loaded."""

import dataclasses
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from cli.sample import municipality
from cli.sample.plays import FOLDER, Play, Step, plays, reports, staff
from config import forms
from config.law import law
from config.settings import settings
from rules.errors import CallMissing, FactInvalid
from store.engine import session
from store.models import CallRow, Case, Citizen, FactRow, Letter, RoleGrant, Staff
from tasks import clock
from tasks.cases.recording import record_fact

DAYS = {
    "a-monday": datetime(2026, 11, 23, 20, 0, tzinfo=UTC),
    "the-day-after-a-long-weekend": datetime(2027, 5, 18, 6, 0, tzinfo=UTC),
}
STAGES = {
    "bakker": "aanvullende gegevens",
    "brouwer": "onderzoek",
    "devries": "reactie op brief",
    "elamrani": "onderzoek na nieuwe informatie",
    "hoekstra": "akkoord tweede lezer",
    "jansen": "afgewezen",
    "jovanovic": "bedenktijd na intrekking",
    "kaya": "gesprek plannen",
    "kowalczyk": "ondertekend verslag",
    "mensah": "toegekend",
    "nguyen": "deels toegekend",
    "okonkwo": "toegekend",
    "suilleabhain": "voornemen",
    "tjinaton": "gesprek plannen",
    "vandermeulen": "onderzoek",
    "vanthof": "akkoord op uitzondering",
    "wiersma": "ingetrokken",
    "yildiz": "telefoongesprek",
}


PLAYED = Case.reference.like("voorbeeld-%")


@pytest.fixture
def empty(home: Path, migrated_sqlite: Path) -> str:
    """A record without staff or cases."""
    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, home / part.name)
    return settings().database


@pytest.fixture(scope="module", params=list(DAYS.values()), ids=list(DAYS))
def today(request, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[datetime]:
    """The sample, loaded on this day; playing it takes seconds, so once for all that only look."""
    home = tmp_path_factory.mktemp("sample")
    for part in migrated_sqlite.parent.glob("maatwerk.db*"):
        shutil.copy(part, home / part.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAATWERK_HOME", str(home))
        settings.cache_clear()
        with clock.at(request.param):
            municipality.load()
        yield request.param
    settings.cache_clear()


def rows(query):
    with session(readonly=True) as db:
        return list(db.scalars(query))


def case(name: str) -> Case:
    return rows(select(Case).where(Case.reference == f"voorbeeld-{name}"))[0]


def test_every_case_stands_where_its_play_says(today):
    found = {play.removeprefix("voorbeeld-"): case.result or case.waits_for for play, case in by_reference().items()}
    assert found == STAGES


def by_reference() -> dict[str, Case]:
    return {case.reference: case for case in rows(select(Case).where(PLAYED))}


def test_one_case_is_urgent_and_one_is_over_its_term(today):
    day = clock.local(today).date()
    assert [case.reference for case in rows(select(Case).where(Case.urgent == 1, PLAYED))] == ["voorbeeld-kaya"]
    late = [case.reference for case in rows(select(Case).where(Case.waits_by < day))]
    assert late == ["voorbeeld-brouwer"]


def test_every_letter_of_the_sample_is_made(today):
    # No letter run went by, so that new facts came before one of them could leave.
    assert rows(select(Letter.name).where(Letter.status != "rendered")) == ["wmo/onderzoeksverslag"]
    assert set(rows(select(Letter.status))) == {"rendered", "withdrawn"}
    assert len(rows(select(Letter.id))) > 2 * len(STAGES)


def test_nobody_is_refused_in_the_sample_without_a_call(today):
    refused = rows(select(Letter).where(Letter.adverse == 1))
    assert len(refused) == 2
    assert all(letter.call_id for letter in refused)


def test_two_failed_calls_are_on_the_record_of_the_case_to_be_called(today):
    tried = select(CallRow.outcome).where(CallRow.case_id == case("yildiz").id)
    assert rows(tried) == ["niet_bereikt", "niet_bereikt"]


def test_no_play_works_on_a_rest_day_and_nothing_lies_in_the_future(today):
    played = select(FactRow.at).join(Case, Case.id == FactRow.case_id).where(PLAYED)
    assert all(law().calendar.is_working_day(clock.local(at).date()) for at in rows(played))
    assert max(rows(select(FactRow.at))) < today


def test_numbers_follow_the_days_of_the_reports(today):
    cases = rows(select(Case).order_by(Case.received_on, Case.id))
    assert [c.id for c in cases] == sorted(c.id for c in cases)


def test_the_cases_are_spread_over_the_consultants(today):
    assert {c.consultant_id for c in rows(select(Case))} == {"sanne", "mo"}


def test_the_reports_are_of_the_last_three_weeks_and_left_for_a_run(today):
    reported = rows(select(Case).where(PLAYED.is_(False)))
    assert len(reported) == len((FOLDER / "meldingen.jsonl").read_text().splitlines())
    assert {case.taken_up for case in reported} == {0}
    # Whoever reports twice says something else the second time about the telephone, and about when to call.
    assert Counter(case.version for case in reported) == {1: len(reported) - 1, 3: 1}
    assert min(case.received_on for case in reported) >= clock.local(today).date() - timedelta(weeks=3)


def test_every_citizen_in_a_play_has_a_sealed_bsn(today):
    played = select(Citizen).join(Case, Case.citizen_id == Citizen.id).where(PLAYED)
    assert all(citizen.bsn_cipher and len(citizen.bsn_tail) == 3 for citizen in rows(played))


def test_the_staff_work_in_the_team_of_the_sample_whatever_other_forms_there_are(empty, tmp_path, monkeypatch):
    shipped = (forms.FOLDER / "wmo-melding.toml").read_text("utf-8")
    team = forms.form("wmo-melding", "").team
    (tmp_path / "wmo-melding.toml").write_text(shipped, "utf-8")
    (tmp_path / "aanvraag.toml").write_text(shipped.replace(team, "Team Noord"), "utf-8")
    monkeypatch.setattr(forms, "FOLDER", tmp_path)
    forms.forms.cache_clear()
    try:
        assert forms.forms()[0].team == "Team Noord"
        municipality.hire()
    finally:
        forms.forms.cache_clear()
    with session(readonly=True) as db:
        assert set(db.scalars(select(Staff.team))) == {team}


def test_each_member_of_staff_has_one_role(empty):
    municipality.hire()
    municipality.hire()
    with session(readonly=True) as db:
        held = dict(db.execute(select(RoleGrant.staff_id, RoleGrant.role)).tuples().all())
        assert db.scalar(select(func.count(RoleGrant.id))) == len(staff())
    assert held == {
        "sanne": "consulent",
        "mo": "consulent",
        "karin": "tweede_lezer",
        "jeroen": "teamleider",
        "els": "administratie",
        "fenna": "tekst",
        "omar": "beheer",
    }


def some(*names: str) -> list[Play]:
    return [play for play in plays() if play.reference.removeprefix("voorbeeld-") in names]


def state():
    facts = rows(select(FactRow).order_by(FactRow.case_id, FactRow.seq))
    letters = rows(select(Letter).order_by(Letter.case_id, Letter.number))
    seen: list[object] = [(fact.case_id, fact.kind, fact.body, fact.by, fact.at) for fact in facts]
    return seen + [(letter.case_id, letter.name, letter.dated_on, letter.status) for letter in letters]


@pytest.fixture
def cast(empty, monkeypatch) -> list[Play]:
    """A few plays and no other reports, for what loads more than once."""
    few = some("jansen", "wiersma", "devries")
    monkeypatch.setattr(municipality, "plays", lambda: few)
    monkeypatch.setattr(municipality, "reports", list)
    return few


def test_loading_twice_is_loading_once(cast):
    with clock.at(DAYS["a-monday"]):
        first = municipality.load()
        before = state()
        assert municipality.load() == first
    assert state() == before


def test_a_load_that_was_cut_short_is_finished_by_the_next(cast, monkeypatch):
    left = iter(range(4))

    def until_killed(*given, **more):
        if next(left, None) is None:
            raise KeyboardInterrupt
        return record_fact(*given, **more)

    with clock.at(DAYS["a-monday"]):
        with monkeypatch.context() as patch:
            patch.setattr(municipality, "record_fact", until_killed)
            with pytest.raises(KeyboardInterrupt):
                municipality.load()
        municipality.load()
    assert [case("jansen").result, case("wiersma").result] == ["afgewezen", "ingetrokken"]


def test_a_play_goes_through_the_gate_like_any_case(cast, monkeypatch):
    (play,) = some("jansen")
    without = tuple(step for step in play.steps if step.fact != "Call")
    monkeypatch.setattr(municipality, "plays", lambda: [dataclasses.replace(play, steps=without)])
    with clock.at(DAYS["a-monday"]), pytest.raises(CallMissing):
        municipality.load()
    assert not rows(select(Letter).where(Letter.adverse == 1))


def test_a_play_with_a_mistyped_field_is_refused(cast, monkeypatch):
    (play,) = some("tjinaton")
    mistyped = Step(play.reported_at, "Note", {"tekst": "Typefout."}, "")
    monkeypatch.setattr(municipality, "plays", lambda: [dataclasses.replace(play, steps=(mistyped,))])
    with clock.at(DAYS["a-monday"]), pytest.raises(FactInvalid):
        municipality.load()


@given(st.dates(date(2026, 6, 1), date(2030, 12, 31)))
def test_what_follows_in_a_play_comes_later_on_whatever_day_it_is_told(day):
    with clock.at(datetime.combine(day, time(3), UTC)):
        for play in plays():
            moments = [play.reported_at, *(step.at for step in play.steps)]
            assert all(earlier < later for earlier, later in pairwise(moments)), play.reference
            assert moments[-1] < clock.now()


@given(st.datetimes(datetime(2026, 6, 1), datetime(2031, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_no_sample_report_comes_from_the_future_or_is_old(now):
    with clock.at(now):
        moments = [at for at, _ in reports()]
    assert all(now - timedelta(weeks=3, hours=1) < at <= now for at in moments)


def test_a_play_without_a_moment_is_refused(monkeypatch, tmp_path):
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "niemand.toml").write_text('shows = "niets"\nreported = "gisteren"\n[report]\n')
    monkeypatch.setattr("cli.sample.plays.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="is not a moment"):
        plays()
