"""The letters of the administration: nothing leaves unseen, and what the printer says is noted once."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from httpx import Response
from plays import Play, report_case
from post import answer, newest, printed, run_letters
from visits import Visit, at_desk, text

from config.settings import settings
from desk.post import letters_today
from rules.wording import day_nl
from store.engine import session
from store.files.printer_answers import waiting
from store.models import Citizen
from tasks import clock
from tasks.letters.held_letters import keep_back, retry_letter
from tasks.letters.sending import make_letter
from tasks.post import letter_stop


@pytest.fixture
async def els(play: Play) -> AsyncIterator[Visit]:
    """The administration at the desk; two letters of one case are ready."""
    async with at_desk("els") as visit:
        yield visit


async def started(els: Visit) -> str:
    """A run that waits to be confirmed; its page."""
    return (await els.send("/brieven", "/brieven/run")).headers["location"].split("?")[0]


async def test_the_page_says_what_may_leave(els: Visit, play: Play) -> None:
    shown = text(await els.get("/brieven"))
    assert "Klaar voor de drukker (2)" in shown
    assert play.number in shown
    assert "Geen brief is aangehouden." in shown


async def test_nothing_leaves_before_it_is_confirmed_and_then_once(els: Visit) -> None:
    run = await started(els)
    shown = text(await els.get(run))
    assert "Er gaan 2 brieven naar de drukker." in shown
    assert printed() == []
    await els.send(run, f"{run}/overdragen")
    assert len(printed()) == 2
    assert "bij de drukker" in text(await els.get(run))
    assert "Er ligt geen brief klaar." in text(await els.get("/brieven"))


async def test_a_second_click_finds_the_same_run(els: Visit) -> None:
    page = await els.get("/brieven")
    first, second = [await els.send("/brieven", "/brieven/run", page=page) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]


async def test_a_letter_is_taken_out_until_the_run_is_confirmed(els: Visit, play: Play) -> None:
    run = await started(els)
    letter = play.letter("onderzoeksverslag").id
    stale = await els.get(run)
    await els.send(run, f"/brieven/brief/{letter}/eruit")
    refused = await els.send(run, f"{run}/overdragen", page=stale)
    assert refused.status_code == 409
    assert "Het aantal brieven is veranderd" in text(refused)
    await els.send(run, f"{run}/overdragen")
    assert printed() == [f"{play.number}/B1"]
    overview = await els.get("/brieven")
    assert "Uit de briefrun gehaald door Els Brand" in text(overview)
    await els.send("/brieven", f"/brieven/brief/{letter}/opnieuw")
    assert play.letter("onderzoeksverslag").status == "queued"


async def test_a_run_that_is_broken_off_keeps_its_letters_ready(els: Visit) -> None:
    run = await started(els)
    await els.send(run, f"{run}/afbreken")
    assert "afgebroken" in text(await els.get(run))
    assert "Klaar voor de drukker (2)" in text(await els.get("/brieven"))


async def test_what_would_be_held_is_told_before_the_run(els: Visit, play: Play) -> None:
    with session() as db:
        db.get_one(Citizen, play.case().citizen_id).secret_address = 1
    shown = text(await els.get("/brieven"))
    assert "Gaat niet mee (2)" in shown
    assert "Het adres op deze brief is geheim." in shown
    await started(els)
    assert "Aangehouden (2)" in text(await els.get("/brieven"))


async def test_a_letter_that_someone_posts_is_noted_by_that_person(els: Visit, play: Play) -> None:
    letter = play.letter("melding").id
    await els.send("/brieven", f"/brieven/brief/{letter}/zelf")
    # It bore the day on which it was made.
    make_letter(letter)
    assert "Zelf versturen (1)" in text(await els.get("/brieven"))
    await els.send("/brieven", f"/brieven/brief/{letter}/verstuurd")
    assert "Zelf versturen" not in text(await els.get("/brieven"))
    run_letters()
    assert printed() == [f"{play.number}/B2"]


async def test_only_the_printers_word_makes_a_bundle_sent(els: Visit) -> None:
    run_letters()
    bundle = newest()
    page = await els.get("/brieven")
    assert "Wacht op de drukker" in text(page)
    for day in ("2099-01-01", "2020-01-01", "9999-12-31"):
        wrong = await els.post(f"/brieven/bundel/{bundle}", await filled(page, dag=day))
        assert wrong.status_code == 422
        assert f"Kies een dag van {day_nl(clock.today())} tot en met {day_nl(clock.today())}." in text(wrong)
    wrong = await els.post(f"/brieven/bundel/{bundle}", await filled(page, dag="gisteren"))
    assert "Vul de dag in" in text(wrong)
    done = await els.post(f"/brieven/bundel/{bundle}", await filled(page, dag=str(clock.today())))
    assert done.status_code == 303
    assert "Verzonden op" in text(await els.get("/brieven"))
    late = await upload(els, bundle, answer(bundle))
    assert late.status_code == 422
    assert "al een ander antwoord vastgelegd" in text(late)


async def test_nobody_types_that_the_printer_refused_a_bundle(els: Visit) -> None:
    run_letters()
    page = await els.get("/brieven")
    assert 'value="geweigerd"' not in page.text
    for action in (f"/brieven/bundel/{newest()}", f"/brieven/bundel/{newest()}/antwoord"):
        said = await filled(page, antwoord="geweigerd", answer="refused", reden="Papier op.", reason="Papier op.")
        assert (await els.post(action, said)).status_code == 422
    assert "Wacht op de drukker" in text(await els.get("/brieven"))


async def upload(visit: Visit, bundle: int, content: bytes, name: str = "antwoord.json") -> Response:
    """Send a file of the printer, as a browser does."""
    path = f"/brieven/bundel/{bundle}/antwoord"
    csrf = _csrf(await visit.get("/brieven"))
    return await visit.client.post(path, data={"csrf": csrf}, files={"bestand": (name, content)})


def _csrf(page: Response) -> str:
    return re.findall(r'name="csrf" value="([^"]+)"', page.text)[0]


async def test_what_is_no_answer_about_the_bundle_is_said_at_the_desk(els: Visit, subtests: pytest.Subtests) -> None:
    run_letters()
    first = newest()
    report_case()
    run_letters()
    bundle = newest()
    wrong = {
        "Kies het bestand": b"",
        "het is te groot": answer(bundle) + b" " * 20_000,
        "geen JSON": b"Wij hebben niets gedrukt.",
        "een andere bundel": answer(first),
        "een andere lijst": answer(bundle, manifest_sha256="f" * 64),
        "de naam van de bundel": answer(bundle, bundle="../../etc/passwd"),
    }
    for says, content in wrong.items():
        with subtests.test(says):
            done = await upload(els, bundle, content, name="../../handover/x.json")
            assert done.status_code == 422
            assert says in text(done)
    assert (await upload(els, bundle, answer(bundle) + b" " * 2_000_000)).status_code == 413
    assert "Geweigerd" not in text(await els.get("/brieven"))
    assert (await upload(els, bundle, answer(bundle))).status_code == 303


async def test_a_file_that_was_left_in_the_folder_is_said_on_the_page(els: Visit) -> None:
    assert waiting() == []
    (settings().answers_folder / "<b>vreemd.json").write_bytes(b"niets")
    page = await els.get("/brieven")
    assert "vreemd.json: Dit bestand is geen antwoord van de drukker" in text(page)
    assert "&lt;b&gt;vreemd" in page.text
    assert "<b>vreemd" not in page.text


async def filled(page: object, **values: str) -> dict[str, str]:
    """The hidden fields of the page, and these."""
    from visits import fields  # noqa: PLC0415

    return {"csrf": fields(page, f"/brieven/bundel/{newest()}")["csrf"], **values}


async def test_a_refused_bundle_lies_ready_again(els: Visit) -> None:
    run_letters()
    assert (await upload(els, newest(), answer(newest(), reason="Papier op."))).status_code == 303
    shown = text(await els.get("/brieven"))
    assert "Geweigerd Papier op." in shown
    assert "Klaar voor de drukker (2)" in shown


async def test_a_bundle_can_be_downloaded_as_it_was_handed_over(els: Visit) -> None:
    run_letters()
    for part, start in (("pdf", b"%PDF"), ("lijst", b"volgnr;"), ("manifest", b"{")):
        got = await els.get(f"/brieven/bundel/{newest()}/{part}")
        assert got.content.startswith(start)
    assert (await els.get(f"/brieven/bundel/{newest()}/anders")).status_code == 404
    assert (await els.get("/brieven/bundel/999/pdf")).status_code == 404


async def test_a_long_list_is_folded_by_what_the_letters_are(els: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    report_case()
    short = (await els.get("/brieven")).text
    monkeypatch.setattr(letters_today, "FEW", 2)
    long = await els.get("/brieven")
    assert short.count('<details class="mw-more" open>') == 2
    assert '<details class="mw-more" open>' not in long.text
    names = re.findall(r"<summary>(.*?)</summary>", long.text)
    assert names == ["Wij hebben uw melding ontvangen (2)", "Verslag van ons onderzoek (1)"]


async def test_a_run_tells_all_that_leaves_though_it_shows_the_first(
    els: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters_today, "MOST", 1)
    run = await started(els)
    shown = text(await els.get(run))
    assert "Er gaan 2 brieven naar de drukker." in shown
    assert "U ziet de eerste 1 brieven. De andere gaan ook mee." in shown
    await els.send(run, f"{run}/overdragen")
    assert len(printed()) == 2


async def test_a_stop_is_told_and_starts_nothing(els: Visit) -> None:
    letter_stop.stop_for_restore()
    refused = await els.send("/brieven", "/brieven/run")
    assert refused.status_code == 409
    assert "maatwerk reconcile" in text(refused)


async def test_the_part_that_polls_stops_when_the_run_is_over(els: Visit) -> None:
    run = await started(els)
    part = await els.get(f"{run}?deel=ja")
    assert "<html" not in part.text
    assert "hx-trigger" not in part.text
    assert (await els.get("/brieven/run/999")).status_code == 404


async def test_what_is_sealed_is_not_taken_out(els: Visit, play: Play) -> None:
    page = await els.get("/brieven")
    run_letters()
    letter = play.letter("melding").id
    refused = await els.send("/brieven", f"/brieven/brief/{letter}/zelf", page=page)
    assert refused.status_code == 409
    assert (await els.post(f"/brieven/brief/{letter}/weg", {"csrf": (await filled_csrf(page))})).status_code == 404


async def filled_csrf(page: object) -> str:
    from visits import fields  # noqa: PLC0415

    return fields(page, "/brieven/run")["csrf"]


async def test_a_letter_that_cannot_wait_leaves_alone_once_that_is_confirmed(els: Visit, play: Play) -> None:
    letter = play.letter("melding").id
    page = await els.send("/brieven", f"/brieven/brief/{letter}/nu")
    assert printed() == []
    shown = await els.get(page.headers["location"])
    assert "Er gaat 1 brief naar de drukker." in text(shown)
    run = page.headers["location"].split("?")[0]
    await els.send(run, f"{run}/overdragen", aantal="1")
    assert printed() == [f"{play.number}/B1"]


async def test_a_letter_that_somebody_posts_has_a_cover_sheet(els: Visit, play: Play) -> None:
    letter = play.letter("melding").id
    assert (await els.get(f"/brieven/brief/{letter}/voorblad")).status_code == 404
    await els.send("/brieven", f"/brieven/brief/{letter}/zelf")
    make_letter(letter)
    sheet = text(await els.get(f"/brieven/brief/{letter}/voorblad"))
    for words in (play.number, "Mevrouw F. Yıldız-Demir", "Esdoornstraat 27", day_nl(clock.today()), "Els Brand"):
        assert words in sheet
    with clock.at(clock.now() - timedelta(days=1)):
        keep_back(letter, "Even wachten.")
        retry_letter(letter)
        make_letter(letter)
    assert "Zet de datum van vandaag erop" in text(await els.get(f"/brieven/brief/{letter}/voorblad"))
