"""A copy of a letter that can be changed: only of a letter that was made, and never without a trace."""

from datetime import time, timedelta
from io import BytesIO

import docx
from plays import Play
from visits import Visit, at_desk, text

from rules.facts import Appointment, EditableCopy
from store import record
from store.engine import session

WHY = "De rechtbank vraagt om de tekst van deze brief."
TOO_LONG = "Zeer lange straatnaam die in geen enkel venster past van welke envelop dan ook " * 3


def copies(play: Play) -> list[tuple[int, str, str]]:
    with session(readonly=True) as db:
        entries = record.entries(db, record.find_case(db, play.number))
    return [(e.fact.letter, e.by, e.fact.reason) for e in entries if isinstance(e.fact, EditableCopy)]


async def test_a_copy_is_on_the_record_before_it_exists(play: Play, sanne: Visit) -> None:
    letter = play.letter("onderzoeksverslag")
    early = await sanne.get(f"/brief/{letter.id}.docx")
    assert (early.status_code, early.headers["location"]) == (303, f"/brief/{letter.id}/bewerkbaar")
    refused = await sanne.send(f"/brief/{letter.id}/bewerkbaar", reason="zomaar")
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.text
    assert copies(play) == []
    taken = await sanne.send(f"/brief/{letter.id}/bewerkbaar", reason=WHY)
    assert taken.headers["location"] == f"/brief/{letter.id}/bewerkbaar"
    assert copies(play) == [(letter.number, "sanne", WHY)]
    page = await sanne.get(taken.headers["location"])
    assert f'href="/brief/{letter.id}.docx"' in page.text
    copy = await sanne.get(f"/brief/{letter.id}.docx")
    assert copy.headers["content-disposition"].startswith("attachment;")
    assert "Zwaar werk in huis lukt niet meer." in [p.text for p in docx.Document(BytesIO(copy.content)).paragraphs]
    shown = text(await sanne.get(f"/zaak/{play.number}"))
    assert f"Bewerkbare kopie van brief B{letter.number} gemaakt {WHY}" in shown


async def test_a_colleague_does_not_share_in_a_copy(play: Play, sanne: Visit) -> None:
    letter = play.letter("onderzoeksverslag")
    await sanne.send(f"/brief/{letter.id}/bewerkbaar", reason=WHY)
    async with at_desk("karin") as karin:
        assert (await karin.get(f"/brief/{letter.id}.docx")).status_code == 303
        await karin.send(f"/brief/{letter.id}/bewerkbaar", reason=WHY)
        assert (await karin.get(f"/brief/{letter.id}.docx")).status_code == 200
    assert [by for _, by, _ in copies(play)] == ["sanne", "karin"]


async def test_a_copy_of_one_letter_opens_no_other(play: Play, sanne: Visit) -> None:
    first, other = play.letter("onderzoeksverslag"), play.letter("ontvangstbevestiging-melding")
    await sanne.send(f"/brief/{first.id}/bewerkbaar", reason=WHY)
    assert (await sanne.get(f"/brief/{other.id}.docx")).status_code == 303


async def test_a_letter_that_is_not_made_has_no_copy(play: Play, sanne: Visit) -> None:
    """A rejection that waits for its call has no letter at all; one that is held has no text to go out with."""
    with session() as db:
        record.find_case(db, play.number).citizen.street = TOO_LONG
    play.days(0).do(Appointment(on=play.today() + timedelta(days=3), at=time(10), place="bij u thuis"))
    held = play.letter("uitnodiging-gesprek")
    assert held.status == "held"
    assert "afwijzing" not in [name for name, _ in play.letters()]
    for path in (f"/brief/{held.id}/bewerkbaar", f"/brief/{held.id}.docx"):
        assert (await sanne.get(path)).status_code == 404
    csrf = (await sanne.get("/ik")).text.split('name="csrf" value="')[1].split('"')[0]
    forced = await sanne.post(f"/brief/{held.id}/bewerkbaar", {"csrf": csrf, "reason": WHY})
    assert forced.status_code == 404
    assert copies(play) == []
