"""Facts about a late decision: the notice of default, our reply, and the penalty (Awb 4:17 and 4:18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.clock.penalty import NoPenalty
from rules.facts.asking.message import Arrived
from rules.facts.kind import SENTENCE_MIN, Asked, Fact, near
from rules.facts.term import NO_TERM
from rules.numbers import Bounds, Place
from rules.visible import explains

# More than any law gives, for all applicants together, and than a penalty runs (Awb 4:17 lid 1).
MOST_EUROS, MOST_DAYS = 9_999_999, 99


@dataclass(frozen=True, kw_only=True)
class DefaultNotice(Arrived):
    """The citizen gives notice that the decision is late (Awb 4:17 lid 3)."""

    label: ClassVar[str] = "ingebrekestelling"
    heading: ClassVar[str] = "Ingebrekestelling ontvangen"
    icon: ClassVar[str] = "alert-triangle"
    early: ClassVar[str] = NO_TERM
    received_on: Annotated[date, Asked(title="Ontvangen op")]
    remark: Annotated[str, Asked(title="Opmerking", optional=True, rows=3)] = ""


@dataclass(frozen=True, kw_only=True)
class DefaultReply(Fact):
    """Our reply to a notice of default: the day by which we will decide.

    `notice` is the place of the notice on the record.
    """

    label: ClassVar[str] = "antwoord op ingebrekestelling"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Ingebrekestelling beantwoord"
    icon: ClassVar[str] = "mail"
    early: ClassVar[str] = "Er is geen ingebrekestelling om te beantwoorden."
    notice: Place
    decide_on: Annotated[date, Asked(title="Uiterlijk op welke dag is het besluit er?")]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It names a day that is not over."""
        del now
        over = {"decide_on": "Deze dag is al voorbij. Kies een dag vanaf vandaag."} if self.decide_on < today else {}
        return over | near(today, decide_on=self.decide_on)


@dataclass(frozen=True, kw_only=True)
class PenaltyDecision(Fact):
    """The penalty for deciding late, in whole euros for all applicants together, or why none is due (Awb 4:18)."""

    label: ClassVar[str] = "dwangsombesluit"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "scale"
    early: ClassVar[str] = "Er is geen ingebrekestelling. Zonder ingebrekestelling is er geen dwangsom."
    notice: Place
    amount_eur: Annotated[int, Bounds(0, MOST_EUROS)] = 0
    days: Annotated[int, Bounds(0, MOST_DAYS)] = 0
    first_on: date | None = None
    last_on: date | None = None
    applicants: Annotated[int, Bounds(1, 999)] = 1
    none_due: NoPenalty | None = None
    reason: str = ""

    @property
    def adverse(self) -> bool:
        """Whether nothing is paid, which denies the citizen's claim."""
        return self.amount_eur == 0

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """There is at least one applicant; where nothing is due, the letter gives the reason in our own words."""
        del now, today
        found: dict[str, str] = {}
        if self.applicants < 1:
            found["applicants"] = "Vul in hoeveel aanvragers er zijn: 1 of meer."
        if self.adverse and self.none_due is None:
            found["none_due"] = "Kies waarom er geen dwangsom is."
        if self.adverse and not explains(self.reason, SENTENCE_MIN):
            found["reason"] = "Leg in een hele zin uit waarom er geen dwangsom is. Deze tekst komt in de brief."
        return found
