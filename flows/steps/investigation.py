"""Talk, investigate and report the findings, with immediate help if it is needed (Wmo 2015, 2.3.2 and 2.3.3)."""

from __future__ import annotations

from datetime import date

from config.process import Process
from flows.steps.provisional import give_provisionally
from rules.facts import Application, Appointment, Intention, Investigation
from rules.facts.application import APPLIED
from rules.record import case_state, item_references, when_to_apply
from rules.record.entries import Entry, Record, every, latest
from rules.wording import short_day
from tasks.cases import asks
from tasks.cases.courses import needs
from tasks.cases.open_case import OpenCase
from tasks.cases.stages import Stage, shows
from tasks.cases.waiting import wait_for
from tasks.letters.sending import send_letter

SIGNED = "Kan als het verslag ondertekend terug is"


def _planned(case: OpenCase) -> Stage:
    appointment, found = latest(case.record, Appointment), case_state.investigation(case.record)
    done = appointment or found
    told = f"Gesprek op {short_day(appointment.fact.on)}" if appointment else ""
    why = "De inwoner krijgt een uitnodiging"
    return Stage(name="Gesprek plannen", done_on=case.day_of(done), told=told, why=why, path="afspraak")


def _investigated(case: OpenCase) -> Stage:
    found = case_state.investigation(case.record)
    why = "Er is nieuwe informatie: onderzoek die eerst" if case_state.reopened(case.record) else "Kan na het gesprek"
    return Stage(name="Onderzoek", done_on=case.day_of(found), why=why, path="onderzoek")


@needs("findings", "letters.invitation", "terms.investigation")
@shows(_planned, _investigated)
def investigate(case: OpenCase) -> Entry[Investigation]:
    """The findings; new ones when a call brought new facts. An appointment that is to come is confirmed by letter.

    The investigation takes six weeks from the report (lid 1). A citizen who applied without one (lid 9) waits for it no
    longer than for the decision.
    """
    applied, found = latest(case.record, Application), latest(case.record, Investigation)
    offered = applied is None or found is None
    case.accepts(Investigation, offered=offered)
    case.accepts(Appointment, offered=offered)
    _take_application(case)
    talked_on = found.fact.visited_on if found else date.min
    for appointment in every(case.record, Appointment):
        # Nobody is invited to a day that is over, nor to a talk that was held.
        if appointment.fact.on >= case.today and appointment.fact.on > talked_on:
            send_letter(case, case.process.letters.invitation, about=appointment)
    if reopened := case_state.reopened(case.record):
        return wait_for(case, Investigation, asks.REOPENED, after=reopened, by=case.decide_by)
    if applied:
        return wait_for(case, Investigation, asks.APPLIED, by=case.decide_by)
    ask = asks.INVESTIGATE if latest(case.record, Appointment) else asks.PLAN
    return wait_for(case, Investigation, ask, by=case.by("investigation"))


def _take_application(case: OpenCase) -> None:
    """Once there is a report to sign, or its term is over, the citizen may apply (lid 9)."""
    if latest(case.record, Application):
        case.refuses(Application, APPLIED)
        return
    if latest(case.record, Investigation):
        case.accepts(Application, problems=_asked, offered=False)
        return
    opens = when_to_apply.opens_on(case.by("investigation").on)

    def in_time(fact: Application, *_: object) -> None:
        when_to_apply.check(fact, opens=opens)

    case.accepts(
        Application,
        form="aanvraag-zonder-onderzoek",
        rule=in_time,
        problems=_asked,
        offered=case.today >= opens,
    )


def _asked(record: Record, process: Process, fact: Application) -> dict[str, str]:
    del process
    return item_references.asked_by(fact, record)


def _applied(case: OpenCase) -> Stage:
    applied, by = latest(case.record, Application), case.deadline("investigation")
    why = SIGNED
    if by and not case_state.investigation(case.record):
        why = f"{SIGNED}. Zonder onderzoek kan het ook, vanaf {short_day(when_to_apply.opens_on(by.on))}"
    return Stage(name="Aanvraag", done_on=case.day_of(applied), why=why, path="aanvraag")


@shows(_applied)
def await_application(case: OpenCase) -> Entry[Application]:
    """The application, which the citizen usually makes by signing the report (lid 9)."""
    return wait_for(case, Application, asks.SIGNATURE)


@needs("basis_temporary", "letters.provisional", "terms.investigation")
def give_immediate_help(case: OpenCase) -> None:
    """Send the letter about each temporary provision, which lasts until the decision on the application."""
    give_provisionally(case, "tijdelijke-hulp", _temporary)


def _temporary(intention: Intention) -> bool:
    return intention.temporary
