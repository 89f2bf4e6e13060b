"""After a fact is recorded the command says what the case waits for, as the run tells it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from plays import report_case
from typer.testing import CliRunner

from cli.main import app
from config.settings import settings
from rules.errors import FactInvalid, FactUntimely
from tasks import clock
from tasks.runs import flow_runs

pytestmark = pytest.mark.usefixtures("record")
ANSWERS = {
    "GET /api/deployments/name/wmo/wmo": {"id": "d"},
    "POST /api/deployments/d/create_flow_run": {"id": "r"},
    "GET /api/flow_runs/r": {"state": {"type": "COMPLETED", "message": "wacht op: gesprek plannen"}},
}


@pytest.fixture
def prefect(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """What a Prefect server says to the requests of one run; a test may change it."""
    answers: dict[str, object] = dict(ANSWERS)

    class Server(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            found = answers.get(f"{self.command} {self.path}")
            # Without protection against forged requests Prefect gives no token.
            self.send_response(200 if found else 422 if "csrf-token" in self.path else 404)
            self.end_headers()
            self.wfile.write(json.dumps(found or {}).encode())

        do_GET = do_POST = answer  # noqa: N815 (the names are the library's)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("MAATWERK_PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
        settings.cache_clear()
        monkeypatch.setattr(flow_runs, "_deployments", {})
        yield answers
        server.shutdown()


def note(number: str) -> str:
    given = json.dumps({"text": "Belt liever in de middag."})
    done = CliRunner().invoke(app, ["record", number, "notitie", "--file", "-", "--as", "sanne"], input=given)
    assert done.exit_code == 0, done.output
    return done.output


def test_recording_says_what_the_case_waits_for(prefect: dict[str, object]) -> None:
    number = report_case().number
    told = note(number)
    assert f"{number} heeft nu versie 2." in told
    assert f"{number}: wacht op: gesprek plannen" in told


def test_a_run_that_takes_long_does_not_hold_the_command(
    prefect: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    prefect["GET /api/flow_runs/r"] = {"state": {"type": "RUNNING", "message": None}}
    monkeypatch.setattr("cli.commands.record.RUN_SECONDS", 0.3)
    assert flow_runs.LATER_NL in note(report_case().number)


def test_a_server_that_forgets_the_run_does_not_hide_that_the_fact_is_safe(prefect: dict[str, object]) -> None:
    del prefect["GET /api/flow_runs/r"]
    told = note(report_case().number)
    assert "Vastgelegd: notitie." in told
    assert flow_runs.LATER_NL in told


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    number = report_case().number
    done = CliRunner().invoke(app, ["record", number, "notitie", "--file", str(tmp_path), "--as", "sanne"])
    assert isinstance(done.exception, FactInvalid)
    assert "is niet te lezen" in done.exception.message_nl


def test_an_application_before_the_investigation_says_from_which_day_it_can(prefect: dict[str, object]) -> None:
    play = report_case().days(42)
    asked = {"items": [{"words": "Hulp in huis."}]}
    given = json.dumps({"received_on": "2026-11-09", **asked})
    with clock.at(play.now):
        done = CliRunner().invoke(app, ["record", play.number, "aanvraag", "--file", "-", "--as", "sanne"], input=given)
    assert isinstance(done.exception, FactUntimely)
    assert done.exception.message_nl.endswith("pas vanaf dinsdag 10 november 2026.")
    with clock.at(play.days(1).now):
        late = json.dumps({"received_on": "2026-11-10", "signed": False, **asked})
        done = CliRunner().invoke(app, ["record", play.number, "aanvraag", "--file", "-", "--as", "sanne"], input=late)
    assert done.exit_code == 0, done.output
    assert "Vastgelegd: aanvraag." in done.output
