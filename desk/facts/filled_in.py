"""What is already filled in when a plain form opens, and what a short form leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from config.law import law
from desk.facts import items
from desk.record.case_file import CaseFile
from rules.asked.grants import Grant
from rules.facts import Appointment, Fact, Investigation
from rules.facts.kind import asked_of
from rules.record.entries import latest
from store.models import Citizen
from tasks import clock

REPLY_DAYS = 14


def appointment(file: CaseFile) -> dict[str, str]:
    """A conversation at the citizen's home, with the interpreter they need."""
    citizen: Citizen = file.citizen
    interpreter = citizen.language if citizen.interpreter else ""
    # Whoever may not see a secret address does not get it in a form either.
    home = "bij u thuis" if citizen.secret_address else f"bij u thuis, {citizen.street} {citizen.number}"
    return {"place": home, "at": "10:00", "interpreter": interpreter}


def at_once(data: dict[str, Any]) -> dict[str, Any]:
    """Temporary help is an intention about one provision that is granted."""
    return {"temporary": True, "provisions": (data,)}


def apart(data: dict[str, Any]) -> dict[str, Any]:
    """Without a report there was nothing to sign."""
    return {**data, "signed": False}


def temporary_help(file: CaseFile) -> dict[str, str]:
    """What the case is about, from today."""
    product = items.first(file)[f"{items.GROUP}.0.product"]
    return {"name": file.case.subject, "product": product, "from_on": clock.today().isoformat()}


def an_advance(data: dict[str, Any]) -> dict[str, Any]:
    """An advance is money until the decision."""
    return at_once(data | {"grant": Grant.ADVANCE})


def advance(file: CaseFile) -> dict[str, str]:
    """An advance from today."""
    return temporary_help(file) | {"name": "Voorschot"}


def today(kind: type[Fact]) -> Callable[[CaseFile], dict[str, str]]:
    """Today for each day that something happened, which is what most facts are recorded about."""
    days = [name for name, _ in asked_of(kind) if name.endswith("_on")]
    return lambda _: dict.fromkeys(days, clock.today().isoformat())


def only_end(file: CaseFile) -> dict[str, str]:
    """Today, and the first end that the course names."""
    first = [end.result for end in file.process.ends[:1]]
    return {"ended_on": clock.today().isoformat(), "end": "".join(first)}


def received_today(_: CaseFile) -> dict[str, str]:
    """Received today, and signed."""
    return {"received_on": clock.today().isoformat(), "signed": "on"}


def data_request(_: CaseFile) -> dict[str, str]:
    """Two weeks to answer, ending on a working day."""
    due = law().calendar.add_working_days(clock.today() + timedelta(days=REPLY_DAYS - 1), 1)
    return {"due_on": due.isoformat()}


def investigation(file: CaseFile) -> dict[str, str]:
    """The earlier report if there is one, so that nothing is asked twice."""
    earlier, planned = latest(file.record, Investigation), latest(file.record, Appointment)
    visited = planned.fact.on if planned and planned.fact.on <= clock.today() else clock.today()
    if earlier is None:
        return {"visited_on": visited.isoformat(), "present": file.person}
    fact = earlier.fact
    return {
        "visited_on": max(fact.visited_on, visited if visited < clock.today() else date.min).isoformat(),
        "present": "\n".join(fact.present),
        "need": fact.need,
        "personal_plan": fact.personal_plan,
        "budget": fact.budget,
        "contribution": fact.contribution,
        "conclusion": fact.conclusion,
        **{f"findings.{finding.part}": finding.text for finding in fact.findings},
    }
