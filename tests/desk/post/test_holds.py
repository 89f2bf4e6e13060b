"""Each reason for which a letter is held has a page at the desk that resolves it, for each role that sees it."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date, timedelta

import pytest
from httpx import Response
from plays import Play, intended, intention, provision, report_case
from post import printed, run_letters
from sqlalchemy import select
from visits import Visit, at_desk, text

from desk.post.holds import BY, POSTED_BY, PUT_RIGHT_BY, WORDED_BY
from rules.asked.parties import PartyKind
from rules.errors import FactUntimely
from rules.facts import Intention, Outcome, PartyJoined
from rules.facts.arrival.contact import ContactDiffers
from rules.facts.ends import Death, DeathConfirmed, DeathMistaken, DeathSource
from rules.facts.post.address import AddressHidden, AddressOpened, AddressShown
from rules.facts.remedies.lateness import DefaultNotice
from rules.holds import Hold, hold_of
from store import record
from store.engine import session
from store.models import Case, Letter, Member
from store.models.post import Bundle, HandOver, Stray
from tasks import clock
from tasks.letters import preflight
from tasks.letters.held_letters import keep_back

LIVES = {"street": "Esdoornstraat", "number": "27", "postcode": "4099 ZX", "city": "Veldhaven"}
ELSEWHERE = ("Kade 3", "4091 AB  VELDHAVEN")
WAS_THERE = "De lezer was zelf bij het gesprek op dat adres."
WHOLE = "De dochter vertelde het aan de telefoon, op 5 oktober."
HEIRS = "Dorpsstraat 1\n4090 AA  VELDHAVEN"


def hidden() -> tuple[Play, str]:
    play = report_case()
    play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")
    return play, "melding"


def hidden_mentor() -> tuple[Play, str]:
    """Whoever reads for the citizen lives in secret, not the citizen."""
    play = report_case()
    play.put(
        PartyJoined(
            kind=PartyKind.MENTOR, name="Mevrouw M. Mentor", represents=1, authority=True, address=ELSEWHERE,
            phone="06 12345678", secret_address=True,
        )
    )  # fmt: skip
    play.days(10).investigate()
    return play, "onderzoeksverslag"


RECEIPT = "ontvangstbevestiging-ingebrekestelling"


def died(*, speaks: bool = False) -> tuple[Play, str]:
    """Of what was in the house then, the heirs can have this receipt."""
    play = report_case()
    if speaks:
        with session() as db:
            case = db.get_one(Case, play.case().id)
            case.representative = Member(household_id=case.citizen.household_id, name="T. Post", relation="broer")
    play.days(10).investigate()
    play.days(7).apply()
    play.posts = False
    play.days(1).do(DefaultNotice(received_on=play.today()))
    on = play.today() - timedelta(days=2)
    play.put(Death(died_on=on, source=DeathSource.TOLD, told="De dochter."))
    play.do(DeathConfirmed(how="Gezien in de BRP."), by="karin")
    return play, RECEIPT


def unaddressed() -> tuple[Play, str]:
    return report_case(postcode="0000"), "melding"


def apart() -> tuple[Play, str]:
    """Their name has a letter with a mark that is no sign of its own."""
    return report_case(family_name="Kam̂ari"), "melding"


def to_nobody() -> tuple[Play, str]:
    """Whoever gets the letters of the citizen gave no whole address."""
    play = report_case()
    with session() as db:
        case = db.get_one(Case, play.case().id)
        case.representative = Member(household_id=case.citizen.household_id, name="De heer T. Post", relation="broer")
        case.representative.address = ["Kade 3"]
    play.days(10).investigate()
    return play, "onderzoeksverslag"


def other_address() -> tuple[Play, str]:
    play = report_case()
    differs = ContactDiffers(street="Anderelaan", number="77", postcode="4091 AB", city="Veldhaven", knew=("x",))
    with session() as db:
        record.add_fact(db, record.lock_case(db, play.number), differs, by="systeem", at=play.now)
    play.run()
    return play, "melding"


def tells(*, secret: bool = False) -> tuple[Play, str]:
    play = report_case()
    play.put(
        PartyJoined(
            kind=PartyKind.PARENT, name="De heer K. Demir", authority=True, address=ELSEWHERE, phone="06 12345678",
            secret_address=secret,
        )
    )  # fmt: skip
    play.days(10).investigate()
    play.days(7).apply()
    play.posts = False
    reason = "Uw kind woont half bij de andere ouder, Kade 3 in Veldhaven."
    play.do(Intention(provisions=(provision(Outcome.GRANTED, reason=reason),)))
    return play, "toekenning"


def posted() -> tuple[Play, str]:
    play = report_case()
    letter = play.letter("melding")
    what = {"case_number": play.number, "number": 1, "name": letter.name, "about": letter.about}
    with session() as db:
        db.add(Bundle(name="B-verloren", channel="post", letters=1, digest="a" * 64, sealed_at=play.now))
        db.flush()
        db.add(Stray(bundle_id=1, position=1, pdf_sha256="b" * 64, **what))
        db.flush()
        db.add(HandOver(bundle_id=1, manifest_sha256="c" * 64, at=play.now))
    return play, "melding"


def overtaken() -> tuple[Play, str]:
    play = intended(Outcome.GRANTED, posts=False)
    with session() as db:
        case = record.lock_case(db, play.number)
        record.add_fact(db, case, intention(), by="sanne", at=play.now, outcome=Outcome.REJECTED)
    return play, "toekenning"


def late() -> tuple[Play, str]:
    return report_case(), "melding"


def moved() -> tuple[Play, str]:
    play = report_case()
    with session() as db:
        db.get_one(Case, play.case().id).citizen.street = "Beukenlaan"
    return play, "melding"


Set = Callable[[], tuple[Play, str]]
HELD: dict[Hold, Set] = {
    Hold.DIED: died,
    Hold.HIDDEN: hidden,
    Hold.LATE: late,
    Hold.MOVED: moved,
    Hold.OTHER_ADDRESS: other_address,
    Hold.OVERTAKEN: overtaken,
    Hold.POSTED: posted,
    Hold.SIGN: apart,
    Hold.TELLS_WHERE: tells,
    Hold.UNADDRESSED: unaddressed,
    Hold.WINDOW: to_nobody,
}
# Who resolves it, through which page, with what they fill in, and whether the letter leaves then.
FIXES: list[tuple[Set, str, str, dict[str, str], bool]] = [
    (died, "els", "adres-van-de-erven", {"contact": "Mevrouw A.", "address": HEIRS, "source": "Verteld."}, True),
    (died, "sanne", "brief-vervalt", {"why": WHOLE}, False),
    (hidden, "sanne", "adres-niet-meer-geheim", {"source": "De inwoner vroeg het."}, True),
    (unaddressed, "els", "inwoner", {"postcode": "4091 AB"}, True),
    (apart, "els", "schrijfwijze", {"choice": "anders", "spelled": "Kamari", "why": "Gebeld."}, True),
    (apart, "sanne", "schrijfwijze", {"choice": "webpagina", "why": "Gebeld."}, True),
    (to_nobody, "els", "adres-van-een-ander", {"address": "Kade 3\n4091 AB  Veldhaven", "source": "Gebeld."}, True),
    (
        other_address, "els", "contactgegevens-nagegaan",
        {"counts": "opgegeven", "from_on": "2026-09-28", "source": "Gebeld."}, True,
    ),
    (tells, "sanne", "adres-in-brief", {"why": WAS_THERE}, True),
    (posted, "els", "brief-toch-versturen", {"why": "De drukker stuurde een afdruk van een ander besluit."}, True),
    (overtaken, "sanne", "brief-vervalt", {"why": WHOLE}, False),
]  # fmt: skip


@pytest.fixture(autouse=True)
def on_that_day(record: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if "late" in request.node.name.casefold():
        # How a suspension comes too late is played in tests/flows/test_suspension.py.
        monkeypatch.setattr(preflight, "late", lambda _db, letters, _day: set(letters))
    with clock.at(report_case().now):
        yield


def letter_of(play: Play, name: str) -> Letter:
    """The letter with this name to the citizen."""
    mine = select(Letter).where(Letter.case_id == play.case().id, Letter.name.endswith(name), Letter.party == 1)
    with session(readonly=True) as db:
        return db.scalars(mine.order_by(Letter.id)).all()[-1]


async def page_of(visit: Visit, letter: Letter) -> Response:
    return await visit.get(f"/brief/{letter.id}/aangehouden")


def links(page: Response) -> list[str]:
    return re.findall(r'<li><a class="nl-link" href="([^"]+)"', page.text)


def test_each_reason_has_a_page_that_resolves_it_and_a_case_here() -> None:
    assert set(BY) == set(HELD) == set(Hold)


@pytest.mark.parametrize("hold", Hold, ids=lambda hold: hold.name)
async def test_whoever_sees_a_held_letter_can_do_something_about_it(hold: Hold) -> None:
    play, name = HELD[hold]()
    with clock.at(play.now):
        run_letters()
        letter = letter_of(play, name)
        assert (letter.status, hold_of(letter.held_because)) == ("held", hold)
        for who in ("els", "sanne"):
            async with at_desk(who) as visit:
                page = await page_of(visit, letter)
                assert links(page)
                assert {(await visit.get(link)).status_code for link in links(page)} == {200}
                listed = "/brieven" if who == "els" else "/vandaag"
                assert f"/brief/{letter.id}/aangehouden" in (await visit.get(listed)).text
                assert f"/brief/{letter.id}/aangehouden" in (await visit.get(f"/zaak/{play.number}")).text


def told(each: object) -> str:
    return each if isinstance(each, str) else getattr(each, "__name__", "")


@pytest.mark.parametrize(("given", "who", "path", "filled", "leaves"), FIXES, ids=told)
async def test_what_is_resolved_leaves_with_the_next_run(
    given: Set, who: str, path: str, filled: dict[str, str], *, leaves: bool
) -> None:
    play, name = given()
    with clock.at(play.now):
        run_letters()
        letter = letter_of(play, name)
        assert letter.status == "held"
        async with at_desk(who) as visit:
            offered = links(await page_of(visit, letter))
            (link,) = [one for one in offered if f"/{path}" in one]
            bare = link.partition("#")[0]
            sent = await visit.send(bare, bare.partition("?")[0], page=await visit.get(bare), **filled)
            assert sent.status_code == 303, text(sent)
        run_letters()
        assert letter_of(play, name).status == ("rendered" if leaves else "withdrawn")
        assert (f"{play.number}/B{letter.number}" in printed()) is leaves


async def test_letters_to_somebody_who_died_go_to_the_heirs_until_that_turns_out_wrong() -> None:
    play, name = died()
    with clock.at(play.now):
        run_letters()
        async with at_desk("els") as els:
            page = f"/zaak/{play.number}/adres-van-de-erven"
            await els.send(page, contact="Mevrouw A. Demir", address="Dorpsstraat 1\n4090 AA  Veldhaven", source="x")
        play.put(DeathMistaken(reason="De inwoner belde zelf en leeft nog."))
        play.run()
        run_letters()
    adres = letter_of(play, name).content["client"]["adres"]
    assert adres[1:] == ["Esdoornstraat 27", "4099 ZX  VELDHAVEN"]


async def test_the_heirs_are_addressed_and_an_authorisation_has_ended() -> None:
    play, name = died(speaks=True)
    with clock.at(play.now):
        run_letters()
        assert letter_of(play, name).content["client"]["adres"][0] == "T. Post"
        async with at_desk("els") as els:
            page = f"/zaak/{play.number}/adres-van-de-erven"
            await els.send(page, contact="Mevrouw A. Demir", address=HEIRS, source="Verteld.")
        run_letters()
    client = letter_of(play, name).content["client"]
    together, for_whom, *lines = client["adres"]
    assert (together, for_whom) == ("De erven van mevrouw F. Yıldız-Demir", "T.a.v. Mevrouw A. Demir")
    assert (lines, client["aanhef"]) == (HEIRS.split("\n"), "nabestaanden")


async def test_nobody_says_that_a_reader_may_see_a_secret_address() -> None:
    play, name = tells(secret=True)
    with clock.at(play.now):
        run_letters()
        async with at_desk("sanne") as sanne:
            page = f"/zaak/{play.number}/adres-in-brief"
            letter = letter_of(play, name)
            await sanne.send(f"{page}?letter={letter.number}", page, why=WAS_THERE)
        run_letters()
    assert hold_of(letter_of(play, name).held_because) is Hold.TELLS_WHERE


Scene = tuple[Set, dict[str, tuple[bool, str]]]
# By who looks: whether there is a link that resolves it, and what is told of who else does.
BY_ROLE: list[Scene] = [
    (hidden, {"els": (True, ""), **dict.fromkeys(("sanne", "jeroen"), (True, POSTED_BY)), "karin": (False, POSTED_BY)}),
    (hidden_mentor, {"els": (True, ""), **dict.fromkeys(("sanne", "karin", "jeroen"), (False, POSTED_BY))}),
    (unaddressed, {**dict.fromkeys(("els", "sanne", "jeroen"), (True, "")), "karin": (False, PUT_RIGHT_BY)}),
    (tells, {**dict.fromkeys(("sanne", "jeroen"), (True, "")), **dict.fromkeys(("els", "karin"), (True, WORDED_BY))}),
]


@pytest.mark.parametrize(("given", "roles"), BY_ROLE, ids=told)
async def test_each_role_has_a_way_out_or_is_told_who_has_it(given: Set, roles: dict[str, tuple[bool, str]]) -> None:
    play, name = given()
    with clock.at(play.now):
        run_letters()
        letter = letter_of(play, name)
        assert letter.status == "held"
        for who, (linked, said) in roles.items():
            async with at_desk(who) as visit:
                page = await page_of(visit, letter)
            assert bool(links(page)) is linked, who
            assert [one for one in (POSTED_BY, PUT_RIGHT_BY, WORDED_BY) if one in text(page)] == [said][: bool(said)], (
                who
            )


async def test_of_a_secret_address_nobody_is_offered_to_say_that_the_reader_may_see_it() -> None:
    play, name = tells(secret=True)
    with clock.at(play.now):
        run_letters()
        for who in ("sanne", "jeroen", "els", "karin"):
            async with at_desk(who) as visit:
                offered = links(await page_of(visit, letter_of(play, name)))
            assert offered
            assert not [one for one in offered if "adres-in-brief" in one], who


async def test_what_is_said_of_one_letter_clears_no_other() -> None:
    play, name = tells()
    play.posts = False
    with clock.at(play.now):
        run_letters()
        async with at_desk("sanne") as sanne:
            page = f"/zaak/{play.number}/adres-in-brief"
            refused = await sanne.send(f"{page}?letter=1", page, why=WAS_THERE)
        assert "niet aangehouden" in text(refused)
        run_letters()
    assert letter_of(play, name).status == "held"


def test_a_letter_that_a_colleague_took_out_is_not_released_by_itself() -> None:
    play = report_case()
    keep_back(play.letter("melding").id, "Uit de briefrun gehaald door Els.")
    with clock.at(play.now):
        run_letters()
    assert play.letter("melding").status == "held"


@pytest.fixture
async def karin() -> AsyncIterator[Visit]:
    """A second reader, who does not see a secret address."""
    async with at_desk("karin") as visit:
        yield visit


def shows(page: Response) -> bool:
    return "Esdoornstraat" in page.text


Ask = Callable[[Visit], Awaitable[Response]]


async def test_a_secret_address_is_seen_by_few_and_opened_on_record(karin: Visit) -> None:
    play, _ = hidden()
    letter, case = play.letter("melding"), f"/zaak/{play.number}"
    with clock.at(play.now):
        for who, sees in (("sanne", True), ("els", True), ("jeroen", True), ("karin", False)):
            async with at_desk(who) as visit:
                assert shows(await visit.get(case)) is sees, who
                assert (await visit.get(f"/brief/{letter.id}.pdf")).status_code == (200 if sees else 303)
        for path in (f"/brief/{letter.id}.html", f"/brief/{letter.id}.txt", f"/brief/{letter.id}/groot.pdf"):
            assert (await karin.get(path)).headers["location"] == f"{case}/geheim-adres-bekeken"
        await karin.send(f"{case}/geheim-adres-bekeken", why="Ik ga vandaag op huisbezoek.")
        assert shows(await karin.get(case))
        assert "Geheim adres bekeken" in text(await karin.get(case))
        assert (await karin.get(f"/brief/{letter.id}.txt")).status_code == 200
    with clock.at(play.now + timedelta(days=1)):
        async with at_desk("karin") as again:
            assert not shows(await again.get(case))


async def test_only_who_sees_a_secret_address_says_that_it_is_secret_no_more() -> None:
    play, _ = hidden()
    shown, opened = AddressShown(source="De inwoner vroeg het."), AddressOpened(why="Ik ga vandaag op huisbezoek.")
    with clock.at(play.now):
        # A consultant of another case, who does not see it.
        with pytest.raises(FactUntimely, match="does not belong"):
            play.put(shown, by="mo")
        play.put(opened, by="mo")
        play.put(shown, by="mo")
        with session(readonly=True) as db:
            assert not record.find_case(db, play.number).citizen.secret_address


async def test_who_sees_a_secret_address_is_a_setting(karin: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    from config.municipality import Secrecy, municipality  # noqa: PLC0415

    play, _ = hidden()
    other = municipality().model_copy(update={"geheim_adres": Secrecy(ziet=("tweede_lezer",))})
    monkeypatch.setattr("tasks.cases.look.municipality", lambda: other)
    with clock.at(play.now):
        assert shows(await karin.get(f"/zaak/{play.number}"))
        async with at_desk("sanne") as sanne:
            assert not shows(await sanne.get(f"/zaak/{play.number}"))
            assert (await sanne.get(f"/zaak/{play.number}/inwoner")).status_code == 303


async def test_a_secret_address_holds_in_each_case_and_says_since_when() -> None:
    play, _ = hidden()
    with clock.at(play.now):
        run_letters()
        async with at_desk("els") as els:
            assert "Geheim adres sinds" in text(await els.get(f"/zaak/{play.number}"))
            await els.send("/brieven", f"/brieven/brief/{play.letter('melding').id}/zelf")
        assert play.letter("melding").channel == "balie"
    assert play.today() >= date(2026, 9, 28)
