"""From a form to the record: what is refused keeps what was filled in, and nothing is recorded twice."""

import sqlite3
from datetime import timedelta

import pytest
from plays import Play, intention, report_case
from post import run_letters
from visits import Visit, at_desk, browser, fields, here, text

from desk.app import create_app
from rules.calls import CallOutcome
from rules.facts import Note, Outcome
from store import record
from store.engine import session
from tasks import clock
from tasks.cases.recording import record_fact

SPOKE = {
    "outcome": "geinformeerd_niet_akkoord",
    "summary": "U vindt dat uw dochter het al zwaar heeft.",
    "response": "Wij bellen uw dochter over hulp voor haar.",
    "minutes": "9",
    "identity_checked": "on",
}


def recorded(play: Play) -> list[str]:
    with session(readonly=True) as db:
        return [type(entry.fact).__name__ for entry in record.entries(db, record.find_case(db, play.number))]


async def test_a_call_opens_the_way_to_the_second_reader(play: Play, sanne: Visit) -> None:
    saved = await sanne.send(f"/zaak/{play.number}/bel", **SPOKE)
    assert saved.status_code == 303
    assert play.case().waits_for == "akkoord tweede lezer"
    async with at_desk("karin") as karin:
        page = await karin.get(f"/zaak/{play.number}/akkoord")
        assert "Wij bellen uw dochter over hulp voor haar." in page.text
        await karin.send(f"/zaak/{play.number}/akkoord", keuze="ja")
    assert play.case().waits_for == "verzending van het besluit"
    assert play.letters()[-1] == ("afwijzing", "rendered")


async def test_without_a_call_the_second_reader_cannot_approve(play: Play) -> None:
    async with at_desk("karin") as karin:
        page = await karin.get(f"/zaak/{play.number}/akkoord")
        assert "Bel eerst" in text(page)
        assert "keuze" not in page.text
        csrf = fields(page, "/zaken")["csrf"]
        forced = await karin.post(f"/zaak/{play.number}/akkoord", {"csrf": csrf, "besluit": "1", "keuze": "ja"})
        assert forced.status_code == 409
        assert "bel eerst de inwoner" in forced.text
    assert "Approval" not in recorded(play)
    assert ("afwijzing", "rendered") not in play.letters()


async def test_the_case_and_the_decision_say_to_call_first(play: Play, sanne: Visit) -> None:
    assert "Bel eerst" in text(await sanne.get(f"/zaak/{play.number}"))
    assert "Zonder gesprek maakt het systeem geen brief" in text(await sanne.get(f"/zaak/{play.number}/besluit"))


async def test_an_incomplete_call_names_every_field_and_keeps_the_input(play: Play, sanne: Visit) -> None:
    page = await sanne.send(f"/zaak/{play.number}/bel", **(SPOKE | {"identity_checked": "", "minutes": ""}))
    assert page.status_code == 422
    assert "<title>Fout: " in page.text
    assert 'href="#identity_checked"' in page.text
    assert 'href="#minutes"' in page.text
    assert fields(page, f"/zaak/{play.number}/bel")["summary"] == SPOKE["summary"]
    assert "Call" not in recorded(play)


async def test_new_information_asks_no_more_than_a_decision_that_stands(play: Play, sanne: Visit) -> None:
    new = {"outcome": "nieuwe_feiten", "new_facts": "De dochter verhuist.", "minutes": "4", "identity_checked": "on"}
    stands = {"outcome": "geinformeerd_akkoord", "summary": "U begrijpt het.", "minutes": "4", "identity_checked": "on"}
    assert len(new) == len(stands)
    assert (await sanne.send(f"/zaak/{play.number}/bel", **new)).status_code == 303
    assert play.case().waits_for == "onderzoek na nieuwe informatie"


async def test_a_double_click_records_once(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}/bel")
    first = await sanne.send(f"/zaak/{play.number}/bel", page=page, **SPOKE)
    second = await sanne.send(f"/zaak/{play.number}/bel", page=page, **SPOKE)
    assert (first.status_code, second.status_code) == (303, 303)
    assert recorded(play).count("Call") == 1


async def test_without_its_key_a_double_click_would_record_twice(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}/bel")
    for _ in range(2):
        await sanne.send(f"/zaak/{play.number}/bel", page=page, sleutel="", versie="", **SPOKE)
    assert recorded(play).count("Call") == 2


async def test_a_stale_form_gets_the_news_and_keeps_the_input(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}/bel")
    record_fact(play.number, Note(text="De dochter belde: mevrouw ligt in het ziekenhuis."), by="mo")
    stale = await sanne.send(f"/zaak/{play.number}/bel", page=page, **SPOKE)
    assert stale.status_code == 409
    assert "mevrouw ligt in het ziekenhuis" in stale.text
    assert fields(stale, f"/zaak/{play.number}/bel")["summary"] == SPOKE["summary"]
    assert "Call" not in recorded(play)
    again = await sanne.send(f"/zaak/{play.number}/bel", page=stale, identity_checked="on")
    assert again.status_code == 303


async def test_the_second_decider_hears_that_a_colleague_was_first(play: Play, sanne: Visit) -> None:
    await sanne.send(f"/zaak/{play.number}/bel", **SPOKE)
    async with at_desk("karin") as karin, at_desk("jeroen") as jeroen:
        late = await jeroen.get(f"/zaak/{play.number}/akkoord")
        await karin.send(f"/zaak/{play.number}/akkoord", keuze="ja")
        refused = await jeroen.send(f"/zaak/{play.number}/akkoord", page=late, keuze="nee", remark="Te streng.")
        assert refused.status_code == 409
        assert "intussen gewijzigd" in refused.text
        assert "Akkoord van de tweede lezer" in refused.text


async def test_nobody_approves_their_own_decision(play: Play) -> None:
    play.days(1).intend(by="jeroen")
    play.days(0, at=None).call(CallOutcome.INFORMED_AGREES, decision=2, by="jeroen")
    async with at_desk("jeroen") as jeroen:
        page = await jeroen.get(f"/zaak/{play.number}/akkoord")
        assert "Een collega beoordeelt het" in text(page)
        csrf = fields(page, "/zaken")["csrf"]
        forced = await jeroen.post(f"/zaak/{play.number}/akkoord", {"csrf": csrf, "besluit": "2", "keuze": "ja"})
        assert forced.status_code == 409
        assert "zelf voorgesteld" in forced.text


async def test_a_form_without_its_secret_or_from_another_site_is_refused(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}")
    values = fields(page, f"/zaak/{play.number}/notitie") | {"text": "Hallo"}
    path = f"/zaak/{play.number}/notitie"
    attacks = [
        (values | {"csrf": ""}, {}),
        (values | {"csrf": "x" * 43}, {}),
        (values, {"Sec-Fetch-Site": "cross-site"}),
        (values, {"Sec-Fetch-Site": "same-site"}),
        (values, {"Origin": "https://evil.example"}),
        (values, {"Origin": "null"}),
    ]
    for sent, headers in attacks:
        assert (await sanne.client.post(path, data=sent, headers=headers)).status_code == 403
    assert "Note" not in recorded(play)
    assert (await sanne.client.post(path, data=values)).status_code == 303


async def test_somebody_elses_secret_does_not_open_my_forms(play: Play, sanne: Visit) -> None:
    async with at_desk("mo") as mo:
        theirs = fields(await mo.get("/ik"), "/uitloggen")["csrf"]
    refused = await sanne.post(f"/zaak/{play.number}/notitie", {"csrf": theirs, "text": "Hallo"})
    assert refused.status_code == 403


async def test_while_prefect_is_down_the_fact_is_safe_and_the_case_says_so(play: Play) -> None:
    async def down(number: str, version: int, process: str, *, again: str = "") -> str | None:
        return "Prefect is er niet."

    async with at_desk("sanne", create_app(advance=down)) as visit:
        saved = await visit.send(f"/zaak/{play.number}/bel", **SPOKE)
        page = await visit.get(saved.headers["location"])
        assert "gaat straks vanzelf verder" in page.text
        assert "De zaak wordt bijgewerkt" in page.text
        assert 'hx-get="/zaak/' in page.text
        assert "Laad de zaak opnieuw" in page.text
        waiting = await visit.get(f"/zaak/{play.number}/stand?keer=19")
        assert "hx-trigger" in waiting.text
        assert "langer dan normaal" in (await visit.get(f"/zaak/{play.number}/stand?keer=20")).text
        play.run()
        done = await visit.get(f"/zaak/{play.number}/stand")
        assert done.headers["hx-redirect"] == f"/zaak/{play.number}"
        assert not done.text
    assert "Call" in recorded(play)


async def test_a_locked_database_keeps_the_input(play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    def locked(*_: object, **__: object) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr("desk.record.recording.record_fact", locked)
    page = await sanne.send(f"/zaak/{play.number}/bel", **SPOKE)
    assert page.status_code == 503
    assert "probeer het opnieuw" in page.text
    assert fields(page, f"/zaak/{play.number}/bel")["summary"] == SPOKE["summary"]


async def test_an_unforeseen_fault_shows_a_page_and_logs_no_personal_data(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("mevrouw Yıldız-Demir, 999990019")

    monkeypatch.setattr("desk.cases.case.open_case", broken)
    page = await sanne.get(f"/zaak/{play.number}")
    assert page.status_code == 500
    assert "Er ging iets mis" in page.text
    assert "Yıldız" not in page.text
    assert "RuntimeError at test_record.py" in caplog.text
    assert "Yıldız" not in caplog.text


async def test_hostile_text_stays_text(play: Play, sanne: Visit) -> None:
    for hostile in ("<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP TABLE fact; --"):
        await sanne.send(f"/zaak/{play.number}", f"/zaak/{play.number}/notitie", text=hostile)
    page = await sanne.get(f"/zaak/{play.number}")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "{{ 7*7 }}" in page.text


async def test_every_answer_carries_the_headers_that_guard_it(play: Play, sanne: Visit) -> None:
    for path in ("/vandaag", f"/zaak/{play.number}", "/bestaat-niet", "/static/desk.css", "/inloggen"):
        headers = (await sanne.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'self'; object-src 'none'"), path
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert ("no-store" in headers["cache-control"]) != path.startswith("/static"), path


async def test_no_page_holds_a_script_or_a_style_of_its_own(play: Play, sanne: Visit) -> None:
    for path in ("/vandaag", f"/zaak/{play.number}", f"/zaak/{play.number}/bel", f"/zaak/{play.number}/besluit"):
        page = (await sanne.get(path)).text
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page


async def test_too_large_a_form_is_refused(sanne: Visit) -> None:
    assert (await sanne.post("/zaken", {"q": "x" * 1_100_000})).status_code == 413


async def test_an_exemption_for_not_reached_needs_enough_attempts(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/uitzondering"
    asked = {"reason": "niet_bereikt", "motivation": "Ik belde en niemand nam op, ook de dochter niet."}
    page = await sanne.get(f"/zaak/{play.number}/bel")
    refused = await sanne.send(f"/zaak/{play.number}/bel", path, page=page, **asked)
    assert refused.status_code == 422
    assert "nog 3 pogingen" in refused.text


async def test_an_exemption_goes_to_a_colleague_who_can_refuse_it(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/uitzondering"
    asked = {
        "reason": "veiligheidsrisico_medewerker",
        "motivation": "Er is eerder gedreigd met geweld aan de telefoon.",
    }
    await sanne.send(f"/zaak/{play.number}/bel", path, **asked)
    assert play.case().waits_for == "akkoord op uitzondering"
    async with at_desk("karin") as karin:
        page = await karin.get(f"/zaak/{play.number}/akkoord")
        assert "Er is eerder gedreigd" in page.text
        blank = await karin.send(f"/zaak/{play.number}/akkoord", page=page, keuze="nee")
        assert blank.status_code == 422
        await karin.send(f"/zaak/{play.number}/akkoord", page=page, keuze="nee", remark="Bel samen met een collega.")
    assert play.case().waits_for == "telefoongesprek"


async def test_an_approved_exemption_leads_to_the_second_reading(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/uitzondering"
    asked = {
        "reason": "veiligheidsrisico_medewerker",
        "motivation": "Er is eerder gedreigd met geweld aan de telefoon.",
    }
    await sanne.send(f"/zaak/{play.number}/bel", path, **asked)
    async with at_desk("karin") as karin:
        await karin.send(f"/zaak/{play.number}/akkoord", keuze="ja")
        refused = await karin.send(f"/zaak/{play.number}/akkoord", keuze="ja")
        assert "Vraag het een andere collega" in text(refused)
    assert play.case().waits_for == "akkoord tweede lezer"
    async with at_desk("jeroen") as jeroen:
        await jeroen.send(f"/zaak/{play.number}/akkoord", keuze="ja")
    assert play.case().waits_for == "verzending van het besluit"


async def test_a_granted_case_needs_no_call(play: Play) -> None:
    granted = report_case()
    with clock.at(granted.now + timedelta(days=20)):
        granted.now, granted.posts = clock.now(), False
        granted.investigate()
        granted.apply()
        granted.do(intention(Outcome.GRANTED))
        async with at_desk("sanne") as visit:
            shown = text(await visit.get(f"/zaak/{granted.number}"))
            assert "Beslist: toegekend, brief nog niet verzonden" in shown
            assert "Nog niet klaar: een brief moet nog weg De uitkomst staat vast: toegekend." in shown
            assert "Beslist" in text(await visit.get(f"/zaken?q={granted.number}"))
            assert "Het besluit is genomen" in text(await visit.get("/vandaag"))
            run_letters()
            granted.run()
            assert "Deze zaak is toegekend" in text(await visit.get(f"/zaak/{granted.number}"))


async def test_an_unknown_case_and_an_unknown_page_say_what_to_do() -> None:
    async with browser(create_app(advance=here)) as visit:
        assert (await visit.get("/bestaat-niet")).status_code == 404
