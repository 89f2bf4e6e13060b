"""Another address or number of a citizen we know is a task for the consultant on the case."""

import pytest
from plays import STAFF, Play
from posts import post
from sqlalchemy import select
from visits import at_desk, text

from store.engine import session
from store.models import Citizen, Member, Staff
from tasks import clock
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive

PAGE = "contactgegevens-nagegaan"


@pytest.fixture
def moved(record: str) -> Play:
    """The second case of a citizen, who gave another address."""
    del record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"
    receive(read_line(post(bsn="999990019")))
    play = Play(receive(read_line(post(bsn="999990019", straat="Anderelaan", huisnummer="77"))).number, clock.now())
    play.run()
    return play


async def test_the_consultant_sees_both_and_says_which_counts(moved: Play) -> None:
    async with at_desk("sanne") as visit:
        shown = text(await visit.get(f"/zaak/{moved.number}"))
        assert "Ga na welk adres of nummer klopt" in shown
        assert "Nu opgegeven: Anderelaan 77, 4091 AB Veldhaven" in shown
        assert "Bij ons bekend: Lindelaan 4 bis, 4091 AB VELDHAVEN" in shown
        await visit.send(
            f"/zaak/{moved.number}/{PAGE}", counts="opgegeven", from_on=clock.today().isoformat(), source="Gebeld."
        )
        shown = text(await visit.get(f"/zaak/{moved.number}"))
    assert "Ga na welk adres of nummer klopt" not in shown
    assert "Wat klopt?: Wat nu is opgegeven" in shown
    assert "Anderelaan 77" in shown
    with session(readonly=True) as db:
        assert db.scalars(select(Citizen)).one().street == "Anderelaan"


LIVES = {"straat": "Beukweg", "huisnummer": "1", "postcode": "4092 CD", "plaats": "Veldhaven"}


async def test_who_reads_the_letters_is_asked_beside_the_citizen(moved: Play) -> None:
    helpers = [{"naam": "Elif Yıldız", "adres": LIVES | {"huisnummer": number}} for number in ("1", "2")]
    for helper in helpers:
        line = post(bsn="999990019", straat="Elders", gemachtigde=helper, brieven_naar_gemachtigde="ja")
        play = Play(receive(read_line(line)).number, clock.now())
    play.run()
    path = f"/zaak/{play.number}/{PAGE}"
    with session(readonly=True) as db:
        elif_ = db.scalars(select(Member).where(Member.name == "Elif Yıldız")).one()
    async with at_desk("sanne") as visit:
        page = text(await visit.get(path))
        assert "De inwoner (Elders 4 bis, 4091 AB VELDHAVEN)" in page
        assert "Elif Yıldız, gemachtigde (Beukweg 2, 4092 CD VELDHAVEN)" in page
        answer = {"counts": "opgegeven", "from_on": clock.today().isoformat(), "source": "Elif gebeld."}
        await visit.send(path, member=str(elif_.id), **answer)
        shown = text(await visit.get(f"/zaak/{play.number}"))
        assert "Contactgegevens nagegaan Elif Yıldız, gemachtigde" in shown
        assert "Ga na welk adres of nummer klopt" in shown
        assert "gemachtigde (" not in text(await visit.get(path))
    with session(readonly=True) as db:
        assert db.get_one(Member, elif_.id).address == ["Beukweg 2", "4092 CD  VELDHAVEN"]


async def test_administration_says_it_too_for_it_sees_the_letter_that_waits(moved: Play) -> None:
    async with at_desk("els") as visit:
        assert (await visit.get(f"/zaak/{moved.number}/{PAGE}")).status_code == 200
        shown = await visit.get(f"/zaak/{moved.number}")
    assert "Ga na welk adres of nummer klopt" in shown.text
    assert PAGE in shown.text
