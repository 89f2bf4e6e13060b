"""What an intention comes to: each item of the record beside its answers, so that the outcome follows from them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from rules import visible
from rules.asked import comparing, items, respects
from rules.asked.answers import Answer, Decision
from rules.asked.grants import Grant
from rules.asked.items import Length
from rules.asked.quantity import Quantity, Unit
from rules.asked.standards import Standards
from rules.asked.verdict import Lack, Respect, Verdict
from rules.facts import (
    Intention,
    Investigation,
    Outcome,
    Provision,
)
from rules.facts.asking.items import MEASURES
from rules.grants.budget import bought
from rules.record import asked, parties
from rules.record.asked import Numbered
from rules.record.entries import Record, every
from rules.record.spoken import hand, moment, talks_on, thing

UNPRICED = (
    "hoeveel de inwoner met het pgb kan inkopen, want daarvoor is geen tarief; is er een offerte, "
    "leg dan eerst vast dat de inwoner dat bedrag vraagt"
)


@dataclass(frozen=True)
class Known:
    """What the list of products says of one: how long it usually lasts, its forms, and whether the law fixes how much.

    Without a length any end is less; a thing that is given in no kind has none of its own form. `prices` has what one
    unit of it costs, in euro cents; without one nothing tells how much a budget buys.
    """

    usual: Length | None = None
    forms: tuple[Grant, ...] = (Grant.IN_KIND,)
    fixed: bool = False
    prices: Mapping[Unit, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Yardstick:
    """What a municipality holds asked and given to: its standards, and what it knows of each product.

    Where a course has no budgets, there is nothing to tell of them.
    """

    standards: Standards
    product: Callable[[str], Known]
    has_budgets: bool = True


@dataclass(frozen=True)
class Judgement:
    """The outcome of an intention, why each item that is short is, by its number, and why it may not stand at all."""

    outcome: Outcome
    lacks: Mapping[int, tuple[Lack, ...]]
    refused: str = ""
    # Whether it is a review, and the items of it that are about what runs.
    reviews: bool = False
    running: frozenset[int] = frozenset()

    @property
    def adverse(self) -> bool:
        """Whether any part of what was asked is denied, so that the citizen is called first."""
        return self.outcome is not Outcome.GRANTED

    def answer(self, provision: Provision) -> Outcome:
        """What one provision comes to, for the items that it answers."""
        if provision.labelled is not None:
            return provision.labelled
        if not provision.gives:
            if self.running.intersection(provision.answers):
                return Outcome.ENDED
            return Outcome.NOT_PROCESSED if self.outcome is Outcome.NOT_PROCESSED else Outcome.REJECTED
        short = self.lacks.keys() & {*provision.answers}
        if short & self.running:
            return Outcome.LOWERED
        return Outcome.PARTIAL if short else Outcome.GRANTED

    def is_unsure(self, provision: Provision) -> bool:
        """Whether nothing is known to be less, only what cannot be compared."""
        found = [lack for number in provision.answers for lack in self.lacks.get(number, ())]
        return bool(found) and all(lack.respect is Respect.UNREAD for lack in found)


def of(record: Record, fact: Intention, at: datetime, yardstick: Yardstick, *, by: str = "") -> Judgement:
    """What an intention of this moment, worded by this person, comes to by what stands on this record."""
    if fact.labelled:
        return Judgement(_labelled(fact), {})
    if fact.temporary:
        return Judgement(Outcome.GRANTED, {})
    standing = asked.standing(record)
    decision = Decision(
        items=tuple(_item(record, one, yardstick) for one in standing),
        answers=tuple(_answer(one, yardstick) for one in fact.provisions),
        parties=parties.known(record, by),
        decided_at=at,
        talks=tuple(talks_on(record)),
        facts_at=max((entry.at for entry in record if entry.fact.news), default=None),
        final=True,
    )
    budgets = [entry.fact.budget for entry in every(record, Investigation)]
    told = not yardstick.has_budgets or not all(map(visible.blank, budgets))
    found = comparing.compare(decision, replace(yardstick.standards, report_told_of_budget=told))
    running = frozenset(one.number for one in standing if one.running)
    reviews = asked.reviews(record)
    outcome = (_reviewed if reviews else _outcome)(fact, found, running)
    return Judgement(outcome, found.less, found.record_refused, reviews, running)


def too_little(record: Record, fact: Intention, at: datetime, yardstick: Yardstick) -> bool:
    """Whether what is given until the decision is less than help at all, or an advance less than the law makes due."""
    standards = yardstick.standards
    answers = [_answer(one, yardstick) for one in fact.provisions if one.gives]
    advances = [one for one in answers if one.grant is Grant.ADVANCE]
    items = (respects.as_worded(_item(record, one, yardstick)) for one in asked.standing(record))
    return any(respects.too_little(answers, standards, decided_on=at.date())) or respects.low_advance(
        advances, items, standards.advance_percent
    )


def _outcome(fact: Intention, found: Verdict, running: Collection[int]) -> Outcome:
    del running
    if fact.unprocessed:
        return Outcome.NOT_PROCESSED
    if not found.adverse:
        return Outcome.GRANTED
    return Outcome.PARTIAL if fact.gives else Outcome.REJECTED


def _reviewed(fact: Intention, found: Verdict, running: Collection[int]) -> Outcome:
    """What runs goes on, with less, or not at all; where only something new is refused, that is partly granted."""
    if not found.adverse:
        return Outcome.GRANTED
    if not fact.gives:
        return Outcome.ENDED
    return Outcome.LOWERED if found.less.keys() & {*running} else Outcome.PARTIAL


def _labelled(fact: Intention) -> Outcome:
    labels = {provision.labelled or Outcome.PARTIAL for provision in fact.provisions}
    return labels.pop() if len(labels) == 1 else Outcome.PARTIAL


def _item(record: Record, one: Numbered, yardstick: Yardstick) -> items.Item:
    item, known = one.item, yardstick.product(asked.thing(record, one))
    return items.Item(
        number=one.number,
        words=item.words,
        thing=thing(item.product),
        by=(parties.name_of(item.party),),
        said_at=moment(one.entry.fact.said_on, one.entry.at),
        form=item.form,
        quantity=item.quantity,
        from_on=item.from_on,
        until_on=item.until_on,
        lasting=item.lasting,
        usual=known.usual,
        forms=known.forms,
        fixed=known.fixed,
        hand=hand(item.provider),
        running=one.running,
        instead_of=item.instead_of,
        before=tuple(_before(record, one, yardstick)),
    )


def _before(record: Record, one: Numbered, yardstick: Yardstick) -> Iterator[items.Item]:
    """The words that these replaced, newest first, each as it was made precise."""
    for older in asked.replaced(record, one):
        named = asked.measured(record, older)
        measured = replace(older.item, **{name: getattr(named, name) for name in MEASURES})
        found = _item(record, replace(older, item=measured), yardstick)
        yield from (found, *found.before)


def _answer(one: Provision, yardstick: Yardstick) -> Answer:
    sure = _sure(one, yardstick)
    return Answer(
        answers=one.answers,
        grant=one.grant,
        thing=thing(one.product),
        quantity=sure,
        from_on=one.from_on,
        until_on=one.until_on,
        hand=hand(one.provider),
        conditions=one.conditions,
        planned_by_citizen=one.grant is Grant.BUDGET,
        reason=one.words,
        unread=(UNPRICED,) if one.quantity and sure is None else (),
    )


def _sure(one: Provision, yardstick: Yardstick) -> Quantity | None:
    """How much is given; of a budget no more than the amount that its letter names buys, or nothing tells how much."""
    given = one.quantity
    if given is None or one.amount is None or one.grant is not Grant.BUDGET or one.from_on is None:
        return given
    budget = Quantity(one.amount, Unit.CENT, one.per or given.per)
    price = yardstick.product(one.product).prices.get(given.unit)
    return bought(given, budget, price=price, first=one.from_on, last=one.until_on)
