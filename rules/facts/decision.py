"""The decision: the intention, its second reader, and when the help ends (Awb 3:46, 4:7; Wmo 2015, art. 2.3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.kind import SECOND_READERS, Asked, Fact, blank
from rules.facts.term import BY_ITSELF

NO_INTENTION = "Er is nog geen voornemen. Leg eerst vast wat u van plan bent te besluiten."
GIVEN_BACK = "Schrijf op wat er anders moet, dan kan uw collega verder."
WHOLE = "Niet verder behandelen geldt voor de hele aanvraag. Kies dit bij elke voorziening, of bij geen."
HELP_FIRST = "De brief over de tijdelijke hulp is nog niet klaar. Wacht daarop, of kijk bij Brieven wat er mis is."
AT_ONCE = "Tijdelijke hulp wijst niets af. Geef wat nu nodig is, en beslis later over de aanvraag."


class Outcome(StrEnum):
    """What a decision does with the request; all but the first are adverse."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REJECTED = "rejected"
    # The application was not completed, and is not considered any further (Awb 4:5).
    NOT_PROCESSED = "not_processed"

    @property
    def gives(self) -> bool:
        """Whether the citizen gets something."""
        return self in {Outcome.GRANTED, Outcome.PARTIAL}


class Form(StrEnum):
    """In kind, or as a personal budget (Wmo 2015, art. 2.3.5 and 2.3.6)."""

    IN_KIND = "natura"
    BUDGET = "pgb"


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One provision asked for: what is decided about it, and why, for this person.

    `amount` is in euro cents. `source` says where the reason comes from: a conversation, the report, expert advice.
    """

    name: Annotated[str, Asked(title="Voorziening")]
    outcome: Outcome
    reason_title: Annotated[str, Asked(title="De reden in één zin")]
    reason: Annotated[str, Asked(title="Waarom kan deze inwoner niet wachten?", rows=3, aid=True)]
    source: Annotated[str, Asked(title="Waar komt deze reden vandaan?")]
    form: Form = Form.IN_KIND
    extent: Annotated[str, Asked(title="Hoeveel hulp?", hint="Bijvoorbeeld: 1 uur per dag.")] = ""
    result: Annotated[str, Asked(title="Waar leidt de hulp toe?", aid=True)] = ""
    provider: Annotated[str, Asked(title="Aanbieder")] = ""
    from_on: Annotated[date | None, Asked(title="Vanaf")] = None
    until_on: date | None = None
    amount: int | None = None
    calculation: str = ""

    def problems(self) -> dict[str, str]:
        """What it must say: a reason about this citizen and, where it gives something, what and from when."""
        found = blank(
            self,
            name="Noem de voorziening.",
            reason_title="Zet de reden in één korte zin.",
            reason="Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op.",
            source="Waar komt deze reden vandaan: een gesprek, het verslag of een advies?",
        )
        if self.outcome.gives:
            found |= self._given()
        if self.from_on and self.until_on and self.until_on < self.from_on:
            found["until_on"] = "De einddatum ligt voor de begindatum. Kies een latere dag."
        return found

    def _given(self) -> dict[str, str]:
        found = blank(
            self, extent="Schrijf op hoeveel hulp de inwoner krijgt.", result="Schrijf op waar de hulp toe leidt."
        )
        if self.from_on is None:
            found["from_on"] = "Vul in vanaf welke dag de hulp begint."
        if self.form is Form.BUDGET and self.amount is None:
            found["amount"] = "Vul het bedrag van het pgb in."
        if self.form is Form.IN_KIND:
            found |= blank(self, provider="Noem de aanbieder die de hulp geeft.")
        return found


@dataclass(frozen=True, kw_only=True)
class Intention(Fact):
    """What the professional intends to decide, provision by provision (Awb 3:46, 4:7).

    `temporary` means immediate help, until the decision on the application (Wmo 2015, art. 2.3.3).
    """

    label: ClassVar[str] = "voornemen"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "scale"
    provisions: tuple[Provision, ...]
    hardship: str = ""
    alternatives: str = ""
    temporary: bool = False

    @property
    def outcome(self) -> Outcome:
        """Granted or rejected when all provisions are; otherwise partial."""
        outcomes = {p.outcome for p in self.provisions}
        return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTIAL

    @property
    def adverse(self) -> bool:
        """Whether any part of the request is denied."""
        return self.outcome is not Outcome.GRANTED

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Each provision is whole, and what is denied was weighed."""
        del now, today
        found: dict[str, str] = {}
        if not self.provisions:
            found["provisions"] = "Noem minstens één voorziening waarover u besluit."
        for index, provision in enumerate(self.provisions):
            found |= {f"provisions.{index}.{field}": text for field, text in provision.problems().items()}
        outcomes = {provision.outcome for provision in self.provisions}
        if Outcome.NOT_PROCESSED in outcomes and len(outcomes) > 1:
            found["provisions"] = WHOLE
        if self.temporary and outcomes - {Outcome.GRANTED}:
            found["provisions"] = AT_ONCE
        if self.provisions and self.adverse:
            found |= blank(
                self,
                hardship="Schrijf op hoe u de hardheidsclausule hebt afgewogen.",
                alternatives="Schrijf op welke andere oplossingen er zijn.",
            )
        return found


@dataclass(frozen=True, kw_only=True)
class Approval(Fact):
    """The second reader agrees with a version of the decision."""

    label: ClassVar[str] = "akkoord"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Akkoord van de tweede lezer"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = NO_INTENTION
    decision: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Return(Fact):
    """The second reader sends a version of the decision back, with the reason."""

    label: ClassVar[str] = "terug naar consulent"
    heading: ClassVar[str] = "Terug naar de consulent"
    icon: ClassVar[str] = "arrow-back-up"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = NO_INTENTION
    decision: int
    remark: str

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what must change."""
        del now, today
        return blank(self, remark=GIVEN_BACK)


@dataclass(frozen=True, kw_only=True)
class HelpEnds(Fact):
    """The end of granted help is near, and the citizen is told in time (Wmo 2015, art. 2.3.9)."""

    label: ClassVar[str] = "einde van de hulp nadert"
    heading: ClassVar[str] = "Einde van de hulp aangekondigd"
    icon: ClassVar[str] = "clock"
    early: ClassVar[str] = BY_ITSELF
    until_on: date
