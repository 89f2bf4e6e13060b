"""The typed rows of what is asked and given, which the gate compares."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config.products import Product, product
from config.standards import standards
from rules import facts
from rules.asked.answers import COUNTLESS, ONE
from rules.asked.grants import Grant
from rules.asked.quantity import Quantity
from rules.errors import FactUntimely
from rules.facts.asking.items import NOT_ITEM, Measure
from rules.facts.suspension import HelpSuspended
from store.models import (
    AgreementEndRow,
    AgreementRow,
    Answer,
    Answered,
    Case,
    Decision,
    FactRow,
    ItemEndRow,
    ItemRow,
    MadePreciseRow,
    PartyRow,
    ReviewedRow,
)


class Reading:
    """How the facts of a case are read: by the list of products, and by the conditions that take nothing away.

    Both are dated. A case keeps those of its own days, so what was neutral when it began stays so.
    """

    def __init__(self, case: Case, at: datetime) -> None:
        self.course, self.days = case.process, (case.received_on, at.date())

    def measured(self, named: Measure, *, form: bool = True) -> dict[str, Any]:
        """What was named, in the columns of a measure, with nothing where it was not.

        With `form`, a thing that is given in one form only is asked in that.
        """
        known = self._product(named.product)
        own = known.forms[0].value if form and known and len(known.forms) == 1 else None
        return {
            "thing": named.product or None,
            "grant_form": named.form.value if named.form else own,
            "lasting": int(named.lasting),
            "fixed": int(known is not None and known.fixed),
            "hand": _hand(named.provider),
            **_days(named.from_on, named.until_on),
            **_size(named.quantity),
        }

    def asked(self, fact: facts.Asking, item: facts.Item) -> dict[str, Any]:
        """What an item names; what runs is asked from the day on which the answer starts, and until its own end."""
        named = self.measured(item) | {"running": int(fact.running)}
        if not isinstance(fact, facts.RunningHelp):
            return named
        until = item.until_on if item.until_on and item.until_on >= fact.changes_on else None
        if item.quantity is None and named["grant_form"] in COUNTLESS:
            named |= _size(ONE)
        return named | {"from_on": None, "until_on": until, "lasting": int(item.until_on is None)}

    def given(self, provision: facts.Provision) -> dict[str, Any]:
        """What a provision gives, in the columns of an answer; one that refuses has no more than the thing."""
        given: dict[str, Any] = {
            "grant_form": provision.grant.value,
            "thing": provision.product or None,
            "conditional": int(not all(map(self._is_neutral, provision.conditions))),
        }
        if not provision.gives:
            return given
        quantity = provision.quantity or (ONE if provision.grant in COUNTLESS else None)
        when = _days(provision.from_on, provision.until_on)
        return given | when | _size(quantity) | {"hand": _hand(provision.provider)}

    def _product(self, key: str) -> Product | None:
        found = (product(key, self.course, on=day) for day in self.days)
        return next((each for each in found if each), None)

    def _is_neutral(self, condition: str) -> bool:
        return any(standards(day).phrases.is_neutral(condition) for day in self.days)


def items(session: Session, case: Case, fact: facts.Asking, row: FactRow) -> Iterator[ItemRow]:
    """Each item of a fact, numbered on from those on the record."""
    last = session.scalar(select(func.coalesce(func.max(ItemRow.number), 0)).where(ItemRow.case_id == case.id)) or 0
    read = Reading(case, row.at)
    for number, item in enumerate(fact.items, last + 1):
        named = read.asked(fact, item) | {"instead_of": item.instead_of, "party": item.party}
        yield ItemRow(case_id=case.id, fact_id=row.id, number=number, **named)


def reviewed(case: Case, fact: facts.RunningHelp, row: FactRow) -> ReviewedRow:
    """The decision under which something runs."""
    return ReviewedRow(case_id=case.id, fact_id=row.id, changes_on=fact.changes_on, **under(fact))


def under(fact: facts.RunningHelp) -> dict[str, Any]:
    """The decision that a fact names, in the columns of its row."""
    if fact.here:
        return {"number": fact.case, "version": fact.version}
    return {"made_by": fact.made_by, "decided_on": fact.decided_on, "gave": fact.gave}


def made_precise(session: Session, case: Case, fact: facts.MadePrecise, row: FactRow) -> MadePreciseRow:
    """What an item was made precise to."""
    item = _item(session, case, fact.item)
    named = Reading(case, row.at).measured(fact, form=item.grant_form is None)
    of = {"case_id": case.id, "item_id": item.id, "fact_id": row.id}
    return MadePreciseRow(**of, party=fact.party, made_at=row.at, **named)


def agreement(session: Session, case: Case, fact: facts.LessAgreed, row: FactRow) -> AgreementRow:
    """What was agreed to about an item, with whom and how."""
    item = _item(session, case, fact.item)
    talk: dict[str, Any] = {"spoke_with": fact.spoke_with.value, "channel": fact.channel.value, "talked_on": fact.on}
    talk |= {"party": fact.party, "for_party": _spoken_for(session, case, fact.party)}
    given = talk | Reading(case, row.at).measured(fact)
    return AgreementRow(case_id=case.id, item_id=item.id, fact_id=row.id, agreed_at=row.at, **given)


def _spoken_for(session: Session, case: Case, party: int) -> int:
    mine = PartyRow.case_id == case.id, PartyRow.number == party
    return session.scalar(select(PartyRow.represents).where(*mine)) or party


def agreement_end(session: Session, case: Case, fact: facts.AgreementEnded, row: FactRow) -> AgreementEndRow:
    """The end of what was agreed about an item."""
    item = _item(session, case, fact.item)
    return AgreementEndRow(case_id=case.id, item_id=item.id, fact_id=row.id, ended_at=row.at)


def item_end(session: Session, case: Case, fact: facts.ItemEnded, row: FactRow) -> ItemEndRow:
    """The end of an item that was withdrawn, with the fact that says so."""
    item = _item(session, case, fact.item)
    place = FactRow.case_id == case.id, FactRow.seq == fact.withdrawal
    withdrawal = session.scalars(select(FactRow.id).where(*place)).one()
    ended = {"withdrawal_id": withdrawal, "ended_at": row.at}
    return ItemEndRow(case_id=case.id, item_id=item.id, fact_id=row.id, **ended)


def answers(session: Session, case: Case, fact: facts.Intention, decision: Decision) -> Iterator[Answer | Answered]:
    """What a decision gives or refuses, in its order, each with the items that it answers."""
    read = Reading(case, decision.prepared_at)
    for position, provision in enumerate(fact.provisions, 1):
        answer = Answer(decision=decision, case_id=case.id, position=position, **read.given(provision))
        yield answer
        for number in provision.answers:
            yield Answered(answer=answer, item_id=_item(session, case, number).id)


def suspended(session: Session, case: Case, fact: HelpSuspended, decision: Decision) -> Iterator[Answer]:
    """What is given nothing for some weeks, thing by thing; it answers no item."""
    things = (_item(session, case, number).thing for number in fact.items)
    return (
        Answer(decision=decision, case_id=case.id, position=position, **stopped(fact, thing))
        for position, thing in enumerate(things, 1)
    )


def stopped(fact: HelpSuspended, thing: str | None) -> dict[str, Any]:
    """That a thing is given nothing, in the columns of an answer."""
    return {"grant_form": Grant.NONE.value, "thing": thing, "conditional": 0, **_days(fact.from_on, fact.until_on)}


def _hand(provider: str) -> str | None:
    """A name as it is compared, in which capitals make no difference."""
    return provider.strip().casefold() or None


def _days(from_on: date | None, until_on: date | None) -> dict[str, date | None]:
    return {"from_on": from_on, "until_on": until_on}


def _size(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return {}
    given = {"amount": quantity.amount, "unit": quantity.unit.value, "per": quantity.per.value}
    return given | {"yearly": quantity.yearly}


def _item(session: Session, case: Case, number: int) -> ItemRow:
    found = session.scalar(select(ItemRow).where(ItemRow.case_id == case.id, ItemRow.number == number))
    if found is None:
        raise FactUntimely(NOT_ITEM)
    return found
