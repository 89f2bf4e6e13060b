"""From which day until which day something was asked, and how much is given on each of those days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from math import ceil

from rules.asked.answers import Answer, Paid
from rules.asked.grants import Grant
from rules.asked.items import Item, Length
from rules.asked.quantity import DAYS_IN_A_YEAR, Per, Unit
from rules.asked.standards import AT_ONCE
from rules.asked.verdict import Lack, Respect

DAY = timedelta(days=1)
# Help that ends so soon is being renewed: for how long, the usual term says.
RENEWED_WITHIN = timedelta(weeks=13)
# A number for the whole takes at least this long; one that the citizen draws, a week for each hour, talk or ten km.
LEAST = Length(days=28)
DRAWN_FREELY = {Unit.KILOMETRE, Unit.TRIP}


@dataclass(frozen=True)
class Span:
    """The days over which an item is compared; no last day: for ever."""

    first: date
    last: date | None

    @property
    def is_empty(self) -> bool:
        """Whether it ends before it begins."""
        return self.last is not None and self.last < self.first

    def holds(self, day: date) -> bool:
        """Whether the day is in it."""
        return self.first <= day and (self.last is None or day <= self.last)


def asked_span(item: Item, starts: date, *, asked_on: date, decided_on: date, start_days: int) -> Span:
    """The days that were asked, where the answer starts on `starts`; days before `asked_on` pay for none after."""
    if item.running:
        return _running(item, starts, asked_on=asked_on, decided_on=decided_on)
    first = item.from_on or min(starts, item.start_by or decided_on + timedelta(days=start_days))
    asked_from = min(day for day in (item.from_on, item.start_by, asked_on) if day)
    return Span(first, _last(item, first, max(starts, asked_from)))


def _last(item: Item, first: date, starts: date) -> date | None:
    if item.provisional:
        return first
    if item.until_on or item.lasting:
        return item.until_on
    if is_paid_at_once(item):
        return first
    return end_of(starts, item.usual) if item.usual else None


def is_paid_at_once(item: Item) -> bool:
    """Whether it is money for the whole, which is paid on one day; a budget is drawn over time."""
    quantity = item.quantity
    once = quantity is not None and quantity.per is Per.ONCE and quantity.unit is Unit.CENT
    return once and item.form is not Grant.BUDGET


def spread(item: Item, answers: Iterable[Answer]) -> Item:
    """The item; one for the whole is met by its number, if it can be drawn at a steady pace or for the usual term."""
    quantity = item.quantity
    pace = next((each.amount for each in AT_ONCE if quantity and each.unit is quantity.unit), None)
    if quantity is None or quantity.per is not Per.ONCE or pace is None:
        return item
    planned = all(answer.quantity and answer.quantity.per is not Per.ONCE for answer in answers)
    length = LEAST if planned else Length(days=max(LEAST.days, 7 * ceil(quantity.amount / pace)))
    shorter = item.usual is not None and item.usual.months * 30 + item.usual.days < length.days
    return item if shorter else replace(item, usual=length)


def _running(item: Item, starts: date, *, asked_on: date, decided_on: date) -> Span:
    """What runs: from the day of change, or from its end day on where it is renewed."""
    ends = item.until_on
    if ends is None:
        return Span(starts, None)
    first = min(starts, ends + DAY)
    if item.provisional:
        return Span(first, first)
    renewed = starts > ends or ends - decided_on <= RENEWED_WITHIN
    if renewed:
        return Span(first, end_of(max(starts, asked_on), item.usual) if item.usual else None)
    return Span(first, ends)


def end_of(starts: date, length: Length) -> date:
    """The last day of a length; where its last month has no such day, it goes on to the end of that month."""
    months = starts.year * 12 + starts.month - 1 + length.months
    year, month = divmod(months, 12)
    if year >= MAXYEAR:
        return date.max
    try:
        after = date(year, month + 1, starts.day)
    except ValueError:
        after = date(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: PLR2004 December
    return after + timedelta(days=length.days) - DAY


def years_in(first: date, last: date) -> Fraction:
    """How much of a year of 52 weeks lies from the first day to the last: by months where they are whole."""
    after = min(last, date.max - DAY) + DAY
    if after.day == first.day:
        return Fraction((after.year - first.year) * 12 + after.month - first.month, 12)
    return Fraction((after - first).days, DAYS_IN_A_YEAR)


def is_drawn_freely(form: Grant | None, unit: Unit) -> bool:
    """Whether the citizen draws it when he likes: a budget, or kilometres and trips."""
    return form is Grant.BUDGET or unit in DRAWN_FREELY


def is_less_sure(item: Item, answer: Answer) -> bool:
    """Whether the period of the answer is coarser than he can be sure of, or capped finer than he asked."""
    if item.quantity is None or answer.quantity is None:
        return False
    asked, given = item.quantity.coarseness, answer.quantity.coarseness
    if given > asked and answer.quantity.per.rank > Per.MONTH.rank:
        if answer.paid is Paid.ARREARS:
            return True
        free = is_drawn_freely(answer.grant, answer.quantity.unit) or answer.planned_by_citizen
        return not (free or answer.paid is Paid.AHEAD)
    if given < asked:
        lump = item.quantity.per is Per.ONCE and item.quantity.unit is Unit.CENT
        return lump or is_drawn_freely(item.form, item.quantity.unit)
    return False


@dataclass(frozen=True)
class Wish:
    """An item on the days that it was asked."""

    item: Item
    span: Span


@dataclass(frozen=True)
class Flow:
    """What an answer gives, in the measure of the item: from a day, until a day or for ever."""

    level: Fraction
    first: date
    last: date | None

    def runs(self, day: date) -> bool:
        """Whether it gives anything on that day."""
        return self.first <= day and (self.last is None or day <= self.last)


def shortfalls(wishes: list[Wish], answers: Iterable[Answer], *, daypart_minutes: int | None) -> list[Lack]:
    """Where the answers give less than the first wish and those merged with it, together, ask: from which day."""
    if wishes[0].span.is_empty:
        # Days that end before they begin say nothing about what was asked.
        return [Lack(Respect.MEASURE)]
    unit, once = _measure(wishes[0].item, answers)
    flows = []
    for answer in answers:
        flow = _flow(answer, unit, once=once, daypart_minutes=daypart_minutes)
        if flow is None:
            return [Lack(Respect.MEASURE)]
        flows.append(flow)
    asked = [(wish.span, _asked(wish.item, unit, flows, daypart_minutes=daypart_minutes)) for wish in wishes]
    found: dict[Respect, Lack] = {}
    for day in _changes(wishes, flows):
        wanted = sum((level for span, level in asked if span.holds(day)), Fraction(0))
        given = sum((flow.level for flow in flows if flow.runs(day)), Fraction(0))
        if given < wanted:
            respect = _respect(day, flows)
            found.setdefault(respect, Lack(respect, on=day))
    return list(found.values())


def _measure(item: Item, answers: Iterable[Answer]) -> tuple[Unit, bool]:
    """In which unit is counted, and whether it is a number for the whole."""
    quantities = (item.quantity, *(answer.quantity for answer in answers))
    known = next((quantity for quantity in quantities if quantity), None)
    return (known.unit, known.per is Per.ONCE) if known else (Unit.PIECE, True)


def _asked(item: Item, unit: Unit, flows: list[Flow], *, daypart_minutes: int | None) -> Fraction:
    """What was asked for each year, or for the whole; where the law fixes it, the most that is given on any day."""
    if item.quantity is None:
        starts = [flow.first for flow in flows]
        return max(sum((flow.level for flow in flows if flow.runs(day)), Fraction(0)) for day in starts)
    return item.quantity.yearly_in(unit, daypart_minutes=daypart_minutes) or Fraction(0)


def _flow(answer: Answer, unit: Unit, *, once: bool, daypart_minutes: int | None) -> Flow | None:
    """The answer in the measure of the item, or None where the two cannot be compared."""
    first, last = answer.from_on or date.max, answer.until_on
    if answer.quantity is None:
        # A card or a programme: there is one of it.
        return Flow(Fraction(1), first, last) if unit is Unit.PIECE else None
    amount = answer.quantity.yearly_in(unit, daypart_minutes=daypart_minutes)
    if amount is None:
        return None
    given_once = answer.quantity.per is Per.ONCE
    if given_once == once:
        return Flow(amount, first, last)
    if last is None:
        # Without an end a number for each period reaches any whole; a whole never lasts.
        return Flow(amount, first, last) if once and unit is not Unit.PIECE else None
    years = years_in(first, last)
    return Flow(amount * years if once else amount / years, first, last)


def _changes(wishes: list[Wish], flows: list[Flow]) -> list[date]:
    """The days, in order, on which anything asked or given changes."""
    days = {wish.span.first for wish in wishes} | {flow.first for flow in flows}
    ends = [*(wish.span.last for wish in wishes), *(flow.last for flow in flows)]
    days |= {end + DAY for end in ends if end and end < date.max}
    return sorted(day for day in days if any(wish.span.holds(day) for wish in wishes))


def _respect(day: date, flows: list[Flow]) -> Respect:
    if day < min(flow.first for flow in flows):
        return Respect.FROM
    if all(flow.last is not None and flow.last < day for flow in flows):
        return Respect.UNTIL
    return Respect.AMOUNT
