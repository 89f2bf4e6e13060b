"""Intake, case, record and verify, as someone at a terminal meets them."""

import json
from datetime import date
from pathlib import Path

import pytest
from plays import intended, report_case
from posts import post
from typer.testing import CliRunner, Result

from cli.main import app, main
from rules.calls import CallOutcome
from store import queries, record
from store.engine import engine, session
from store.files import by_digest
from store.models import FactRow

pytestmark = pytest.mark.usefixtures("record")


@pytest.fixture(autouse=True)
def _no_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens there: what is recorded must be safe without Prefect."""
    monkeypatch.setenv("MAATWERK_PREFECT_API_URL", "http://127.0.0.1:9/api")


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin)


def fails(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["maatwerk", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def write(folder: Path, *lines: str) -> str:
    path = folder / "meldingen.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def test_good_lines_become_cases_and_each_bad_line_is_told_with_its_number(tmp_path: Path) -> None:
    lines = [post("OF-1"), "{", post("OF-2", achternaam="", telefoon=""), "", post("OF-3")]
    done = run("intake", write(tmp_path, *lines))
    assert done.exit_code == 1
    assert "2 nieuwe zaken, 0 meldingen waren er al, 2 regels niet aangenomen." in done.output
    assert "Regel 2: Deze regel is geen geldige JSON." in done.output
    assert "Regel 3: achternaam:" in done.output
    assert "Wat niet is aangenomen, is bewaard." in done.output
    assert json.loads(run("case", "WMO-2026-0002", "--json").output)["version"] == 1


def test_the_same_file_twice_brings_nothing_new(tmp_path: Path) -> None:
    file = write(tmp_path, post("OF-1"), post("OF-2"))
    assert run("intake", file).exit_code == 0
    again = run("intake", file)
    assert again.exit_code == 0
    assert "0 nieuwe zaken, 2 meldingen waren er al" in again.output


def test_a_line_that_is_no_text_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "meldingen.jsonl"
    path.write_bytes(b"\xff\xfe\n" + post("OF-1").encode())
    done = run("intake", str(path))
    assert "Regel 1: Deze regel is geen geldige JSON." in done.output
    assert "1 nieuwe zaken" in done.output


def test_a_case_is_shown_with_what_it_waits_for_and_its_letters() -> None:
    play = report_case()
    page = run("case", play.number).output
    assert "wacht op: gesprek plannen, uiterlijk 2026-11-09" in page
    assert "wmo/ontvangstbevestiging-melding  gemaakt" in page
    told = json.loads(run("case", play.number, "--json").output)
    assert told["waits_for"] == "gesprek plannen"
    assert [letter["status"] for letter in told["letters"]] == ["rendered"]
    assert told["facts"][0]["kind"] == "Report"


def test_an_unknown_case_is_one_dutch_sentence_and_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert fails(monkeypatch, "case", "WMO-2026-9999") == 1
    told = capsys.readouterr()
    assert told.err == "Wij kennen geen zaak met nummer WMO-2026-9999. Controleer het nummer.\n"
    assert not told.out


def test_a_fact_is_recorded_from_a_file_or_from_standard_input(tmp_path: Path) -> None:
    play = report_case()
    path = tmp_path / "notitie.json"
    path.write_text(json.dumps({"text": "Belt liever in de middag."}), "utf-8")
    done = run("record", play.number, "notitie", "--file", str(path), "--as", "sanne")
    assert done.exit_code == 0
    assert "nu versie 2" in done.output
    assert "Prefect is niet bereikbaar" in done.output
    given = json.dumps({"text": "En niet op woensdag."})
    assert "nu versie 3" in run("record", play.number, "Note", "--file", "-", "--as", "sanne", stdin=given).output


def test_the_same_key_records_once() -> None:
    play = report_case()
    given = json.dumps({"text": "Eén keer."})
    for _ in range(2):
        done = run("record", play.number, "notitie", "--file", "-", "--as", "sanne", "--key", "k1", stdin=given)
        assert done.exit_code == 0
    with session(readonly=True) as db:
        assert len(record.entries(db, record.find_case(db, play.number))) == 2


@pytest.mark.parametrize(
    ("fact", "given", "user", "says"),
    [
        pytest.param("notitie", {"text": ""}, "sanne", "Schrijf een korte notitie.", id="an-empty-note"),
        pytest.param("notitie", {"tekst": "x"}, "sanne", "Het veld “tekst” hoort hier niet.", id="an-unknown-field"),
        pytest.param("afspraak", {"on": "morgen"}, "sanne", "Vul een datum in als jjjj-mm-dd.", id="no-date"),
        pytest.param("gevoel", {}, "sanne", "“gevoel” is geen soort feit.", id="an-unknown-kind"),
        pytest.param("notitie", {"text": "x"}, "niemand", "Wij kennen geen medewerker", id="an-unknown-user"),
        pytest.param("akkoord", {"decision": 1}, "sanne", "Dit mag alleen een tweede lezer", id="the-wrong-role"),
        pytest.param("akkoord", {"decision": 1}, "karin", "Er is nog geen voornemen.", id="too-early"),
        pytest.param("notitie", [], "sanne", "Geef een JSON-object", id="a-list"),
    ],
)
def test_a_fact_that_cannot_be_recorded_says_why_and_changes_nothing(
    fact: str,
    given: object,
    user: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    play = report_case()
    path = tmp_path / "feit.json"
    path.write_text(json.dumps(given), "utf-8")
    assert fails(monkeypatch, "record", play.number, fact, "--file", str(path), "--as", user) == 1
    assert says in capsys.readouterr().err
    assert play.case().version == 1


def test_a_stale_version_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    play = report_case()
    path = tmp_path / "feit.json"
    path.write_text('{"text": "x"}', "utf-8")
    arguments = ("record", play.number, "notitie", "--file", str(path), "--as", "sanne", "--version", "0")
    assert fails(monkeypatch, *arguments) == 1
    assert play.case().version == 1


@pytest.mark.parametrize("file", ["er-is-niets.json", __file__], ids=["no-file", "no-json"])
def test_a_file_that_cannot_be_read_is_told(file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    play = report_case()
    assert fails(monkeypatch, "record", play.number, "notitie", "--file", file, "--as", "sanne") == 1


def test_verify_finds_everything_in_order() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    done = run("verify")
    assert done.exit_code == 0, done.output
    assert "eerst bellen: 1 bekeken, in orde" in done.output
    assert "bestanden van de brieven: 3 bekeken, in orde" in done.output


def test_verify_finds_a_letter_with_one_flipped_bit() -> None:
    play = report_case()
    path = by_digest.letters().path(play.letter("ontvangstbevestiging-melding").pdf_sha256)
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    done = run("verify")
    assert done.exit_code == 1
    assert "bestanden van de brieven: 1 bekeken, NIET IN ORDE" in done.output


def test_verify_finds_a_guard_that_was_taken_off() -> None:
    report_case()
    with engine().begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_letter_gate")
    done = run("verify")
    assert done.exit_code == 1
    assert "bewaking van de database: 1 bekeken, NIET IN ORDE" in done.output


def test_verify_finds_a_rejection_that_slipped_past_the_guards() -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    with engine().begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER guard_letter_fixed")
        connection.exec_driver_sql("DROP TRIGGER guard_letter_gate_again")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql(
            "UPDATE letter SET call_id = NULL, call_upholds = NULL, call_at = NULL WHERE adverse = 1"
        )
    done = run("verify")
    assert "eerst bellen: 1 bekeken, NIET IN ORDE" in done.output


def test_every_fact_on_the_record_can_be_read_back() -> None:
    play = intended()
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        assert len(record.entries(db, case)) == case.version == len(db.query(FactRow).all())
        assert queries.letters_of(db, case)
    assert play.case().received_on == date(2026, 9, 28)
