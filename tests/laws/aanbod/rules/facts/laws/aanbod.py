"""A signal of arrears, and the offer of help that the citizen accepts (Wet aanbod bij achterstanden, art. 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.facts.asking.items import Asking
from rules.facts.kind import Asked, blank, past
from rules.facts.report import Opening

TWICE = "De inwoner heeft het aanbod al aanvaard."


@dataclass(frozen=True, kw_only=True)
class Signal(Opening):
    """Somebody reports that a citizen is in arrears, for instance with the rent (art. 2)."""

    label: ClassVar[str] = "signaal"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Signaal ontvangen"
    early: ClassVar[str] = "Deze zaak heeft al een signaal."


@dataclass(frozen=True, kw_only=True)
class Acceptance(Asking):
    """The citizen accepts the offer of help, which counts as an application (art. 3)."""

    label: ClassVar[str] = "aanvaarding"
    heading: ClassVar[str] = "Aanbod aanvaard"
    icon: ClassVar[str] = "file-check"
    accepted_on: Annotated[date, Asked(title="Aanvaard op")]
    wish: Annotated[str, Asked(title="Wat wil de inwoner als eerste?", hint="Zoals het in de brief komt.", rows=3)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what the citizen wants first, and was not accepted in the future."""
        found = super().problems(now=now, today=today)
        found |= blank(self, wish="Schrijf op wat de inwoner als eerste wil.")
        return found | past("accepted_on", self.accepted_on, today)
