"""The term at the desk: the new day is shown before anything is recorded, and silence of the watch is told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from plays import Play, at_once
from visits import Visit, at_desk, fields, text

from config.process import process, processes
from config.process_file import CourseTerm, DeskTexts
from rules.facts import Withdrawal
from rules.facts.remedies.lateness import DefaultNotice
from store import record
from store.engine import session
from tasks import clock
from tasks.letters.held_letters import keep_back
from tasks.watch.term_watch import keep, look

REASON = "uw bezoek van tien dagen aan uw zus"


def kinds(play: Play) -> list[str]:
    with session(readonly=True) as db:
        return [type(entry.fact).__name__ for entry in record.entries(db, record.find_case(db, play.number))]


@asynccontextmanager
async def later(play: Play, name: str = "sanne", **passed: float) -> AsyncIterator[Visit]:
    """Somebody who logs in some time later."""
    with clock.at(play.now + timedelta(**passed)):
        async with at_desk(name) as visit:
            yield visit


def consent(play: Play, **changes: str) -> dict[str, str]:
    given = {
        "ground": "ops_instemming",
        "from_on": (play.today() + timedelta(days=1)).isoformat(),
        "to_on": (play.today() + timedelta(days=10)).isoformat(),
        "consented_on": play.today().isoformat(),
        "reason": REASON,
    }
    return given | changes


async def confirm(visit: Visit, path: str, **given: str) -> int:
    """Look at the new day, then record it as it was shown."""
    shown = await visit.send(path, stap="bekijk", **given)
    return (await visit.send(path, page=shown, stap="vast")).status_code


async def test_what_is_recorded_is_what_was_shown(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/termijn?doe=stilstaan"
    shown = await sanne.send(path, stap="bekijk", **consent(play))
    other = consent(play, to_on=(play.today() + timedelta(days=12)).isoformat())
    changed = await sanne.send(path, page=shown, stap="vast", **other)
    assert "De laatste dag wordt 10 november 2026" in text(changed)
    assert "TermSuspended" not in kinds(play)
    assert (await sanne.send(path, page=changed, stap="vast")).status_code == 303
    assert (await sanne.send(path, page=changed, stap="vast")).status_code == 303
    assert kinds(play).count("TermSuspended") == 1


async def test_the_new_last_day_is_shown_before_it_is_recorded(play: Play, sanne: Visit) -> None:
    path, before = f"/zaak/{play.number}/termijn?doe=stilstaan", play.case().waits_by
    shown = await sanne.send(path, stap="bekijk", **consent(play))
    assert "De laatste dag wordt 9 november 2026" in text(shown)
    assert "De inwoner krijgt de brief “U geeft ons meer tijd om te beslissen”" in text(shown)
    assert "De aanvrager stemde schriftelijk in met uitstel" in text(shown)
    assert "TermSuspended" not in kinds(play)
    assert play.case().waits_by == before
    saved = await sanne.send(path, page=shown, stap="vast")
    assert saved.status_code == 303
    assert kinds(play)[-1] == "TermSuspended"
    assert play.case().waits_by.isoformat() == "2026-11-09"
    assert play.letters()[-1] == ("bevestiging-opschorting", "rendered")
    assert "Termijn staat stil" in text(await sanne.get(f"/zaak/{play.number}"))


async def test_pressing_enter_records_nothing(play: Play, sanne: Visit) -> None:
    shown = await sanne.send(f"/zaak/{play.number}/termijn?doe=stilstaan", **consent(play))
    assert shown.status_code == 200
    assert "TermSuspended" not in kinds(play)


@pytest.mark.parametrize("step", ["bekijk", "vast"])
async def test_a_suspension_without_a_last_day_is_refused_and_keeps_what_was_filled_in(
    play: Play, sanne: Visit, step: str
) -> None:
    path = f"/zaak/{play.number}/termijn?doe=stilstaan"
    refused = await sanne.send(path, stap=step, **consent(play, to_on=""))
    assert refused.status_code == 422
    assert "Laatste dag van stilstand: vul dit in." in text(refused) or "staat de termijn niet stil" in text(refused)
    assert REASON in refused.text
    assert "TermSuspended" not in kinds(play)


async def test_an_extension_goes_out_today_whatever_the_form_says(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/termijn?doe=verlengen"
    to_on = (play.case().waits_by + timedelta(days=14)).isoformat()
    given = {"to_on": to_on, "reason": "Het advies komt later.", "notified_on": "2026-01-01"}
    shown = await sanne.send(path, stap="bekijk", **given)
    assert "Niet zeker: Een bericht over verlenging (Awb 4:14 lid 1) stopt de dwangsom niet" in text(shown)
    assert await confirm(sanne, path, **given) == 303
    assert play.case().waits_by.isoformat() == to_on
    with session(readonly=True) as db:
        newest = record.entries(db, record.find_case(db, play.number))[-1].fact
    assert newest.notified_on == play.today()
    again = await sanne.send(path, stap="bekijk", **given)
    assert again.status_code == 409
    assert "al verlengd" in text(again)


async def test_an_extension_to_an_earlier_day_is_refused_before_it_is_recorded(play: Play, sanne: Visit) -> None:
    path, now = f"/zaak/{play.number}/termijn?doe=verlengen", play.case().waits_by
    refused = await sanne.send(path, stap="bekijk", to_on=now.isoformat(), reason="Het advies komt later.")
    assert refused.status_code == 422
    assert "De nieuwe datum moet later zijn" in text(refused)
    assert "TermExtended" not in kinds(play)


async def test_a_suspension_can_be_ended_from_its_page(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/termijn"
    assert "Laat de termijn weer lopen" not in text(await sanne.get(path))
    await confirm(sanne, f"{path}?doe=stilstaan", **consent(play, ground="ops_overmacht", consented_on=""))
    assert "Laat de termijn weer lopen" in text(await sanne.get(path))
    async with later(play, days=3) as again:
        assert await confirm(again, f"{path}?doe=hervatten", on=clock.today().isoformat()) == 303
    assert kinds(play)[-1] == "TermResumed"


async def test_what_does_not_fit_is_said_before_anything_is_counted_and_the_form_stays(
    play: Play, sanne: Visit
) -> None:
    assert await confirm(sanne, f"/zaak/{play.number}/termijn?doe=stilstaan", **consent(play)) == 303
    path = f"/zaak/{play.number}/termijn?doe=hervatten"
    place = str(len(kinds(play)))
    given = {"suspension": place, "on": play.today().isoformat(), "reason": "de terugkeer van uw zus"}
    refused = await sanne.send(path, stap="bekijk", **given)
    assert refused.status_code == 409
    assert "Deze dag ligt voor het begin van de opschorting." in text(refused)
    assert fields(refused, path)["reason"] == "de terugkeer van uw zus"


async def test_a_letter_that_waits_for_another_is_named_all_the_same(play: Play, sanne: Visit) -> None:
    play.put(at_once()).run()
    keep_back(play.letter("tijdelijke-toekenning").id, "Het adres is geheim.")
    shown = await sanne.send(f"/zaak/{play.number}/termijn?doe=stilstaan", stap="bekijk", **consent(play))
    assert "De inwoner krijgt de brief “U geeft ons meer tijd om te beslissen”" in text(shown)


async def test_a_premature_notice_of_default_is_told_so_before_it_is_recorded(play: Play, sanne: Visit) -> None:
    shown = await sanne.send(f"/zaak/{play.number}/termijn?doe=ingebrekestelling", stap="bekijk", came_by="post")
    assert "te vroeg" in text(shown)
    async with later(play, days=30) as again:
        path = f"/zaak/{play.number}/termijn?doe=ingebrekestelling"
        late = await again.send(path, stap="bekijk", came_by="post", received_on=clock.today().isoformat())
    assert "dan is er geen dwangsom" in text(late)


async def test_every_date_explains_itself_on_request(play: Play, sanne: Visit) -> None:
    for path in (f"/zaak/{play.number}", f"/zaak/{play.number}/termijn"):
        page = await sanne.get(path)
        assert "<summary>Waarom deze dag?</summary>" in page.text
        assert "Die dag telt zelf niet mee." in text(page)


async def test_a_reader_does_not_change_the_term(play: Play) -> None:
    async with at_desk("karin") as karin:
        assert (await karin.get(f"/zaak/{play.number}/termijn")).status_code == 403


async def test_a_case_without_an_application_has_no_term_to_change(play: Play, sanne: Visit) -> None:
    from plays import report_case  # noqa: PLC0415

    fresh = report_case()
    assert "Er loopt nog geen termijn om te beslissen" in text(await sanne.get(f"/zaak/{fresh.number}/termijn"))
    forced = await sanne.send(
        f"/zaak/{play.number}/termijn?doe=stilstaan", action=f"/zaak/{play.number}/termijn?doe=anders"
    )
    assert forced.status_code in {200, 403}
    fresh.days(1).do(Withdrawal(received_on=fresh.today(), reason="Mijn zoon helpt."))
    fresh.days(16).run()
    assert "Deze zaak is afgesloten" in text(await sanne.get(f"/zaak/{fresh.number}/termijn"))


async def test_that_a_term_has_not_begun_is_said_as_the_course_has_it(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plays import report_case  # noqa: PLC0415

    path, told = f"/zaak/{report_case().number}/termijn", "Er loopt nog geen termijn om te beslissen. Die begint bij"
    assert f"{told} de aanvraag. De termijn voor het onderzoek kan niet stilstaan." in text(await sanne.get(path))
    terms = process("wmo").terms | {"decision": CourseTerm(law="wmo_beschikking", starts="Intention.from_on")}
    other = process("wmo").model_copy(update={"terms": terms, "desk": DeskTexts()})
    monkeypatch.setitem(processes(), "wmo", other)
    page = text(await sanne.get(path))
    assert f"{told} het voornemen." in page
    assert "onderzoek kan niet" not in page


async def test_what_the_watch_warned_of_is_on_one_page(play: Play) -> None:
    async with later(play, days=1) as sanne, later(play, "mo", days=1) as mo:
        keep(look(), 0)
        page = text(await sanne.get("/termijnen"))
        assert play.number not in text(await mo.get("/termijnen"))
    assert "Bel nu (1)" in page
    assert "Nog 10 werkdagen of minder (1)" in page
    assert play.number in page


async def test_a_case_that_is_late_stays_on_that_page_until_it_is_done(play: Play) -> None:
    play.days(30).do(DefaultNotice(received_on=play.today()))
    async with later(play) as sanne:
        keep(look(), 0)
        page = text(await sanne.get("/termijnen"))
        assert "Over de termijn (1)" in page
        assert "Beslis na de ingebrekestelling (1)" in page
    for name in ("els", "jeroen"):
        async with later(play, name, hours=20) as colleague:
            assert "Over de termijn (1)" in text(await colleague.get("/termijnen"))


async def test_a_watch_that_stays_away_is_told_on_the_desk(play: Play) -> None:
    keep(look(), 0)
    for path in ("/vandaag", "/termijnen"):
        for hours, told in ((1, False), (27, True)):
            async with later(play, hours=hours) as sanne:
                assert ("zijn de termijnen niet nagekeken" in text(await sanne.get(path))) is told


async def test_the_page_asks_the_database_as_often_for_many_as_for_one(play: Play) -> None:
    from plays import intended  # noqa: PLC0415
    from sqlalchemy import event  # noqa: PLC0415

    from store.engine import engine  # noqa: PLC0415

    asked: list[str] = []
    event.listen(engine(), "before_cursor_execute", lambda *given: asked.append(given[2]))

    async def count() -> int:
        async with later(play, days=1) as sanne:
            keep(look(), 0)
            asked.clear()
            await sanne.get("/termijnen")
            return len(asked)

    one = await count()
    for _ in range(4):
        intended()
    assert await count() == one
