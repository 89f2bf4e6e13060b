"""What the citizen asks, as it stands on the record: items by number, made precise, agreed to, or worded anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.asked.answers import COUNTLESS
from rules.facts import (
    AgreementEnded,
    Asking,
    Item,
    ItemEnded,
    ItemKept,
    ItemsAsked,
    ItemWithdrawn,
    LessAgreed,
    MadePrecise,
    PartyEnded,
    PartyJoined,
    RunningHelp,
)
from rules.facts.asking.items import MEASURES, Measure
from rules.facts.parties import PartyEnd
from rules.record.entries import Entry, Record, every, remembered

# What changes what was asked, or who must be heard about it, so that an intention from before it must be worded anew.
CHANGES = (ItemsAsked, MadePrecise, LessAgreed, AgreementEnded, ItemEnded, PartyJoined, PartyEnded, RunningHelp)


@dataclass(frozen=True)
class Numbered:
    """An item with its number in the case, from 1, and the fact in which it was asked."""

    number: int
    item: Item
    entry: Entry[Asking]

    @property
    def running(self) -> bool:
        """Whether it is what runs, so that it is asked until somebody agrees to less."""
        return self.entry.fact.running


@remembered
def items(record: Record) -> tuple[Numbered, ...]:
    """Every item that was ever asked, oldest first; a number never changes."""
    found = ((item, entry) for entry in every(record, Asking) for item in entry.fact.items)
    return tuple(Numbered(number, item, entry) for number, (item, entry) in enumerate(found, 1))


@remembered
def standing(record: Record) -> tuple[Numbered, ...]:
    """The items that a decision has to answer.

    All but those that newer words replaced, that were withdrawn, or whose party died.
    """
    died = {entry.fact.who for entry in _deaths(record)}
    return tuple(one for one in _unanswered(record) if one.item.party not in died)


def fell_away(record: Record, by: str) -> bool:
    """Whether an item need not be answered any more because this person recorded that who asked it died."""
    died = {entry.fact.who for entry in _deaths(record) if entry.by == by}
    return any(one.item.party in died for one in _unanswered(record))


def _unanswered(record: Record) -> Iterator[Numbered]:
    found = items(record)
    gone = {one.item.instead_of for one in found} | {entry.fact.item for entry in every(record, ItemEnded)}
    return (one for one in found if one.number not in gone)


def _deaths(record: Record) -> Iterator[Entry[PartyEnded]]:
    return (entry for entry in every(record, PartyEnded) if entry.fact.why is PartyEnd.DIED)


def reviews(record: Record) -> bool:
    """Whether this record is about what runs; anything else is about an application."""
    return bool(every(record, RunningHelp))


def replaced(record: Record, one: Numbered) -> tuple[Numbered, ...]:
    """The item that these newer words replaced, if they did."""
    return tuple(older for older in items(record) if older.number == one.item.instead_of)


def stands(record: Record, number: int) -> Numbered | None:
    """The item with this number, unless there is none or it was replaced."""
    return next((one for one in standing(record) if one.number == number), None)


def made_precise(record: Record, number: int) -> Entry[MadePrecise] | None:
    """How an item was made precise, if it was."""
    return next((entry for entry in every(record, MadePrecise) if entry.fact.item == number), None)


def agreement(record: Record, number: int) -> Entry[LessAgreed] | None:
    """The newest agreement about an item, unless it was taken back."""
    return next(reversed(agreements(record, number)), None)


def agreements(record: Record, number: int) -> tuple[Entry[LessAgreed], ...]:
    """The newest agreement about an item with each party, since the last that took any back, oldest first."""
    ended = [entry.seq for entry in every(record, AgreementEnded) if entry.fact.item == number]
    agreed = [e for e in every(record, LessAgreed, after=max(ended, default=0)) if e.fact.item == number]
    newest = {entry.fact.party: entry for entry in agreed}
    return tuple(sorted(newest.values(), key=lambda entry: entry.seq))


def withdrawn(record: Record, number: int) -> Entry[ItemWithdrawn] | None:
    """The withdrawal of an item that is in force: the newest, unless the citizen came back on it."""
    taken = [entry for entry in every(record, ItemWithdrawn) if entry.fact.item == number]
    kept = [entry.seq for entry in every(record, ItemKept) if entry.fact.item == number]
    return taken[-1] if taken and taken[-1].seq > max(kept, default=0) else None


def measured(record: Record, one: Numbered) -> Measure:
    """What is named of an item: by the citizen and, where that left something open, when it was made precise."""
    precise, item = made_precise(record, one.number), one.item
    if precise is None:
        return item
    named = {name: getattr(item, name) or getattr(precise.fact, name) for name in MEASURES}
    return Measure(**named)


def thing(record: Record, one: Numbered) -> str:
    """The product that an item is about, as named or made precise; empty when nobody named it."""
    return measured(record, one).product


def vague(record: Record, number: int) -> bool:
    """Whether nobody knows what, or how much, an item is about."""
    one = stands(record, number)
    found = measured(record, one) if one else None
    return found is not None and (not found.product or (found.quantity is None and found.form not in COUNTLESS))
