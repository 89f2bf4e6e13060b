"""Destruction at the desk: proposed by one, approved by another, both after looking for a dispute."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from clocks import by_the_machine
from past import newer, refused, withdrawn
from plays import Play
from visits import at_desk, fields, text

from store.engine import session
from tasks import clock
from tasks.retention.erasing import carry_out
from tasks.retention.expired_cases import candidate

PAGE = "/vernietiging"


@pytest.fixture(autouse=True)
def by_the_clock(record: str) -> Iterator[None]:
    """What is proposed and approved is told as it happens, by the clock of the machine."""
    with by_the_machine(record):
        yield


def stand(play: Play) -> tuple[str | None, str | None]:
    """Who proposed and who approved."""
    with session(readonly=True) as db:
        found = candidate(db, play.number)
        assert found
        return found.proposed_by, found.approved_by


async def test_one_proposes_another_approves_and_then_it_goes(record: str) -> None:
    old = withdrawn()
    newer()
    chosen = {f"zaak.{old.number}": "on"}
    async with at_desk("els") as els:
        assert old.number in (await els.get(PAGE)).text
        form = fields(await els.get(PAGE), f"{PAGE}/voorstel") | chosen | {"nagegaan-voorstel": "on"}
        sent = await els.post(f"{PAGE}/voorstel", form)
        assert sent.status_code == 303
        page = await els.get(sent.headers["location"])
        assert "Vastgelegd voor 1 zaak." in text(page)
        assert "Door u voorgesteld" in text(page)
        again = await els.post(f"{PAGE}/voorstel", form)
        assert (again.status_code, again.headers["location"]) == (303, sent.headers["location"])
    assert stand(old) == ("els", None)
    async with at_desk("jeroen") as jeroen:
        sent = await jeroen.send(PAGE, f"{PAGE}/akkoord", **chosen, **{"nagegaan-akkoord": "on"})
        assert sent.status_code == 303
        assert "Goedgekeurd, wordt vernietigd" in text(await jeroen.get(PAGE))
    assert stand(old) == ("els", "jeroen")
    assert carry_out().numbers == [old.number]
    async with at_desk("jeroen") as jeroen:
        assert "Er is geen zaak waarvan de bewaartermijn voorbij is." in text(await jeroen.get(PAGE))
        assert (await jeroen.get(f"/zaak/{old.number}")).status_code == 404


async def test_nothing_is_recorded_before_somebody_looked_for_a_dispute(record: str) -> None:
    old = withdrawn()
    newer()
    async with at_desk("els") as els:
        page = await els.send(PAGE, f"{PAGE}/voorstel", **{f"zaak.{old.number}": "on"})
        assert page.status_code == 422
        assert "Ga eerst na of er een bezwaar, beroep of klacht loopt" in text(page)
        assert f'name="zaak.{old.number}" checked' in page.text
        page = await els.send(PAGE, f"{PAGE}/voorstel", **{"nagegaan-voorstel": "on"})
        assert page.status_code == 422
        assert "Kies ten minste één zaak." in text(page)
    assert stand(old) == (None, None)


async def test_who_proposed_does_not_see_a_button_to_approve_and_cannot_send_it(record: str) -> None:
    old = withdrawn()
    newer()
    chosen = {f"zaak.{old.number}": "on"}
    async with at_desk("jeroen") as jeroen:
        page = await jeroen.get(PAGE)
        await jeroen.send(PAGE, f"{PAGE}/voorstel", page=page, **chosen, **{"nagegaan-voorstel": "on"})
        assert "Keur vernietiging goed" not in (await jeroen.get(PAGE)).text
        sent = await jeroen.send(PAGE, f"{PAGE}/akkoord", page=page, **chosen, **{"nagegaan-akkoord": "on"})
    assert stand(old) == ("jeroen", None)
    assert sent.status_code in {403, 422}


async def test_what_stands_in_the_way_is_said(record: str) -> None:
    old = withdrawn()
    async with at_desk("els") as els:
        page = text(await els.get(PAGE))
    assert "Kan nog niet" in page
    assert "Er is nog geen nieuwere zaak met een brief." in page
    assert old.number in page


WHY = "Er loopt nog een klacht bij de ombudsman."


async def test_another_refuses_and_says_why_and_it_can_be_proposed_anew(record: str) -> None:
    old = withdrawn()
    newer()
    chosen = {f"zaak.{old.number}": "on"}
    async with at_desk("els") as els, at_desk("jeroen") as jeroen:
        await els.send(PAGE, f"{PAGE}/voorstel", **chosen, **{"nagegaan-voorstel": "on"})
        short = await jeroen.send(PAGE, f"{PAGE}/akkoord", **chosen, niet="ja", reden="nee")
        assert short.status_code == 422
        assert "Schrijf op waarom niet" in text(short)
        assert f'name="zaak.{old.number}" checked' in short.text
        assert ">\nnee</textarea>" in short.text
        sent = await jeroen.send(PAGE, f"{PAGE}/akkoord", **chosen, niet="ja", reden=WHY)
        assert sent.status_code == 303
        assert stand(old) == (None, None)
        page = text(await els.get(PAGE))
        assert f"Een eerder voorstel is niet goedgekeurd: {WHY}" in page
        await els.send(PAGE, f"{PAGE}/voorstel", **chosen, **{"nagegaan-voorstel": "on"})
    assert stand(old) == ("els", None)


async def test_an_objection_is_recorded_on_a_closed_case_and_its_end_too(record: str) -> None:
    old = refused()
    page = f"/zaak/{old.number}"
    old.days(20)
    with clock.at(old.now):
        async with at_desk("sanne") as sanne:
            assert "Bezwaar of beroep vastleggen" in text(await sanne.get(page))
            day = old.today().isoformat()
            early = await sanne.send(f"{page}/bezwaar", kind="bezwaar", received_on=day, decided_on="2031-01-01")
            assert early.status_code == 422
            sent = await sanne.send(f"{page}/bezwaar", kind="bezwaar", received_on=day, decided_on=day)
            assert sent.status_code == 303
            old.run()
            shown = text(await sanne.get(page))
            assert "Bezwaar ontvangen" in shown
            assert "Beslis op het bezwaar" in shown
            seq = old.case().version
            assert (await sanne.get(f"{page}/geschil/{seq - 1}")).status_code == 404
            ended = await sanne.send(f"{page}/geschil/{seq}", how="ingetrokken", on=day)
            assert ended.status_code == 303
            old.run()
            shown = text(await sanne.get(page))
            assert "Bezwaar of beroep voorbij" in shown
            assert "Beslis op het bezwaar" not in shown
            again = await sanne.send(f"{page}/geschil/{seq}", how="besloten", on=day)
            assert again.status_code in {409, 422}
            assert "is al voorbij" in text(again)
    assert old.case().result == "afgewezen"
