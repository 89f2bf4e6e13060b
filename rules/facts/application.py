"""The application: made, completed, withdrawn (Wmo 2015, art. 2.3.2 lid 9; Awb 4:1 to 4:5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, ClassVar

from rules import visible
from rules.facts.asking.items import NOT_ITEM, Asking
from rules.facts.asking.message import ELECTRONIC, TIMELESS, WAYS, Arrived
from rules.facts.kind import HALF_A_YEAR, Asked, Fact, blank, near, past

NOT_SIGNED = "Er is nog geen aanvraag. Leg eerst vast dat het verslag ondertekend terug is."
BEFORE_ASKED = "Deze dag ligt voor de dag waarop wij om gegevens vroegen. Kies een latere dag."
RUNNING = "Er loopt al een verzoek om gegevens. Leg eerst vast wat u hebt ontvangen."
APPLIED = "De aanvraag is al vastgelegd."
TAKEN_BACK_FIRST = "De inwoner heeft de aanvraag ingetrokken. Leg eerst vast dat dit is herroepen."


@dataclass(frozen=True, kw_only=True)
class Application(Asking):
    """The citizen applies, usually by signing the report (Wmo 2015, art. 2.3.2 lid 9 and 2.3.5).

    One that was recorded before items were kept has none. `channel` and `answers` are of one that opens its case: how
    it came, and what else was asked on its form.
    """

    label: ClassVar[str] = "aanvraag"
    heading: ClassVar[str] = "Aanvraag ontvangen"
    icon: ClassVar[str] = "file-check"
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    signed: Annotated[bool, Asked(title="De inwoner heeft getekend")] = True
    remarks: Annotated[str, Asked(title="Opmerkingen van de inwoner", optional=True, rows=3)] = ""
    channel: Annotated[str, Asked(title="Hoe kwam dit binnen?", choices=WAYS)] = ""
    came_at: Annotated[
        time | None, Asked(title="Hoe laat?", hint="Bij een e-mail of een formulier van de website.", optional=True)
    ] = None
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def said_on(self) -> date:
        """The day it was received."""
        return self.received_on

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not received in the future, and its words are the first."""
        found = super().problems(now=now, today=today) | past("received_on", self.received_on, today)
        if self.channel in ELECTRONIC and self.came_at is None:
            found["came_at"] = TIMELESS
        newer = (index for index, item in enumerate(self.items) if item.instead_of is not None)
        return found | {f"items.{index}.instead_of": NOT_ITEM for index in newer}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document that is missing, and why it is needed: in the words of the list it is on, or in two phrases.

    `listed` is its id on that list; empty for any other.
    """

    name: str
    why: str
    listed: str = ""


@dataclass(frozen=True, kw_only=True)
class DataRequest(Fact):
    """An invitation to complete the application within a set term (Awb 4:5, 4:15)."""

    label: ClassVar[str] = "verzoek om gegevens"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Om gegevens gevraagd"
    icon: ClassVar[str] = "mail"
    asking: ClassVar[tuple[str, ...]] = ("documents",)
    early: ClassVar[str] = "Er is nog geen aanvraag om aan te vullen."
    documents: tuple[Document, ...]
    due_on: Annotated[date, Asked(title="Uiterlijk terug op", hint="Geef de inwoner genoeg tijd, meestal twee weken.")]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Each document has a name and a reason, and the citizen has time to send them."""
        del now
        found: dict[str, str] = {}
        said = [text for one in self.documents for text in (one.name, one.why)]
        if not said or any(map(visible.blank, said)):
            found["documents"] = "Noem elk stuk dat nog nodig is, en waarom."
        if self.due_on <= today:
            found["due_on"] = "Kies een dag na vandaag: de inwoner heeft tijd nodig om te antwoorden."
        return found | near(today, HALF_A_YEAR, due_on=self.due_on)


@dataclass(frozen=True, kw_only=True)
class DataReceived(Fact):
    """The missing data came in and completes the application (Awb 4:15 lid 1)."""

    label: ClassVar[str] = "gegevens ontvangen"
    icon: ClassVar[str] = "file-check"
    early: ClassVar[str] = "Er is niet om gegevens gevraagd. Maak een notitie van wat u hebt ontvangen."
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    what: Annotated[str, Asked(title="Wat hebt u ontvangen?", rows=3)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what came in, and not in the future."""
        del now
        found = blank(self, what="Schrijf op wat u hebt ontvangen.")
        return found | past("received_on", self.received_on, today)


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Arrived):
    """The citizen withdraws the report or the application, of their own free will."""

    label: ClassVar[str] = "intrekking"
    heading: ClassVar[str] = "Ingetrokken"
    icon: ClassVar[str] = "circle-x"
    plain: ClassVar[tuple[str, ...]] = ("reason",)
    received_on: Annotated[date, Asked(title="Ingetrokken op")]
    reason: Annotated[str, Asked(title="Waarom trekt de inwoner in?", hint="In de woorden van de inwoner.", rows=3)]
    free_choice: Annotated[bool, Asked(title="De inwoner kiest dit zelf, zonder druk")] = True

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """There is a reason, and nobody pressed the citizen."""
        found = super().problems(now=now, today=today)
        found |= blank(self, reason="Schrijf op waarom de inwoner intrekt.")
        if not self.free_choice:
            found["free_choice"] = "Intrekken mag alleen als de inwoner dat zelf wil. Bespreek dit eerst."
        return found


@dataclass(frozen=True, kw_only=True)
class Resumption(Fact):
    """The citizen retracts the withdrawal."""

    label: ClassVar[str] = "intrekking herroepen"
    icon: ClassVar[str] = "arrow-back-up"
    early: ClassVar[str] = "Er is geen intrekking om te herroepen."
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    remark: Annotated[str, Asked(title="Wat zei de inwoner?", optional=True, rows=3)] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not received in the future."""
        del now
        return past("received_on", self.received_on, today)
