"""A later end, set by the authority within the limits of the law (Awb 4:14 and 7:10 lid 3 and 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rules.calendar.days import Calendar
from rules.clock.lengths import Unit, add, covered_by_act
from rules.clock.rest_days import rest_name, roll
from rules.clock.steps import Kind, Step
from rules.clock.suspension import Suspension, suspended
from rules.clock.term import ExtensionRule, Term
from rules.errors import (
    ExtensionTooEarly,
    ExtensionTooLate,
    ExtensionTooLong,
    NotExtendable,
)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """One notice of extension: a new day, or a length from the end of the term.

    `notified_on` is the day of the notice: days suspended after it move the new day.
    `consented`: all interested parties agreed in writing (Awb 7:10 lid 4).
    """

    to_on: date | None = None
    length: int = 0
    unit: Unit = Unit.WEEKS
    notified_on: date | None = None
    consented: bool = False


def extend(
    extension: Extension,
    term: Term,
    *,
    start_on: date,
    nominal_on: date,
    ends_on: date,
    suspensions: Sequence[Suspension],
    calendar: Calendar,
) -> list[Step]:
    """The steps to the new end; raises an `ExtensionRefused` when the law does not allow it."""
    rule = term.extendable
    if rule is None:
        raise NotExtendable(term.id)
    notified_on = extension.notified_on
    if notified_on is not None and not start_on <= notified_on <= ends_on:
        raise ExtensionTooLate(term.id, ends_on)
    asked_on = extension.to_on or add(nominal_on, extension.length, extension.unit)
    # A date that the authority names already takes into account the suspensions before its notice.
    counted_to = notified_on if extension.to_on and notified_on else nominal_on
    still = [step for step in suspended(counted_to, asked_on, suspensions) if step.days]
    if (still[-1].on if still else asked_on) <= ends_on:
        raise ExtensionTooEarly(term.id, ends_on)
    if not extension.consented:
        _refuse_past_limit(asked_on, rule, term, nominal_on, calendar)
    rolls = extension.to_on is None and rule.statutory and _total_covered(term, extension)
    name = None if rolls else rest_name(asked_on, calendar)
    names = (name,) if name else ()
    steps = [Step(Kind.EXTENSION, asked_on, (asked_on - ends_on).days, rule.article, names)]
    steps += still
    return steps + roll(steps[-1].on, calendar) if rolls else steps


def _refuse_past_limit(asked_on: date, rule: ExtensionRule, term: Term, nominal_on: date, calendar: Calendar) -> None:
    if rule.max_length is None:
        return
    longest = Extension(length=rule.max_length, unit=rule.max_unit)
    limit_on = add(nominal_on, rule.max_length, rule.max_unit)
    if _total_covered(term, longest):
        limit_on = calendar.roll(limit_on)
    if asked_on > limit_on:
        raise ExtensionTooLong(term.id, limit_on)


def _total_covered(term: Term, extension: Extension) -> bool:
    """Whether term and extension together are still governed by the Act (Atw art. 4 onder a)."""
    length, unit = term.span
    return term.atw and unit is extension.unit and covered_by_act(length + extension.length, unit)
