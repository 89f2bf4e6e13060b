"""A citizen we know gives something else than we had: it is kept, asked, and nothing leaves to the old address."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from plays import MONDAY, STAFF, Play
from post import run_letters
from posts import post
from scenes import scene
from sqlalchemy import select

from rules.errors import FactInvalid, FactUntimely, ValueMissing
from rules.facts.arrival.contact import ContactDiffers, ContactSettled, Counts
from rules.facts.arrival.misfit import Misfit
from rules.holds import Hold, hold_of
from store import record
from store.engine import session
from store.models import Case, Citizen, DutyRow, Member, Staff
from tasks import clock
from tasks.intake.form_answers import HALF_ADDRESS
from tasks.intake.form_posts import read_line
from tasks.intake.intake import receive
from tasks.letters import preflight

BSN = "999990019"
MOVED = {"straat": "Anderelaan", "huisnummer": "77"}
TODAY = MONDAY.date()
OLD, NEW = ["Lindelaan 4 bis", "4091 AB  VELDHAVEN"], ["Anderelaan 77", "4091 AB  VELDHAVEN"]


@pytest.fixture(autouse=True)
def team(record: str) -> Iterator[None]:
    """Everyone works in the team of the form, on a Monday."""
    del record
    with session() as db:
        for name in STAFF:
            db.get_one(Staff, name).team = "Wmo en Jeugd, wijkteam Oost"
    with clock.at(MONDAY + timedelta(hours=1)):
        yield


@scene
def arrives(**changes: Any) -> Play:
    """A report of the same citizen, brought to its first wait."""
    play = Play(receive(read_line(post(bsn=BSN, **changes))).number, clock.now())
    play.run()
    return play


def citizen() -> Citizen:
    with session(readonly=True) as db:
        return db.scalars(select(Citizen)).one()


def facts(play: Play) -> list[Any]:
    with session(readonly=True) as db:
        return [entry.fact for entry in record.entries(db, record.find_case(db, play.number))]


def asked(play: Play) -> list[tuple[str, date]]:
    with session(readonly=True) as db:
        case = db.scalars(select(Case).where(Case.number == play.number)).one()
        return [(row.kind, row.from_on) for row in db.scalars(select(DutyRow).where(DutyRow.case_id == case.id))]


def settle(play: Play, counts: Counts, from_on: date = TODAY) -> None:
    play.put(ContactSettled(counts=counts, from_on=from_on, source="Gebeld met de inwoner."))
    play.run()


def test_another_address_is_kept_and_asked_and_ours_stays() -> None:
    first, second = arrives(), arrives(**MOVED)
    (differs,) = [fact for fact in facts(second) if isinstance(fact, ContactDiffers)]
    assert (differs.street, differs.number, differs.phone) == ("Anderelaan", "77", "")
    assert differs.knew == tuple(OLD)
    assert citizen().street == "Lindelaan"
    assert asked(first) == []
    assert asked(second) == [("contact-nagaan", TODAY)]


@pytest.mark.parametrize(
    "same",
    [
        pytest.param({}, id="the-same"),
        pytest.param({"straat": "LINDELAAN", "huisnummer": "4-bis", "postcode": "4091 AB"}, id="written-otherwise"),
        pytest.param({"huisnummer": "4Bis."}, id="a-house-without-a-space"),
        pytest.param({"telefoon": "06-00000102"}, id="a-number-with-a-dash"),
        pytest.param({"telefoon": "+31 6 00 00 01 02"}, id="a-number-as-abroad"),
        pytest.param({"telefoon": "0031 (0)6 00000102"}, id="a-number-as-abroad-in-figures"),
        pytest.param({"geboortedatum": "1945"}, id="a-part-of-a-day-of-birth"),
        pytest.param({"straat": "", "huisnummer": "", "postcode": "", "plaats": ""}, id="no-address"),
        pytest.param({"telefoon": ""}, id="no-number"),
        pytest.param({"land": "Nederland"}, id="our-own-country"),
    ],
)
def test_what_is_the_same_or_empty_asks_nothing(same: dict[str, str]) -> None:
    arrives()
    assert [type(fact).__name__ for fact in facts(arrives(**same))] == ["Report"]


def test_no_letter_leaves_to_the_old_address_until_somebody_looked() -> None:
    first, second = arrives(), arrives(**MOVED)
    assert run_letters() == Counter(held=2)
    for play in (first, second):
        assert second.number in str(play.letter("melding").held_because)
    settle(second, Counts.GIVEN)
    assert (citizen().street, citizen().number) == ("Anderelaan", "77")
    assert asked(second) == []
    assert run_letters() == Counter(rendered=2)
    for play in (first, second):
        assert play.letter("melding").content["client"]["adres"][1:] == NEW


def test_where_ours_counts_the_letters_go_there() -> None:
    first, second = arrives(), arrives(**MOVED)
    assert run_letters() == Counter(held=2)
    settle(second, Counts.KNOWN)
    assert citizen().street == "Lindelaan"
    assert run_letters() == Counter(rendered=2)
    assert first.letter("melding").content["client"]["adres"][1:] == OLD


def test_without_the_check_a_letter_would_leave_to_the_old_address(monkeypatch: pytest.MonkeyPatch) -> None:
    arrives()
    second = arrives(**MOVED)
    monkeypatch.setattr(preflight, "_asked", lambda *_: {})
    assert run_letters() == Counter(rendered=2)
    assert second.letter("melding").content["client"]["adres"][1:] == OLD


def test_who_moves_later_is_asked_again_on_that_day() -> None:
    arrives()
    second = arrives(**MOVED)
    later = TODAY + timedelta(days=10)
    settle(second, Counts.GIVEN, later)
    assert citizen().street == "Lindelaan"
    assert asked(second) == [("contact-nagaan", later)]
    assert run_letters() == Counter(rendered=2)
    with clock.at(MONDAY + timedelta(days=10, hours=1)):
        third = arrives(straat="", huisnummer="", postcode="", plaats="")
        assert run_letters() == Counter(held=1)
        assert second.number in str(third.letter("melding").held_because)
        second.now = MONDAY + timedelta(days=10, hours=1)
        settle(second, Counts.GIVEN, later)
        assert citizen().street == "Anderelaan"
        assert asked(second) == []


def test_another_number_holds_no_letter_and_counts_once_somebody_looked() -> None:
    arrives(email="oud@post.example")
    second = arrives(telefoon="06 00 00 09 09", email="nieuw@post.example")
    assert (citizen().phone, citizen().email) == ("06 00 00 01 02", "oud@post.example")
    assert run_letters() == Counter(rendered=2)
    settle(second, Counts.GIVEN)
    assert (citizen().phone, citizen().email, citizen().street) == ("06 00 00 09 09", "nieuw@post.example", "Lindelaan")


def test_what_we_did_not_know_is_filled_in() -> None:
    arrives(telefoon="", geboortedatum="", straat="", huisnummer="", postcode="", plaats="", email="a@post.example")
    second = arrives(telefoon="06 00 00 09 09", geboortedatum="1945-05-05", tolk="ja")
    found = citizen()
    assert (found.phone, found.born_on, found.street) == ("06 00 00 09 09", date(1945, 5, 5), "Lindelaan")
    assert found.interpreter
    assert [type(fact).__name__ for fact in facts(second)] == ["Report"]


def test_who_somebody_is_stays_and_what_was_filled_in_is_kept() -> None:
    arrives(achternaam="Meulen", taal="Nederlands")
    second = arrives(achternaam="Molen", voorletters="P.", taal="Turks")
    opened, misfit = facts(second)
    assert citizen().family_name == "Meulen"
    assert {("achternaam", "Molen"), ("voorletters", "P."), ("taal", "Turks")} == set(opened.answers)
    assert isinstance(misfit, Misfit)
    assert {question for question, _ in misfit.fields} == {"achternaam", "voorletters", "taal"}


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        ("1945-05-05", "1946", "1946"),
        ("1945-05-05", "1945-06", "1945-06"),
        ("1945", "1946-03-02", "02-03-1946"),
        ("1945-05-05", "1945-05-06", "06-05-1945"),
        ("1945", "1946", "1946"),
    ],
)
def test_another_day_of_birth_is_asked_however_much_of_it_is_known(first: str, then: str, kept: str) -> None:
    housemate = {"naam": "Mehmet", "relatie": "zoon"}
    arrives(geboortedatum=first, huisgenoten=[housemate | {"geboortedatum": first}])
    before = citizen()
    opened, misfit = facts(arrives(geboortedatum=then, huisgenoten=[housemate | {"geboortedatum": then}]))
    assert {("geboortedatum", kept), ("huisgenoot 1, geboortedatum", kept)} == set(opened.answers)
    assert {question for question, _ in misfit.fields} == {"geboortedatum", "huisgenoot 1, geboortedatum"}
    assert (citizen().born_on, citizen().born_known) == (before.born_on, before.born_known)


def test_more_of_a_day_of_birth_is_taken() -> None:
    arrives(geboortedatum="1945")
    second = arrives(geboortedatum="1945-05")
    assert citizen().born_known == "1945-05"
    third = arrives(geboortedatum="1945-05-05")
    assert (citizen().born_on, citizen().born_known) == (date(1945, 5, 5), "")
    assert [type(fact).__name__ for play in (second, third) for fact in facts(play)] == ["Report", "Report"]


@pytest.mark.parametrize("typed", ["-", "0", "()", "+", "06"])
def test_what_is_no_number_replaces_none(typed: str) -> None:
    arrives()
    assert not any(isinstance(fact, ContactDiffers) for fact in facts(arrives(telefoon=typed)))
    assert citizen().phone == "06 00 00 01 02"


def test_the_household_of_a_known_citizen_grows() -> None:
    arrives(huisgenoten=[{"naam": "Mehmet", "relatie": "zoon"}])
    rows = [{"naam": "Mehmet", "relatie": "broer", "mantelzorger": "ja"}, {"naam": "Elif", "relatie": "dochter"}]
    helper = {"naam": "Mehmet", "telefoon": "06 00 00 00 07", "adres": {"straat": "Meir", "huisnummer": "1"}}
    second = arrives(huisgenoten=rows, gemachtigde=helper)
    with session(readonly=True) as db:
        found = {one.name: one for one in db.scalars(select(Member))}
    assert found.keys() == {"Mehmet", "Elif"}
    mehmet = found["Mehmet"]
    assert (mehmet.relation, mehmet.carer, mehmet.phone, mehmet.address) == ("zoon", 1, "06 00 00 00 07", ["Meir 1"])
    assert HALF_ADDRESS in dict(facts(second)[1].fields).values()
    assert ("huisgenoot 1, relatie", "broer") in facts(second)[0].answers


LIVES = {"straat": "Beukweg", "huisnummer": "1", "postcode": "4092 CD", "plaats": "Veldhaven"}
OTHERWISE = {"straat": "Anderelaan", "huisnummer": "7", "postcode": "4093 EF", "plaats": "Veldhaven"}


@scene
def reads(lives: dict[str, str], letters: str = "ja", **more: str) -> Play:
    """A report of somebody whose letters go to Elif, who lives there."""
    elif_ = {"naam": "Elif Yıldız", "relatie": "dochter", "machtiging_op": "2026-09-01", "adres": lives} | more
    return arrives(gemachtigde=elif_, brieven_naar_gemachtigde=letters)


def elif_() -> Member:
    with session(readonly=True) as db:
        return db.scalars(select(Member).where(Member.name == "Elif Yıldız")).one()


def settle_of(play: Play, counts: Counts, from_on: date = TODAY) -> None:
    play.put(ContactSettled(counts=counts, from_on=from_on, source="Gebeld met Elif.", member=elif_().id))
    play.run()


def test_letters_wait_for_the_address_of_a_representative_who_moved() -> None:
    first, second = reads(LIVES), reads(OTHERWISE)
    (differs,) = [fact for fact in facts(second) if isinstance(fact, ContactDiffers)]
    assert (differs.whose, differs.lines) == ("Elif Yıldız, gemachtigde", ("Anderelaan 7", "4093 EF  VELDHAVEN"))
    assert list(differs.knew) == elif_().address == ["Beukweg 1", "4092 CD  VELDHAVEN"]
    assert asked(second) == [("contact-nagaan", TODAY)]
    assert run_letters() == Counter(held=2)
    assert all(second.number in str(play.letter("melding").held_because) for play in (first, second))
    with pytest.raises(FactUntimely):
        settle(second, Counts.GIVEN)
    settle_of(second, Counts.GIVEN)
    assert (elif_().address, citizen().street) == (["Anderelaan 7", "4093 EF  VELDHAVEN"], "Lindelaan")
    assert asked(second) == []
    assert run_letters() == Counter(rendered=2)
    for play in (first, second):
        assert play.letter("melding").content["client"]["adres"][1:] == ["Anderelaan 7", "4093 EF  VELDHAVEN"]


def test_where_the_known_address_of_a_representative_counts_the_letters_go_there() -> None:
    reads(LIVES)
    second = reads(OTHERWISE)
    assert run_letters() == Counter(held=2)
    settle_of(second, Counts.KNOWN)
    assert elif_().address == ["Beukweg 1", "4092 CD  VELDHAVEN"]
    assert run_letters() == Counter(rendered=2)


def test_both_may_have_moved_and_each_is_asked_apart() -> None:
    reads(LIVES)
    helper = {"naam": "Elif Yıldız", "adres": OTHERWISE, "telefoon": "06 00 00 00 08"}
    second = arrives(**MOVED, gemachtigde=helper, brieven_naar_gemachtigde="ja")
    assert [(fact.member > 0, fact.phone) for fact in facts(second) if isinstance(fact, ContactDiffers)] == [
        (False, ""),
        (True, ""),
    ]
    assert elif_().phone == "06 00 00 00 08"
    settle(second, Counts.GIVEN)
    assert (citizen().street, elif_().address[0]) == ("Anderelaan", "Beukweg 1")
    assert asked(second) == [("contact-nagaan", TODAY)]
    assert run_letters() == Counter(held=2)
    settle_of(second, Counts.GIVEN, TODAY + timedelta(days=3))
    assert asked(second) == [("contact-nagaan", TODAY + timedelta(days=3))]
    assert run_letters() == Counter(rendered=2)


ABROAD = {"straat": "Meir", "huisnummer": "1", "postcode": "2000", "plaats": "Antwerpen", "land": "België"}


@pytest.mark.parametrize(
    ("then", "differs"),
    [
        pytest.param(LIVES, False, id="the-same"),
        pytest.param({name: said.upper() for name, said in LIVES.items()}, False, id="written-otherwise"),
        pytest.param({"plaats": "Veldhaven"}, False, id="a-part-of-it"),
        pytest.param({}, False, id="no-address"),
        pytest.param({"plaats": "Gent"}, True, id="half-of-another"),
        pytest.param(LIVES | {"huisnummer": "2"}, True, id="next-door"),
        pytest.param(LIVES | {"huisnummer": "1/1"}, True, id="a-floor-of-it"),
        pytest.param(LIVES | {"land": "BE"}, True, id="another-country"),
    ],
)
def test_a_representative_is_asked_about_what_is_not_the_same(then: dict[str, str], *, differs: bool) -> None:
    reads(LIVES)
    assert any(isinstance(fact, ContactDiffers) for fact in facts(reads(then))) is differs


@pytest.mark.parametrize(
    ("first", "then", "differs"),
    [("12/1", "121", True), ("12 1", "121", True), ("12/1", "12-1", False), ("12a", "12 A", False)],
)
def test_the_house_of_a_representative_is_compared_part_by_part(first: str, then: str, *, differs: bool) -> None:
    reads(LIVES | {"huisnummer": first})
    second = reads(LIVES | {"huisnummer": then})
    assert any(isinstance(fact, ContactDiffers) for fact in facts(second)) is differs


def test_who_comes_back_to_the_netherlands_moves() -> None:
    home = ABROAD | {"land": "Nederland", "postcode": "2000 AB"}
    arrives(**ABROAD, gemachtigde={"naam": "Elif Yıldız", "adres": ABROAD})
    assert elif_().address == ["Meir 1", "2000  ANTWERPEN", "BELGIË"]
    second = arrives(**home, gemachtigde={"naam": "Elif Yıldız", "adres": home | {"postcode": "2000"}})
    of_citizen, of_elif = (fact for fact in facts(second) if isinstance(fact, ContactDiffers))
    assert of_citizen.told[0].endswith("Nederland")
    settle(second, Counts.GIVEN)
    settle_of(second, Counts.GIVEN)
    assert (citizen().country, citizen().postcode) == ("", "2000 AB")
    assert (of_elif.country, elif_().address) == ("Nederland", ["Meir 1", "2000  ANTWERPEN"])


def test_half_an_address_is_kept_asked_and_made_whole_by_the_rest() -> None:
    first = reads({"plaats": "Veldhaven"})
    assert elif_().address == ["VELDHAVEN"]
    assert [name for name, why in facts(first)[1].fields if why == HALF_ADDRESS] == [
        f"gemachtigde, adres, {part}" for part in ("straat", "huisnummer", "postcode")
    ]
    assert first.letter("melding").status == "held"
    assert hold_of(first.letter("melding").held_because) is Hold.WINDOW
    assert not any(isinstance(fact, ContactDiffers) for fact in facts(reads(LIVES)))
    assert elif_().address == ["Beukweg 1", "4092 CD  VELDHAVEN"]


def test_half_an_address_of_a_citizen_is_made_whole_by_the_rest() -> None:
    arrives(straat="", huisnummer="", postcode="", plaats="Veldhaven")
    second = arrives()
    assert (citizen().street, citizen().number, citizen().postcode) == ("Lindelaan", "4 bis", "4091 AB")
    assert not any(isinstance(fact, ContactDiffers) for fact in facts(second))


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        pytest.param({"machtiging_op": "2026-09-20"}, ("gemachtigde, dag van de machtiging", "20-09-2026"), id="day"),
        pytest.param({"letters": "nee"}, ("brieven naar de gemachtigde", "nee"), id="no-letters-any-more"),
        pytest.param({"relatie": "nicht"}, ("gemachtigde, relatie", "nicht"), id="somebody-else"),
        pytest.param({"grote_letters": "nee"}, ("gemachtigde, grote letters", "nee"), id="no-large-print"),
    ],
)
def test_what_is_said_otherwise_of_a_representative_is_kept_and_asked(
    changes: dict[str, str], kept: tuple[str, str]
) -> None:
    reads(LIVES, grote_letters="ja")
    opened, misfit = facts(reads(LIVES, **changes))
    assert (opened.answers, [name for name, _ in misfit.fields]) == ((kept,), [kept[0]])
    assert (elif_().authorised_on, elif_().relation, elif_().large_print) == (date(2026, 9, 1), "dochter", 1)


def test_letters_to_somebody_else_than_in_another_case_are_asked() -> None:
    arrives()
    assert ("brieven naar de gemachtigde", "ja, Elif Yıldız") in facts(reads(LIVES))[0].answers


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        pytest.param({"bereikbaar": "na tienen"}, {"bereikbaar": "nooit"}, ("bereikbaar", "nooit"), id="when-to-call"),
        pytest.param({"tolk": "ja"}, {"tolk": "nee"}, ("tolk", "nee"), id="no-interpreter-any-more"),
        pytest.param({"naamgebruik": "P"}, {"naamgebruik": "N"}, ("naamgebruik", "N"), id="another-name"),
    ],
)
def test_what_a_citizen_says_otherwise_is_kept_and_asked(
    first: dict[str, str], then: dict[str, str], kept: tuple[str, str]
) -> None:
    arrives(**first)
    opened, misfit = facts(arrives(**then))
    assert (opened.answers, [name for name, _ in misfit.fields]) == ((kept,), [kept[0]])


def test_a_form_may_leave_out_what_we_know() -> None:
    arrives()
    assert [type(fact).__name__ for fact in facts(arrives(achternaam="", straat="", postcode=""))] == ["Report"]


def test_nobody_says_which_counts_where_it_was_not_asked() -> None:
    first = arrives()
    with pytest.raises(FactUntimely):
        settle(first, Counts.GIVEN)
    second = arrives(**MOVED)
    for wrong in (TODAY + timedelta(days=400), date(2001, 1, 1)):
        with pytest.raises(FactInvalid) as refused:
            settle(second, Counts.GIVEN, wrong)
        assert list(refused.value.problems) == ["from_on"]
    with pytest.raises(FactInvalid) as refused:
        second.put(ContactSettled(counts=Counts.KNOWN, from_on=TODAY, source=" "))
    assert list(refused.value.problems) == ["source"]


@pytest.mark.parametrize("known", [{"aanspreekvorm": ""}, {}])
def test_a_letter_to_somebody_without_a_name_waits_for_it(known: dict[str, Any]) -> None:
    play = Play(receive(read_line(post(achternaam="", **known))).number, clock.now())
    play.run()
    run_letters()
    letter = play.letter("melding")
    assert (letter.status, letter.held_because) == ("held", ValueMissing("client.aanhef").message_nl)
    assert "de achternaam van de inwoner" in letter.held_because


@pytest.mark.parametrize(
    ("field", "first", "then"),
    [
        ("huisnummer", "4-12", "41-2"),
        ("huisnummer", "12 1", "121"),
        ("huisnummer", "12/1", "121"),
        ("huisnummer", "12-1", "121"),
        ("huisnummer", "4 12", "41 2"),
        ("huisnummer", "12 1e verd.", "121e verd."),
        ("straat", "Plein 12 1", "Plein 121"),
        ("telefoon", "0612003101", "061201"),
        ("telefoon", "+49 6 00 00 01 02", "06 00 00 01 02"),
        ("email", "ab.c@x.example", "a.bc@x.example"),
    ],
)
def test_in_a_house_number_and_an_address_for_mail_every_sign_counts(field: str, first: str, then: str) -> None:
    numbers = [receive(read_line(post(bsn="999990019", **{field: said}))).number for said in (first, then)]
    with session(readonly=True) as db:
        facts = record.entries(db, record.find_case(db, numbers[1]))
    assert [entry.fact for entry in facts if isinstance(entry.fact, ContactDiffers)]
