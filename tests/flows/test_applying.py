"""An application though nothing was investigated in time (Wmo 2015, art. 2.3.2 lid 9)."""

from datetime import date

import pytest
from plays import MONDAY, Play, application, intention, report_case
from scenes import scene

from config.law import law
from rules.calls import CallOutcome
from rules.clock.deadline import deadline
from rules.errors import FactUntimely
from rules.record.when_to_apply import opens_on
from tasks import clock
from tasks.cases import asks
from tasks.watch import term_watch

pytestmark = pytest.mark.usefixtures("record")
LAST = date(2026, 11, 9)
OPENS = date(2026, 11, 10)


@scene
def waited(days: int) -> Play:
    """A case in which nobody came by for so many days."""
    return report_case().days(days)


def test_the_day_it_opens_follows_from_the_term_of_the_law() -> None:
    start = clock.local(MONDAY).date()
    by = deadline(start, law().term("wmo_onderzoek", on=start), calendar=law().calendar).on
    assert (by, opens_on(by)) == (LAST, OPENS)


def test_on_the_last_day_to_investigate_an_application_is_refused_with_the_day_it_opens() -> None:
    play = waited(42)
    assert play.today() == LAST
    with pytest.raises(FactUntimely) as refused:
        play.apply()
    assert refused.value.message_nl.endswith("Zonder onderzoek kan een aanvraag pas vanaf dinsdag 10 november 2026.")


def test_the_day_after_the_term_to_decide_runs_from_the_application() -> None:
    play = waited(43)
    assert play.apply().waits_for is asks.APPLIED
    assert play.today() == OPENS
    assert play.stand.by == date(2026, 11, 24)
    assert play.letters() == [
        ("ontvangstbevestiging-melding", "rendered"),
        ("ontvangstbevestiging-aanvraag", "rendered"),
    ]


def test_a_letter_that_came_too_early_does_not_become_an_application_later() -> None:
    play = waited(50)
    with pytest.raises(FactUntimely):
        play.put(application(LAST))


def test_the_investigation_is_still_done_before_the_decision_and_its_report_asks_for_no_second_application() -> None:
    play = waited(43)
    play.apply()
    with pytest.raises(FactUntimely) as refused:
        play.days(1).put(intention())
    assert refused.value.message_nl.startswith("Er is nog geen onderzoek.")
    assert play.investigate().waits_for is asks.INTEND
    assert play.stand.by == date(2026, 11, 24)
    assert play.letter("onderzoeksverslag").content["aanvraag"]["datum"] == "2026-11-10"
    play.days(1).intend()
    play.days(1).call(CallOutcome.INFORMED_AGREES)
    assert play.approve().waits_for is None
    assert [name for name, _ in play.letters()] == [
        "ontvangstbevestiging-melding",
        "ontvangstbevestiging-aanvraag",
        "onderzoeksverslag",
        "afwijzing",
    ]


def test_the_watch_counts_such_a_case_with_the_term_to_decide() -> None:
    play = waited(43)
    play.apply()
    # Ten working days before its last day; the term to investigate is not warned of so early.
    with clock.at(play.now):
        assert dict(+term_watch.look().given) == {"dagen-10": 1}
