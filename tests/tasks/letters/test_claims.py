"""What a letter may claim: each fact follows from the record of its case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from plays import Play, intended, report_case
from scenes import scene

from letters.writing.required import claims
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import CallOutcome, Channel
from rules.clock.suspension import GroundId
from rules.facts import (
    DataReceived,
    DataRequest,
    Document,
    Fact,
    LessAgreed,
    Outcome,
    Speaker,
    TermSuspended,
    Withdrawal,
)
from rules.facts.advice import Advice
from rules.facts.ends import Death, DeathConfirmed, DeathSource
from rules.facts.remedies.lateness import DefaultNotice
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases.open_case import OpenCase
from tasks.letters import held_letters
from tasks.letters.values.claims import CLAIMS, of
from tasks.letters.values.registry import Writing

pytestmark = pytest.mark.usefixtures("record")
# Nothing on a record bears these.
NEVER = {"rekeningnummer", "alles_besproken", "pgb_plan", "niet_zelf"}
REPORTED = {"melding", "hulpvraag"}
INVESTIGATED = REPORTED | {"onderzoek", "verslag_gestuurd", "gesprek"}
APPLIED = INVESTIGATED | {"aanvraag"}


def so(play: Play) -> set[str]:
    """What a letter of this case may claim now."""
    with clock.at(play.now), session(readonly=True) as db:
        case = OpenCase.of(db, record.find_case(db, play.number), dry=True)
        facts = of(Writing(case, Letter(dated_on=play.today()), case.record[-1]))
    return {name for name, holds in facts.items() if holds}


@scene
def applied() -> Play:
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    return play


@scene
def requested() -> Play:
    play = applied()
    document = Document(name="De brief van uw ziekenhuis", why="Voor een goed beeld van uw herstel")
    play.days(1).do(DataRequest(documents=(document,), due_on=play.today() + timedelta(days=14)))
    return play


def then(play: Play, fact: Callable[[Play], Fact]) -> Play:
    play.days(1).do(fact(play))
    return play


@scene
def called(*outcomes: CallOutcome) -> Play:
    play = intended(Outcome.REJECTED)
    for outcome in outcomes:
        play.days(1).call(outcome)
    return play


def agreed(play: Play) -> Fact:
    return LessAgreed(
        item=1,
        on=play.today(),
        channel=Channel.PHONE,
        spoke_with=Speaker.APPLICANT,
        words="Een uur is genoeg.",
        quantity=Quantity(60, Unit.MINUTE, Per.WEEK),
        read_back=True,
        told_less=True,
    )


def consented(play: Play) -> Fact:
    return TermSuspended(
        ground=GroundId.CONSENT,
        from_on=play.today(),
        to_on=play.today() + timedelta(days=3),
        reason="uw bezoek aan uw zus",
        consented_on=play.today(),
    )


@scene
def dead() -> Play:
    play = report_case()
    told = Death(died_on=play.today(), source=DeathSource.TOLD, told="de zoon, aan de telefoon")
    play.days(1).put(told).do(DeathConfirmed(how="Gezien in de BRP."), by="karin")
    return play


STORIES: dict[str, tuple[Callable[[], Play], set[str]]] = {
    "a report": (report_case, REPORTED),
    "a death": (dead, REPORTED | {"overleden"}),
    "an application": (applied, APPLIED),
    "a request": (requested, APPLIED | {"gegevens_gevraagd", "gegevens_missen"}),
    "an answer": (
        lambda: then(requested(), lambda play: DataReceived(received_on=play.today(), what="De brief.")),
        APPLIED | {"gegevens_gevraagd", "gegevens_gekregen"},
    ),
    "advice": (
        lambda: then(applied(), lambda play: Advice(received_on=play.today(), adviser="S. Blom, arts", advice="Doen.")),
        APPLIED | {"advies"},
    ),
    "less agreed": (lambda: then(applied(), agreed), APPLIED | {"akkoord", "verteld"}),
    "a later decision agreed": (lambda: then(applied(), consented), APPLIED | {"akkoord"}),
    "nobody answers": (lambda: called(CallOutcome.NOT_REACHED), APPLIED | {"gebeld", "pogingen", "niet_bereikt"}),
    "reached after all": (
        lambda: called(CallOutcome.NOT_REACHED, CallOutcome.INFORMED_DISAGREES),
        APPLIED | {"gebeld", "pogingen", "verteld"},
    ),
    "another call later": (lambda: called(CallOutcome.DELAY_ASKED), APPLIED | {"gebeld"}),
    "a withdrawal": (
        lambda: then(applied(), lambda play: Withdrawal(received_on=play.today(), reason="Mijn zoon helpt.")),
        APPLIED - {"verslag_gestuurd"} | {"intrekking"},
    ),
    "a notice of default": (
        lambda: then(applied().days(20), lambda play: DefaultNotice(received_on=play.today())),
        APPLIED | {"ingebrekestelling"},
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_letter_may_claim_what_is_on_the_record(story: str) -> None:
    make, facts = STORIES[story]
    assert so(make()) == facts


def test_every_claim_is_a_fact_or_one_that_nothing_bears() -> None:
    assert CLAIMS.keys() | NEVER == claims().keys()
    assert not CLAIMS.keys() & NEVER
    assert set().union(*(facts for _, facts in STORIES.values())) == CLAIMS.keys() - {"besluit"}


def test_a_report_that_was_held_was_not_sent() -> None:
    play = applied()
    held_letters.keep_back(play.letter("onderzoeksverslag").id, "Het adres klopt niet.")
    assert so(play) == APPLIED - {"verslag_gestuurd"}


def test_a_decision_was_sent_once_its_letter_was_made() -> None:
    play = called(CallOutcome.INFORMED_AGREES)
    assert "besluit" not in so(play)
    play.approve()
    assert play.letter("afwijzing").status == "rendered"
    assert "besluit" in so(play)
