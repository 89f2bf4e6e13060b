"""What did not fit a form is a task for administration on the case, until somebody says what was done."""

from datetime import date

import pytest
from plays import STAFF, Play
from posts import post
from sqlalchemy import select
from visits import at_desk

from store import record
from store.engine import session
from store.models import DutyRow, Staff
from tasks import clock
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive

ASKED = "Kijk na wat niet in het formulier paste"
PAGE = "formulier-nagekeken"


@pytest.fixture
def arrived(record: str) -> Play:
    """A case of a form on which the day of birth and the telephone number did not fit."""
    del record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"
    play = Play(receive(read_line(post(geboortedatum="ooit", telefoon="bel maar"))).number, clock.now())
    play.run()
    return play


def duties(play: Play) -> list[tuple[str, date]]:
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        return [(row.kind, row.due_on) for row in db.scalars(select(DutyRow).where(DutyRow.case_id == case.id))]


async def test_administration_is_asked_and_says_what_was_done(arrived: Play) -> None:
    assert [kind for kind, _ in duties(arrived)] == ["formulier-nakijken"]
    async with at_desk("els") as visit:
        page = (await visit.get(f"/zaak/{arrived.number}")).text
        assert ASKED in page
        assert "geboortedatum: Dit is geen datum." in page
        assert "geboortedatum: ooit" in page
        await visit.send(f"/zaak/{arrived.number}/{PAGE}", done="Gebeld: geboren op 2 juni 1941.")
        assert "Gebeld: geboren op 2 juni 1941." in (await visit.get(f"/zaak/{arrived.number}")).text
    arrived.run()
    assert duties(arrived) == []


async def test_a_case_on_which_everything_fitted_asks_nothing(arrived: Play) -> None:
    fits = Play(receive(read_line(post())).number, clock.now())
    fits.run()
    assert duties(fits) == []
    async with at_desk("els") as visit:
        assert ASKED not in (await visit.get(f"/zaak/{fits.number}")).text
        refused = await visit.send(f"/zaak/{fits.number}/{PAGE}", done="Niets gedaan.")
        assert "Er is niets meer om na te kijken in het formulier." in refused.text
