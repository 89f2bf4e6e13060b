"""What the samples of a letter that decides show is what cases give it, and nothing that no case fills in."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from made import filled
from plays import Play, at_once, intended, intention, item, post_letter, provision, report_case
from scenes import scene

from letters.writing.samples import sample, sample_names
from rules.asked.grants import Grant
from rules.asked.quantity import Per
from rules.calls import CallOutcome, ExemptionReason
from rules.facts import (
    Advice,
    DataRequest,
    Document,
    Exemption,
    ExemptionApproval,
    Intention,
    Outcome,
)
from rules.record.entries import every
from store import record
from store.engine import session
from store.models import Letter
from tasks import clock
from tasks.cases.decisions import decided
from tasks.cases.open_case import OpenCase
from tasks.letters import decision_values as values

pytestmark = pytest.mark.usefixtures("record")
PGB: dict[str, Any] = {
    "grant": Grant.BUDGET,
    "amount": 150_00,
    "per": Per.MONTH,
    "calculation": "Met het tarief van de gemeente is dat € 150 per maand.",
}


@scene
def _advised() -> Play:
    play = report_case()
    play.days(10).investigate()
    play.do(Advice(received_on=play.today(), adviser="J. Prins, ergotherapeut", advice="Tillen lukt niet meer."))
    return play.days(7)


@scene
def granted() -> Play:
    play = _advised()
    play.apply(item(form=Grant.BUDGET))
    until_on = date(2031, 11, 30)
    play.days(1).do(intention(provisions=(provision(Outcome.GRANTED, until_on=until_on, **PGB),)))
    return play


@scene
def in_part_after_a_call() -> Play:
    play = _advised()
    play.apply(item(), item())
    less = provision(
        Outcome.PARTIAL,
        until_on=date(2031, 11, 30),
        **(PGB | {"amount": 100_00, "calculation": "Dat is € 100 per maand."}),
    )
    play.days(1).do(intention(provisions=(less, provision(answers=(2,)))))
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    return play


def unreached(play: Play) -> Play:
    """A case that waits for its call, decided after all that is tried before a letter goes without one."""
    for days, hour in ((1, 9), (1, 14), (1, 19)):
        play.days(days, at=time(hour)).call(CallOutcome.NOT_REACHED, minutes=0, spoke_with="", identity_checked=False)
    with clock.at(play.now):
        post_letter(play.number)
    play.days((play.case().wakes_on - play.today()).days).run()
    play.do(Exemption(decision=1, reason=ExemptionReason.NOT_REACHED, motivation="Drie keer gebeld en geschreven."))
    play.do(ExemptionApproval(exemption=play.case().version), by="karin")
    play.approve(by="jeroen")
    return play


@scene
def urgent() -> Play:
    play = report_case()
    play.do(at_once())
    return play


@scene
def left() -> Play:
    """An application that stays without what it lacks, up to the call."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply()
    lease = Document(name="Een kopie van uw huurcontract", why="Om te zien wie het huis onderhoudt")
    play.do(DataRequest(documents=(lease,), due_on=play.today() + timedelta(days=14)))
    play.days(15).do(intention(Outcome.NOT_PROCESSED))
    return play


def heard(play: Play) -> Play:
    """The same, decided after the call."""
    play.days(1).call(CallOutcome.INFORMED_DISAGREES)
    play.approve()
    return play


def mourned(play: Play) -> Play:
    """Two people say that nobody could be called, because the citizen died."""
    play.do(Exemption(decision=1, reason=ExemptionReason.DECEASED, motivation="De zoon vertelde dat zij overleed."))
    play.do(ExemptionApproval(exemption=play.case().version), by="jeroen")
    play.approve()
    return play


CASES: dict[str, tuple[Callable[[], Play], ...]] = {
    "wmo/toekenning": (granted,),
    "wmo/afwijzing": (in_part_after_a_call, lambda: unreached(intended()), lambda: mourned(intended())),
    "wmo/tijdelijke-toekenning": (urgent,),
    "shared/buiten-behandeling": (lambda: heard(left()), lambda: unreached(left())),
}


@pytest.mark.parametrize("letter", CASES)
def test_the_samples_of_a_decision_show_what_its_cases_fill_in(letter: str) -> None:
    given: set[str] = set()
    for play in CASES[letter]:
        given |= filled(play().letter(letter.partition("/")[2]).content)
    shown = set().union(*(filled(sample(letter, name)) for name in sample_names(letter)))
    assert shown - given == set()
    # What every case tells, each set of samples shows.
    assert "gevraagd[].woorden" not in given or "gevraagd[].woorden" in shown


def test_what_is_left_names_the_request_that_was_known_to_who_decided() -> None:
    """A version from before the doors were shut let somebody ask for more after that."""
    play = left()
    licence = Document(name="Uw rijbewijs", why="Voor een goed beeld van uw vervoer")
    later = DataRequest(documents=(licence,), due_on=play.today() + timedelta(days=9))
    with session() as db:
        row = record.find_case(db, play.number)
        record.add_fact(db, row, later, by="sanne", at=play.now)
        with clock.at(play.now):
            case = OpenCase.of(db, row, dry=True)
            (entry,) = every(case.record, Intention)
            draft = Letter(name="shared/buiten-behandeling", party=1, dated_on=play.today())
            told = values.decided(case, draft, decided(case, entry, 1))
    assert [one["naam"] for one in told["stukken"]] == ["Een kopie van uw huurcontract"]


def test_a_sample_that_shows_what_no_decision_tells_would_be_found() -> None:
    made_up = sample("wmo/toekenning") | {"advies": {"wie": "een arts"}}
    assert "advies.wie" in filled(made_up) - filled(granted().letter("toekenning").content)
