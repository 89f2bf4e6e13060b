"""What a citizen asked, item by item, in his own words and as figures (Awb 1:3 lid 3; Wmo 2015, art. 2.3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rules.asked.grants import Grant
from rules.asked.quantity import Quantity


@dataclass(frozen=True)
class Length:
    """How long something usually lasts, from its first day."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Thing:
    """A product by its key; `sort` is set where a finer thing was named that the key shares with unlike things."""

    key: str
    sort: str = ""

    def is_also(self, given: Thing | None) -> bool:
        """Whether it is the same thing; a general name and a finer one of the same key are."""
        return given is not None and self.key == given.key and (not self.sort or given.sort in {"", self.sort})


@dataclass(frozen=True)
class Hand:
    """From whom or in which shape: a provider, person, model, area, tariff. Of a number, `more` says what is better."""

    kind: str
    value: str
    number: int | None = None
    more_is_better: bool = True

    def met_by(self, given: tuple[Hand, ...]) -> bool:
        """Whether what is given names the same, or a number that is at least as good."""
        for other in given:
            if other.kind == self.kind:
                if self.number is None or other.number is None:
                    return other.value.casefold() in {self.value.casefold(), *self.value.casefold().split(" of ")}
                better = other.number - self.number
                return better >= 0 if self.more_is_better else better <= 0
        return False


@dataclass(frozen=True)
class Withdrawal:
    """An item taken back in free choice; it is final when its letter was sent and the days after it have passed."""

    by: tuple[str, ...]
    said_on: date
    letter_on: date | None = None
    final_after: date | None = None
    revoked: bool = False
    # Free choice: not on the advice of the municipality.
    free: bool = True
    # In an objection, or to end running help: in writing or at the hearing is enough (Awb 6:21).
    written: bool = False


@dataclass(frozen=True)
class Item:
    """One thing, asked by one party or by parties together; what he did not name is None.

    `quantity` is what he named, or what a paper that he handed in says. `usual` is how long the thing usually lasts:
    None where any end is less. An advance or urgent help is `provisional`; a penalty for lateness is `beside`.
    """

    number: int
    words: str
    thing: Thing | None
    by: tuple[str, ...]
    said_at: datetime
    form: Grant | None = None
    # The forms that are whole where he named none.
    forms: tuple[Grant, ...] = (Grant.IN_KIND,)
    quantity: Quantity | None = None
    # He named no amount, and need not: law or ordinance fixes it.
    fixed: bool = False
    from_on: date | None = None
    # Where he named no first day: the last day on which it may start, if not that of the standards.
    start_by: date | None = None
    until_on: date | None = None
    lasting: bool = False
    usual: Length | None = None
    hand: tuple[Hand, ...] = ()
    # Conditions that he set or agreed to; each must stand in the answer.
    conditions: tuple[str, ...] = ()
    # What he agreed to be left out.
    without: tuple[str, ...] = ()
    # What he named after "or": any of them is whole.
    alternatives: tuple[Item, ...] = ()
    instead_of: int | None = None
    # Older words that these replaced, as somebody else put these down: they hold, unless he agreed to less.
    before: tuple[Item, ...] = ()
    withdrawn: Withdrawal | None = None
    # Went to a case of its own, and he was told.
    moved: bool = False
    running: bool = False
    # Until when what runs goes on unchanged, as he agreed, and how much that is.
    changes_on: date | None = None
    ran: Quantity | None = None
    provisional: bool = False
    beside: bool = False
    # He asked to be spared the statutory contribution.
    spared: bool = False
    # What nobody could read as a figure, a day or a name: it cannot be compared.
    unread: tuple[str, ...] = ()
