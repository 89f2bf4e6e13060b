"""A late decision at the desk: the drafts are shown, and nothing goes out before somebody confirms."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from httpx import Response
from plays import Play, report_case
from visits import Visit, at_desk, text

from config.process import process
from rules.clock.readings import Circumstance
from rules.facts import Outcome, Withdrawal
from rules.facts.remedies.lateness import DefaultNotice
from rules.record.reminders import Reminder
from store import record
from store.engine import session
from tasks import clock

WHY = "Wij kregen uw brief op een dag dat wij nog mochten beslissen."


@asynccontextmanager
async def later(play: Play, name: str = "sanne", **passed: float) -> AsyncIterator[Visit]:
    """Somebody who logs in some time later."""
    play.now += timedelta(**passed)
    with clock.at(play.now):
        async with at_desk(name) as visit:
            yield visit


def facts(play: Play) -> list[str]:
    with session(readonly=True) as db:
        return [type(entry.fact).__name__ for entry in record.entries(db, record.find_case(db, play.number))]


@pytest.fixture
def noticed(record: str) -> Play:
    """A notice of default on 4 November; the last day was 29 October."""
    del record
    played = report_case()
    played.days(10).investigate()
    played.days(7).apply()
    played.days(20).do(DefaultNotice(received_on=played.today()))
    return played


@pytest.fixture
def premature(record: str) -> Play:
    """A notice of default two days after the application."""
    del record
    played = report_case()
    played.days(10).investigate()
    played.days(7).apply()
    played.days(2).do(DefaultNotice(received_on=played.today()))
    return played


async def test_the_answer_is_drafted_and_goes_out_with_the_day_that_is_confirmed(noticed: Play) -> None:
    path = f"/zaak/{noticed.number}/antwoord"
    async with later(noticed, days=1) as sanne:
        case = text(await sanne.get(f"/zaak/{noticed.number}"))
        assert "Antwoord op de ingebrekestelling: uiterlijk wo 18 nov" in case
        assert f'href="{path}"' in (await sanne.get(f"/zaak/{noticed.number}")).text.replace("'", '"')
        shown = await sanne.send(path, voorbeeld="ja", decide_on="2026-11-20")
        assert "U krijgt ons besluit uiterlijk op 20 november 2026" in text(shown)
        assert "Op deze dag loopt de dwangsom al" in text(shown)
        assert "DefaultReply" not in facts(noticed)
        empty = await sanne.send(path, decide_on="")
        assert empty.status_code == 422
        assert (await sanne.send(path, page=shown, decide_on="2026-11-13")).status_code == 303
        assert noticed.letters()[-1] == ("reactie-ingebrekestelling", "rendered")
        assert (await sanne.get(path)).status_code == 303
        assert "Ingebrekestelling beantwoord" in text(await sanne.get(f"/zaak/{noticed.number}"))


async def test_a_premature_notice_is_answered_as_such(premature: Play) -> None:
    async with later(premature) as sanne:
        page = text(await sanne.get(f"/zaak/{premature.number}/antwoord"))
    assert "Dat was te vroeg" in page
    assert "Niet zeker: Wij vinden een ingebrekestelling op de laatste dag" in page
    assert "Wij zijn nog niet te laat" in page


async def test_the_penalty_is_worked_out_and_confirmed_after_the_case(noticed: Play) -> None:
    path = f"/zaak/{noticed.number}/dwangsom"
    async with later(noticed, days=20) as sanne:
        assert "De dwangsom loopt nog" in text(await sanne.get(path))
    noticed.days(15).intend(Outcome.GRANTED)
    async with later(noticed, days=1) as sanne:
        listed = text(await sanne.get("/termijnen"))
        assert "Stel de dwangsom vast (1)" in listed
        shown = await sanne.get(path)
        assert "Het bedrag is € 567" in text(shown)
        assert "14 € 23 € 322 7 € 35 € 245" in text(shown)
        assert "U krijgt daarom € 567,00 van ons" in text(shown)
        assert "Niet zeker: Wij tellen de dag van het besluit zelf mee" in text(shown)
        two = await sanne.send(path, f"{path}/besluit", voorbeeld="ja", applicants="2")
        assert "Uw deel is € 283,50" in text(two)
        for wrong in ({"applicants": "0"}, {"applicants": "veel"}, {"bedrag": "1"}):
            assert (await sanne.send(path, f"{path}/besluit", page=shown, **wrong)).status_code == 422
        assert "PenaltyDecision" not in facts(noticed)
        assert (await sanne.send(path, f"{path}/besluit", page=shown)).status_code == 303
        assert noticed.letters()[-1] == ("dwangsombesluit", "rendered")
        assert "Vastgesteld: € 567" in text(await sanne.get(path))
        assert "Dwangsom vastgesteld: € 567" in text(await sanne.get(f"/zaak/{noticed.number}"))
        assert "Stel de dwangsom vast" not in text(await sanne.get("/termijnen"))


async def test_who_gets_none_is_called_first_and_a_colleague_may_let_it_go_without(premature: Play) -> None:
    path = f"/zaak/{premature.number}/dwangsom"
    async with later(premature) as sanne:
        shown = await sanne.send(path, f"{path}/geen", voorbeeld="ja", none_due="te_vroeg")
        assert "[nog invullen]" in text(shown)
        for wrong in (
            {"none_due": ""},
            {"none_due": "te_vroeg", "reason": "kort"},
            {"none_due": "op_tijd", "reason": WHY},
        ):
            assert (await sanne.send(path, f"{path}/geen", **wrong)).status_code == 422
        assert (await sanne.send(path, f"{path}/geen", none_due="te_vroeg", reason=WHY)).status_code == 303
        assert "dwangsom-geen" not in dict(premature.letters())
        assert "Bel over de dwangsom" in text(await sanne.get(f"/zaak/{premature.number}"))
        call = f"{path}/gesprek"
        for wrong in (
            {},
            {"outcome": "nieuwe_feiten"},
            {"outcome": "niet_bereikt", "at_day": "x"},
            {"outcome": "niet_bereikt", "minutes": "x"},
        ):
            assert (await sanne.send(path, call, **wrong)).status_code == 422
        assert (await sanne.send(path, call, outcome="niet_bereikt")).status_code == 303
        assert "Geen gehoor" in text(await sanne.get(path))
        ask = f"{path}/uitzondering"
        assert (await sanne.send(path, ask)).status_code == 422
        assert (await sanne.send(path, ask, exempt="niet_bereikt", motivation=WHY)).status_code == 422
        wanted = {"exempt": "uitdrukkelijk_geen_telefonisch_contact", "motivation": WHY}
        assert (await sanne.send(path, ask, **wanted)).status_code == 303
        assert "U hebt dit zelf gevraagd" in text(await sanne.get(path))
    async with later(premature, "karin", hours=1) as karin:
        assert "Bekijk het besluit" in text(await karin.get(f"/zaak/{premature.number}"))
        refused = await karin.send(path, f"{path}/oordeel", keuze="nee", remark="")
        assert refused.status_code == 422
        assert (await karin.send(path, f"{path}/oordeel", keuze="ja")).status_code == 303
        assert premature.letters()[-1] == ("dwangsom-geen", "rendered")
        assert "Geen dwangsom" in text(await karin.get(path))


async def test_a_call_that_reached_the_citizen_lets_the_letter_go(premature: Play) -> None:
    path = f"/zaak/{premature.number}/dwangsom"
    async with later(premature) as sanne:
        await sanne.send(path, f"{path}/geen", none_due="te_vroeg", reason=WHY)
        said = {"outcome": "geinformeerd_akkoord", "summary": "U begreep het.", "response": "Dank u.", "minutes": "5"}
        missing = await sanne.send(path, f"{path}/gesprek", **said)
        assert missing.status_code == 422
        assert (await sanne.send(path, f"{path}/gesprek", **said, identity_checked="on")).status_code == 303
    assert premature.letters()[-1] == ("dwangsom-geen", "rendered")


def told(page: Response) -> set[Circumstance]:
    """Which readings of the law the page says it is not sure of."""
    words = text(page)
    return {one for one in Circumstance if f"Niet zeker: {one}" in words}


async def test_a_reading_that_counts_for_this_penalty_is_told_where_it_counts(noticed: Play) -> None:
    path = f"/zaak/{noticed.number}/dwangsom"
    async with later(noticed, days=1) as sanne:
        assert told(await sanne.get(path)) == set()
    noticed.days(5).do(DefaultNotice(received_on=noticed.today()))
    async with later(noticed, days=1) as sanne:
        assert told(await sanne.get(path)) == {Circumstance.NOTICES}
        assert told(await sanne.get(f"/zaak/{noticed.number}/antwoord")) == {Circumstance.NOTICES}
    noticed.days(15).intend(Outcome.GRANTED)
    async with later(noticed, days=1) as sanne:
        assert told(await sanne.get(path)) == {Circumstance.NOTICES, Circumstance.DECIDED, Circumstance.SHARED}


async def test_who_withdraws_while_the_penalty_runs_is_owed_what_ran(noticed: Play) -> None:
    noticed.days(20).do(Withdrawal(received_on=noticed.today(), reason="Mijn zoon helpt."))
    async with later(noticed, days=1) as sanne:
        found = await sanne.get(f"/zaak/{noticed.number}/dwangsom")
    assert told(found) == {Circumstance.WITHDRAWN, Circumstance.SHARED}
    assert "Het bedrag is € 138" in text(found)


async def test_who_withdraws_before_it_runs_is_owed_nothing(noticed: Play) -> None:
    noticed.days(2).do(Withdrawal(received_on=noticed.today(), reason="Mijn zoon helpt."))
    async with later(noticed, days=1) as sanne:
        found = await sanne.get(f"/zaak/{noticed.number}/dwangsom")
    assert told(found) == {Circumstance.NOTHING}


async def test_where_nothing_is_owed_the_page_says_by_when_to_answer(premature: Play) -> None:
    async with later(premature, days=1) as sanne:
        found = await sanne.get(f"/zaak/{premature.number}/dwangsom")
    assert told(found) == {Circumstance.NOTHING}
    assert "Leg uiterlijk op 14 december 2026 vast dat er geen dwangsom is." in text(found)


async def test_without_a_notice_there_is_nothing_to_answer_or_to_pay(play: Play, sanne: Visit) -> None:
    for path in ("antwoord", "dwangsom"):
        assert (await sanne.get(f"/zaak/{play.number}/{path}")).status_code == 303


async def test_a_reminder_is_ticked_off_on_its_page(premature: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    advance = Reminder(
        id="voorschot", title="Betaal een voorschot", why="Binnen vier weken (Participatiewet 52).",
        starts="Application.received_on", term="pw_voorschot_eerste", working_days_before=60,
    )  # fmt: skip
    known = process("wmo")
    changed = known.model_copy(update={"reminders": (advance,)})
    for module in ("tasks.cases.open_case", "desk.record.case_file"):
        monkeypatch.setattr(f"{module}.process", lambda _: changed)
    monkeypatch.setattr("tasks.cases.asks.processes", lambda: {"wmo": changed})
    premature.run()
    path = f"/zaak/{premature.number}/herinnering/voorschot"
    async with later(premature) as sanne:
        assert "Betaal een voorschot: uiterlijk" in text(await sanne.get(f"/zaak/{premature.number}"))
        assert "Binnen vier weken" in text(await sanne.get(path))
        assert (await sanne.send(path, on="2027-01-01")).status_code == 422
        assert (await sanne.send(path, remark="Betaald.")).status_code == 303
        assert "Betaal een voorschot" not in text(await sanne.get(f"/zaak/{premature.number}"))
        assert (await sanne.post(path, {"on": "2026-10-17", "csrf": "x"})).status_code in {403, 422}
        assert (await sanne.get(path.replace("voorschot", "anders"))).status_code == 404
