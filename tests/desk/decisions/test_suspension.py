"""What runs is suspended at the desk: called about and read along on a page of its own."""

from collections.abc import Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from plays import Play, post_letter, report_case
from stopping import STOPS, WHY, begun, made, stopping, suspension
from visits import at_desk, fields, text

from desk.web.words import long_day
from rules.asked.parties import PartyKind
from rules.calls import CallOutcome
from rules.facts import PartyJoined
from tasks import clock

pytestmark = pytest.mark.usefixtures("record", "course")
FILLED = {"missing": "Uw huurcontract.", "reason": WHY.format(word="niets"), "hardship": "U hebt spaargeld genoeg."}
TALK = {"summary": "U zoekt nog.", "response": "Dat kan.", "minutes": "4", "identity_checked": "on"}
NO_ITEM = {"item." + "9" * 5000: "on"}
NOT_SPOKEN = "De partner dreigde de consulent, zie het verslag van maandag."


@pytest.fixture
def course(tmp_path: Path) -> Iterator[None]:
    with stopping(tmp_path):
        yield


@asynccontextmanager
async def later(play: Play, name: str = "sanne", **passed: float):
    """Somebody who logs in some time later."""
    play.now += timedelta(**passed)
    with clock.at(play.now):
        async with at_desk(name) as visit:
            yield visit


def address(play: Play, *more: str) -> str:
    return "/".join((f"/zaak/{play.number}/opschorting-van-hulp", *more))


def written(play: Play) -> list[str]:
    return [name for name, _ in play.letters() if name == STOPS]


async def test_it_is_put_down_called_about_and_read_along() -> None:
    play = begun()
    path = address(play)
    async with later(play) as sanne:
        assert "Opschorten wat er loopt" in text(await sanne.get(f"/zaak/{play.number}"))
        shown = text(await sanne.get(path))
        assert "Eerst belt u, dan gaat de brief weg." in shown
        for wrong in ({}, FILLED | {"until_on": "2030-01-01"}, FILLED | {"from_on": "x"}, FILLED | NO_ITEM):
            assert (await sanne.send(path, **wrong)).status_code == 422
        assert (await sanne.send(path, voorbeeld="ja", **FILLED)).status_code == 200
        assert (await sanne.send(path, voorbeeld="ja", from_on="x")).status_code == 200
        assert (await sanne.send(path, **FILLED)).status_code == 303
        assert "Bel over de opschorting" in text(await sanne.get(f"/zaak/{play.number}"))
        assert "Bel eerst over de opschorting" in text(await sanne.get(path))
        assert (await sanne.send(path, f"{path}/gesprek", outcome="nieuwe_feiten")).status_code == 422
        sent = fields(await sanne.get(path), path)
        assert (await sanne.post(f"{path}/iets", sent)).status_code == 404
    async with later(play, hours=1) as sanne:
        talk = {"outcome": "geinformeerd_niet_akkoord"} | TALK
        assert (await sanne.send(path, f"{path}/gesprek", **talk)).status_code == 303
        seen = text(await sanne.get(path))
        assert "U hebt dit zelf geschreven. Een collega leest mee." in seen
        assert "U zoekt nog." in seen
        sent = fields(await sanne.get(path), path) | {"keuze": "ja"}
        assert (await sanne.post(f"{path}/akkoord", sent)).status_code == 403
    async with later(play, "karin") as karin:
        assert "Lees de opschorting mee" in text(await karin.get(f"/zaak/{play.number}"))
        assert written(play) == []
        assert (await karin.send(path, f"{path}/akkoord", keuze="ja")).status_code == 303
        assert written(play) == [STOPS]
        assert "Hef de opschorting op" in text(await karin.get(path))
    async with later(play) as sanne:
        lift = f"/zaak/{play.number}/einde-opschorting-van-hulp"
        assert (await sanne.send(lift, reason="uw huurcontract")).status_code == 303
        assert "Schort op wat er loopt" in text(await sanne.get(path))


async def test_a_colleague_gives_it_back_or_lets_it_go_without_a_call() -> None:
    play = begun()
    play.put(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))
    path = address(play)
    async with later(play) as sanne:
        assert (await sanne.send(path, **FILLED)).status_code == 303
        assert "De heer T. Demir" not in text(await sanne.get(path)).partition("Bel eerst")[2]
        exempt = {"exempt": "veiligheidsrisico_medewerker", "motivation": NOT_SPOKEN}
        assert (await sanne.send(path, f"{path}/uitzondering")).status_code == 422
        assert (await sanne.send(path, f"{path}/uitzondering", **exempt)).status_code == 303
        assert "U hebt dit zelf gevraagd" in text(await sanne.get(path))
    async with later(play, "karin") as karin:
        assert (await karin.send(path, f"{path}/oordeel", keuze="ja")).status_code == 303
        assert "De heer T. Demir (partner)" in text(await karin.get(path)).partition("Bel eerst")[2]
    async with later(play, hours=1) as sanne:
        talk = {"outcome": "geinformeerd_akkoord"} | TALK
        assert (await sanne.send(path, f"{path}/gesprek", **talk)).status_code == 303
    async with later(play, "karin") as karin:
        assert (await karin.send(path, f"{path}/akkoord", keuze="nee")).status_code == 422
        assert (await karin.send(path, f"{path}/akkoord", keuze="nee", remark="Noem de dag.")).status_code == 303
    assert written(play) == []
    async with later(play) as sanne:
        assert "Schort op wat er loopt" in text(await sanne.get(path))


async def test_one_that_waited_too_long_is_put_down_again() -> None:
    play = begun()
    path = address(play)
    async with later(play) as sanne:
        assert (await sanne.send(path, **FILLED)).status_code == 303
    async with later(play, days=8) as sanne:
        shown = await sanne.get(path)
        assert "De brief zou te laat komen" in text(shown)
        assert "Bel eerst over de opschorting" not in text(shown)
        days = {"from_on": "2026-11-16", "until_on": "2026-12-13", "repair_by": "2026-11-30"}
        again = FILLED | days | {"reason": WHY.format(word="een foto")}
        assert (await sanne.send(path, **again)).status_code == 303
        assert "Bel eerst over de opschorting" in text(await sanne.get(path))


async def test_only_where_something_runs_and_the_course_says_how_long() -> None:
    empty, other = begun(runs=False), report_case()
    async with later(empty) as sanne:
        assert "Opschorten wat er loopt" not in text(await sanne.get(f"/zaak/{empty.number}"))
        assert "Doe dat eerst" in text(await sanne.get(address(empty)))
        assert (await sanne.get(address(other))).status_code == 404


async def test_what_was_told_can_be_lifted_while_a_newer_one_waits() -> None:
    play = begun()
    path, lift = address(play), f"/zaak/{play.number}/einde-opschorting-van-hulp"
    told = suspension(play)
    play.do(told)
    async with later(play, minutes=5) as sanne:
        shown = await sanne.get(path)
        assert "akkoord is om niet te bellen, en een collega daarna meelas" in text(shown)
        assert lift not in shown.text
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    for later_one in (None, suspension(play, "alleen een foto")):
        if later_one:
            made()
            with clock.at(play.now):
                post_letter(play.number)
            play.do(later_one)
        async with later(play, minutes=5) as sanne:
            shown = await sanne.get(path)
            assert f"De inwoner hoort van een opschorting van {long_day(told.from_on)} tot en met" in text(shown)
            assert lift in shown.text
