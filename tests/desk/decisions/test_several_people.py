"""Somebody joins a case, asks, agrees and is called, each on the pages that were there."""

from __future__ import annotations

import pytest
from plays import Play, report_case
from visits import Visit, at_desk, text

from rules.facts import Outcome, PartyJoined
from rules.record import parties
from store import record
from store.engine import session
from tasks import clock

PARTNER = {"kind": "partner", "name": "De heer T. Demir", "phone": "0612345678"}
TOLD = {"outcome": "geinformeerd_akkoord", "identity_checked": "on", "minutes": "8", "summary": "Ik snap het."}


@pytest.fixture
def play(record: str) -> Play:
    """A case up to the application."""
    del record
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


def people(play: Play) -> list[PartyJoined]:
    with session(readonly=True) as db:
        return [one.fact for one in parties.present(record.entries(db, record.find_case(db, play.number)))]


async def join(sanne: Visit, play: Play, **who: str) -> None:
    path = f"/zaak/{play.number}/persoon"
    assert (await sanne.send(path, **who)).status_code == 303


async def test_somebody_joins_and_is_shown_with_the_case(play: Play) -> None:
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            await join(sanne, play, **PARTNER)
            assert "Wie horen bij deze zaak" in text(await sanne.get(f"/zaak/{play.number}"))
            assert "De heer T. Demir partner" in text(await sanne.get(f"/zaak/{play.number}"))
    assert [one.name for one in people(play)] == ["De heer T. Demir"]


async def test_a_form_asks_who_only_where_there_is_a_choice(play: Play) -> None:
    path = f"/zaak/{play.number}/vraag-erbij"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            assert "Wie vraagt dit?" not in text(await sanne.get(path))
            assert "Met wie van de zaak?" not in text(await sanne.get(f"/zaak/{play.number}/akkoord-met-minder"))
            await join(sanne, play, **PARTNER)
            assert "Wie vraagt dit?" in text(await sanne.get(path))
            assert "Met wie van de zaak?" in text(await sanne.get(f"/zaak/{play.number}/akkoord-met-minder"))
            asked = {"items__0__words": "Ook hulp bij mijn administratie, 1 uur per week.", "items__0__party": "2"}
            assert (await sanne.send(path, **asked)).status_code == 303
    play.run()
    assert "Ook hulp bij mijn administratie" in str(play.letter("bevestiging-vraag").content)


async def test_each_party_has_a_call_of_their_own(play: Play) -> None:
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            await join(sanne, play, **PARTNER)
            play.intend()
            path = f"/zaak/{play.number}/bel"
            page = await sanne.get(path)
            assert "nog niet gesproken" in text(page)
            assert (await sanne.send(path, **TOLD)).status_code == 303
            page = await sanne.get(path)
            assert "Spreek ik met de heer T. Demir?" in text(page)
            assert "Bel 0612345678" in text(page)
            assert (await sanne.send(path, page=page, **TOLD)).status_code == 303
            shown = text(await sanne.get(f"/zaak/{play.number}"))
            assert "Gesproken over dit voornemen" in shown
            assert "Gebeld: besluit blijft zo Gesprek met De heer T. Demir" in shown
        async with at_desk("karin") as karin:
            assert "De heer T. Demir (partner)" in text(await karin.get(f"/zaak/{play.number}/akkoord"))


async def test_a_letter_to_somebody_else_is_named_after_who_reads_it(play: Play) -> None:
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            await join(sanne, play, **PARTNER, street="Kade", number="3", postcode="1234 AB", city="Veldhaven")
            play.posts = False
            play.intend(Outcome.GRANTED)
            shown = text(await sanne.get(f"/zaak/{play.number}"))
        async with at_desk("els") as els:
            waiting = text(await els.get("/brieven"))
    title = "U krijgt hulp van de gemeente"
    assert f"{title}, aan De heer T. Demir (pdf)" in shown
    assert f"{title} (pdf)" in shown
    assert f"{title} (2)" in waiting
    assert waiting.count("Mw. F. Yıldız-Demir, aan De heer T. Demir") == 1


async def test_only_a_second_reader_takes_somebody_away(play: Play) -> None:
    path = f"/zaak/{play.number}/persoon-weg"
    gone = {"who": "2", "why": "overleden", "source": "Bericht uit de BRP."}
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            await join(sanne, play, **PARTNER)
            assert (await sanne.get(path)).status_code == 403
        async with at_desk("karin") as karin:
            sent = await karin.send(path, **gone)
            assert sent.status_code == 303, text(sent)[:900]
    assert people(play) == []


@pytest.mark.parametrize("party", ["9", "x", "1e9", "²", "-1", "99999999999999999999"])
async def test_an_odd_number_of_a_party_is_no_fault(play: Play, party: str) -> None:
    play.intend()
    path = f"/zaak/{play.number}/bel"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            assert (await sanne.get(f"{path}?partij={party}")).status_code == 200
            sent = await sanne.send(path, partij=party, **TOLD)
            assert sent.status_code in {200, 303, 409, 422}
            for odd in ({"besluit": party}, {"minutes": party * 300}, {"versie": party}):
                sent = await sanne.send(path, **(TOLD | odd))
                assert sent.status_code in {200, 303, 409, 422}
