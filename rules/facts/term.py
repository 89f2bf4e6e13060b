"""Facts that move a term, and duties that the law attaches to one (Awb 4:14, 4:15)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.clock.suspension import GroundId
from rules.facts.kind import Asked, Fact, blank, near, past
from rules.numbers import Place

NO_TERM = "Er loopt nog geen termijn om te beslissen."
EXTENDED = "Deze termijn is al verlengd. Laat de termijn stilstaan als de inwoner daarmee instemt."
SHORTLY = Asked(title="Waarom?", hint="Enkele woorden, geen zin: uw reis naar Turkije.")
WHY = Asked(title="Waarom?", hint="Deze tekst komt in de brief aan de inwoner. Schrijf met u.", rows=3, aid=True)
BY_ITSELF = "Dit legt het systeem zelf vast, als die dag er is."


def no_term_before(fact: str) -> str:
    """That the term to decide does not run, and the fact that begins it, as in a Dutch sentence: “de aanvraag”."""
    return f"Er loopt nog geen termijn om te beslissen. Die begint bij {fact}."


@dataclass(frozen=True, kw_only=True)
class TermSuspended(Fact):
    """The term to decide is suspended, first and last day included (Awb 4:15).

    Without a last day it is not suspended. `consented_on` is the day of the written consent (4:15 lid 2 onder a).
    """

    label: ClassVar[str] = "opschorting"
    heading: ClassVar[str] = "Termijn staat stil"
    icon: ClassVar[str] = "clock"
    phrased: ClassVar[tuple[str, ...]] = ("reason",)
    early: ClassVar[str] = NO_TERM
    ground: Annotated[GroundId, Asked(title="Op welke grond?")]
    from_on: Annotated[date, Asked(title="Eerste dag van stilstand")]
    reason: Annotated[str, SHORTLY]
    to_on: Annotated[
        date | None, Asked(title="Laatste dag van stilstand", hint="Deze dag telt nog mee als stilstand.")
    ] = None
    consented_on: Annotated[
        date | None,
        Asked(
            title="Dag van de schriftelijke instemming",
            hint="Alleen als de inwoner instemt. Een telefoongesprek is niet genoeg.",
            optional=True,
        ),
    ] = None

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has a ground, a last day and, for consent, the day of that consent."""
        del now
        found = blank(self, reason="Schrijf op waarom de termijn stilstaat. Deze tekst komt in de brief.")
        if self.ground in {GroundId.COMPLETION, GroundId.OBJECTION_REPAIR}:
            found["ground"] = "Vraag de gegevens op met een brief. De termijn staat dan stil tot de dag die u stelt."
        if self.to_on is None:
            found["to_on"] = "Zonder laatste dag staat de termijn niet stil. Vul in tot en met welke dag."
        elif self.to_on < self.from_on:
            found["to_on"] = "De laatste dag ligt voor de eerste. Kies een latere dag."
        if self.ground is GroundId.FOREIGN and self.from_on <= today:
            found["from_on"] = "Kies een dag na vandaag. De termijn staat pas stil vanaf de dag na de brief."
        if self.ground is GroundId.CONSENT:
            found |= self._consent(today)
        return found | near(today, from_on=self.from_on, to_on=self.to_on)

    def _consent(self, today: date) -> dict[str, str]:
        if self.consented_on is None:
            sentence = "Een telefoongesprek is niet genoeg. Vul in op welke dag de inwoner schriftelijk instemde."
            return {"consented_on": sentence}
        return past("consented_on", self.consented_on, today)


@dataclass(frozen=True, kw_only=True)
class TermResumed(Fact):
    """A suspension ends before its last day: `on` is the first day that counts again (Awb 4:15 lid 4)."""

    label: ClassVar[str] = "einde opschorting"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Termijn loopt weer"
    icon: ClassVar[str] = "clock"
    phrased: ClassVar[tuple[str, ...]] = ("reason",)
    early: ClassVar[str] = "Deze opschorting is er niet, of is al beëindigd. Laad de zaak opnieuw."
    suspension: Annotated[Place, Asked(title="Welke stilstand?", listed=True)]
    on: Annotated[date, Asked(title="Eerste dag waarop de termijn weer loopt")]
    reason: Annotated[str, replace(SHORTLY, optional=True)] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It did not end in the future."""
        del now
        return past("on", self.on, today)


@dataclass(frozen=True, kw_only=True)
class TermExtended(Fact):
    """The authority gives notice that it will decide later, and when (Awb 4:14)."""

    label: ClassVar[str] = "verlenging"
    heading: ClassVar[str] = "Termijn verlengd"
    icon: ClassVar[str] = "clock"
    plain: ClassVar[tuple[str, ...]] = ("reason",)
    early: ClassVar[str] = NO_TERM
    to_on: Annotated[date, Asked(title="Nieuwe laatste dag")]
    reason: Annotated[str, WHY]
    notified_on: date

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has a reason, and a day in the future."""
        del now
        found = blank(self, reason="Schrijf op waarom u meer tijd nodig hebt. Deze tekst komt in de brief.")
        if self.to_on <= today:
            found["to_on"] = "Kies een dag na vandaag."
        return found | past("notified_on", self.notified_on, today) | near(today, to_on=self.to_on)


@dataclass(frozen=True, kw_only=True)
class TermMoved(Fact):
    """A last day changed without a new fact, for example because a holiday was added (Atw art. 3 lid 3)."""

    label: ClassVar[str] = "termijn verschoven"
    heading: ClassVar[str] = "Laatste dag verschoven"
    icon: ClassVar[str] = "clock"
    early: ClassVar[str] = BY_ITSELF
    before_on: date
    after_on: date


@dataclass(frozen=True, kw_only=True)
class ReminderMet(Fact):
    """A duty the process reminds of was fulfilled on this day, or turned out not to apply."""

    label: ClassVar[str] = "herinnering afgehandeld"
    icon: ClassVar[str] = "check"
    reminder: str
    on: Annotated[date, Asked(title="Op welke dag?")]
    remark: Annotated[
        str, Asked(title="Opmerking", hint="Is dit niet nodig? Schrijf dan op waarom.", optional=True, rows=3)
    ] = ""

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was not fulfilled in the future."""
        del now
        return past("on", self.on, today)
