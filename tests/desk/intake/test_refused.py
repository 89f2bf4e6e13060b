"""A report that could not become a case waits, sealed, for administration; nothing of it is lost unseen."""

import json
import os
import re
from pathlib import Path

import anyio.to_thread
import pytest
from plays import STAFF
from posts import post
from sqlalchemy import select
from typer.testing import CliRunner
from visits import at_desk, fields, text

from cli.main import app
from config.forms import forms
from config.settings import settings
from desk.intake import drafts
from desk.intake.refused import UNSAID
from store.engine import session
from store.models import Case, Staff
from tasks import clock
from tasks.intake import form_posts, refused_reports

BSN = "999990019"
PAGE = "/melding/geweigerd"
REPORT = {"form_id": "huisarts", "form_name": "Doorverwijzing huisarts", "public_reference": "OF-HA"}


@pytest.fixture(autouse=True)
def team(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everyone works in the team of the form; nothing of Prefect listens."""
    del record
    monkeypatch.setenv("MAATWERK_PREFECT_API_URL", "http://127.0.0.1:9/api")
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"


def take_in(folder: Path, *lines: str) -> str:
    """Take these in from a file, and what was said of it."""
    file = folder / "meldingen.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    return CliRunner().invoke(app, ["intake", str(file)]).output


async def here(folder: Path, *lines: str) -> str:
    """The same, while a desk is open."""
    return await anyio.to_thread.run_sync(take_in, folder, *lines)


def numbers() -> list[str]:
    with session(readonly=True) as db:
        return list(db.scalars(select(Case.number)))


def test_what_stood_beside_the_answers_of_what_was_refused_is_shown(tmp_path: Path) -> None:
    take_in(tmp_path, json.dumps(json.loads(post(metadata=REPORT)) | {"opmerking": "Bel na tienen"}))
    (waits,) = refused_reports.waiting()
    assert ("opmerking", "Bel na tienen") in waits.answers


async def test_administration_sees_what_was_refused_and_why(tmp_path: Path) -> None:
    said = await here(tmp_path, post(metadata=REPORT, bsn=BSN, extra="Bel na tienen"), post(), "geen json")
    assert "1 nieuwe zaken, 0 meldingen waren er al, 2 regels niet aangenomen." in said
    async with at_desk("els") as visit:
        assert "2 meldingen van een formulier zijn niet aangenomen" in text(await visit.get("/vandaag"))
        assert "2 meldingen van een formulier werden geen zaak." in text(await visit.get("/melding"))
        shown = text(await visit.get(PAGE))
    assert "Het formulier “huisarts” kennen wij niet." in shown
    assert "Bel na tienen" in shown
    assert "OF-HA" in shown
    assert "geen json" in shown
    assert BSN not in shown


def test_what_was_refused_is_sealed_and_kept_once(tmp_path: Path) -> None:
    line = post(metadata=REPORT, extra="Bel na tienen")
    take_in(tmp_path, line, line)
    (name,) = refused_reports.names()
    kept = settings().home / "drafts" / name
    assert b"tienen" not in kept.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert json.loads(refused_reports.load(name).line) == json.loads(line)


def test_it_waits_longer_than_a_draft(tmp_path: Path) -> None:
    take_in(tmp_path, post(metadata=REPORT))
    (name,) = refused_reports.names()
    old = clock.now().timestamp() - 2 * drafts.KEPT.total_seconds()
    os.utime(settings().home / "drafts" / name, (old, old))
    assert drafts.mine("sanne") == []
    assert refused_reports.names() == [name]


async def test_once_its_form_is_known_it_becomes_a_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await here(tmp_path, post(metadata=REPORT))
    (name,) = refused_reports.names()
    async with at_desk("els") as visit:
        again = await visit.send(PAGE, f"{PAGE}/{name}/opnieuw")
        assert "kennen wij niet" in again.text
        assert refused_reports.names() == [name]
        known = next(one for one in forms() if one.process == "wmo")
        monkeypatch.setattr(form_posts, "form", lambda *_: known)
        await visit.send(PAGE, f"{PAGE}/{name}/opnieuw")
    assert refused_reports.names() == []
    assert numbers() == ["WMO-2026-0001"]


async def test_the_same_file_again_is_enough_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = post(metadata=REPORT)
    await here(tmp_path, line)
    known = next(one for one in forms() if one.process == "wmo")
    monkeypatch.setattr(form_posts, "form", lambda *_: known)
    await here(tmp_path, line)
    assert refused_reports.names() == []


async def test_who_dealt_with_it_says_how_and_that_stays(tmp_path: Path) -> None:
    await here(tmp_path, post(metadata=REPORT, extra="Bel na tienen"))
    (name,) = refused_reports.names()
    async with at_desk("els") as visit:
        page = await visit.get(PAGE)
        unsaid = await visit.send(PAGE, f"{PAGE}/{name}/klaar", page=page, reden=" ")
        assert UNSAID in text(unsaid)
        assert refused_reports.names() == [name]
        await visit.send(PAGE, f"{PAGE}/{name}/klaar", page=page, reden="Gebeld: mevrouw belt zelf de huisarts.")
        shown = text(await visit.get(PAGE))
        assert "Elke melding is een zaak geworden." in shown
        assert "door Els Brand Gebeld: mevrouw belt zelf de huisarts." in shown
        assert "Bel na tienen" in shown
        gone = await visit.send(PAGE, f"{PAGE}/{name}/klaar", page=page, reden="Nog eens.")
        assert refused_reports.GONE in text(gone)
        other = await visit.post(f"{PAGE}/{name}/weg", fields(page, f"{PAGE}/{name}/klaar"))
        assert other.status_code == 404
    assert (numbers(), refused_reports.names()) == ([], [])


def test_what_was_dealt_with_keeps_its_contents_for_a_year(tmp_path: Path) -> None:
    line = post(metadata=REPORT, extra="Bel na tienen")
    for reason in ("Gebeld.", "Dezelfde nog eens."):
        take_in(tmp_path, line)
        (name,) = refused_reports.names()
        refused_reports.settle(name, by="els", reason=reason)
    assert [one.reason for one in refused_reports.settled()] == ["Dezelfde nog eens.", "Gebeld."]
    assert all("Bel na tienen" in dict(one.answers).values() for one in refused_reports.settled())
    with clock.at(clock.now() + refused_reports.KEPT):
        assert [(one.by, one.reason, one.answers) for one in refused_reports.settled()][1] == ("els", "Gebeld.", [])
    assert [one.line for one in refused_reports.settled()] == ["", ""]
    assert all("huisarts" in one.because for one in refused_reports.settled())


SAID = {
    "in a sentence": f"Mijn nummer is {BSN}, dank u",
    "twice": f"{BSN} en 999990172.",
    "where it is cut": "x" * 1_992 + f" {BSN}",
    "as a number": int(BSN),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_no_number_is_shown_in_what_was_refused(said: object, tmp_path: Path) -> None:
    await here(tmp_path, post(metadata=REPORT, extra=said, **{f"van {BSN}": "ja"}))
    async with at_desk("els") as visit:
        shown = text(await visit.get(PAGE))
    assert not {BSN, "999990172", BSN[:6]} & {*re.findall(r"\d{6,}", shown)}
    assert "•••••019" in shown


async def test_without_the_mask_it_would_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused_reports, "masked", lambda said: said)
    await here(tmp_path, post(metadata=REPORT, extra=SAID["in a sentence"]))
    async with at_desk("els") as visit:
        assert BSN in text(await visit.get(PAGE))


@pytest.mark.parametrize("name", ["../keys/keys.json", "geweigerd-", "0" * 32])
def test_no_other_file_is_opened(name: str) -> None:
    with pytest.raises(refused_reports.ReportUnreadable):
        refused_reports.load(name)


HARD = {
    "a number without end": post(bsn="9" * 4301),
    "thousands of digits that are no JSON": "9" * 6000,
    "half a sign in a name": '{"values":{"a":"b"},"metadata":{"form_id":"q","form_name":"\\ud801"}}',
    "half a sign in a question": '{"values":{"\\ud801":"b"},"metadata":{"form_id":"q"}}',
}


@pytest.mark.parametrize("line", HARD.values(), ids=HARD)
async def test_a_line_that_nobody_thought_of_stops_no_other_and_no_page(line: str, tmp_path: Path) -> None:
    told = await anyio.to_thread.run_sync(take_in, tmp_path, line, post("OF-NEXT"))
    assert "Traceback" not in told
    with session(readonly=True) as db:
        assert db.scalar(select(Case.id).where(Case.reference == "OF-NEXT"))
    async with at_desk("els") as els:
        assert (await els.get(PAGE)).status_code == 200


async def test_a_refusal_says_nothing_that_was_sent(tmp_path: Path) -> None:
    line = post(metadata={"form_id": "zz top", "form_name": "Jan Jansen 0612345678"})
    told = await anyio.to_thread.run_sync(take_in, tmp_path, line)
    assert "zonder naam" in told
    assert "Jansen" not in told


async def test_a_file_that_begins_with_a_mark_is_read(tmp_path: Path) -> None:
    await anyio.to_thread.run_sync(take_in, tmp_path, "\ufeff" + post("OF-BOM"))
    with session(readonly=True) as db:
        assert db.scalar(select(Case.id).where(Case.reference == "OF-BOM"))
