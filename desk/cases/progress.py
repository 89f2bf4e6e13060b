"""The steps of a case as the consultant sees them: done, current, or locked and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

from config.process import Process
from desk.web.words import short_day
from rules.facts import Application, Appointment, Fact, Intention, Outcome, Report
from rules.record import case_state
from rules.record.entries import Entry, Record, latest
from rules.record.when_to_apply import opens_on
from store.models import Case
from tasks import clock
from tasks.terms.case_terms import investigation_deadline

DONE, NOW, LOCKED = "done", "now", "locked"
SIGNED = "Kan als het verslag ondertekend terug is"
INTENDED = {
    Outcome.GRANTED: "Toekennen",
    Outcome.PARTIAL: "Deels toekennen, deels afwijzen",
    Outcome.REJECTED: "Afwijzen",
    Outcome.NOT_PROCESSED: "Niet verder behandelen",
}


@dataclass(frozen=True)
class Step:
    """One step; `why` says what a locked one waits for."""

    name: str
    state: str
    day: str = ""
    why: str = ""
    path: str = ""


def steps(case: Case, record: Record, process: Process) -> list[Step]:
    """The steps in the order of the law; the first that is not done is the current one."""
    found = [*_heard(record, process), *_decided(case, record, process.second_reader.outcomes)]
    first = next((index for index, step in enumerate(found) if step.state != DONE), None)
    if first is not None and case.closed_on is None:
        # What locked it no longer does.
        why = found[first].why if found[first].path == "bel" else ""
        found[first] = replace(found[first], state=NOW, why=why)
    return found


def _heard(record: Record, process: Process) -> list[Step]:
    appointment, investigation = latest(record, Appointment), case_state.investigation(record)
    reopened = investigation is None and case_state.reopened(record)
    return [
        _step("Melding", latest(record, Report)),
        _step(
            "Gesprek plannen",
            appointment or investigation,
            why="De inwoner krijgt een uitnodiging",
            told=f"Gesprek op {short_day(appointment.fact.on)}" if appointment else "",
            path="afspraak",
        ),
        _step(
            "Onderzoek",
            investigation,
            why="Er is nieuwe informatie: onderzoek die eerst" if reopened else "Kan na het gesprek",
            path="onderzoek",
        ),
        _step("Aanvraag", latest(record, Application), why=_why_apply(record, process), path="aanvraag"),
    ]


def _why_apply(record: Record, process: Process) -> str:
    by = investigation_deadline(record, process)
    if by is None or case_state.investigation(record):
        return SIGNED
    return f"{SIGNED}. Zonder onderzoek kan het ook, vanaf {short_day(opens_on(by.on))}"


def _decided(case: Case, record: Record, readers: tuple[str, ...]) -> list[Step]:
    intention = case_state.intention(record)
    version = case_state.version_of(record, intention) if intention else 0
    told = [
        _step(
            "Voornemen",
            intention,
            why="Kan als de aanvraag er is",
            told=INTENDED[intention.fact.outcome] if intention else "",
            path="besluit",
        )
    ]
    if intention is None or intention.fact.adverse:
        called = (case_state.upholding(record, version) or case_state.exempted(record, version)) if intention else None
        why = _why_call(record, intention, version)
        told.append(_step("Bel eerst", called, why=why, told=why, path="bel"))
    if intention is None or intention.fact.outcome in readers:
        agreed = case_state.approval(record, version) if intention else None
        told.append(_step("Akkoord collega", agreed, why="Kan als de inwoner is gebeld", path="akkoord"))
    done = case.closed_on is not None and case.result is not None
    sent = f"De zaak is {case.result}" if done else "Wordt gemaakt als alles hierboven klaar is"
    told.append(Step("Besluit en brief", DONE if done else LOCKED, short_day(case.closed_on), sent))
    return told


def _why_call(record: Record, intention: Entry[Intention] | None, version: int) -> str:
    if intention is None:
        return "Verplicht als u iets afwijst"
    if case_state.exempted(record, version):
        return "Niet gebeld: een collega keurde de uitzondering goed"
    if case_state.upholding(record, version):
        return "Gesproken over dit voornemen"
    tried = len(case_state.failed(record, version))
    return f"Verplicht: {tried} keer gebeld, nog niet gesproken" if tried else "Verplicht: nog niet gebeld"


def _step(name: str, entry: Entry[Fact] | None, *, why: str = "", told: str = "", path: str = "") -> Step:
    if entry is None:
        return Step(name, LOCKED, why=why, path=path)
    return Step(name, DONE, short_day(clock.local(entry.at).date()), told, path)
