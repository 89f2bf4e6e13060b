"""What runs is stopped for some weeks, because data were not given in time (Participatiewet, art. 54)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar

from rules.facts.kind import Asked, Fact, blank, near, past
from rules.facts.term import SHORTLY
from rules.numbers import Place

# Eight weeks: the most that any law allows, and that the database takes (Participatiewet 54 lid 1).
MOST_DAYS = 56
NONE_CHOSEN = "Kies wat u opschort."
STARTED = "Dit kan niet met terugwerkende kracht. Kies vandaag, of een latere dag."
REPAIR_LATER = "De inwoner krijgt eerst de brief. Kies een dag na vandaag."
REPAIR_SOONER = "Kies een dag die nog binnen de opschorting valt. Daarna loopt de hulp vanzelf weer door."
OVER = "De laatste dag ligt voor de eerste. Kies een latere dag."


@dataclass(frozen=True, kw_only=True)
class HelpSuspended(Fact):
    """Items that run are given nothing from a day until another, both included; what was asked stays to be decided.

    It is adverse by what it is: nobody says so. `repair_by` is the last day for the citizen to give what is `missing`
    (lid 2), and `reason` says why it is their doing that we have not got that.
    """

    label: ClassVar[str] = "opschorting van hulp"
    heading: ClassVar[str] = "Lopende hulp opschorten"
    icon: ClassVar[str] = "scale"
    early: ClassVar[str] = "In deze zaak loopt niets dat u kunt opschorten."
    items: tuple[Place, ...]
    from_on: Annotated[date, Asked(title="Stopt vanaf")]
    until_on: Annotated[date, Asked(title="Stopt tot en met", hint="Daarna loopt het vanzelf weer door.")]
    repair_by: Annotated[
        date, Asked(title="Tot en met welke dag kan de inwoner dit herstellen?", hint="Deze dag staat in de brief.")
    ]
    missing: Annotated[
        str, Asked(title="Wat moet de inwoner nog geven of doen?", hint="Dit komt in de brief.", rows=2, aid=True)
    ]
    reason: Annotated[
        str,
        Asked(
            title="Waarom ligt het aan de inwoner dat wij dit niet hebben?",
            hint="Noem waar en wanneer u erom vroeg. Dit komt in de brief.",
            rows=3,
            aid=True,
        ),
    ]
    hardship: Annotated[
        str,
        Asked(
            title="Waarom is dit niet te zwaar voor deze inwoner?",
            hint="Waarvan leeft de inwoner intussen? Dit komt in de brief.",
            rows=3,
            aid=True,
        ),
    ]

    @property
    def send_by(self) -> date:
        """The last day on which its letter can be written: it starts no sooner, and leaves a day to repair."""
        return min(self.from_on, self.repair_by - timedelta(days=1))

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what stops and for how long, what is missing, why, and until when that can be repaired."""
        del now
        found = blank(
            self,
            missing="Schrijf op wat de inwoner nog moet geven of doen.",
            reason="Waarom ligt het aan deze inwoner? Schrijf een eigen reden op.",
            hardship="Schrijf op waarom dit voor deze inwoner niet te zwaar is.",
        )
        if not self.items or len({*self.items}) < len(self.items):
            found["items"] = NONE_CHOSEN
        if self.from_on < today:
            found["from_on"] = STARTED
        if self.repair_by <= today:
            found["repair_by"] = REPAIR_LATER
        elif self.repair_by > self.until_on:
            found["repair_by"] = REPAIR_SOONER
        if self.until_on < self.from_on:
            found["until_on"] = OVER
        return found | near(today, from_on=self.from_on)


@dataclass(frozen=True, kw_only=True)
class HelpResumed(Fact):
    """The suspension is over before a decision: what was withheld is given after all, and the help goes on."""

    label: ClassVar[str] = "einde opschorting van hulp"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Opschorting opgeheven"
    icon: ClassVar[str] = "check"
    phrased: ClassVar[tuple[str, ...]] = ("reason",)
    early: ClassVar[str] = "Er is niets opgeschort. Laad de zaak opnieuw."
    repaired_on: Annotated[date, Asked(title="Op welke dag was het in orde?")]
    reason: Annotated[str, SHORTLY]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why, and it is so already."""
        del now
        found = blank(self, reason="Schrijf op waarom de hulp weer doorloopt. Deze tekst komt in de brief.")
        return found | past("repaired_on", self.repaired_on, today)
