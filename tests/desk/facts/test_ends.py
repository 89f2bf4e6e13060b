"""A death and a hand-over at the desk."""

import re

import pytest
from plays import Play
from post import run_letters
from visits import Visit, at_desk, text

from rules.calls import CallOutcome
from store.engine import session
from store.models import Citizen

pytestmark = pytest.mark.usefixtures("record")
TOLD = {"source": "verteld", "told": "De dochter, aan de telefoon."}


async def test_a_death_that_somebody_told_is_confirmed_by_a_colleague(play: Play, sanne: Visit) -> None:
    case = f"/zaak/{play.number}"
    assert "Overlijden vastleggen" in text(await sanne.get(case))
    empty = await sanne.send(f"{case}/overlijden", source="verteld", told="", died_on="")
    assert empty.status_code == 422
    shown = await sanne.get(f"{case}/overlijden")
    assert re.search(r'<option value="" selected>Maak een keuze</option>\s*<option value="brp" >', shown.text)
    unchosen = await sanne.send(f"{case}/overlijden", source="", told="De dochter.", died_on=play.today().isoformat())
    assert "Hoe weten wij dit?: vul dit in." in text(unchosen)
    await sanne.send(f"{case}/overlijden", died_on=play.today().isoformat(), **TOLD)
    shown = text(await sanne.get(case))
    assert "Volgende stap: ga na of de inwoner is overleden" in shown
    assert "De dochter, aan de telefoon." in shown
    assert "Bevestig het overlijden" not in shown
    refused = await sanne.send(f"{case}/overlijden-bevestigd", how="Zelf gezien.")
    assert refused.status_code == 403
    async with at_desk("karin") as karin:
        assert "Bevestig het overlijden" in text(await karin.get(case))
        await karin.send(f"{case}/overlijden-bevestigd", how="Gezien in de BRP.")
    assert play.case().result == "overleden"
    shown = text(await sanne.get(case))
    assert "De inwoner is overleden Afgesloten op" in shown
    assert "Bezwaar of beroep" not in shown
    assert "Geëindigd zonder besluit (1)" in text(await sanne.get("/termijnen"))
    await sanne.send(f"{case}/overlijden-klopt-niet", reason="De inwoner belde zelf en leeft nog.")
    assert play.case().result is None
    assert "Geëindigd zonder besluit" not in text(await sanne.get("/termijnen"))


async def test_a_hand_over_tells_the_citizen_before_the_case_closes(play: Play, sanne: Visit) -> None:
    case = f"/zaak/{play.number}"
    given = {
        "to": "Rivierenland",
        "contact": "het Wmo-loket, telefoon 085 000 07 00",
        "handed_on": play.today().isoformat(),
        "why": "uw verhuizing",
        "along": "uw aanvraag",
    }
    assert "Overdragen aan een andere gemeente" not in text(await sanne.get(case))
    play.call(CallOutcome.INFORMED_AGREES)
    assert "Overdragen aan een andere gemeente" in text(await sanne.get(case))
    await sanne.send(f"{case}/overdracht", **given)
    shown = text(await sanne.get(case))
    assert "Volgende stap: ga na of de andere gemeente verdergaat" in shown
    assert "Overdracht herroepen" in shown
    assert "Bevestig de overdracht" not in shown
    async with at_desk("karin") as karin:
        assert "Bevestig de overdracht" in text(await karin.get(case))
        await karin.send(f"{case}/overdracht-bevestigd", how="Gebeld met het loket daar.")
    assert "Wacht op verzending van de brief" in text(await sanne.get(case))
    run_letters()
    play.run()
    assert "Deze zaak is overgedragen" in text(await sanne.get(case))


async def test_a_death_in_a_closed_case_can_be_confirmed_from_its_page(play: Play, sanne: Visit) -> None:
    case = f"/zaak/{play.number}"
    play.call(CallOutcome.INFORMED_AGREES)
    play.approve()
    assert play.case().result == "afgewezen"
    await sanne.send(f"{case}/overlijden", died_on=play.today().isoformat(), **TOLD)
    async with at_desk("karin") as karin:
        assert f'href="{case}/overlijden-bevestigd"' in (await karin.get(case)).text
        await karin.send(f"{case}/overlijden-bevestigd", how="Gezien in de BRP.")
        assert f'href="{case}/overlijden-bevestigd"' not in (await karin.get(case)).text
    with session(readonly=True) as db:
        assert db.get_one(Citizen, play.case().citizen_id).deceased_on == play.today()
