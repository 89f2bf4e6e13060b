"""Where a letter is, on the page of its case; and a case that is not finished before its letter left (Awb 3:41)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from plays import Play
from post import newest, newest_name, refuse, run_letters
from visits import Visit, at_desk, text

from desk.web import sessions
from rules.facts import Withdrawal
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.letters.held_letters import keep_back, post_by_hand
from tasks.letters.sending import make_letter
from tasks.post import answers, letter_run

DAY = date(2026, 10, 16)
REPORT = "Verslag van ons onderzoek"


def seal_only() -> None:
    """A run that is killed between sealing and handing over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letter_run, "hand_over", lambda *_: None)
        run_letters()


def refused() -> None:
    run_letters()
    refuse(newest())


def confirm() -> None:
    run_letters()
    answers.confirm(newest(), posted_on=DAY, by="els")


def hold() -> None:
    keep_back(letter().id, "De inwoner is verhuisd.")


def by_hand() -> None:
    post_by_hand(letter().id)
    make_letter(letter().id)


def posted_by_hand() -> None:
    by_hand()
    answers.post_self(letter().id, posted_on=DAY, by="els")


def letter() -> Letter:
    with session(readonly=True) as db:
        return db.query(Letter).filter(Letter.name == "wmo/onderzoeksverslag").one()


PLACES: dict[str, tuple[Callable[[], object], str, str]] = {
    "made": (lambda: None, "nog niet verzonden", "De brief gaat mee met de volgende briefrun."),
    "sealed": (seal_only, "nog niet verzonden", "De bundel is nog niet overgedragen aan de drukker."),
    "handed over": (run_letters, "bij de drukker", "Bij de drukker sinds"),
    "refused": (refused, "nog niet verzonden", "De machine liep vast. De brief gaat opnieuw mee."),
    "posted": (confirm, "verzonden", "Verzonden op vr 16 okt."),
    "held": (hold, "aangehouden", "De inwoner is verhuisd."),
    "taken out of the post": (by_hand, "nog niet verzonden", "De administratie verstuurt deze brief zelf."),
    "posted by hand": (posted_by_hand, "verzonden", "Zelf verstuurd op vr 16 okt."),
}


@pytest.mark.parametrize("stage", PLACES)
async def test_a_letter_says_where_it_is(stage: str, play: Play, sanne: Visit) -> None:
    happen, status, told = PLACES[stage]
    happen()
    page = (await sanne.get(f"/zaak/{play.number}")).text
    listed = page[page.index('id="brieven"') :].split("<li>")
    (line,) = [line for line in listed if f">{REPORT}<" in line]
    assert told in line
    assert f">{status}</span>" in line


async def test_the_timeline_tells_what_became_of_a_letter(play: Play, sanne: Visit) -> None:
    run_letters()
    bundle = newest_name()
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert f"Brief bij de drukker Brief: {REPORT} In bundel {bundle} door systeem" in page
    refuse(newest())
    page = text(await sanne.get(f"/zaak/{play.number}"))
    assert f"Brief geweigerd door de drukker Brief: {REPORT} De machine liep vast. door drukker" in page
    confirm()
    page = text(await sanne.get(f"/zaak/{play.number}?tijdlijn=stukken"))
    assert f"Brief verzonden Brief: {REPORT} Op vr 16 okt door Els Brand" in page
    assert page.index("Brief verzonden") < page.index("Brief geweigerd") < page.index("Voornemen: afwijzen")


async def test_a_case_is_not_finished_before_its_letter_left(play: Play) -> None:
    play.posts = False
    play.do(Withdrawal(received_on=play.today(), reason="Het hoeft niet meer."))
    with clock.at(play.now + timedelta(days=16)):
        play.now = clock.now()
        play.run()
        assert play.case().closed_on is None
        async with at_desk("sanne") as sanne:
            sanne.client.cookies.set("maatwerk", sessions.begin("sanne"))
            shown = [text(await sanne.get(path)) for path in (f"/zaak/{play.number}", f"/zaken?q={play.number}")]
            assert "de brief moet nog weg" in shown[0]
            assert "Deze zaak is ingetrokken" not in shown[0]
            assert "Brief moet weg" in shown[1]
            run_letters()
            play.run()
            assert play.case().waits_for == "bedenktijd na intrekking"
    with clock.at(play.now + timedelta(days=15)):
        play.now = clock.now()
        play.run()
        async with at_desk("sanne") as sanne:
            sanne.client.cookies.set("maatwerk", sessions.begin("sanne"))
            shown = [text(await sanne.get(path)) for path in (f"/zaak/{play.number}", f"/zaken?q={play.number}")]
            assert "Deze zaak is ingetrokken" in shown[0]
            assert "afgesloten" in shown[1]
            assert not any("nog niet verzonden" in page for page in shown)
