"""One case on one page."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from plays import Play, intended, report_case
from post import run_letters
from visits import Visit, at_desk, fields, text

from config.settings import settings
from rules.calls import CallOutcome
from rules.facts import Appointment, Outcome, Withdrawal
from store import record
from store.engine import session
from store.models import Letter, Member
from tasks import clock

TOO_LONG = "Zeer lange straatnaam die in geen enkel venster past van welke envelop dan ook " * 3


async def test_the_steps_say_what_is_done_what_is_next_and_why_a_step_is_locked(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}")
    assert "Volgende stap: bel voordat de brief weggaat" in text(page)
    assert page.text.count("mw-step--done") == 5
    assert page.text.count('aria-current="step"') == 1
    assert "Verplicht: nog niet gebeld" in text(page)
    assert "Kan als de inwoner is gebeld" in text(page)


async def test_the_timeline_is_newest_first_and_filters(play: Play, sanne: Visit) -> None:
    play.call(CallOutcome.NOT_REACHED)
    page = text(await sanne.get(f"/zaak/{play.number}"))
    order = [page.index(words) for words in ("Gebeld: geen gehoor", "Voornemen: afwijzen", "Melding ontvangen")]
    assert order == sorted(order)
    contact = text(await sanne.get(f"/zaak/{play.number}?tijdlijn=contact"))
    assert "Gebeld: geen gehoor" in contact
    assert "Voornemen: afwijzen door" not in contact


async def test_a_last_day_tells_how_it_came_about(play: Play, sanne: Visit) -> None:
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "De termijn is 2 weken" in page
    assert "uiterlijk do 29 okt" in page


async def test_a_note_goes_on_the_timeline_whatever_else_happened(play: Play, sanne: Visit) -> None:
    page = await sanne.get(f"/zaak/{play.number}")
    play.call(CallOutcome.NOT_REACHED)
    saved = await sanne.send(f"/zaak/{play.number}", f"/zaak/{play.number}/notitie", page=page, text="Bel de dochter.")
    assert saved.status_code == 303
    assert "Bel de dochter." in (await sanne.get(f"/zaak/{play.number}")).text


async def test_an_empty_note_is_refused_at_its_field(play: Play, sanne: Visit) -> None:
    page = await sanne.send(f"/zaak/{play.number}", f"/zaak/{play.number}/notitie", text="  ")
    assert page.status_code == 422
    assert 'id="text-fault"' in page.text


async def test_a_letter_opens_as_the_pdf_that_was_made(play: Play, sanne: Visit) -> None:
    letter = play.letter("onderzoeksverslag")
    pdf = await sanne.get(f"/brief/{letter.id}.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert play.number in pdf.headers["content-disposition"]
    assert (await sanne.get("/brief/99999.pdf")).status_code == 404


async def test_a_letter_opens_as_text_and_as_a_web_page_with_the_words_of_the_pdf(play: Play, sanne: Visit) -> None:
    letter = play.letter("onderzoeksverslag")
    shown = await sanne.get(f"/zaak/{play.number}")
    plain, web = [await sanne.get(f"/brief/{letter.id}.{ending}") for ending in ("txt", "html")]
    for page, kind in ((plain, "text/plain"), (web, "text/html")):
        assert page.headers["content-type"] == f"{kind}; charset=utf-8"
        assert page.headers["cache-control"] == "no-store"
        assert "Zwaar werk in huis lukt niet meer." in page.text
        assert f'href="{page.url.path}"' in shown.text
    assert web.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in web.headers["content-security-policy"]


async def test_a_letter_keeps_its_words_when_its_template_changes(
    play: Play, sanne: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    letter = play.letter("onderzoeksverslag")
    before = await sanne.get(f"/brief/{letter.id}.txt")
    own = tmp_path / "shared" / "_contact.md.j2"
    own.parent.mkdir()
    own.write_text("Bel mij op {{ consulent.telefoon }}. Heel andere woorden.")
    monkeypatch.setenv("MAATWERK_TEMPLATES", str(tmp_path))
    settings.cache_clear()
    assert (await sanne.get(f"/brief/{letter.id}.txt")).text == before.text


async def test_a_letter_that_is_not_made_goes_out_in_no_way(play: Play, sanne: Visit) -> None:
    with session() as db:
        record.find_case(db, play.number).citizen.street = TOO_LONG
    play.days(0).do(Appointment(on=play.today() + timedelta(days=3), at=time(10), place="bij u thuis"))
    letter = play.letter("uitnodiging-gesprek")
    assert letter.status == "held"
    for ending in ("pdf", "txt", "html"):
        assert (await sanne.get(f"/brief/{letter.id}.{ending}")).status_code == 404


async def test_a_held_letter_says_why_and_goes_again_after_the_repair(play: Play, sanne: Visit) -> None:
    with session() as db:
        record.find_case(db, play.number).citizen.street = TOO_LONG
    play.days(0).do(Appointment(on=play.today() + timedelta(days=3), at=time(10), place="bij u thuis"))
    page = await sanne.get(f"/zaak/{play.number}")
    assert "aangehouden" in text(page)
    assert "adres" in text(page)
    letter = play.letter("uitnodiging-gesprek")
    await sanne.send(f"/zaak/{play.number}/inwoner", street="Esdoornstraat")
    page = await sanne.get(f"/brief/{letter.id}/aangehouden")
    again = await sanne.send(f"/zaak/{play.number}", f"/brief/{letter.id}/opnieuw", page=page)
    assert again.status_code == 303
    with session(readonly=True) as db:
        assert db.get_one(Letter, letter.id).status == "rendered"


async def test_a_changed_address_is_told_on_the_record_without_the_address(play: Play, sanne: Visit) -> None:
    await sanne.send(f"/zaak/{play.number}/inwoner", street="Beukenlaan", phone="06 00 00 09 99")
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "Gegevens van de inwoner gewijzigd: straat en telefoon" in page
    assert "Beukenlaan 27" in page


async def test_who_asks_for_large_print_gets_the_next_letter_in_it(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/inwoner"
    await sanne.send(path, large_print="on")
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "Gegevens van de inwoner gewijzigd: grote letters" in page
    assert "Brieven in grote letters" in page
    assert fields(await sanne.get(path), path)["large_print"] == "on"
    play.days(0).do(Appointment(on=play.today() + timedelta(days=3), at=time(10), place="bij u thuis"))
    letter = play.letter("uitnodiging-gesprek")
    once = await sanne.get(f"/brief/{letter.id}/groot.pdf")
    assert once.content == (await sanne.get(f"/brief/{letter.id}.pdf")).content
    values = fields(await sanne.get(path), path)
    del values["large_print"]
    await sanne.post(path, values)
    assert "large_print" not in fields(await sanne.get(path), path)


async def test_a_letter_opens_in_large_print_for_once(play: Play, sanne: Visit) -> None:
    letter = play.letter("onderzoeksverslag")
    usual, large = [await sanne.get(f"/brief/{letter.id}{ending}") for ending in (".pdf", "/groot.pdf")]
    assert large.content.startswith(b"%PDF")
    assert large.content != usual.content


async def test_a_representative_who_gets_the_letters_asks_for_large_print(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/inwoner"
    assert "representative_large_print" not in (await sanne.get(path)).text
    with session() as db:
        case = record.find_case(db, play.number)
        member = Member(household_id=case.citizen.household_id, name="Elif Yıldız", relation="dochter")
        db.add(member)
        db.flush()
        case.representative_id = member.id
    await sanne.send(path, representative_large_print="on")
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "Gegevens van de inwoner gewijzigd: grote letters voor de gemachtigde" in page
    assert "Elif Yıldız, gemachtigde, in grote letters" in page


async def test_an_administrator_is_not_called_authorised(play: Play, sanne: Visit) -> None:
    with session() as db:
        case = record.find_case(db, play.number)
        told = {"name": "Rivierenland Bewind B.V.", "relation": "bewindvoerder"}
        member = Member(household_id=case.citizen.household_id, authorised_on=play.today(), **told)
        db.add(member)
        db.flush()
        case.representative_id = member.id
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "Rivierenland Bewind B.V., bewindvoerder" in page
    assert "deze bewindvoerder" in text(await sanne.get(f"/zaak/{play.number}/inwoner"))
    await sanne.send(f"/zaak/{play.number}/inwoner", representative_large_print="on")
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert "Gegevens van de inwoner gewijzigd: grote letters voor de bewindvoerder" in page
    assert "gemachtigde" not in page.casefold()


async def test_an_emoji_in_a_name_is_refused_with_what_to_do(play: Play, sanne: Visit) -> None:
    page = await sanne.send(f"/zaak/{play.number}/inwoner", family_name="Yıldız 😀")
    assert page.status_code == 422
    assert "kan niet in een brief" in page.text
    assert fields(page, f"/zaak/{play.number}/inwoner")["family_name"] == "Yıldız 😀"


async def test_letters_go_by_the_name_that_somebody_chose(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/inwoner"
    chosen = {"name_use": "V", "partner_prefix": "van den", "partner_family_name": "Aedel", "partner_title": "graaf"}
    await sanne.send(path, **chosen)
    assert "Mw. F. van den Aedel-Yıldız-Demir" in text(await sanne.get(f"/zaak/{play.number}"))
    play.days(0).do(Appointment(on=play.today() + timedelta(days=3), at=time(10), place="bij u thuis"))
    letter = play.letter("uitnodiging-gesprek")
    lines = ["De hooggeboren vrouwe", "F. gravin van den Aedel-Yıldız-Demir", "Esdoornstraat 27"]
    assert letter.content["client"]["adres"][:3] == lines
    assert letter.status == "rendered"
    assert "Hooggeboren vrouwe," in (await sanne.get(f"/brief/{letter.id}.txt")).text
    await sanne.send(path, partner_parted="on", name_use="E")
    assert "Mw. F. Yıldız-Demir" in text(await sanne.get(f"/zaak/{play.number}"))


@pytest.mark.parametrize("name", ["\u3164", "\u200b\u00a0", "\u2800", "."])
async def test_a_name_that_nobody_sees_is_refused(play: Play, sanne: Visit, name: str) -> None:
    page = await sanne.send(f"/zaak/{play.number}/inwoner", family_name=name)
    assert page.status_code == 422
    assert "Achternaam: vul dit in." in text(page)


async def test_a_choice_that_is_not_on_the_list_is_refused(play: Play, sanne: Visit) -> None:
    page = await sanne.send(f"/zaak/{play.number}/inwoner", title="keizer", name_use="X")
    assert page.status_code == 422
    assert text(page).count("Kies iets van de lijst.") >= 2


async def test_two_people_changing_an_address_do_not_undo_each_other(play: Play, sanne: Visit) -> None:
    path = f"/zaak/{play.number}/inwoner"
    page = await sanne.get(path)
    async with at_desk("mo") as mo:
        await mo.send(path, street="Beukenlaan")
    late = await sanne.send(path, page=page, phone="06 00 00 00 01")
    assert late.status_code == 409
    assert fields(late, path)["phone"] == "06 00 00 00 01"


async def test_the_whole_way_from_visit_to_application_by_form(record: str) -> None:
    begun = report_case()
    with clock.at(begun.now + timedelta(days=3)):
        begun.now = clock.now()
        async with at_desk("sanne") as visit:
            start = f"/zaak/{begun.number}"
            planned = await visit.send(f"{start}/afspraak", on=(begun.today() + timedelta(days=5)).isoformat())
            assert planned.status_code == 303
            assert begun.case().waits_for == "onderzoek"
            given = {f"findings__{part}": f"Onderdeel {part} hebben wij besproken." for part in "abcdefg"}
            texts = ("need", "personal_plan", "budget", "contribution", "conclusion")
            given |= dict.fromkeys(texts, "Dit hebben wij opgeschreven.")
            assert (await visit.send(f"{start}/onderzoek", **given)).status_code == 303
            assert begun.case().waits_for == "ondertekend verslag"
            assert (await visit.send(f"{start}/aanvraag")).status_code == 303
            asked = {"documents__0__name": "Uw huurcontract", "documents__0__why": "Voor een beeld van uw huis"}
            assert (await visit.send(f"{start}/gegevens-vragen", **asked)).status_code == 303
            assert begun.case().waits_for == "aanvullende gegevens"
            assert "opgeschort" in text(await visit.get(start))
            assert (await visit.send(f"{start}/gegevens-ontvangen", what="De loonstrook.")).status_code == 303
            assert begun.case().waits_for == "voornemen"
            assert [name for name, _ in begun.letters()] == [
                "ontvangstbevestiging-melding",
                "uitnodiging-gesprek",
                "onderzoeksverslag",
                "ontvangstbevestiging-aanvraag",
                "verzoek-aanvulling",
            ]


async def test_every_empty_field_of_a_form_is_named_at_once(record: str) -> None:
    begun = report_case()
    with clock.at(begun.now):
        async with at_desk("sanne") as visit:
            page = await visit.send(f"/zaak/{begun.number}/onderzoek", present="", visited_on="")
            assert page.status_code == 422
            for name in ("visited_on", "present", "need", "conclusion", "personal_plan"):
                assert f'href="#{name}"' in page.text, name


async def test_a_withdrawal_can_be_taken_back(play: Play, sanne: Visit) -> None:
    left = {"reason": "Mijn dochter regelt het.", "free_choice": "on"}
    await sanne.send(f"/zaak/{play.number}/intrekken", **left)
    assert play.case().waits_for == "verzending van de brief"
    assert "Intrekking herroepen" in text(await sanne.get(f"/zaak/{play.number}"))
    run_letters()
    play.run()
    assert play.case().waits_for == "bedenktijd na intrekking"
    assert "Intrekking herroepen" in text(await sanne.get(f"/zaak/{play.number}"))
    await sanne.send(f"/zaak/{play.number}/herroepen")
    assert play.case().waits_for == "telefoongesprek"


async def test_a_closed_case_offers_nothing_but_a_note(play: Play, sanne: Visit) -> None:
    play.do(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    with clock.at(play.now + timedelta(days=16)):
        play.now = clock.now()
        play.run()
        from desk.web import sessions  # noqa: PLC0415

        sanne.client.cookies.set("maatwerk", sessions.begin("sanne"))
        run_letters()
        page = text(await sanne.get(f"/zaak/{play.number}"))
        assert "Deze zaak is ingetrokken" in page
        assert "U kunt ook" not in page
        refused = await sanne.send(f"/zaak/{play.number}/afspraak", on=(play.today() + timedelta(days=3)).isoformat())
        assert refused.status_code == 409
        assert "afgesloten" in refused.text


@pytest.mark.usefixtures("record")
async def test_an_objection_can_be_made_to_a_grant_that_nobody_read_along_with() -> None:
    play = intended(Outcome.GRANTED)
    assert play.case().result == "toegekend"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            assert "Bezwaar of beroep vastleggen" in text(await sanne.get(f"/zaak/{play.number}"))
