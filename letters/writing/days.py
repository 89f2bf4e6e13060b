"""How each day in a letter follows from another: the statutory term, and the day in that letter where it starts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from config.law import law
from config.process import of_case
from rules.clock.deadline import deadline
from rules.clock.suspension import GroundId, Suspension

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE_DAY = timedelta(days=1)


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Still(_Rule):
    """The term is suspended from `first`, to and including `last` or until `again` (Awb 4:15)."""

    ground: GroundId
    first: str
    last: str = ""
    again: str = ""

    def over(self, values: Mapping[str, object]) -> Suspension:
        """The suspension, with the days that this letter names."""
        last_on = day_at(values, self.last) if self.last else day_at(values, self.again) - ONE_DAY
        return Suspension.period(self.ground, day_at(values, self.first), last_on)


class Counted(_Rule):
    """The end of a term, then so many (working) days later; if `chosen`, a day that a person picks, after `start`.

    If `sooner`, at most that day, and after `start`.

    `term` is one of `config/law/`, or a role such as `decision`: then it is that of the course of the letter's case.
    """

    start: str
    term: str = ""
    days: int = 0
    working_days: int = 0
    still: Still | None = None
    chosen: bool = False
    sooner: bool = False

    def day(self, values: Mapping[str, object]) -> date:
        """The day according to the law, calculated from the letter's other values."""
        found = day_at(values, self.start)
        if self.term:
            stretches = (self.still.over(values),) if self.still else ()
            known = law().term(term_of(self.term, values), on=found)
            found = deadline(found, known, calendar=law().calendar, suspensions=stretches).on
        found += timedelta(days=self.days)
        return law().calendar.add_working_days(found, self.working_days) if self.working_days else found

    def fits(self, on: date, values: Mapping[str, object]) -> bool:
        """Whether a letter may name this day."""
        if self.sooner:
            return day_at(values, self.start) < on <= self.day(values)
        return on > self.day(values) if self.chosen else on == self.day(values)


# Six weeks from the day after the letter (Awb 6:7, 6:8); the same in every decision.
BLOCKS: dict[str, dict[str, Counted]] = {
    "R": {"bezwaar.uiterlijk": Counted(term="awb_bezwaartermijn", start="brief.datum")}
}


def term_of(name: str, values: Mapping[str, object]) -> str:
    """The id of a term in the law, by that id or by its role in the course of this letter's case."""
    if any(term.id == name for term in law().terms):
        return name
    course = of_case(str(value_at(values, "zaak.nummer")))
    role = course.terms.get(name) if course else None
    return role.law if role else name


def value_at(values: Mapping[str, object], path: str) -> object:
    """The value at this dotted path in the values of a letter; None when there is none."""
    found: object = values
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def day_at(values: Mapping[str, object], path: str) -> date:
    """The date at this dotted path."""
    return date.fromisoformat(str(value_at(values, path)))
