"""The list of the day: who sees what, in which group, in a fixed number of questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta

import pytest
from plays import Play, intended, report_case
from sqlalchemy import event
from visits import Visit, at_desk, text

from desk.cases.worklist import LATE, LATER, NOW, WEEK
from rules.calls import CallOutcome
from rules.facts import Appointment
from store.engine import engine
from tasks import clock

MOMENTS = {
    # The decision is due on Thursday 29 October.
    date(2026, 10, 16): LATER,
    date(2026, 10, 26): WEEK,
    date(2026, 10, 28): NOW,
    date(2026, 10, 29): NOW,
    date(2026, 10, 30): LATE,
}


@contextmanager
def questions() -> Iterator[list[str]]:
    """The questions that the database gets meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    yield asked
    event.remove(engine(), "before_cursor_execute", note)


def group_of(page: str, name: str) -> str:
    """The group under whose heading a name stands."""
    before = page[: page.index(name)]
    return before.rsplit('<section aria-labelledby="groep-', 1)[1].split('"', 1)[0]


@pytest.mark.parametrize(("day", "group"), MOMENTS.items(), ids=str)
async def test_a_case_stands_in_the_group_of_its_last_day(play: Play, sanne: Visit, day: date, group: str) -> None:
    with clock.at(play.now + (day - play.today())):
        page = await (await _fresh(sanne)).get("/vandaag")
        assert group_of(page.text, "Yıldız-Demir") == group


async def _fresh(visit: Visit) -> Visit:
    """The same person, logged in anew: the play lets days pass."""
    from desk.web import sessions  # noqa: PLC0415

    visit.client.cookies.set("maatwerk", sessions.begin("sanne"))
    return visit


async def test_the_words_for_what_is_left_follow_the_day(play: Play, sanne: Visit) -> None:
    for days, words in {0: "nog 13 dagen", 12: "nog 1 dag", 13: "vandaag", 16: "3 dagen te laat"}.items():
        with clock.at(play.now + timedelta(days=days)):
            assert words in text(await (await _fresh(sanne)).get("/vandaag"))


async def test_the_number_of_questions_does_not_grow_with_the_cases(play: Play, sanne: Visit) -> None:
    with questions() as few:
        await sanne.get("/vandaag")
    for _ in range(8):
        with clock.at(play.now):
            other = intended()
            other.call(CallOutcome.NOT_REACHED)
            report_case()
    with questions() as many:
        page = await sanne.get("/vandaag")
    assert page.text.count("mw-list__name") > 15
    assert len(many) == len(few)


async def test_looking_for_each_row_apart_would_be_noticed(play: Play, sanne: Visit) -> None:
    with questions() as few:
        await sanne.get("/vandaag")
        await sanne.get(f"/vandaag/kijk/{play.number}")
    with questions() as less:
        await sanne.get("/vandaag")
    assert len(few) > len(less)


async def test_a_call_counts_its_attempts_and_b_leads_to_it(play: Play, sanne: Visit) -> None:
    play.call(CallOutcome.NOT_REACHED)
    page = await sanne.get("/vandaag")
    assert "Dit wordt poging 2" in page.text
    assert f'data-call="/zaak/{play.number}/bel"' in page.text


async def test_a_planned_visit_stands_with_today_and_tomorrow(play: Play, sanne: Visit) -> None:
    visit = report_case()
    visit.now = play.now
    tomorrow = play.today() + timedelta(days=1)
    visit.do(Appointment(on=tomorrow, at=time(13, 30), place="bij u thuis"))
    page = await sanne.get("/vandaag")
    before = page.text[: page.text.index(f'href="/zaak/{visit.number}"')]
    assert before.rsplit("groep-", 1)[1].startswith(NOW)
    assert "om 13.30 uur, bij u thuis" in page.text


async def test_a_filter_shows_only_its_own_and_says_how_many(play: Play, sanne: Visit) -> None:
    report_case()
    page = await sanne.get("/vandaag?toon=bellen")
    assert "Bel eerst" in page.text
    assert page.text.count("mw-list__name") == 1
    assert "Alles 2" in text(page)


async def test_each_role_sees_the_cases_that_wait_for_it(play: Play) -> None:
    for name, seen in {"sanne": True, "mo": False, "karin": False, "jeroen": True, "els": True}.items():
        async with at_desk(name) as visit:
            assert ("Yıldız-Demir" in (await visit.get("/vandaag")).text) == seen, name
    play.call(CallOutcome.INFORMED_AGREES)
    async with at_desk("karin") as karin:
        assert "Akkoord geven" in (await karin.get("/vandaag")).text
    async with at_desk("sanne") as sanne:
        page = await sanne.get("/vandaag")
        assert "Wacht op akkoord" in page.text
        assert "/akkoord" not in page.text


async def test_what_calling_brought_is_counted_by_person(play: Play, sanne: Visit) -> None:
    assert "nog niemand" in text(await sanne.get("/vandaag"))
    play.call(CallOutcome.NEW_FACTS)
    other = intended()
    other.now = play.now
    other.call(CallOutcome.INFORMED_AGREES)
    found = text(await sanne.get("/vandaag"))
    assert "sprak u 2 inwoners" in found
    assert "Bij 1 daarvan" in found


async def test_an_empty_day_says_so(record: str) -> None:
    async with at_desk("sanne") as visit:
        assert "Er ligt niets voor u klaar" in (await visit.get("/vandaag")).text


async def test_the_list_works_without_javascript(play: Play, sanne: Visit) -> None:
    page = await sanne.get("/vandaag")
    for part in page.text.split("hx-get=")[1:]:
        tag = page.text[: page.text.index(part)].rsplit("<", 1)[1]
        assert "href=" in tag


async def test_the_desk_works_on_either_database(either_record: str) -> None:
    play = intended()
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            for path in ("/vandaag", "/zaken?q=yildiz", f"/zaak/{play.number}", f"/zaak/{play.number}/besluit"):
                assert "Yıldız-Demir" in (await visit.get(path)).text
            called = {"outcome": "niet_bereikt"}
            assert (await visit.send(f"/zaak/{play.number}/bel", **called)).status_code == 303
            assert "Dit wordt poging 2" in (await visit.get("/vandaag")).text
