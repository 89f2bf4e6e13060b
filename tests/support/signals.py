"""A course with a row of its own in the table of what a case asks; its word sorts before all others."""

from __future__ import annotations

from plays import Play, report_case

from rules.facts import Investigation
from tasks import clock
from tasks.cases import asks
from tasks.cases.advance import advance
from tasks.cases.asks import Ask
from tasks.cases.open_case import OpenCase
from tasks.cases.waiting import wait_for

SIGNAL = Ask(
    "aandacht voor een signaal",
    "Bekijk het signaal",
    "eye-check",
    todo="Ga na wat er is gezien.",
    why="Iemand maakte zich zorgen.",
    button="Leg vast wat u zag",
    path="onderzoek",
    filter="gesprek",
    term=asks.INVESTIGATION,
)


def signal(case: OpenCase) -> None:
    """Wait for somebody to look: enough of a course to ask something of its own."""
    wait_for(case, Investigation, SIGNAL, by=case.term("wmo_onderzoek", case.today))


def signalled() -> Play:
    """A case on that course."""
    play = report_case()
    with clock.at(play.now):
        play.stand = advance(play.number, signal)
    return play
