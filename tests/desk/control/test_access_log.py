"""Each page with a citizen on it is written down, whatever happens to the desk or the database."""

import json
import os
import signal
import subprocess
import sys

import pytest
from plays import Play
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from visits import at_desk
from visits import text as said

from config.settings import settings
from desk import app as desk
from desk.app import create_app
from desk.control import access_log
from store.audit.access_log import USER, pseudonym
from store.engine import session
from store.models.audit import Look

NO_CITIZEN = {"/inloggen", "/ik", "/zaken", "/termijnen", "/controle", "/vandaag", "/melding", "/melding/nieuw"} | {
    "/brieven/run/{run}",
    # Invented values alone.
    "/teksten",
    "/teksten/{process}/{text}",
}


def kept() -> list[Look]:
    access_log.Log().drain()
    with session(readonly=True) as db:
        return list(db.scalars(select(Look).order_by(Look.id)))


def test_every_page_with_a_citizen_on_it_has_a_name_in_the_log() -> None:
    pages = {route.path for group in desk.GROUPS for route in group.router.routes if "GET" in route.methods}
    # A draft and its letter are the maker's own; nobody else can open them.
    own = {page for page in pages if page.startswith(("/melding/{draft}", "/voorbeeld/"))}
    # The figures of a step that runs: nothing of a citizen.
    assert pages - NO_CITIZEN - own - {"/zaak/{number}/stand"} - set(access_log.SEEN) == set()


async def test_a_look_has_the_fields_of_the_standard_and_no_name(play: Play) -> None:
    app = create_app()
    async with at_desk("sanne", app) as sanne:
        await sanne.get(f"/zaak/{play.number}")
        await sanne.get("/brief/1.pdf")
        await sanne.get("/zaken?q=Demir")
        await sanne.get("/zaak/WMO-2020-9999")
    app.state.looks.drain()
    case, letter, search = kept()
    assert (case.name, letter.name, search.name) == ("zaak bekijken", "brief bekijken", "zoeken")
    assert len(case.trace_id) == 32
    assert len(case.operation_id) == 16
    assert case.status_code == 1
    assert case.start_time <= case.end_time
    assert case.processing_activity_id.endswith(":wmo")
    assert case.case_id == letter.case_id == play.case().id
    assert case.data_subject_id == letter.data_subject_id
    assert (search.case_id, search.data_subject_id) == (None, None)
    assert case.user_id == pseudonym(USER, "sanne")
    with session(readonly=True) as db:
        row = str(db.execute(text("SELECT * FROM look")).all())
    assert "sanne" not in row
    assert "Demir" not in row


async def test_a_team_leader_sees_who_looked(play: Play) -> None:
    app = create_app()
    async with at_desk("sanne", app) as sanne, at_desk("jeroen", app) as jeroen:
        await sanne.get(f"/zaak/{play.number}")
        assert "Sanne de Wit zaak bekijken" in said(await jeroen.get(f"/zaak/{play.number}/inzage"))
        again = said(await jeroen.get(f"/zaak/{play.number}/inzage"))
        assert "Jeroen Aalders inzage bekijken" in again
        assert (await sanne.get(f"/zaak/{play.number}/inzage")).status_code == 403


async def test_nobody_waits_for_a_busy_database_and_no_look_is_lost(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: object) -> None:
        raise OperationalError("", {}, Exception("database is locked"))

    app = create_app()
    with monkeypatch.context() as locked:
        locked.setattr("store.audit.access_log.keep", busy)
        async with at_desk("sanne", app) as sanne:
            assert (await sanne.get(f"/zaak/{play.number}")).status_code == 200
        app.state.looks._soon()
    assert len(kept()) == 1


DYING = """
import os, signal, sys
from desk.control.access_log import Log
log, moment = Log(), "2026-10-01T08:00:00+00:00"
log._later = lambda: None
look = {"name": "zaak bekijken", "user": "x", "number": sys.argv[1], "trace_id": "a" * 32, "operation_id": "b" * 16}
log.add(look | {"started_at": moment, "ended_at": moment})
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_desk_that_is_killed_loses_no_look(play: Play) -> None:
    home = os.environ | {"MAATWERK_HOME": str(settings().home)}
    died = subprocess.run([sys.executable, "-c", DYING, play.number], env=home, check=False)
    assert died.returncode == -signal.SIGKILL
    assert [look.case_id for look in kept()] == [play.case().id]
    assert len(kept()) == 1
    assert list(access_log.folder().iterdir()) == []


def test_a_line_that_was_half_written_stops_nothing(play: Play) -> None:
    access_log.folder().mkdir()
    whole = {"name": "zoeken", "user": "x", "trace_id": "a", "operation_id": "b"}
    whole |= {"started_at": "2026-10-01T08:00:00+00:00", "ended_at": "2026-10-01T08:00:00+00:00"}
    (access_log.folder() / "left.looks").write_text(json.dumps(whole) + '\n{"name": "zo')
    assert [look.name for look in kept()] == ["zoeken"]


def test_a_file_of_a_living_desk_is_left_alone(play: Play) -> None:
    living = access_log.Log()
    living._later = lambda: None
    living.add({"name": "zoeken"})
    assert access_log.Log().drain() == 0
    assert len(list(access_log.folder().iterdir())) == 1
