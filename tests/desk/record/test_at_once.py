"""Two people at the same form, and one person twice: one wins, nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest
from httpx import Response
from plays import Play, intended, report_case
from visits import Visit, at_desk, fields, text

from desk.record import recording
from rules.calls import CallOutcome
from store import record
from store.engine import session
from tasks import clock

DECISIONS = {"ja": {"keuze": "ja"}, "nee": {"keuze": "nee", "remark": "De reden ontbreekt nog."}}


@pytest.fixture
def together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two forms arrive at the record in the same moment, each in a thread of its own."""
    gate, real = threading.Barrier(2, timeout=60), recording.record_fact

    def both(*given: object, **named: object) -> object:
        gate.wait()
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(recording, "record_fact", both)


def facts(play: Play) -> list[str]:
    with session(readonly=True) as db:
        return [type(entry.fact).__name__ for entry in record.entries(db, record.find_case(db, play.number))]


async def planned(play: Play) -> list[Response]:
    """Two colleagues plan a talk at the same moment, with forms they opened before."""
    path = f"/zaak/{play.number}/afspraak"
    async with at_desk("sanne") as sanne, at_desk("jeroen") as jeroen:
        forms = [fields(await visit.get(path), path) for visit in (sanne, jeroen)]
        day = (play.today() + timedelta(days=3)).isoformat()
        sent = [
            form | {"on": day, "place": place} for form, place in zip(forms, ("thuis", "aan de balie"), strict=True)
        ]
        return list(await asyncio.gather(*(v.post(path, form) for v, form in zip((sanne, jeroen), sent, strict=True))))


async def test_of_two_forms_at_once_one_wins_and_the_other_keeps_its_input(either_record: str, together: None) -> None:
    play = report_case()
    with clock.at(play.now):
        won, lost = sorted(await planned(play), key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (303, 409)
    assert facts(play).count("Appointment") == 1
    assert "Deze zaak is intussen gewijzigd" in text(lost)
    assert "Gesprek gepland" in text(lost)
    assert 'value="thuis"' in lost.text or 'value="aan de balie"' in lost.text


async def test_without_the_check_on_the_version_both_win(
    either_record: str, together: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "check_version", lambda _case, _expected: None)
    play = report_case()
    with clock.at(play.now):
        answers = await planned(play)
    assert [answer.status_code for answer in answers] == [303, 303]
    assert facts(play).count("Appointment") == 2


async def test_of_two_deciders_at_once_exactly_one_decides(either_record: str, together: None) -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    path = f"/zaak/{play.number}/akkoord"

    async def decide(visit: Visit, **said: str) -> Response:
        return await visit.post(path, fields(await visit.get(path), path) | said)

    with clock.at(play.now):
        async with at_desk("karin") as karin, at_desk("jeroen") as jeroen:
            answers = await asyncio.gather(decide(karin, **DECISIONS["ja"]), decide(jeroen, **DECISIONS["nee"]))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert facts(play).count("Approval") + facts(play).count("Return") == 1


@pytest.mark.parametrize(("first", "second"), [("ja", "nee"), ("nee", "ja")])
async def test_who_decides_second_sees_what_happened_and_keeps_what_was_written(
    record: str, first: str, second: str
) -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    path = f"/zaak/{play.number}/akkoord"
    with clock.at(play.now):
        async with at_desk("karin") as karin, at_desk("jeroen") as jeroen:
            forms = [fields(await visit.get(path), path) for visit in (karin, jeroen)]
            await karin.post(path, forms[0] | DECISIONS[first])
            lost = await jeroen.post(path, forms[1] | DECISIONS[second])
    assert lost.status_code == 409
    assert "Een collega was u voor" in text(lost)
    assert "Dit is er nieuw op de zaak" in text(lost)
    assert DECISIONS[second].get("remark", "") in text(lost)
    assert len([fact for fact in facts(play) if fact in {"Approval", "Return"}]) == 1


async def test_what_was_noted_of_a_call_is_kept_when_the_intention_is_gone(record: str) -> None:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    call, read = f"/zaak/{play.number}/bel", f"/zaak/{play.number}/akkoord"
    said = "Mevrouw vertelde dat haar dochter in mei verhuist."
    with clock.at(play.now):
        async with at_desk("sanne") as sanne, at_desk("karin") as karin:
            form = fields(await sanne.get(call), call) | {"outcome": "geinformeerd_akkoord", "summary": said}
            await karin.post(read, fields(await karin.get(read), read) | DECISIONS["nee"])
            lost = await sanne.post(call, form | {"minutes": "9", "identity_checked": "on"})
    assert lost.status_code == 409
    assert "Een collega was u voor" in text(lost)
    assert said in text(lost)


async def test_the_same_form_twice_is_done_once_and_answered_alike(either_record: str) -> None:
    play = report_case()
    path, note = f"/zaak/{play.number}/afspraak", f"/zaak/{play.number}/notitie"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            day = (play.today() + timedelta(days=3)).isoformat()
            form = fields(await sanne.get(path), path) | {"on": day}
            answers = [await sanne.post(path, form) for _ in range(2)]
            written = fields(await sanne.get(f"/zaak/{play.number}"), note) | {"text": "Belt liever na vijf uur."}
            answers += [await sanne.post(note, written) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[0].headers["location"] == answers[1].headers["location"]
    assert answers[2].headers["location"] == answers[3].headers["location"]
    assert (facts(play).count("Appointment"), facts(play).count("Note")) == (1, 1)


async def test_a_used_form_with_something_else_in_it_is_refused_and_can_go_on_as_a_new_one(either_record: str) -> None:
    play = report_case()
    path = f"/zaak/{play.number}/afspraak"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            day = (play.today() + timedelta(days=3)).isoformat()
            form = fields(await sanne.get(path), path) | {"on": day, "place": "thuis"}
            await sanne.post(path, form)
            refused = await sanne.post(path, form | {"place": "aan de balie"})
            assert refused.status_code == 409
            assert "U hebt dit formulier al verstuurd" in text(refused)
            assert "Gesprek gepland" in text(refused)
            kept = fields(refused, path)
            assert kept["place"] == "aan de balie"
            assert kept["sleutel"] != form["sleutel"]
            assert facts(play).count("Appointment") == 1
            assert (await sanne.post(path, kept)).status_code == 303
    assert facts(play).count("Appointment") == 2


async def test_the_data_of_a_citizen_sent_twice_are_changed_once(either_record: str) -> None:
    play = report_case()
    path = f"/zaak/{play.number}/inwoner"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            form = fields(await sanne.get(path), path) | {"phone": "06 00 00 09 99"}
            assert [(await sanne.post(path, form)).status_code for _ in range(2)] == [303, 303]
            other = await sanne.post(path, form | {"phone": "06 00 00 08 88"})
    assert other.status_code == 409
    assert 'value="06 00 00 08 88"' in other.text
    assert facts(play).count("Note") == 1
