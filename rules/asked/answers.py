"""What a decision gives: one or more answers to each item, or none (Awb 3:46; Wmo 2015, art. 2.3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.asked.grants import Grant
from rules.asked.items import Hand, Item, Thing
from rules.asked.parties import Party
from rules.asked.quantity import Per, Quantity, Unit
from rules.asked.talks import Talk

# One of it is one of it: a card or a programme needs no number.
COUNTLESS = frozenset({Grant.CARD, Grant.PROGRAMME})
ONE = Quantity(1, Unit.PIECE, Per.ONCE)


class Paid(StrEnum):
    """When money for a period is paid."""

    AHEAD = "vooraf"
    ARREARS = "achteraf"


@dataclass(frozen=True)
class Answer:
    """One grant, or a refusal (`Grant.NONE`), and the numbers of the items that it answers; no item: added unasked."""

    answers: tuple[int, ...]
    grant: Grant
    thing: Thing | None = None
    quantity: Quantity | None = None
    from_on: date | None = None
    until_on: date | None = None
    hand: tuple[Hand, ...] = ()
    conditions: tuple[str, ...] = ()
    paid: Paid | None = None
    # The citizen plans when he draws it; else the provider does.
    planned_by_citizen: bool = False
    contribution: bool = False
    # What is left out: a debt, a room, a holiday.
    without: tuple[str, ...] = ()
    reason: str = ""
    # Help at once, an advance or a suspension: it answers nothing for good.
    provisional: bool = False
    unread: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """A grant without a number, a first day or a day in it is none, whatever its name."""
        if self.grant is Grant.NONE or self.from_on is None:
            return True
        if self.until_on is not None and self.until_on < self.from_on:
            return True
        if self.quantity is None:
            return self.grant not in COUNTLESS and not self.unread
        return self.quantity.amount <= 0


@dataclass(frozen=True)
class Decision:
    """A decision to be compared: what was asked, what is given, and what was said in between.

    A talk and a decision on the same moment are not in order; `facts_at` is when the newest fact came in that the
    citizen could not know of in an earlier talk. In one that is `final`, nothing is for the time being.
    """

    items: tuple[Item, ...]
    answers: tuple[Answer, ...]
    parties: tuple[Party, ...]
    decided_at: datetime
    talks: tuple[Talk, ...] = ()
    facts_at: datetime | None = None
    objection: bool = False
    final: bool = False
