"""How long a case is kept, and what prevents its destruction (Archiefwet 1995, art. 3, 5; AVG, art. 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Notice of default: two weeks (Awb 4:17 lid 3), 42 days of penalty (lid 1), two weeks to set it (4:18), and six weeks
# to object to that (6:7). A decision can be objected to for six weeks, and appealed for six more; this covers both.
SETTLED_DAYS = 14 + 42 + 14 + 42
LEAP_DAY = (2, 29)


class Obstacle(StrEnum):
    """Why a case cannot be destroyed."""

    OPEN = "De zaak loopt nog."
    NO_RULE = "Voor deze uitkomst is geen bewaartermijn bekend."
    KEPT = "De bewaartermijn loopt nog."
    LETTER = "Er ligt nog een brief die niet klaar is."
    OBJECTION = "Tegen het besluit kan nog bezwaar of beroep lopen (Awb 6:7)."
    DISPUTE = "Er loopt een bezwaar of beroep. Leg eerst vast hoe het afliep."
    PENALTY = "Er kan nog een dwangsom lopen of worden vastgesteld (Awb 4:17 en 4:18)."
    NEWEST = "Er is nog geen nieuwere zaak met een brief. Anders komt een nummer later nog eens voor."
    MISMATCH = "De uitkomst van de zaak past niet bij het laatste besluit."


@dataclass(frozen=True, kw_only=True)
class Retention:
    """How long a case with this result is kept; `outcome` is that of its last decision, empty when there is none."""

    process: str
    result: str
    outcome: str
    rule: str
    name: str
    years: int
    days: int
    valid_from: date
    source: str
    confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What retention needs to know about a case: when it ended, and what happened last."""

    process: str
    result: str | None
    outcome: str
    closed_on: date | None
    last_fact_on: date | None
    last_letter_on: date | None
    decided_on: date | None
    defaulted_on: date | None
    disputed: bool
    dispute_ended_on: date | None
    waiting: bool
    unsent: bool
    newest: bool

    @property
    def starts_on(self) -> date | None:
        """The day from which retention counts: the end of the case, or of what followed it."""
        if self.closed_on is None:
            return None
        return max(day for day in (self.closed_on, self.last_fact_on, self.last_letter_on) if day)


def basis(rule: str) -> str:
    """What a rule is called where people read it: a number is a row of the Selectielijst, anything else an article."""
    return f"Selectielijst gemeenten 2020, {rule}" if rule[:1].isdigit() else rule


def retention_of(rules: Iterable[Retention], case: Ended) -> Retention | None:
    """The rule that was in force on the day the case ended."""
    fitting = [
        rule
        for rule in rules
        if (rule.process, rule.result) == (case.process, case.result)
        and case.closed_on is not None
        and rule.valid_from <= case.closed_on
    ]
    return max(fitting, key=lambda rule: rule.valid_from, default=None)


def kept_until(rule: Retention, start: date) -> date:
    """The last day on which the case must still exist."""
    year = start.year + rule.years
    leaps = rule.years and (start.month, start.day) == LEAP_DAY
    moved = date(year, 3, 1) if leaps else start.replace(year=year)
    return moved + timedelta(days=rule.days)


def obstacles(case: Ended, rule: Retention | None, today: date) -> tuple[Obstacle, ...]:
    """What prevents destruction today, if anything; the database refuses for the same reasons."""
    if case.starts_on is None or case.waiting:
        return (Obstacle.OPEN, *([Obstacle.DISPUTE] if case.disputed else []))
    if rule is None:
        return (Obstacle.NO_RULE,)
    settled = today - timedelta(days=SETTLED_DAYS)
    found = {
        Obstacle.MISMATCH: rule.outcome != case.outcome,
        Obstacle.KEPT: kept_until(rule, case.starts_on) >= today,
        Obstacle.LETTER: case.unsent,
        Obstacle.DISPUTE: case.disputed,
        # A decision on an objection can be appealed, for just as long again.
        Obstacle.OBJECTION: any(day is not None and day >= settled for day in (case.decided_on, case.dispute_ended_on)),
        Obstacle.PENALTY: case.defaulted_on is not None and case.defaulted_on >= settled,
        Obstacle.NEWEST: case.newest,
    }
    return tuple(obstacle for obstacle, stands in found.items() if stands)
