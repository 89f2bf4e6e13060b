"""An application without an investigation, at the desk (Wmo 2015, art. 2.3.2 lid 9)."""

import pytest
from plays import Play, report_case
from scenes import scene
from visits import at_desk, text

from tasks import clock

pytestmark = pytest.mark.usefixtures("record")
LINK = "Aanvraag zonder onderzoek vastleggen"


@scene
def waited(days: int) -> Play:
    return report_case().days(days)


async def test_until_the_term_has_passed_the_case_tells_from_when_and_refuses_it() -> None:
    play = waited(42)
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            page = text(await visit.get(f"/zaak/{play.number}"))
            assert "Zonder onderzoek kan het ook, vanaf di 10 nov" in page
            assert LINK not in page
            refused = await visit.send(f"/zaak/{play.number}/aanvraag-zonder-onderzoek", received_on="2026-11-09")
    assert refused.status_code == 409
    assert "Zonder onderzoek kan een aanvraag pas vanaf dinsdag 10 november 2026." in text(refused)
    assert play.case().waits_for == "gesprek plannen"


async def test_from_that_day_on_it_is_recorded_and_the_investigation_is_still_asked_for() -> None:
    play = waited(43)
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            assert LINK in text(await visit.get(f"/zaak/{play.number}"))
            saved = await visit.send(f"/zaak/{play.number}/aanvraag-zonder-onderzoek", received_on="2026-11-10")
            assert saved.status_code == 303
            page = text(await visit.get(f"/zaak/{play.number}"))
            day = text(await visit.get("/vandaag"))
    assert "Volgende stap: onderzoek alsnog: de aanvraag is er al" in page
    assert "Besluit uiterlijk di 24 nov" in page
    assert LINK not in page
    assert "Gesprek plannen" in page
    assert "Onderzoek alsnog: de aanvraag is er al." in day


async def test_once_investigated_the_signed_report_is_the_only_way() -> None:
    play = waited(43)
    play.investigate()
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            page = text(await visit.get(f"/zaak/{play.number}"))
    assert LINK not in page
    assert "Volgende stap: het verslag moet ondertekend terugkomen" in page
    assert "Zonder onderzoek kan het ook" not in page
