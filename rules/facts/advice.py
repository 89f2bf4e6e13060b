"""Advice of an expert, on which the reasons of a decision may rest (Awb 3:5 to 3:9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.facts.kind import Asked, Fact, blank, past


@dataclass(frozen=True, kw_only=True)
class Advice(Fact):
    """An expert gave advice, for instance a doctor; the letter that rests on it names who gave it (Awb 3:8)."""

    label: ClassVar[str] = "deskundig advies"
    heading: ClassVar[str] = "Advies ontvangen"
    icon: ClassVar[str] = "notes"
    aside: ClassVar[bool] = True
    news: ClassVar[bool] = True
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    adviser: Annotated[str, Asked(title="Wie gaf het advies?", hint="Naam en functie, bijvoorbeeld: S. Blom, arts.")]
    advice: Annotated[str, Asked(title="Wat is het advies?", hint="In het kort. De bijlage blijft erbij.", rows=3)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says who advised what, and not in the future."""
        del now
        found = blank(self, adviser="Vul in wie het advies gaf.", advice="Schrijf op wat het advies is.")
        return found | past("received_on", self.received_on, today)
