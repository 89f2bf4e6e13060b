"""An objection or appeal against a decision, and how it ended (Awb, chapters 6 to 8); handled outside this system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.asking.message import Arrived
from rules.facts.kind import Asked, Fact, past
from rules.numbers import Place


class DisputeKind(StrEnum):
    """An objection to the municipality, or an appeal to the court."""

    OBJECTION = "bezwaar"
    APPEAL = "beroep"


class DisputeEnd(StrEnum):
    """How it ended."""

    DECIDED = "besloten"
    WITHDRAWN = "ingetrokken"


HOW = ((DisputeEnd.DECIDED.value, "Er is beslist"), (DisputeEnd.WITHDRAWN.value, "Het is ingetrokken"))


@dataclass(frozen=True, kw_only=True)
class Dispute(Arrived):
    """An objection or appeal came in (Awb 6:4); `decided_on` is the date of the letter it is against."""

    label: ClassVar[str] = "bezwaar of beroep"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "scale"
    kind: Annotated[DisputeKind, Asked(title="Wat kwam er binnen?")]
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    decided_on: Annotated[date, Asked(title="Datum van het besluit", hint="De datum op de brief waar het tegen is.")]
    remark: Annotated[
        str, Asked(title="Opmerking", hint="Bijvoorbeeld waar het wordt behandeld.", optional=True, rows=3)
    ] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It cannot come in before the decision it is against."""
        found = super().problems(now=now, today=today) | past("decided_on", self.decided_on, today)
        if not found and self.received_on < self.decided_on:
            found["received_on"] = "Deze dag ligt voor het besluit. Controleer beide datums."
        return found


@dataclass(frozen=True, kw_only=True)
class DisputeEnded(Fact):
    """An objection or appeal was decided or withdrawn; `dispute` is its place on the record."""

    label: ClassVar[str] = "einde van bezwaar of beroep"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Bezwaar of beroep voorbij"
    icon: ClassVar[str] = "check"
    early: ClassVar[str] = "Dit bezwaar of beroep is er niet, of is al voorbij. Laad de zaak opnieuw."
    dispute: Place
    how: Annotated[DisputeEnd, Asked(title="Hoe liep het af?", choices=HOW)]
    on: Annotated[date, Asked(title="Op welke dag?")]
    remark: Annotated[str, Asked(title="Opmerking", hint="Bijvoorbeeld wat er is besloten.", optional=True, rows=3)] = (
        ""
    )

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It did not end in the future."""
        del now
        return past("on", self.on, today)
