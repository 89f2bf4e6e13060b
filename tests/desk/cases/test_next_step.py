"""What a case asks, as the lists and its page show it: a row of a course's own, and a word that nobody knows."""

from datetime import timedelta

import pytest
from plays import Play
from signals import SIGNAL, signalled
from visits import at_desk, text

from store.engine import session
from store.models import DutyRow
from tasks import clock
from tasks.cases import asks


@pytest.fixture
def case(record: str, monkeypatch: pytest.MonkeyPatch) -> Play:
    """A case that waits for what only its own course asks; its row is not in the table yet."""
    del record
    monkeypatch.setattr(asks, "TABLE", dict(asks.TABLE))
    return signalled()


async def pages(play: Play, who: str = "sanne") -> dict[str, str]:
    """The text of each page that says what the case asks."""
    paths = {
        "list": "/vandaag",
        "beside": f"/vandaag/kijk/{play.number}",
        "case": f"/zaak/{play.number}",
        "found": f"/zaken?q={play.number}",
        "terms": "/termijnen",
    }
    with clock.at(play.now + timedelta(minutes=1)):
        async with at_desk(who) as visit:
            answers = {name: await visit.get(path) for name, path in paths.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {name: text(answer) for name, answer in answers.items()}


async def test_a_course_adds_a_row_that_every_page_shows(case: Play) -> None:
    asks.add(SIGNAL)
    shown = await pages(case)
    assert all("Bekijk het signaal" in shown[name] for name in ("list", "beside", "found"))
    assert "Gesprek 1" in shown["list"]
    assert "Volgende stap: ga na wat er is gezien" in shown["case"]
    assert "Leg vast wat u zag" in shown["case"]
    assert "Leg vast wat u zag" in shown["beside"]


async def test_a_word_that_no_row_has_is_shown_and_has_no_button(case: Play) -> None:
    with session() as db:
        day = case.today()
        db.add(DutyRow(case_id=case.case().id, kind="zorg.weg", from_on=day, due_on=day, until_on=None))
    shown = await pages(case)
    assert all(SIGNAL.word in shown[name] for name in ("list", "beside", "found"))
    assert f"Volgende stap: {SIGNAL.word}" in shown["case"]
    assert "Leg vast wat u zag" not in shown["case"]
    assert "zorg.weg: uiterlijk" in shown["case"]
    assert "zorg.weg" in shown["terms"]
