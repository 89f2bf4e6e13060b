"""Talks about what was asked: what makes an item precise, what agrees to less, and what takes that back (Awb 3:2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from rules import visible
from rules.asked.extent import insists
from rules.asked.grants import PAID_OUT, Grant
from rules.asked.items import Hand, Item, Thing
from rules.asked.parties import Party, PartyKind, speaks_for, who_agrees
from rules.asked.quantity import Quantity, Unit
from rules.asked.standards import Standards
from rules.calls import SPOKEN, Channel


class TalkKind(StrEnum):
    """What came of a talk."""

    AGREEMENT = "akkoord"
    MADE_PRECISE = "precies gemaakt"
    TAKEN_BACK = "teruggekomen"


@dataclass(frozen=True)
class Terms:
    """What was agreed or made precise; a respect that was not named is None."""

    thing: Thing | None = None
    form: Grant | None = None
    quantity: Quantity | None = None
    from_on: date | None = None
    until_on: date | None = None
    lasting: bool = False
    hand: tuple[Hand, ...] = ()
    conditions: tuple[str, ...] = ()
    # What he agreed to be left out: a debt, a holiday.
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    """One talk about one item; `heard` are the names of the parties who spoke in it."""

    kind: TalkKind
    item: int | None
    heard: tuple[str, ...]
    held_at: datetime
    recorded_at: datetime
    # By which means; none of those for what is no talk at all, such as a voicemail.
    channel: Channel | None
    terms: Terms | None = None
    words: str = ""
    told_it_is_less: bool = False
    read_back: bool = False
    # Without an interpreter whom he needed, or under pressure, he was not understood.
    understood: bool = True


@dataclass(frozen=True)
class Talks:
    """All talks of a case, beside who is in it and when was decided."""

    talks: tuple[Talk, ...]
    parties: tuple[Party, ...]
    decided_at: datetime
    facts_at: datetime | None
    standards: Standards

    def precise(self, item: Item) -> Item:
        """The item with its empty fields filled from what was made precise with each party who asked it."""
        talks = self._standing(item, TalkKind.MADE_PRECISE)
        if not talks:
            return item
        asked_by = set(item.by) & {*self._agreeing(item)} or {*self._agreeing(item)}
        heard: set[str] = set()
        found, newest = Terms(), item.said_at
        for talk in talks:
            if self._is_talk(talk) and talk.terms:
                heard |= {name for name in asked_by if self._covers(talk, name, item)}
                if heard:
                    found = _newer(found, talk.terms, never_lower=True)
                    newest = max(newest, talk.held_at)
        if not heard or heard < asked_by:
            return item
        return replace(
            item,
            thing=item.thing or found.thing,
            form=item.form or found.form,
            quantity=item.quantity or found.quantity,
            from_on=item.from_on or found.from_on,
            until_on=item.until_on if item.lasting else item.until_on or found.until_on,
            lasting=item.lasting or (found.lasting and item.until_on is None),
            hand=item.hand or found.hand,
            said_at=newest,
            unread=() if item.quantity is None and found.quantity else item.unread,
        )

    def agreed(self, item: Item) -> tuple[Item, ...]:
        """The item as each of its parties agreed to it, one for each; none where somebody did not agree."""
        each = [self._agreed_by(name, item) for name in self._agreeing(item)]
        return tuple(found for found in each if found) if each and all(each) else ()

    def _agreeing(self, item: Item) -> tuple[str, ...]:
        return who_agrees(item.by, self.parties, self.decided_at.date())

    def _agreed_by(self, name: str, item: Item) -> Item | None:
        found: Terms | None = None
        for talk in self._standing(item, TalkKind.AGREEMENT):
            if not self._covers(talk, name, item):
                continue
            kept = bool(talk.terms and talk.terms.conditions)
            if self.standards.phrases.is_unwilling(talk.words, with_condition=kept) or _is_insisting(talk, item):
                # Who doubts later, no longer agrees.
                found = None
            elif self._bears(talk, item) and talk.terms:
                found = _newer(found or Terms(), talk.terms)
        return _with(item, found) if found and found != Terms() else None

    def _standing(self, item: Item, kind: TalkKind) -> list[Talk]:
        """The talks of a kind about the item, in order, after the last that took anything back."""
        about = sorted((talk for talk in self.talks if talk.item == item.number), key=lambda talk: talk.held_at)
        after = list(takewhile(lambda talk: talk.kind is not TalkKind.TAKEN_BACK, reversed(about)))
        return [talk for talk in reversed(after) if talk.kind is kind]

    def _covers(self, talk: Talk, name: str, item: Item) -> bool:
        money = item.quantity.unit is Unit.CENT if item.quantity else item.form in PAID_OUT
        known = {party.name: party for party in self.parties}
        guardians = {each.name for each in self.parties if each.kind is PartyKind.GUARDIAN and each.represents == name}
        if guardians:
            return bool(guardians & {*talk.heard})
        return any(
            speaker == name or (speaker in known and speaks_for(known[speaker], name, money=money))
            for speaker in talk.heard
        )

    def _is_talk(self, talk: Talk) -> bool:
        """Whether somebody spoke, was understood, heard it read back, and it was recorded before the decision."""
        spoken = talk.channel in SPOKEN and talk.understood and talk.read_back and not visible.blank(talk.words)
        return spoken and talk.held_at <= talk.recorded_at < self.decided_at

    def _bears(self, talk: Talk, item: Item) -> bool:
        """Whether a talk can be an agreement: told that it is less, after the newest words and facts, not too old."""
        if not (self._is_talk(talk) and talk.told_it_is_less):
            return False
        newest = max(item.said_at, self.facts_at or item.said_at)
        oldest_on = self.decided_at.date() - timedelta(weeks=self.standards.agreement_weeks)
        return newest < talk.held_at and oldest_on <= talk.held_at.date()


def _is_insisting(talk: Talk, item: Item) -> bool:
    """Whether his words name what he asked, where the note has another figure: “graag vier uur”."""
    agreed = talk.terms.quantity if talk.terms else None
    if agreed is None or item.quantity is None or agreed == item.quantity:
        return False
    return insists(talk.words, item.quantity, agreed)


def _newer(known: Terms, terms: Terms, *, never_lower: bool = False) -> Terms:
    """What was said before, with what was said now over it."""
    quantity = terms.quantity or known.quantity
    if never_lower and known.quantity and quantity and _is_lower(quantity, known.quantity):
        quantity = known.quantity
    return Terms(
        thing=terms.thing or known.thing,
        form=terms.form or known.form,
        quantity=quantity,
        from_on=terms.from_on or known.from_on,
        until_on=None if terms.lasting else terms.until_on or known.until_on,
        lasting=terms.lasting or (known.lasting and terms.until_on is None),
        hand=terms.hand or known.hand,
        conditions=terms.conditions or known.conditions,
        without=terms.without or known.without,
    )


def _followed(item: Item, changes_on: date | None) -> Item:
    """What runs, as it is followed by what was agreed: from that day, or else at the latest the day after its end."""
    after = item.until_on + timedelta(days=1) if item.until_on else date.max
    ended = changes_on is not None and changes_on >= after
    return replace(
        item,
        running=False,
        from_on=None,
        start_by=after,
        until_on=None if ended else item.until_on,
        changes_on=changes_on,
        ran=item.quantity,
    )


def _is_lower(quantity: Quantity, known: Quantity) -> bool:
    return quantity.unit is known.unit and quantity.yearly < known.yearly


def _with(item: Item, terms: Terms) -> Item:
    """The item as it was agreed: what the talk did not name stays as it was asked."""
    kinds = {hand.kind for hand in terms.hand}
    if item.running and (terms.until_on or terms.from_on):
        item = _followed(item, terms.from_on)
    return replace(
        item,
        thing=terms.thing or item.thing,
        form=terms.form or item.form,
        quantity=terms.quantity or item.quantity,
        from_on=terms.from_on or item.from_on,
        until_on=None if terms.lasting else terms.until_on or item.until_on,
        lasting=terms.lasting or (item.lasting and terms.until_on is None),
        hand=(*(hand for hand in item.hand if hand.kind not in kinds), *terms.hand),
        conditions=terms.conditions or item.conditions,
        without=terms.without or item.without,
        alternatives=(),
    )
