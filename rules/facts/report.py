"""A citizen reports a need, and it is investigated (Wmo 2015, art. 2.3.2 lid 1 to 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, ClassVar

from rules import visible
from rules.facts.kind import ANYONE, HALF_A_YEAR, Asked, Fact, blank, near, past

NOT_INVESTIGATED = "Er is nog geen onderzoek. Leg eerst vast wat het onderzoek opleverde. Daarna beslist u."
NEW_FACTS = "Er is nieuwe informatie. Leg eerst vast wat het onderzoek daarover opleverde."


@dataclass(frozen=True, kw_only=True)
class Opening(Fact):
    """A kind of fact that can open a case, with what the intake knows about it: the citizen's question and answers."""

    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    icon: ClassVar[str] = "notes"
    printed: ClassVar[bool] = False
    question: str
    received_on: date
    channel: str = "website"
    came_at: time | None = None
    urgent: bool = False
    answers: tuple[tuple[str, str], ...] = ()

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """The citizen asked something, and not in the future."""
        del now
        found = blank(self, question="Schrijf op wat de inwoner vraagt, in eigen woorden.")
        return found | past("received_on", self.received_on, today)


@dataclass(frozen=True, kw_only=True)
class Report(Opening):
    """A citizen reports a need for support (Wmo 2015, art. 2.3.2 lid 1)."""

    label: ClassVar[str] = "melding"
    heading: ClassVar[str] = "Melding ontvangen"
    early: ClassVar[str] = "Deze zaak heeft al een melding."


@dataclass(frozen=True, kw_only=True)
class Appointment(Fact):
    """When and where the consultant and the citizen will talk (Wmo 2015, art. 2.3.2)."""

    label: ClassVar[str] = "afspraak"
    heading: ClassVar[str] = "Gesprek gepland"
    icon: ClassVar[str] = "calendar-event"
    phrased: ClassVar[tuple[str, ...]] = ("place", "interpreter", "remark")
    on: Annotated[date, Asked(title="Dag")]
    at: Annotated[time, Asked(title="Tijd")]
    place: Annotated[
        str,
        Asked(title="Plaats", hint="Zoals het in de brief komt, bijvoorbeeld: bij u thuis, Esdoornstraat 27."),
    ]
    interpreter: Annotated[
        str, Asked(title="Tolk", hint="Voor welke taal? Laat leeg als er geen tolk nodig is.", optional=True)
    ] = ""
    remark: Annotated[
        str,
        Asked(title="Nog iets over de afspraak", hint="Enkele woorden: de bel naast de achterdeur.", optional=True),
    ] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has a place, and a day that is not over."""
        del now
        found = blank(self, place="Vul in waar het gesprek is.")
        if self.on < today:
            found["on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
        return found | near(today, HALF_A_YEAR, on=self.on)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One of the subjects the investigation must cover (Wmo 2015, art. 2.3.2 lid 4, a to g)."""

    part: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Investigation(Fact):
    """What the investigation found (Wmo 2015, art. 2.3.2 lid 4 and 8)."""

    label: ClassVar[str] = "onderzoek"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Onderzoek vastgelegd"
    icon: ClassVar[str] = "home-heart"
    plain: ClassVar[tuple[str, ...]] = (*("need", "findings", "conclusion", "personal_plan", "budget", "contribution"),)
    news: ClassVar[bool] = True
    visited_on: Annotated[date, Asked(title="Dag van het gesprek")]
    present: Annotated[tuple[str, ...], Asked(title="Wie waren erbij?", hint="Schrijf op elke regel één naam.", rows=3)]
    need: Annotated[str, Asked(title="Welke hulp is nodig?", hint="In één of twee zinnen.", rows=3, aid=True)]
    findings: tuple[Finding, ...]
    conclusion: Annotated[str, Asked(title="Conclusie", hint="Wat is de uitkomst van het onderzoek?", rows=3, aid=True)]
    personal_plan: Annotated[
        str, Asked(title="Persoonlijk plan", hint="Heeft de inwoner een eigen plan gemaakt?", rows=2, aid=True)
    ] = ""
    budget: Annotated[
        str,
        Asked(title="Pgb of hulp in natura", hint="Wat wil de inwoner, en hebt u beide uitgelegd?", rows=2, aid=True),
    ] = ""
    contribution: Annotated[
        str, Asked(title="Eigen bijdrage", hint="Wat hebt u hierover verteld?", rows=2, aid=True)
    ] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Each subject is covered, the need and the conclusion are written down, and the visit took place."""
        del now
        found = blank(
            self,
            need="Schrijf op welke hulp de inwoner nodig heeft.",
            conclusion="Schrijf op wat de uitkomst van het onderzoek is.",
        )
        found |= past("visited_on", self.visited_on, today)
        if not self.findings or not all(not visible.blank(finding.text) for finding in self.findings):
            found["findings"] = "Schrijf bij elk onderdeel op wat u hebt gevonden."
        return found
