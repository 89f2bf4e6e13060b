"""Answers on a form that we could not use as they came (Awb 3:2: nothing that was sent is left unread)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.facts.kind import CONSULTANTS, Asked, Fact, blank

NOTHING_LEFT = "Er is niets meer om na te kijken in het formulier."


@dataclass(frozen=True, kw_only=True)
class Misfit(Fact):
    """Some answers did not fit; each stands, as it came, with the other answers of what opened the case.

    `fields` has the question and why it did not fit, without what was answered.
    """

    label: ClassVar[str] = "wat niet in het formulier paste"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Niet alles paste in het formulier"
    icon: ClassVar[str] = "alert-triangle"
    printed: ClassVar[bool] = False
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class MisfitSettled(Fact):
    """Somebody looked at what did not fit, and put it where it belongs."""

    label: ClassVar[str] = "formulier nagekeken"
    article: ClassVar[str] = "het"
    recorded_by: ClassVar[tuple[str, ...]] = (*CONSULTANTS, "administratie")
    icon: ClassVar[str] = "check"
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOTHING_LEFT
    done: Annotated[
        str,
        Asked(
            title="Wat hebt u gedaan?",
            hint="Bijvoorbeeld: de inwoner gebeld, de geboortedatum is 2 juni 1941.",
            rows=3,
        ),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what was done."""
        del now, today
        return blank(self, done="Schrijf op wat u hebt gedaan.")
