"""How and when a formal message of the citizen came in, which its receipt tells (Awb 2:13, 2:17)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.kind import Asked, Body, Fact, past

TIMELESS = "Vul in hoe laat dit binnenkwam. Bij een digitaal bericht staat dat in de bevestiging."


class Way(StrEnum):
    """By which way a message came in."""

    POST = "post"
    COUNTER = "balie"
    PHONE = "telefoon"
    EMAIL = "e-mail"
    WEBSITE = "website"


# A receipt of these has the time (Awb 2:17).
ELECTRONIC = frozenset({Way.EMAIL, Way.WEBSITE})
WAYS = (
    (Way.POST.value, "Per post"),
    (Way.COUNTER.value, "Aan de balie"),
    (Way.PHONE.value, "Per telefoon"),
    (Way.EMAIL.value, "Per e-mail"),
    (Way.WEBSITE.value, "Via de website"),
)


def _unsaid(body: Body) -> Body:
    """A body of before it was asked does not say how it came, and was answered in its time."""
    return {**body, "came_by": None}


@dataclass(frozen=True, kw_only=True)
class Arrived(Fact):
    """A kind of fact that is a formal message; `came_by` is None where nobody asked it yet."""

    older: ClassVar[tuple[Callable[[Body], Body], ...]] = (_unsaid,)
    received_on: date
    came_by: Annotated[Way | None, Asked(title="Hoe kwam dit binnen?", choices=WAYS)] = Way.POST
    came_at: Annotated[
        time | None, Asked(title="Hoe laat?", hint="Bij een e-mail of een formulier van de website.", optional=True)
    ] = None

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not received in the future, and a digital message has its time."""
        del now
        found = past("received_on", self.received_on, today)
        if self.came_by in ELECTRONIC and self.came_at is None:
            found["came_at"] = TIMELESS
        return found
