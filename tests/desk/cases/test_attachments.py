"""The files of a case: opened safely, added once, and only by who may."""

import base64
from typing import Any

import pytest
from httpx import Response
from plays import STAFF, Play
from posts import PDF, file, post
from sqlalchemy import select, update
from visits import ORIGIN, Visit, at_desk, fields, text

from desk.cases import attachments as adding
from rules.errors import AttachmentRefused, AttachmentUnknown
from store import record
from store.engine import session
from store.models import Attachment, FactRow, Staff
from tasks import clock
from tasks.answers.files import FILE_MAX, SHOWN
from tasks.intake import attachments
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive

SCRIPT = b"<script>alert(1)</script>"
PNG = b"\x89PNG\r\n\x1a\nfoto"
HEIC = b"\0\0\0\x18ftypheic"
SENT = {
    "brief.pdf": (PDF, "application/pdf", "inline"),
    "foto.png": (PNG, "image/png", "inline"),
    "foto.heic": (HEIC, "image/heic", "attachment"),
    "pagina.html": (SCRIPT, "application/octet-stream", "attachment"),
    'a".pdf\r\nX-Kwaad: ja': (b"MZ\x90", "application/octet-stream", "attachment"),
}


@pytest.fixture
def sent(record: str) -> Play:
    """A case of a form with five files."""
    del record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"
    files = [file(content, name) for name, (content, _, _) in SENT.items()]
    play = Play(receive(read_line(post(bijlagen=files, verhaal="Ik val. " * 4_000))).number, clock.now())
    play.run()
    return play


def rows() -> list[Attachment]:
    with session(readonly=True) as db:
        return list(db.scalars(select(Attachment).order_by(Attachment.id)))


async def upload(visit: Visit, play: Play, name: str, content: bytes, **changes: str) -> Response:
    """Send a file from the page of the case, as a browser does."""
    action = f"/zaak/{play.number}/bestand"
    shown = await visit.get(f"/zaak/{play.number}")
    values = fields(shown, action) | changes
    values.pop("bestand", None)
    given: dict[str, Any] = {"bestand": (name, content)} if name else {}
    return await visit.client.post(action, data=values, files=given or {"x": ""}, headers={"Origin": ORIGIN})


TURNED = "factuur\u202efdp.exe"


async def test_a_name_that_turns_round_is_shown_as_it_is_typed(sent: Play) -> None:
    line = post(bijlagen=[file(PDF, TURNED)], **{"Waarom\u2066 niet": "Ik val. " * 4_000})
    play = Play(receive(read_line(line)).number, clock.now())
    play.run()
    async with at_desk("sanne") as visit:
        await upload(visit, play, TURNED, PDF)
        page = await visit.get(f"/zaak/{play.number}")
        (row, *_) = [one for one in rows() if one.file_name == TURNED and one.case_id != sent.number]
        got = await visit.get(f"/zaak/{play.number}/bestand/{row.id}")
    assert "factuur\\u202efdp.exe" in page.text
    assert "Bestand toegevoegd: factuur\\u202efdp.exe" in page.text
    assert "Waarom\\u2066 niet" in page.text
    assert not {"\u202e", "\u2066"} & {*page.text}
    assert "factuur%5Cu202efdp.exe" in got.headers["content-disposition"]
    assert [one.file_name for one in rows()].count(TURNED) == 2


async def test_each_file_opens_as_what_its_bytes_show(sent: Play) -> None:
    async with at_desk("sanne") as visit:
        for row, (content, kind, how) in zip(rows(), SENT.values(), strict=False):
            got = await visit.get(f"/zaak/{sent.number}/bestand/{row.id}")
            assert got.content == content
            assert got.headers["content-type"] == kind
            assert got.headers["content-disposition"].startswith(f"{how}; filename*=UTF-8''")
            assert got.headers["x-content-type-options"] == "nosniff"
            assert got.headers["cache-control"] == "no-store"
            assert "x-kwaad" not in got.headers
        story = await visit.get(f"/zaak/{sent.number}/bestand/{rows()[-1].id}")
    assert story.headers["content-type"] == "text/plain; charset=utf-8"
    assert story.headers["content-disposition"].startswith("attachment")
    assert story.text == "Ik val. " * 4_000


async def test_a_page_that_calls_itself_a_picture_is_never_shown(sent: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    row = rows()[3]
    async with at_desk("sanne") as visit:
        got = await visit.get(f"/zaak/{sent.number}/bestand/{row.id}")
        assert (got.headers["content-type"], got.content) == ("application/octet-stream", SCRIPT)
        # Without the look at its bytes a browser would run it.
        monkeypatch.setattr(attachments, "media_type", lambda _: "text/html")
        monkeypatch.setattr(attachments, "SHOWN", {*SHOWN, "text/html"})
        got = await visit.get(f"/zaak/{sent.number}/bestand/{row.id}")
        assert got.headers["content-type"].startswith("text/html")


async def test_the_case_lists_them_and_warns_of_what_is_strange(sent: Play) -> None:
    async with at_desk("karin") as visit:
        shown = await visit.get(f"/zaak/{sent.number}")
    assert text(shown).count("Dit soort bestand openen wij niet op het scherm.") >= 3
    assert f'href="/zaak/{sent.number}/bestand/{rows()[0].id}">brief.pdf<' in shown.text
    # A second reader reads along, and adds nothing.
    assert "Voeg een bestand toe" not in shown.text


async def test_a_file_of_another_case_is_not_there(sent: Play) -> None:
    other = receive(read_line(post())).number
    async with at_desk("sanne") as visit:
        assert (await visit.get(f"/zaak/{other}/bestand/{rows()[0].id}")).status_code == 404
        assert (await visit.get(f"/zaak/{sent.number}/bestand/999999")).status_code == 404
    with pytest.raises(AttachmentUnknown):
        attachments.opened(other, rows()[0].id)


async def test_a_file_is_added_once_with_a_note_of_who_did(sent: Play) -> None:
    before = len(rows())
    async with at_desk("els") as visit:
        for _ in range(2):
            added = await upload(visit, sent, "C:\\map\\machtiging.pdf", PDF)
            assert added.status_code == 303
        shown = text(await visit.get(f"/zaak/{sent.number}"))
    assert "Bestand toegevoegd: machtiging.pdf" in shown
    assert "door Els Brand" in shown
    added, *more = rows()[before:]
    assert (added.file_name, added.media_type, more) == ("machtiging.pdf", "application/pdf", [])
    with session(readonly=True) as db:
        notes = db.scalars(select(FactRow).where(FactRow.kind == "Note")).all()
    assert len(notes) == 1


async def test_no_file_an_empty_one_and_one_too_large_are_refused_in_words(sent: Play) -> None:
    before = len(rows())
    async with at_desk("els") as visit:
        for name, content, why in (
            ("", b"", attachments.EMPTY),
            ("leeg.pdf", b"", attachments.EMPTY),
            ("groot.pdf", PDF + b"x" * FILE_MAX, attachments.LARGE),
        ):
            got = await upload(visit, sent, name, content)
            assert got.status_code == 422
            assert why in text(got)
            assert "Het bestand is nog niet bewaard" in text(got)
        huge = await upload(visit, sent, "groot.pdf", b"x" * (adding.LARGEST_FORM + 1))
        assert huge.status_code == 413
    assert len(rows()) == before


async def test_a_form_of_another_site_adds_nothing(sent: Play) -> None:
    before = len(rows())
    async with at_desk("els") as visit:
        assert (await upload(visit, sent, "a.pdf", PDF, csrf="x")).status_code == 403
        action = f"/zaak/{sent.number}/bestand"
        values = fields(await visit.get(f"/zaak/{sent.number}"), action)
        values.pop("bestand")
        foreign = {"Origin": "https://kwaad.example"}
        got = await visit.client.post(action, data=values, files={"bestand": ("a.pdf", PDF)}, headers=foreign)
        assert got.status_code == 403
    async with at_desk("karin") as visit:
        assert (await visit.client.post(action, data=values, files={"bestand": ("a.pdf", PDF)})).status_code == 403
    assert len(rows()) == before


async def test_any_other_form_stays_small(sent: Play) -> None:
    async with at_desk("els") as visit:
        got = await visit.client.post(f"/zaak/{sent.number}/notitie", content=b"x" * 1_000_001)
    assert got.status_code == 413


def test_a_file_that_is_added_is_a_link_of_the_chain(sent: Play) -> None:
    attachments.add(sent.number, "brief.pdf", PDF, by="els", key=None)
    with session(readonly=True) as db:
        case = record.find_case(db, sent.number)
        assert len(attachments.of_case(db, case)) == len(rows())
    with pytest.raises(AttachmentRefused):
        attachments.add(sent.number, "leeg.pdf", b"", by="els", key=None)
    with pytest.raises(Exception, match="attachment"), session() as db:
        db.execute(update(Attachment).values(file_name="anders.pdf"))
    assert base64.b64encode(attachments.opened(sent.number, rows()[-1].id).content) == base64.b64encode(PDF)
