"""The last day of a term (Algemene termijnenwet, art. 1, 2 and 4; Awb 4:13-4:15 and 7:10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rules.calendar.days import Calendar
from rules.calendar.hours import after_hours, day_of, moment
from rules.clock.extension import Extension, extend
from rules.clock.lengths import Unit, add
from rules.clock.rest_days import roll, two_working_days
from rules.clock.steps import Kind, Step
from rules.clock.suspension import Suspension, suspended
from rules.clock.term import Term
from rules.errors import SuspensionRefused

SHORTEST_WITH_WORKING_DAYS = 3


@dataclass(frozen=True)
class Deadline:
    """The day a term ends, and every step that led there.

    `nominal_on` is the end before the Act moves it; `default_on` the end that counts
    for a notice of default (Awb 4:17): an extension under 4:14 lid 1 does not move it.
    `at` is the moment, for a term in hours.
    """

    on: date
    nominal_on: date
    default_on: date
    steps: tuple[Step, ...]
    term: Term
    at: datetime | None = None


def deadline(
    start: date,
    term: Term,
    *,
    calendar: Calendar,
    suspensions: Sequence[Suspension] = (),
    extension_to: date | Extension | None = None,
) -> Deadline:
    """The end of this term: suspended days are added first, then the Act moves the result once.

    Raises `TermWithoutLength`, `SuspensionRefused` or `ExtensionRefused`.
    """
    _refuse_unknown_grounds(term, suspensions)
    if term.span[1] is Unit.HOURS:
        return _in_hours(start, term)
    start_on = day_of(start)
    end = _counted(start_on, term, calendar)
    steps = [Step(Kind.START, start_on), Step(Kind.LENGTH, end, (end - start_on).days, term.article)]
    steps += suspended(start_on, end, suspensions)
    nominal_on = steps[-1].on
    if term.rolls:
        steps += _moved_by_the_act(start_on, end, nominal_on, suspensions, calendar)
    ends_on = steps[-1].on
    if extension_to is not None:
        steps += extend(
            _as_extension(extension_to), term, start_on=start_on, nominal_on=nominal_on, ends_on=ends_on,
            suspensions=suspensions, calendar=calendar,
        )  # fmt: skip
    on = steps[-1].on
    if (term.rolls or term.span[1] is Unit.WORKING_DAYS) and not calendar.decrees_known(on):
        steps.append(Step(Kind.DECREES_UNKNOWN, on))
    default_on = on if term.extendable is not None and term.extendable.moves_default else ends_on
    return Deadline(on, nominal_on, default_on, (*steps, Step(Kind.RESULT, on)), term)


def _refuse_unknown_grounds(term: Term, suspensions: Sequence[Suspension]) -> None:
    for suspension in suspensions:
        if suspension.ground not in term.suspendable:
            raise SuspensionRefused(term.id, suspension.ground)


def _as_extension(to: date | Extension) -> Extension:
    return to if isinstance(to, Extension) else Extension(to_on=to)


def _counted(start_on: date, term: Term, calendar: Calendar) -> date:
    """The end before suspensions and rest days; the start day does not count."""
    length, unit = term.span
    signed = -length if term.direction.counts_back else length
    if unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(start_on, signed)
    return add(start_on, signed, unit)


def _moved_by_the_act(
    start_on: date, end: date, nominal_on: date, suspensions: Sequence[Suspension], calendar: Calendar
) -> list[Step]:
    """The steps past rest days (Atw art. 1), and to two working days in a term of three days or more (art. 2)."""
    steps = roll(nominal_on, calendar)
    if (end - start_on).days < SHORTEST_WITH_WORKING_DAYS:
        return steps
    rolled_on = steps[-1].on if steps else nominal_on
    return steps + two_working_days(start_on, rolled_on, suspensions, calendar)


def _in_hours(start: date, term: Term) -> Deadline:
    start_at = moment(start)
    at = after_hours(start_at, term.span[0])
    steps = (
        Step(Kind.START, start_at.date()),
        Step(Kind.LENGTH, at.date(), (at.date() - start_at.date()).days, term.article),
        Step(Kind.RESULT, at.date()),
    )
    return Deadline(at.date(), at.date(), at.date(), steps, term, at)
