"""What a parking card rests on: medical advice or why not, a card that is gone, the transport of an institution."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.kind import SENTENCE_MIN, Asked, Fact, blank, near, past
from rules.visible import explains

INTENDED = "Er is al een voornemen. Beslist u anders door een nieuw advies? Leg dan eerst een nieuw gesprek vast."
# The longest that a card can last.
FIVE_YEARS = timedelta(days=1827)
FIRST = "Deze zaak gaat niet over zo’n kaart."


@dataclass(frozen=True, kw_only=True)
class AdviceAsked(Fact):
    """A doctor was asked for advice; waiting for it does not stop the term (Awb 3:2, 4:15)."""

    label: ClassVar[str] = "advies gevraagd"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Om medisch advies gevraagd"
    icon: ClassVar[str] = "mail"
    early: ClassVar[str] = FIRST
    asked_on: Annotated[date, Asked(title="Gevraagd op")]
    adviser: Annotated[str, Asked(title="Aan wie?", hint="Naam en functie, bijvoorbeeld: S. Blom, arts.")]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says who was asked, and not in the future."""
        del now
        return blank(self, adviser="Vul in aan wie u advies vroeg.") | past("asked_on", self.asked_on, today)


@dataclass(frozen=True, kw_only=True)
class AdviceWaived(Fact):
    """No doctor needs to look: what the municipality knows of this citizen is enough."""

    label: ClassVar[str] = "geen advies nodig"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Geen medisch advies nodig"
    early: ClassVar[str] = FIRST
    reason: Annotated[
        str,
        Asked(
            title="Waarom is er geen medisch advies nodig?",
            hint="Zoals het in de brief komt. Bijvoorbeeld: U gebruikt altijd een rolstoel. Die kreeg u van ons.",
            rows=2,
            aid=True,
        ),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It gives a reason in a whole sentence."""
        del now, today
        if not explains(self.reason, SENTENCE_MIN):
            return {"reason": "Schrijf in een hele zin waarom er geen medisch advies nodig is."}
        return {}


class Loss(StrEnum):
    """Why somebody needs the same card again; the values are those on the record."""

    LOST = "verloren"
    STOLEN = "gestolen"
    BROKEN = "kapot"


@dataclass(frozen=True, kw_only=True)
class CardGone(Fact):
    """A card was lost or stolen, or broke; the new one ends on the same day (practice)."""

    label: ClassVar[str] = "kaart kwijt"
    heading: ClassVar[str] = "Kaart verloren, gestolen of kapot"
    early: ClassVar[str] = FIRST
    how: Annotated[Loss, Asked(title="Wat is er gebeurd?")]
    gone_on: Annotated[date, Asked(title="Op welke dag?")]
    valid_until: Annotated[date, Asked(title="Tot en met welke dag is de kaart geldig?")]
    declaration: Annotated[
        str,
        Asked(title="Welke aangifte of verklaring is er?", hint="Bijvoorbeeld: aangifte bij de politie, 3 augustus."),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """The card is still valid, and the loss was declared."""
        del now
        found = blank(self, declaration="Vraag een aangifte of verklaring, en schrijf op welke.")
        if self.valid_until < today:
            found["valid_until"] = "Deze kaart is al verlopen. De inwoner kan een nieuwe kaart aanvragen."
        return found | past("gone_on", self.gone_on, today) | near(today, FIVE_YEARS, valid_until=self.valid_until)


@dataclass(frozen=True, kw_only=True)
class InstitutionStated(Fact):
    """An institution says how it drives its residents (Regeling GPK, art. 1 lid 1 onder e); it names none of them."""

    label: ClassVar[str] = "verklaring van de instelling"
    early: ClassVar[str] = FIRST
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    institution: Annotated[str, Asked(title="Hoe heet de instelling?")]
    transport: Annotated[
        str,
        Asked(title="Welk vervoer doet de instelling?", hint="Zonder namen of ziekten van bewoners.", rows=2, aid=True),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It names the institution and its transport, and did not come in the future."""
        del now
        found = blank(
            self,
            institution="Vul de naam van de instelling in.",
            transport="Schrijf op welk vervoer de instelling doet.",
        )
        return found | past("received_on", self.received_on, today)
