"""Explains how each date was calculated, as data and in plain Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rules.clock.deadline import Deadline
from rules.clock.lengths import Unit
from rules.clock.steps import Kind, Step
from rules.clock.suspension import GroundId
from rules.clock.term import Direction
from rules.wording import day_nl, days_nl, list_nl

UNITS = {
    Unit.HOURS: ("uur", "uur"),
    Unit.DAYS: ("dag", "dagen"),
    Unit.WORKING_DAYS: ("werkdag", "werkdagen"),
    Unit.WEEKS: ("week", "weken"),
    Unit.MONTHS: ("maand", "maanden"),
    Unit.YEARS: ("jaar", "jaar"),
}
GROUNDS = {
    GroundId.COMPLETION: "De aanvraag moest worden aangevuld",
    GroundId.FOREIGN: "Er was informatie nodig van een instantie in het buitenland",
    GroundId.CONSENT: "De aanvrager stemde schriftelijk in met uitstel",
    GroundId.ATTRIBUTABLE: "De vertraging kwam door de aanvrager",
    GroundId.FORCE_MAJEURE: "De gemeente kon door overmacht niet beslissen",
    GroundId.OBJECTION_REPAIR: "Het bezwaarschrift moest worden aangevuld",
}
RESULTS = {
    Direction.MAXIMUM: "De laatste dag is {}.",
    Direction.CITIZEN_MAXIMUM: "De laatste dag is {}.",
    Direction.MINIMUM_WAIT: "Het mag vanaf {}.",
    Direction.MINIMUM: "De termijn loopt ten minste tot en met {}.",
    Direction.EXTENSION: "De termijn loopt ten minste door tot en met {}.",
    Direction.WINDOW: "De periode loopt tot en met {}.",
    Direction.BACKWARDS: "De laatste dag is {}.",
    Direction.BACKWARDS_MINIMUM: "De laatste dag is {}.",
    Direction.BACKWARDS_MAXIMUM: "Niet eerder dan {}.",
}


@dataclass(frozen=True)
class Explained:
    """One step and the Dutch sentence that explains it."""

    step: Step
    text: str

    def as_data(self) -> dict[str, Any]:
        """The step as JSON-ready data for other programs, without the fields that do not apply to it."""
        step = self.step
        values = {
            "step": step.kind.value,
            "on": step.on.isoformat(),
            "days": step.days,
            "article": step.article,
            "names": list(step.names),
            "ground": str(step.ground),
            "from": step.from_on and step.from_on.isoformat(),
            "to": step.to_on and step.to_on.isoformat(),
            "text": self.text,
        }
        return {key: value for key, value in values.items() if value or key == "days"}


@dataclass(frozen=True)
class Explanation:
    """The steps in order, and their sentences as one text."""

    steps: tuple[Explained, ...]
    text_nl: str


def explain(deadline: Deadline) -> Explanation:
    """Explain, step by step, how this deadline was calculated."""
    steps = tuple(Explained(step, TOLD[step.kind](step, deadline)) for step in deadline.steps)
    return Explanation(steps, " ".join(explained.text for explained in steps))


def _start(step: Step, deadline: Deadline) -> str:
    term = deadline.term
    day = day_nl(step.on)
    trigger = f" ({term.trigger})" if term.trigger else ""
    if term.direction.counts_back:
        return f"Wij tellen terug vanaf {day}{trigger}."
    if term.unit is Unit.HOURS:
        return f"De termijn start op {day}{trigger}."
    return f"De termijn start op {day}{trigger}. Die dag telt zelf niet mee."


def _length(step: Step, deadline: Deadline) -> str:
    term = deadline.term
    article = f" ({step.article})" if step.article else ""
    if term.unit is Unit.IMMEDIATELY:
        return f"De wet zegt: onverwijld{article}. Dat betekent: meteen, nog dezelfde dag beginnen."
    length, unit = term.span
    singular, plural = UNITS[unit]
    span = f"{length} {singular if length == 1 else plural}"
    until = day_nl(step.on)
    if deadline.at is not None:
        until += f" om {deadline.at:%H.%M} uur"
    return f"De termijn is {span}{article}. Zo komen wij op {until}."


def _suspension(step: Step, _: Deadline) -> str:
    reason = f"{GROUNDS[GroundId(step.ground)]} ({step.article})."
    if step.days == 0:
        return f"{reason} Dat gaf in deze termijn geen extra dagen."
    first, last = step.from_on or step.on, step.to_on or step.on
    whole = (last - first).days + 1
    part = "" if whole == step.days else " Niet al die dagen vallen nieuw binnen de termijn."
    still = f" De termijn stond stil van {day_nl(first)} tot en met {day_nl(last)}."
    came = "komt" if step.days == 1 else "komen"
    return f"{reason}{still}{part} Er {came} {days_nl(step.days)} bij: {day_nl(step.on)}."


def _roll(step: Step, _: Deadline) -> str:
    first, *others = step.names
    also = f" Ook {list_nl(others)} {'telt' if len(others) == 1 else 'tellen'} niet." if others else ""
    return (
        f"Die dag is geen werkdag: {first}.{also} De termijn loopt door tot en met {day_nl(step.on)} ({step.article})."
    )


def _two_working_days(step: Step, _: Deadline) -> str:
    return (
        "In de termijn moeten ten minste twee werkdagen zitten. "
        f"Daarom loopt de termijn door tot en met {day_nl(step.on)} ({step.article})."
    )


def _decrees_unknown(step: Step, _: Deadline) -> str:
    return (
        f"Let op: wij weten niet welke dagen in {step.on.year} gelijk zijn gesteld met een feestdag. "
        "De datum kan daardoor nog verschuiven."
    )


def _extension(step: Step, deadline: Deadline) -> str:
    told = f"De termijn is verlengd tot en met {day_nl(step.on)} ({step.article})."
    if step.names:
        told += f" Let op: die dag is geen werkdag ({list_nl(step.names)})."
    rule = deadline.term.extendable
    if rule is not None and not rule.moves_default:
        told += f" Voor de dwangsom telt nog steeds {day_nl(deadline.default_on)}."
    return told


def _result(step: Step, deadline: Deadline) -> str:
    if deadline.at is not None:
        return f"Het moet klaar zijn op {day_nl(step.on)} om {deadline.at:%H.%M} uur."
    return RESULTS[deadline.term.direction].format(day_nl(step.on))


TOLD = {
    Kind.START: _start,
    Kind.LENGTH: _length,
    Kind.SUSPENSION: _suspension,
    Kind.ROLL: _roll,
    Kind.WORKING_DAYS: _two_working_days,
    Kind.EXTENSION: _extension,
    Kind.DECREES_UNKNOWN: _decrees_unknown,
    Kind.RESULT: _result,
}
