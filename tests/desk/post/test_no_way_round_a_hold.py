"""What somebody says of a held letter opens no other way: a decision stays owed, and a secret address inside."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from plays import Play, intended, provision, report_case
from post import printed, run_letters
from scenes import scene
from sqlalchemy import select
from visits import at_desk, fields, text

from rules.asked.parties import PartyKind
from rules.calls import ExemptionReason
from rules.errors import FactInvalid, FactUntimely, LetterHeld
from rules.facts import Exemption, ExemptionApproval, Intention, Outcome, PartyJoined
from rules.facts.arrival.contact import ContactDiffers
from rules.facts.ends import Death, DeathConfirmed, DeathMistaken, DeathSource
from rules.facts.post.address import AddressCorrected, AddressHidden, HeirsNamed
from rules.facts.post.held import AddressTold, LetterDropped, OnPaper, SpellingChosen
from rules.holds import Hold, hold_of
from store import record
from store.engine import session
from store.models import Case, Letter
from tasks import clock
from tasks.cases.open_case import OpenCase
from tasks.intake import attachments
from tasks.letters import preflight, sending
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.letters.sending import make_letter
from tasks.parties.people import reader
from tasks.post import answers

WHY = "De lezer was zelf bij het gesprek op dat adres."
OPEN, SECRET = ("Laan 9", "4091 AC  VELDHAVEN"), ("Kade 3", "4091 AB  VELDHAVEN")
HOME = ("Esdoornstraat 27", "4099 ZX  VELDHAVEN")
MISTAKEN = DeathMistaken(reason="De inwoner belde zelf en leeft nog.")


@pytest.fixture(autouse=True)
def on_that_day(record: str) -> Iterator[None]:
    with clock.at(report_case().now):
        yield


def parent(name: str, address: tuple[str, ...], *, secret: bool = False) -> PartyJoined:
    return PartyJoined(
        kind=PartyKind.PARENT, name=name, authority=True, address=address, phone="06 12345678", secret_address=secret
    )


@scene
def decided(*people: PartyJoined, reason: str = "Uw kind kan nu niet alleen naar school.") -> Play:
    """A grant that is in the house, about which a run has looked."""
    play = report_case()
    for one in people:
        play.put(one)
    play.days(10).investigate()
    play.days(7).apply()
    play.posts = False
    play.do(Intention(provisions=(provision(Outcome.GRANTED, reason=reason),)))
    with clock.at(play.now):
        run_letters()
    return play


def letter(play: Play, party: int = 1) -> Letter:
    with session(readonly=True) as db:
        mine = select(Letter).where(Letter.case_id == play.case().id, Letter.decides == 1, Letter.party == party)
        return db.scalars(mine).one()


@scene
def telling(*, secret: bool) -> Play:
    reason = "Uw kind woont half bij de andere ouder, Kade 3 in Veldhaven."
    return decided(parent("De heer K. Demir", SECRET, secret=secret), reason=reason)


def test_a_decision_that_somebody_drops_is_written_anew() -> None:
    play = telling(secret=False)
    play.put(LetterDropped(letter=letter(play).number, why=WHY), by="els")
    assert letter(play).status == "withdrawn"
    play.run()
    assert letter(play).status in {"queued", "rendered"}


def test_a_word_about_one_address_lets_no_secret_one_out() -> None:
    reason = "Uw kind woont bij Laan 9, 4091 AC en ook bij de andere ouder, Kade 3 in Veldhaven."
    play = decided(parent("Mevrouw O. Open", OPEN), parent("De heer K. Demir", SECRET, secret=True), reason=reason)
    play.put(AddressTold(letter=letter(play).number, why=WHY))
    with clock.at(play.now):
        run_letters()
    assert hold_of(letter(play).held_because) is Hold.TELLS_WHERE
    assert f"{play.number}/B{letter(play).number}" not in printed()


def test_only_what_a_letter_is_held_for_is_cleared() -> None:
    play = report_case(postcode="0000")
    with clock.at(play.now):
        run_letters()
    with pytest.raises(FactUntimely):
        play.put(AddressTold(letter=1, why=WHY))


def told_dead() -> tuple[Play, Letter]:
    play = report_case()
    play.posts = False
    play.days(20).put(Death(died_on=play.today(), source=DeathSource.TOLD, told="De dochter."))
    play.put(DeathConfirmed(how="Gezien in de BRP."), by="karin")
    play.run()
    return play, play.letter("melding")


def elsewhere(*, secret: bool = False) -> tuple[Play, Letter]:
    """A citizen who gave another address, about which nobody looked yet."""
    play = report_case()
    if secret:
        play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")
    differs = ContactDiffers(street="Anderelaan", number="77", postcode="4091 AB", city="Veldhaven", knew=("x",))
    with session() as db:
        record.add_fact(db, record.lock_case(db, play.number), differs, by="systeem", at=play.now)
    play.run()
    return play, play.letter("melding")


def secret_told() -> tuple[Play, Letter]:
    play = telling(secret=True)
    return play, letter(play)


STAYS: list[tuple[Callable[[], tuple[Play, Letter]], Hold]] = [
    (secret_told, Hold.TELLS_WHERE),
    (told_dead, Hold.DIED),
    (elsewhere, Hold.OTHER_ADDRESS),
    (partial(elsewhere, secret=True), Hold.OTHER_ADDRESS),
]


@pytest.mark.parametrize(("given", "hold"), STAYS, ids=["told", "died", "elsewhere", "elsewhere in secret"])
async def test_what_is_held_for_its_reader_is_not_posted_by_hand_either(
    given: Callable[[], tuple[Play, Letter]], hold: Hold
) -> None:
    play, held = given()
    with clock.at(play.now):
        run_letters()
        async with at_desk("els") as els:
            for shown in (await els.get("/brieven"), await els.get(f"/brief/{held.id}/aangehouden")):
                assert f"/brieven/brief/{held.id}/zelf" not in shown.text
            # From a page that was open.
            page = fields(await els.get("/brieven"), f"/brieven/brief/{held.id}/opnieuw")
            refused = await els.post(f"/brieven/brief/{held.id}/zelf", page)
            assert (refused.status_code, str(hold) in text(refused)) == (409, True)
            assert (await els.get(f"/brieven/brief/{held.id}/voorblad")).status_code == 404
    with session(readonly=True) as db:
        now = db.get_one(Letter, held.id)
    assert (now.status, now.channel, now.pdf_sha256) == ("held", "post", None)


@pytest.mark.parametrize("made", [False, True])
async def test_what_somebody_was_to_post_stays_once_it_may_not_leave(*, made: bool) -> None:
    play = report_case()
    number = play.letter("melding").id
    with clock.at(play.now):
        post_by_hand(number)
        keep_back(number, "Even wachten.")
        retry_letter(number)
        if made:
            make_letter(number)
    with session() as db:
        db.get_one(Case, play.case().id).citizen.deceased_on = play.today()
    with clock.at(play.now):
        make_letter(number)
        with pytest.raises(LetterHeld):
            retry_letter(number)
        async with at_desk("els") as els:
            listed = await els.get("/brieven")
            assert str(Hold.DIED) in text(listed)
            assert f"/brieven/brief/{number}/voorblad" not in listed.text
            assert f"/brieven/brief/{number}/verstuurd" not in listed.text
            sheet = await els.get(f"/brieven/brief/{number}/voorblad")
            assert sheet.status_code == (409 if made else 404)
    with clock.at(play.days(1).now), pytest.raises(LetterHeld):
        retry_letter(number)


def test_what_somebody_posts_is_written_to_where_the_reader_lives_now() -> None:
    play = report_case()
    with clock.at(play.now):
        post_by_hand(play.letter("melding").id)
        with session() as db:
            db.get_one(Case, play.case().id).citizen.street = "Beukenlaan"
        with pytest.raises(LetterHeld):
            answers.post_self(play.letter("melding").id, posted_on=clock.today(), by="els")
        retry_letter(play.letter("melding").id)
        make_letter(play.letter("melding").id)
        answers.post_self(play.letter("melding").id, posted_on=clock.today(), by="els")
    assert "Beukenlaan 27" in play.letter("melding").content["client"]["adres"]


def test_where_the_secret_itself_is_the_reason_somebody_posts_it() -> None:
    play = report_case()
    play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")
    with clock.at(play.now):
        run_letters()
        number = play.letter("melding").id
        post_by_hand(number)
        make_letter(number)
        answers.post_self(number, posted_on=clock.today(), by="els")


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("afgewe\u030bzen", "toegewezen"),
        ("gee\u030bn", "een"),
        ("nie\u030bt", "iets"),
        ("minde\u030br", "meerder"),
        ("m\u0302et", "het"),
    ],
)
def test_another_spelling_is_no_other_word(word: str, spelled: str) -> None:
    play = report_case()
    with pytest.raises(FactInvalid):
        play.put(SpellingChosen(word=word, choice=OnPaper.OTHERWISE, spelled=spelled, why=WHY))


def test_who_lives_there_too_keeps_the_secret() -> None:
    play = report_case()
    play.put(parent("De heer K. Demir", ("esdoornstraat 27", "4099ZX Veldhaven")))
    play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")
    play.days(10).investigate()
    play.days(7).apply()
    play.posts = False
    play.do(Intention(provisions=(provision(Outcome.GRANTED),)))
    with clock.at(play.now):
        run_letters()
    assert hold_of(letter(play, 2).held_because) is Hold.HIDDEN


async def test_the_secret_address_of_a_party_is_not_on_the_screen() -> None:
    play = telling(secret=True)
    play.put(AddressCorrected(reads=2, address=("Geheimweg 5", "4091 AD  VELDHAVEN"), source="Gebeld."), by="els")
    with clock.at(play.now):
        async with at_desk("karin") as karin:
            assert "Geheimweg" not in (await karin.get(f"/zaak/{play.number}")).text
            of_party = await karin.get(f"/brief/{letter(play, 2).id}.html")
            assert of_party.headers["location"] == f"/zaak/{play.number}/geheim-adres-bekeken"


async def test_a_letter_that_is_not_held_yet_offers_no_page_that_refuses() -> None:
    play = telling(secret=False)
    with clock.at(play.now), session() as db:
        db.get_one(Letter, letter(play).id).status = "queued"
    with clock.at(play.now):
        async with at_desk("sanne") as sanne:
            shown = await sanne.get(f"/brief/{letter(play).id}/aangehouden")
    assert "Wijzig wat er in de brief staat" in text(shown)
    assert "adres-in-brief" not in shown.text


def excused(play: Play) -> Play:
    """Two people say that nobody can be called, because the citizen died."""
    play.do(Exemption(decision=1, reason=ExemptionReason.DECEASED, motivation="De zoon vertelde dat zij overleed."))
    play.do(ExemptionApproval(exemption=play.case().version), by="jeroen")
    return play


def test_what_was_in_the_house_waits_once_two_people_say_that_somebody_died() -> None:
    play = excused(intended(posts=False))
    with clock.at(play.now), session(readonly=True) as db:
        mine = db.scalars(select(Letter).where(Letter.case_id == play.case().id, Letter.decides == 0)).all()
        against = preflight.obstacles(db, mine)
    assert mine
    assert {hold_of(against.get(one.id)) for one in mine} == {Hold.DIED}


def test_that_somebody_died_is_undone_wherever_it_was_said() -> None:
    play = excused(intended(posts=False))
    play.put(HeirsNamed(address=HOME, source="De dochter."), by="els")
    play.do(MISTAKEN)
    with session(readonly=True) as db:
        case = db.get_one(Case, play.case().id)
        assert reader(case, record.entries(db, case), 1).survived == ""


def test_an_old_mistake_in_one_case_raises_nobody_from_the_dead() -> None:
    play = report_case()
    play.put(Death(died_on=play.today() - timedelta(days=2), source=DeathSource.TOLD, told="De dochter."))
    play.put(MISTAKEN)
    play.run()
    with session() as db:
        db.get_one(Case, play.case().id).citizen.deceased_on = play.today()
    play.days(1).run()
    with session(readonly=True) as db:
        assert isinstance(db.get_one(Case, play.case().id).citizen.deceased_on, date)


async def test_a_file_may_tell_where_somebody_lives_so_it_is_opened_with_a_reason() -> None:
    play = report_case()
    with clock.at(play.now):
        attachments.add(play.number, "brief.pdf", b"%PDF-1.4", by="els", key=None)
        play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")
        async with at_desk("karin") as karin, at_desk("els") as els:
            path = f"/zaak/{play.number}/bestand/1"
            assert (await karin.get(path)).headers["location"] == f"/zaak/{play.number}/geheim-adres-bekeken"
            assert (await els.get(path)).status_code == 200
            await karin.send(f"/zaak/{play.number}/geheim-adres-bekeken", why="Ik ga vandaag op huisbezoek.")
            assert (await karin.get(path)).status_code == 200


def test_a_death_takes_no_letter_from_the_living() -> None:
    play = telling(secret=False)
    play.put(LetterDropped(letter=letter(play).number, why=WHY), by="els")
    with session() as db:
        # Dropped before that day, when it was still owed: the heirs are owed it now.
        db.get_one(Case, play.case().id).citizen.deceased_on = play.today() + timedelta(days=1)
        case = OpenCase.of(db, db.get_one(Case, play.case().id))
        mine = db.get_one(Letter, letter(play).id)
        assert not sending._dropped(case, mine)
        db.get_one(Case, play.case().id).citizen.deceased_on = play.today()
        assert sending._dropped(case, mine)
        mine.party = 2
        assert not sending._dropped(case, mine)
        db.rollback()
