"""What the citizen asks, thing by thing, and what a talk about it made of that (Awb 4:1, 4:2; 3:2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.asked.extent import in_words, worded
from rules.asked.grants import Grant
from rules.asked.quantity import Quantity
from rules.facts.asking.message import Arrived
from rules.facts.kind import Asked, Fact, blank, past
from rules.facts.parties import APPLICANT
from rules.facts.term import BY_ITSELF
from rules.numbers import Place

NO_ITEM = "Schrijf op wat de inwoner vraagt: minstens één vraag, in eigen woorden."
NAMES_MORE = "In de woorden van de inwoner staat meer: {said}. Vul dat in."
NOT_ITEM = "Deze vraag is er niet meer. Laad de zaak opnieuw."
# A day before or after these is a slip of the hand: nothing that was given then still runs, and nobody decides for so
# long.
EARLIEST, LATEST = date(1950, 1, 1), date(2149, 12, 31)
FAR_OFF = "Deze dag is te ver weg. Kijk het jaartal na."
MEASURES = ("product", "form", "quantity", "from_on", "until_on", "lasting", "provider")


def far_off(**days: date | None) -> dict[str, str]:
    """Where a day is past all measure, as Dutch sentences by field."""
    return {name: FAR_OFF for name, day in days.items() if day and not EARLIEST <= day <= LATEST}


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is named of a thing that is asked or agreed to; what is not named is empty.

    `product` is a key of the list of products; `lasting` means without an end, `until_on` includes its day.
    """

    product: Annotated[str, Asked(title="Waar gaat het om?", listed=True, optional=True)] = ""
    form: Annotated[Grant | None, Asked(title="In welke vorm?", listed=True, optional=True)] = None
    quantity: Annotated[
        Quantity | None, Asked(title="Hoeveel?", hint="Bijvoorbeeld: 4 uur per week.", optional=True)
    ] = None
    from_on: Annotated[date | None, Asked(title="Vanaf", optional=True)] = None
    until_on: Annotated[date | None, Asked(title="Tot en met", optional=True)] = None
    lasting: Annotated[bool, Asked(title="Blijvend, zonder einddatum", optional=True)] = False
    provider: Annotated[str, Asked(title="Van welke aanbieder?", optional=True)] = ""

    def unsound(self) -> dict[str, str]:
        """Where this measures nothing, as Dutch sentences by field."""
        found: dict[str, str] = {}
        if self.quantity is not None and self.quantity.amount < 1:
            found["quantity"] = "Vul in hoeveel: meer dan niets."
        found |= far_off(from_on=self.from_on, until_on=self.until_on)
        if self.form is Grant.NONE:
            found["form"] = "Kies een vorm."
        if self.from_on and self.until_on and self.until_on < self.from_on:
            found["until_on"] = "De einddatum ligt voor de begindatum. Kies een latere dag."
        if self.lasting and self.until_on:
            found["lasting"] = "Kies een einddatum, of blijvend. Allebei kan niet."
        return found


@dataclass(frozen=True, kw_only=True)
class Item(Measure):
    """One thing that the citizen asks: in own words, which nobody edits, and what those words name.

    `party` is the number of who asks it; `instead_of` that of the earlier item that these newer words replace.
    """

    words: Annotated[str, Asked(title="Wat vraagt de inwoner?", hint="In de woorden van de inwoner.", rows=2)]
    instead_of: Place | None = None
    party: Annotated[Place, Asked(title="Wie vraagt dit?", listed=True, optional=True)] = APPLICANT

    def unsound(self) -> dict[str, str]:
        """Where this asks nothing, or less than its own words plainly name."""
        found = blank(self, words="Schrijf op wat de inwoner vraagt, in eigen woorden.") | super().unsound()
        said = worded(self.words, self.quantity)
        if said is not None and said != self.quantity and self.quantity is not None:
            found.setdefault("quantity", NAMES_MORE.format(said=in_words(said)))
        return found

    def filled(self) -> Item:
        """The same, with the figure that its words plainly name where nobody typed one."""
        return self if self.quantity else replace(self, quantity=worded(self.words, None))


@dataclass(frozen=True, kw_only=True)
class Asking(Fact):
    """A kind of fact in which the citizen asks for something; its items are numbered on through the record."""

    # The words of the citizen stay as they are.
    printed: ClassVar[bool] = False
    # What it says is there already, and is asked in a review.
    running: ClassVar[bool] = False
    items: tuple[Item, ...] = ()

    @property
    def said_on(self) -> date | None:
        """The day on which the citizen asked this; None where only the moment of recording is known."""
        return None

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Something is asked, each item in the words of the citizen."""
        del now, today
        return dict(self._unsound()) if self.items else {"items": NO_ITEM}

    def _unsound(self) -> Iterator[tuple[str, str]]:
        for index, item in enumerate(self.items):
            yield from ((f"items.{index}.{field}", text) for field, text in item.unsound().items())


@dataclass(frozen=True, kw_only=True)
class ItemsAsked(Asking):
    """The citizen asks for something more after the application, or words a question anew."""

    label: ClassVar[str] = "vraag erbij"
    heading: ClassVar[str] = "Vraag erbij gekomen"
    icon: ClassVar[str] = "file-check"
    early: ClassVar[str] = "Er is nog geen aanvraag. Leg eerst vast dat de aanvraag er is."
    received_on: Annotated[date, Asked(title="Ontvangen op")]

    @property
    def said_on(self) -> date:
        """The day it was received."""
        return self.received_on

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not asked in the future."""
        return super().problems(now=now, today=today) | past("received_on", self.received_on, today)


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(Arrived):
    """The citizen no longer asks this, of their own free will; `item` is its number.

    The item falls away once a letter said so and the days to come back on it are over.
    """

    label: ClassVar[str] = "vraag ingetrokken"
    icon: ClassVar[str] = "circle-x"
    plain: ClassVar[tuple[str, ...]] = ("reason",)
    early: ClassVar[str] = NOT_ITEM
    item: Annotated[Place, Asked(title="Welke vraag?", listed=True)]
    received_on: Annotated[date, Asked(title="Ingetrokken op")]
    reason: Annotated[str, Asked(title="Waarom trekt de inwoner dit in?", hint="In de woorden van de inwoner.", rows=2)]
    free_choice: Annotated[bool, Asked(title="De inwoner kiest dit zelf, zonder druk")] = True

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """There is a reason, and nobody pressed the citizen."""
        found = super().problems(now=now, today=today)
        found |= blank(self, reason="Schrijf op waarom de inwoner dit intrekt.")
        if not self.free_choice:
            found["free_choice"] = "Intrekken mag alleen als de inwoner dat zelf wil. Bespreek dit eerst."
        return found


@dataclass(frozen=True, kw_only=True)
class ItemKept(Fact):
    """The citizen comes back on withdrawing an item."""

    label: ClassVar[str] = "vraag toch niet ingetrokken"
    icon: ClassVar[str] = "arrow-back-up"
    early: ClassVar[str] = "Er is geen ingetrokken vraag waarop de inwoner kan terugkomen."
    item: Annotated[Place, Asked(title="Welke vraag?", listed=True)]
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    remark: Annotated[str, Asked(title="Wat zei de inwoner?", optional=True, rows=2)] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not received in the future."""
        del now
        return past("received_on", self.received_on, today)


@dataclass(frozen=True, kw_only=True)
class ItemEnded(Fact):
    """The days to come back on withdrawing an item are over; `withdrawal` is the place of that on the record."""

    label: ClassVar[str] = "vraag vervallen"
    icon: ClassVar[str] = "circle-x"
    early: ClassVar[str] = BY_ITSELF
    item: Place
    withdrawal: Place
