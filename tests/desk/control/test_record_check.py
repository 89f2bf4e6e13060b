"""A keeper sees what the check found, and lets the letters go again; the others see that they stand still."""

from plays import Play
from visits import at_desk, text

from store.audit.findings import Wrong, note
from store.engine import session
from tasks import clock
from tasks.safekeeping import record_check

WHY = "Vergeleken met de reservekopie: een proef van de leverancier."


def find(*words: str) -> None:
    with session() as db:
        note(db, [Wrong("ketens van het dossier", each, lasting=True) for each in words], clock.now())


async def test_a_finding_is_shown_until_a_keeper_has_dealt_with_it(play: Play) -> None:
    record_check.keep(tuple(record_check.verify()))
    find("Zaak WMO-2026-0001, schakel 7: een regel is veranderd.")
    async with at_desk("sanne") as sanne, at_desk("omar") as omar:
        assert "brieven staan stil" in text(await sanne.get("/vandaag"))
        page = await omar.get("/controle")
        assert "schakel 7: een regel is veranderd" in text(page)
        short = await omar.send("/controle", "/controle/1", reason="ok")
        assert short.status_code == 422
        assert "ten minste 20 tekens" in text(short)
        assert ">\nok</textarea>" in short.text
        done = await omar.send("/controle", "/controle/1", page=page, reason=WHY)
        assert done.status_code == 303
        again = await omar.send("/controle", "/controle/1", page=page, reason=WHY)
        assert again.status_code == 303
        assert "Er is niets dat u moet bekijken" in text(await omar.get("/controle"))
        assert "brieven staan stil" not in text(await sanne.get("/vandaag"))


async def test_the_last_pass_is_shown(play: Play) -> None:
    async with at_desk("omar") as omar:
        unknown = await omar.get("/controle")
        assert "Nog niet gecontroleerd." in text(unknown)
        assert "Er is niets dat u moet bekijken" not in text(unknown)
        assert "#circle-check" not in unknown.text
        record_check.keep(tuple(record_check.verify()))
        known = await omar.get("/controle")
        assert "Ketens van het dossier" in text(known)
        assert "#circle-check" in known.text
