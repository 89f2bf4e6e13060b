"""In which respects one answer is another thing than was asked, or hangs on something he did not ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from rules.asked.answers import Answer
from rules.asked.extent import figures, most_worded, whole, worded
from rules.asked.grants import ONLY_IF_ASKED, Grant
from rules.asked.items import Item
from rules.asked.periods import is_less_sure
from rules.asked.quantity import Per, Quantity, Unit
from rules.asked.standards import Standards
from rules.asked.verdict import Lack, Respect

TARIFF = "tariff"
# A decision comes two weeks after the application (2.3.5 lid 2), so help until then lasts as long.
AT_ONCE_DAYS = 14
_LATER = re.compile(r"\b((vanaf|per) \d{1,2} [a-z]{3,}|daarna|later|straks|na (een|\d+) (maand|jaar|week|weken))")


def others(item: Item, answer: Answer, standards: Standards) -> Iterator[Lack]:
    """Where the answer is no answer to this wish at all: another thing, form or hand."""
    if item.thing is None or not item.thing.is_also(answer.thing):
        yield Lack(Respect.THING)
    if answer.grant not in _forms(item, standards):
        yield Lack(Respect.FORM)
    for hand in item.hand:
        if not hand.met_by(answer.hand):
            yield Lack(Respect.HAND, about=hand.value)


def unsure(item: Item, answer: Answer, standards: Standards) -> Iterator[Lack]:
    """Where he cannot be sure of what the answer seems to give."""
    for about in (*item.unread, *answer.unread):
        yield Lack(Respect.UNREAD, about=about)
    agreed = {_bare(each) for each in item.without}
    for about in answer.without:
        if _bare(about) not in agreed:
            yield Lack(Respect.LEFT_OUT, about=about)
    yield from _hanging(item, answer, standards)
    if item.spared and answer.contribution:
        yield Lack(Respect.CONDITION, about="de eigen bijdrage")
    if item.changes_on and answer.from_on and answer.from_on < item.changes_on and not _is_as_much(answer, item.ran):
        yield Lack(Respect.AMOUNT, on=answer.from_on)
    if is_less_sure(item, answer):
        yield Lack(Respect.PERIOD)


def _hanging(item: Item, answer: Answer, standards: Standards) -> Iterator[Lack]:
    """Conditions that he did not ask, and those that he did and that are not kept."""
    for about in answer.conditions:
        if about not in item.conditions and not standards.phrases.is_neutral(about):
            yield Lack(Respect.CONDITION, about=about)
    for about in item.conditions:
        if about not in answer.conditions:
            yield Lack(Respect.CONDITION, about=f"afgesproken was: {about}")


def _is_as_much(answer: Answer, ran: Quantity | None) -> bool:
    if answer.quantity is None or ran is None or answer.quantity.unit is not ran.unit:
        return False
    return answer.quantity.yearly >= ran.yearly


def _bare(left_out: str) -> str:
    """What is left out, by its name alone: “zonder CJIB” and “CJIB 1.200” are the same debt."""
    words = re.findall(r"[^\W\d]+", left_out.casefold())
    return " ".join(word for word in words if word not in {"zonder", "behalve"}) or left_out


def _forms(item: Item, standards: Standards) -> set[Grant]:
    """The forms that are whole: the one he named; else in kind, if the report told him of the budget."""
    if item.form:
        return {item.form}
    if Grant.IN_KIND in item.forms:
        return {Grant.IN_KIND} if standards.report_told_of_budget else set()
    return {*item.forms} - ONLY_IF_ASKED or {*item.forms}


def as_worded(item: Item) -> Item:
    """The item with the figure of his own words where they plainly name more than was typed, or what was not."""
    if item.running:
        return item
    # Newer words may name what he asked before as well.
    named = most_worded if item.instead_of is None else worded
    found = named(item.words, item.quantity)
    return item if found == item.quantity else replace(item, quantity=found)


def in_money(item: Item, answer: Answer) -> Item:
    """A budget in hours at a tariff that he named, as money, where the answer is money."""
    quantity, tariff = item.quantity, next((hand.number for hand in item.hand if hand.kind == TARIFF), None)
    if quantity is None or tariff is None or answer.quantity is None:
        return item
    if quantity.unit is not Unit.MINUTE or answer.quantity.unit is not Unit.CENT:
        return item
    cents = whole(Fraction(quantity.amount * tariff, 60))
    kept = tuple(hand for hand in item.hand if hand.kind != TARIFF)
    return replace(item, quantity=replace(quantity, amount=cents, unit=Unit.CENT), hand=kept)


def lowers_later(answer: Answer) -> bool:
    """Whether the reason names a lower figure from some later day: "vanaf 1 juni krijgt u 2 uur"."""
    given = answer.quantity
    if given is None or not _LATER.search(answer.reason.casefold()):
        return False
    named = [figure for figure in figures(answer.reason) if figure.unit is given.unit]
    return any(figure.amount < given.amount for figure in named if figure.per in {None, given.per})


def refused_by(answers: Iterable[Answer], standards: Standards) -> str:
    """That words of a grant refuse what nobody asked, in Dutch, with the sentence that does where one does."""
    reasons = (answer.reason for answer in answers if not answer.is_nothing)
    said = next(filter(None, map(standards.phrases.refusal, reasons)), "")
    what = f": “{said}” Haal die zin weg, of leg vast dat de inwoner dit ook vraagt." if said else "."
    return f"Het besluit weigert iets waar geen onderdeel over gaat{what}"


def too_little(given: Sequence[Answer], standards: Standards, *, decided_on: date) -> Iterator[Lack]:
    """Where what is given until the decision begins too late or hangs on something, or is less than is due."""
    soon = decided_on + timedelta(days=standards.start_days)
    for one in given:
        if one.from_on and one.from_on > soon:
            yield Lack(Respect.FROM)
        for about in (each for each in one.conditions if not standards.phrases.is_neutral(each)):
            yield Lack(Respect.CONDITION, about=about)
    yield from _below([one for one in given if one.grant is not Grant.ADVANCE], standards.at_once)


def low_advance(advances: Sequence[Answer], asked: Iterable[Item], percent: int) -> bool:
    """Whether an advance is less than the law makes due of the allowances that were asked or run (Pw, art. 52)."""
    wanted = [item.quantity for item in asked if item.form is Grant.ALLOWANCE and item.quantity]
    given = [one.quantity for one in advances]
    if not advances or not wanted:
        return False
    once = all(one and one.per is Per.ONCE for one in given)
    due = sum(one.amount if once else one.yearly for one in wanted)
    paid = sum(one.amount if once else one.yearly for one in given if one and (one.per is Per.ONCE) == once)
    return paid * 100 < due * percent


def _below(given: Sequence[Answer], least: Sequence[Quantity]) -> Iterator[Lack]:
    """Where help that cannot wait (2.3.3) is, of one thing all together, less than the least, or over too soon.

    What is given for the whole, such as two nights, only has to be as much as the least for a period.
    """
    for one in given:
        if one.quantity is None or one.from_on is None:
            continue
        once = one.quantity.per is Per.ONCE
        alike = [other.quantity for other in given if other.thing == one.thing and other.quantity]
        amounts = [each.yearly for each in alike if each.unit is one.quantity.unit and (each.per is Per.ONCE) == once]
        enough = next((each for each in least if each.unit is one.quantity.unit), None)
        if enough and sum(amounts) < (enough.amount if once else enough.yearly):
            yield Lack(Respect.AMOUNT, on=one.from_on)
        if not once and one.until_on and (one.until_on - one.from_on).days + 1 < AT_ONCE_DAYS:
            yield Lack(Respect.UNTIL, on=one.until_on + timedelta(days=1))
