"""Who cannot wait is helped at once, until the decision on the application (Wmo 2015, art. 2.3.3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from plays import Play, at_once, intended, provision, report_case
from post import run_letters
from visits import at_desk, text

from flows.steps.provisional import REPLACED
from rules.asked.parties import PartyKind
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome
from rules.errors import FactInvalid, FactUntimely
from rules.facts import Outcome, PartyJoined
from rules.facts.decision import HELD_FIRST
from store import queries, record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases import asks
from tasks.letters.held_letters import keep_back

pytestmark = pytest.mark.usefixtures("record")
LETTER = ("tijdelijke-toekenning", "rendered")


def test_help_is_told_at_once_and_the_investigation_goes_on() -> None:
    play = report_case()
    assert play.do(at_once()).waits_for is asks.PLAN
    assert play.letters()[-1] == LETTER
    content = play.letter("tijdelijke-toekenning").content
    assert content["voorzieningen"][0]["uitkomst"] == "tijdelijk"
    assert content["onderzoek"]["uiterlijk"] == "2026-11-09"
    assert content["rechtsgrond"].startswith("artikel 2.3.3")
    assert play.case().closed_on is None


def test_the_application_is_decided_on_its_own_with_its_own_call() -> None:
    play = report_case()
    play.do(at_once())
    play.days(10).investigate()
    play.days(4).apply()
    assert play.days(1).intend().waits_for is asks.CALL
    with pytest.raises(FactUntimely):
        play.call(CallOutcome.INFORMED_AGREES, decision=1)
    assert play.call(CallOutcome.INFORMED_AGREES, decision=2).waits_for is asks.READ_ALONG
    assert play.approve(decision=2).waits_for is None
    assert [name for name, _ in play.letters()].count("tijdelijke-toekenning") == 1
    assert play.letters()[-1] == ("afwijzing", "rendered")


def test_a_crisis_in_the_call_gives_help_first_and_leaves_the_intention_as_it_is() -> None:
    play = intended()
    assert play.days(1).call(CallOutcome.CRISIS).waits_for is asks.URGENT
    assert play.do(at_once()).waits_for is asks.URGENT
    assert play.letters()[-1] == LETTER
    assert play.letter("tijdelijke-toekenning").content["onderzoek"]["uiterlijk"] == ""
    assert play.days(1).call(CallOutcome.INFORMED_DISAGREES).waits_for is asks.READ_ALONG
    assert play.approve().waits_for is None


def kept_back(play: Play, name: str = "tijdelijke-toekenning") -> Play:
    with clock.at(play.now):
        keep_back(play.letter(name).id, "Uit de briefrun gehaald door Els Brand.")
    play.run()
    return play


def test_help_whose_letter_is_held_is_given_anew_and_the_held_letter_lapses() -> None:
    play = report_case()
    play.do(at_once())
    assert kept_back(play).stand.waits_for is asks.LETTER
    wrong, right = play.letter("tijdelijke-toekenning"), at_once()
    assert play.do(right).waits_for is asks.PLAN
    assert [one for one in play.letters() if one[0] == LETTER[0]] == [(LETTER[0], "withdrawn"), LETTER]
    with session(readonly=True) as db:
        assert db.get_one(Letter, wrong.id).held_because == REPLACED
    assert play.run().waits_for is asks.PLAN
    with clock.at(play.now):
        assert run_letters() == {"rendered": 2}
    assert [name for name, status in play.letters() if status == "rendered"] == [
        "ontvangstbevestiging-melding",
        LETTER[0],
    ]


def test_what_replaces_held_help_loses_no_day_of_it() -> None:
    play = report_case()
    play.do(at_once())
    kept_back(play)
    later = replace(at_once().provisions[0], from_on=play.today() + timedelta(days=1))
    with pytest.raises(FactUntimely) as refused:
        play.put(replace(at_once(), provisions=(later,)))
    assert refused.value.message_nl == HELD_FIRST


@pytest.mark.parametrize(
    "less",
    [
        {"quantity": Quantity(80, Unit.MINUTE, Per.WEEK)},
        {"product": "home_aid"},
        {"conditions": ("U belt ons elke dag.",)},
    ],
)
def test_what_replaces_held_help_is_as_much(less: dict[str, object]) -> None:
    play = report_case()
    play.do(at_once())
    kept_back(play)
    with pytest.raises(FactUntimely) as refused:
        play.put(replace(at_once(), provisions=(replace(at_once().provisions[0], **less),)))  # type: ignore[arg-type]
    assert refused.value.message_nl == HELD_FIRST


def test_help_whose_letter_was_made_is_not_replaced_by_more() -> None:
    play = report_case()
    play.do(at_once())
    play.do(at_once())
    with clock.at(play.now):
        run_letters()
    play.run()
    assert [one for one in play.letters() if one[0] == LETTER[0]] == [(LETTER[0], "held"), LETTER]


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.NOT_PROCESSED])
def test_help_at_once_refuses_nothing(outcome: Outcome) -> None:
    play = report_case()
    with pytest.raises(FactInvalid) as refused:
        play.put(at_once(outcome))
    assert "wijst niets af" in refused.value.problems["provisions"]


def test_a_refusal_beside_it_is_no_help_at_once() -> None:
    play = report_case()
    with pytest.raises(FactInvalid):
        play.put(replace(at_once(), provisions=(*at_once().provisions, provision(Outcome.REJECTED))))


async def test_the_desk_gives_help_with_one_form_that_names_what_is_missing() -> None:
    play: Play = report_case()
    path = f"/zaak/{play.number}/tijdelijke-hulp"
    given = {
        "grant": "natura",
        "product": "household_help",
        "quantity": "1 uur per dag",
        "result": "u eet elke dag",
        "provider": "Thuiszorg De Linde",
        "reason_title": "Uw man ligt in het ziekenhuis.",
        "reason": "Uw man zorgde voor u. Hij ligt sinds zaterdag in het ziekenhuis en u kunt niet staan.",
        "source": "ons telefoongesprek van vandaag",
    }
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            assert "Tijdelijke hulp bij spoed" in text(await visit.get(f"/zaak/{play.number}"))
            page = await visit.send(path, **(given | {"reason": "Spoed.", "from_on": ""}))
            assert page.status_code == 422
            assert 'href="#reason"' in page.text
            assert 'href="#from_on"' in page.text
            assert (await visit.send(path, **given)).status_code == 303
            assert play.letters()[-1] == LETTER
            assert "Tijdelijke hulp" in text(await visit.get(f"/zaak/{play.number}"))


def test_help_at_once_refuses_nothing_in_words() -> None:
    play = report_case()
    given = at_once()
    said = replace(given.provisions[0], reason="Uw vraag om een traplift wijzen wij af. U krijgt daarvoor geen hulp.")
    with pytest.raises(FactInvalid, match="provisions"):
        play.put(replace(given, provisions=(said,)))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"quantity": Quantity(1, Unit.MINUTE, Per.YEAR)}, id="a-minute-a-year"),
        pytest.param({"from_on": date(2026, 10, 1), "until_on": date(2026, 10, 2)}, id="for-two-days"),
        pytest.param({"from_on": date(2035, 1, 1)}, id="in-years"),
        pytest.param({"from_on": date(2026, 10, 13)}, id="after-two-weeks"),
        pytest.param({"conditions": ("Alleen als uw dochter niet kan.",)}, id="if"),
    ],
)
def test_help_at_once_is_some_help(changes: dict[str, object]) -> None:
    play = report_case()
    given = at_once()
    with pytest.raises(FactInvalid) as refused:
        play.put(replace(given, provisions=(replace(given.provisions[0], **changes),)))
    assert refused.value.problems["provisions"].startswith("Dit is te weinig voor hulp die niet kan wachten.")


def test_help_at_once_has_no_end_that_its_letter_does_not_name() -> None:
    play = report_case()
    given = at_once()
    with pytest.raises(FactInvalid) as refused:
        play.put(replace(given, provisions=(replace(given.provisions[0], until_on=date(2026, 12, 31)),)))
    assert refused.value.problems.keys() == {"provisions.0.until_on"}


def test_help_within_two_weeks_and_with_a_duty_of_the_law_is_help_at_once() -> None:
    play = report_case()
    given = at_once()
    soon = replace(given.provisions[0], from_on=date(2026, 10, 12), conditions=("Geef veranderingen door.",))
    play.do(replace(given, provisions=(soon,)))
    assert play.letters()[-1] == LETTER


def test_two_halves_of_an_hour_are_help_at_once() -> None:
    play = report_case()
    half = replace(at_once().provisions[0], quantity=Quantity(30, Unit.MINUTE, Per.WEEK))
    other = replace(half, reason="U kunt ook niet zelf koken. Uw dochter woont ver weg en kan dat niet doen.")
    play.do(replace(at_once(), provisions=(half, other)))
    assert play.letters()[-1] == LETTER


def test_who_joins_later_gets_no_letter_about_help_that_newer_help_followed() -> None:
    play = report_case()
    play.do(at_once())
    play.days(3).do(at_once())
    play.days(1).do(PartyJoined(kind=PartyKind.PARTNER, name="De heer T. Demir"))
    with session(readonly=True) as db:
        case = record.find_case(db, play.number)
        told = [(one.about, one.party) for one in queries.letters_of(db, case) if one.decides]
    first, second = sorted({about for about, _ in told})
    assert told == [(first, 1), (second, 1), (second, 2)]
