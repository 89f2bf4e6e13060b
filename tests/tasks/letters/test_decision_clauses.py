"""What somebody pays for help, and on which articles a decision rests, as its letter says."""

from datetime import date, timedelta

import pytest
from plays import Play, intended, intention, item, provision, report_case
from scenes import scene

from config.law import law
from config.municipality import Mandate, municipality
from config.process import process
from rules.asked.grants import Grant
from rules.asked.quantity import Per
from rules.calls import CallOutcome
from rules.errors import MandateMissing
from rules.facts import Approval, Outcome
from store import record
from store.engine import session
from store.models import Staff
from tasks import clock
from tasks.letters.decision_clauses import contribution
from tasks.letters.held_letters import retry_letter
from tasks.letters.sending import make_letter

WMO = process("wmo")
BUDGET = {"grant": Grant.BUDGET, "amount": 150_00, "per": Per.MONTH, "calculation": "Dat is € 150 per maand."}


def told(*products: str, on: date = date(2026, 11, 30)) -> dict[str, object]:
    given = [provision(Outcome.GRANTED, product=product, name=product) for product in products]
    found: dict[str, object] = contribution(WMO, given, on)["bijdrage"]
    return found


def test_a_letter_names_the_most_a_month_of_its_year_and_no_other() -> None:
    assert (told("household_help")["hoogstens"], told("household_help")["jaar"]) == (2180, 2026)
    # Of the next year none was read.
    assert told("household_help", on=date(2027, 1, 1))["hoogstens"] is None
    assert law().amount("wmo_eigen_bijdrage", on=date(2025, 12, 31)) is None


def test_what_the_municipality_asks_nothing_for_is_named() -> None:
    assert "wheelchair" in municipality().eigen_bijdrage.niet_voor
    assert (told("wheelchair")["geheel_niet"], told("household_help")["geheel_niet"]) == ("ja", "")
    both = told("wheelchair", "household_help")
    assert (both["niet_voor"], both["geheel_niet"]) == (["wheelchair"], "")


def test_a_law_that_asks_none_says_nothing_of_it() -> None:
    assert contribution(process("parkeerkaart"), [provision()], date(2026, 11, 30)) == {}


@pytest.mark.usefixtures("record")
def test_a_decision_rests_on_the_articles_of_what_it_gives_and_refuses() -> None:
    assert intended(Outcome.GRANTED).letter("toekenning").content["rechtsgrond"] == WMO.basis
    assert refused().letter("afwijzing").content["rechtsgrond"] == WMO.basis_refused
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(item(form=Grant.BUDGET))
    play.do(intention(provisions=(provision(Outcome.GRANTED, until_on=date(2031, 11, 30), **BUDGET),)))
    assert play.letter("toekenning").content["rechtsgrond"] == f"{WMO.basis}, en {WMO.basis_budget}"


@scene
def refused() -> Play:
    play = intended()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    play.approve()
    return play


@pytest.mark.usefixtures("record")
def test_a_letter_tells_of_report_findings_and_application_in_the_order_of_their_days() -> None:
    play = intended(Outcome.GRANTED)
    content = play.letter("toekenning").content
    days = [content[name]["datum"] for name in ("melding", "verslag", "aanvraag")]
    assert days == sorted(days)
    assert content["verslag"]["datum"] == play.letter("onderzoeksverslag").dated_on.isoformat()
    assert content["aanvraag"]["eerst"] == ""


@pytest.mark.usefixtures("record")
def test_an_application_before_the_findings_is_told_of_before_them() -> None:
    play = report_case()
    play.days(43).apply()
    play.days(1).investigate()
    play.do(intention(Outcome.GRANTED))
    content = play.letter("toekenning").content
    assert content["aanvraag"]["eerst"] == "ja"
    assert content["aanvraag"]["datum"] < content["verslag"]["datum"] <= play.today().isoformat()
    assert play.today() - timedelta(days=44) == date.fromisoformat(content["melding"]["datum"])


def signed(play: Play, name: str) -> tuple[str, str, str]:
    """Who signs the letter, who says “ik” in it, and under which number."""
    content = play.letter(name).content
    return content["ondertekenaar"]["naam"], content["consulent"]["naam"], content["consulent"]["telefoon"]


def mandate(monkeypatch: pytest.MonkeyPatch, *roles: str) -> None:
    changed = municipality().model_copy(update={"mandaat": Mandate(besluiten=roles)})
    monkeypatch.setattr("tasks.letters.decision_clauses.municipality", lambda: changed)


@pytest.mark.usefixtures("record")
def test_the_consultant_signs_and_is_who_can_be_called() -> None:
    play = refused()
    name, ik, phone = signed(play, "afwijzing")
    assert (name, phone) == (ik, play.letter("onderzoeksverslag").content["consulent"]["telefoon"])


@pytest.mark.usefixtures("record")
def test_without_a_mandate_the_second_reader_signs_and_takes_over_the_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    mandate(monkeypatch, "tweede_lezer")
    play = refused()
    name, ik, phone = signed(play, "afwijzing")
    with session(readonly=True) as db:
        reader = db.get_one(Staff, next(e.by for e in record.entries(db, play.case()) if isinstance(e.fact, Approval)))
    assert (name, ik, phone) == (reader.name, reader.name, reader.phone)
    # A letter that decides nothing is still from the consultant.
    assert play.letter("onderzoeksverslag").content["consulent"]["naam"] != name


@pytest.mark.usefixtures("record")
def test_where_nobody_has_a_mandate_the_letter_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    mandate(monkeypatch, "teamleider")
    play = intended(Outcome.GRANTED, posts=False)
    letter = play.letter("toekenning")
    assert (letter.status, letter.held_because) == ("held", MandateMissing.message_nl)
    # Whoever works here no more signs nothing either.
    monkeypatch.undo()
    assert again(play, active=0) == "held"
    assert again(play, active=1) == "rendered"


def again(play: Play, *, active: int) -> str:
    """How its letter ends when it is written anew, with or without the consultant."""
    letter = play.letter("toekenning").id
    with session() as db:
        db.get_one(Staff, "sanne").active = active
    with clock.at(play.now):
        retry_letter(letter)
        return make_letter(letter)
