"""A secret address, whoever has it, is on no page of somebody who does not see it, until they open it on record."""

from collections.abc import Callable, Iterator

import pytest
from plays import Play, report_case
from visits import at_desk, fields

from config.municipality import Secrecy, municipality
from config.process import process, processes
from desk.letters.preview import WITHHELD, Shelf, show
from desk.record.timeline import ANSWERS_CONCEALED, of_record
from rules.asked.parties import PartyKind
from rules.facts import Application, Outcome, PartyEnded, PartyJoined, Report
from rules.facts.arrival.contact import ContactDiffers
from rules.facts.parties import PartyEnd
from rules.facts.post.address import AddressHidden
from rules.record.entries import Entry
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.letters.held_letters import post_by_hand
from tasks.letters.sending import make_letter

SECRET = ("Geheimweg 5", "4091 AD  VELDHAVEN")
OPENS = "geheim-adres-bekeken"


@pytest.fixture(autouse=True)
def on_that_day(record: str) -> Iterator[None]:
    with clock.at(report_case().now):
        yield


def mentor() -> PartyJoined:
    return PartyJoined(
        kind=PartyKind.MENTOR, name="Mevrouw M. Mentor", represents=1, authority=True, address=SECRET,
        secret_address=True, phone="06 12345678",
    )  # fmt: skip


def hide(play: Play) -> Play:
    return play.put(AddressHidden(since_on=play.today(), source="De inwoner vroeg het."), by="els")


def to_the_mentor() -> tuple[Play, Letter]:
    """A letter to the citizen that somebody posts to a mentor who lives in secret."""
    play = report_case().put(mentor())
    play.posts = False
    play.days(10).investigate()
    letter = play.letter("onderzoeksverslag")
    assert SECRET[0] in letter.content["client"]["adres"]
    with clock.at(play.now):
        post_by_hand(letter.id)
        make_letter(letter.id)
    return play, letter


@pytest.mark.parametrize("ended", [False, True])
async def test_a_letter_with_the_secret_address_of_who_reads_it_is_opened_first(*, ended: bool) -> None:
    play, letter = to_the_mentor()
    if ended:
        end = PartyEnded(who=2, why=next(iter(PartyEnd)), ended_on=play.today(), source="Bericht van de rechtbank.")
        play.put(end, by="jeroen")
    opens, forms = f"/zaak/{play.number}/{OPENS}", ("pdf", "txt", "html")
    with clock.at(play.now):
        for who in ("karin", "mo"):
            async with at_desk(who) as other:
                found = [await other.get(f"/brief/{letter.id}.{form}") for form in forms]
            assert [one.headers.get("location") for one in found] == [opens] * len(forms), who
        async with at_desk("els") as els:
            assert (await els.get(f"/brief/{letter.id}.txt")).status_code == 200
        async with at_desk("karin") as karin:
            # Where the citizen lives is no secret.
            assert "Esdoornstraat" in (await karin.get(f"/zaak/{play.number}")).text
            await karin.send(opens, why="Ik ga vandaag op huisbezoek.")
            assert (await karin.get(f"/brief/{letter.id}.txt")).status_code == 200


async def test_a_cover_sheet_is_for_who_sees_the_address_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    play, letter = to_the_mentor()
    few = municipality().model_copy(update={"geheim_adres": Secrecy(ziet=("teamleider",))})
    with clock.at(play.now):
        async with at_desk("els") as els:
            sheet = f"/brieven/brief/{letter.id}/voorblad"
            assert SECRET[0] in (await els.get(sheet)).text
            monkeypatch.setattr("tasks.cases.look.municipality", lambda: few)
            assert (await els.get(sheet)).headers["location"] == f"/zaak/{play.number}/{OPENS}"


@pytest.mark.parametrize("whose", [hide, lambda play: play.put(mentor())], ids=["citizen", "mentor"])
def test_a_preview_leaves_out_the_secret_address_of_who_reads_it(whose: Callable[[Play], Play]) -> None:
    play = whose(report_case())
    play.days(10).investigate()
    play.days(7).apply()
    play.posts = False
    play.days(1).intend(Outcome.GRANTED)
    with clock.at(play.now):
        shown = show(Shelf(), "karin", play.number, None, "karin")
    told = "\n".join(shown.text)
    assert WITHHELD[0] in told
    assert SECRET[0] not in told
    assert "Esdoornstraat" not in told


async def test_who_does_not_see_the_address_opens_it_before_saying_which_counts() -> None:
    play = hide(report_case())
    differs = ContactDiffers(street="Nieuwgeheim", number="77", postcode="4091 NG", city="Veldhaven", knew=("x",))
    with session() as db:
        record.add_fact(db, record.lock_case(db, play.number), differs, by="systeem", at=play.now)
    play.run()
    page = f"/zaak/{play.number}/contactgegevens-nagegaan"
    with clock.at(play.now):
        async with at_desk("karin") as karin, at_desk("els") as els:
            assert (await karin.get(page)).headers["location"] == f"/zaak/{play.number}/{OPENS}"
            shown = await els.get(page)
            assert "Nieuwgeheim" in shown.text
            sent = await karin.post(page, fields(await karin.get(f"/zaak/{play.number}/{OPENS}"), ""))
            assert "Nieuwgeheim" not in sent.text
            await karin.send(f"/zaak/{play.number}/{OPENS}", why="Ik ga vandaag op huisbezoek.")
            assert "Nieuwgeheim" in (await karin.get(page)).text


@pytest.mark.parametrize("course", sorted(processes()))
def test_what_a_form_asked_besides_is_not_told_while_the_address_is_secret(course: str) -> None:
    told, today = (("postadres", "Geheimlaan 9"),), clock.today()
    report = Report(question="Ik val vaak.", received_on=today, answers=told)
    for fact in (report, Application(received_on=today, signed=True, answers=told)):
        entry = Entry(id=0, seq=1, fact=fact, by="systeem", at=clock.now())
        seen, concealed = (of_record(entry, process(course), (), concealed=secret) for secret in (False, True))
        known = "Geheimlaan 9" in " ".join(seen.told.lines)
        assert known or not isinstance(fact, Report)
        assert "Geheimlaan 9" not in " ".join(concealed.told.lines)
        assert ANSWERS_CONCEALED in concealed.told.lines
        assert concealed.told.title == seen.told.title
