"""Talks about what was asked: what an item means, and what the citizen agrees to instead (Awb 3:2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.calls import SPOKEN, Channel
from rules.facts.asking.items import MEASURES, NOT_ITEM, Measure
from rules.facts.kind import Asked, Fact, blank, past
from rules.facts.parties import APPLICANT
from rules.numbers import Place

NO_TALK = "Een e-mail is geen gesprek. Bel de inwoner, of spreek elkaar."
NOT_READ_BACK = "Lees uw verslag voor aan de inwoner, en vraag of het klopt."
NOT_TOLD = "Vertel de inwoner dat dit minder is dan gevraagd, en dat een besluit over alles kan."
NO_YES = (
    "Met deze woorden zegt de inwoner geen ja. Vraag of dit echt goed is, en schrijf het antwoord op. "
    "Zegt de inwoner nee? Geef dan alles, of bel over een afwijzing."
)
NOTHING_AGREED = (
    "Met niets krijgen kan een inwoner niet akkoord gaan. Laat de vraag intrekken, of bel over een afwijzing."
)


class Speaker(StrEnum):
    """Whom we spoke to about what was asked; the values are those on the record."""

    APPLICANT = "aanvrager"
    REPRESENTATIVE = "gemachtigde"


@dataclass(frozen=True, kw_only=True)
class Talk(Measure, Fact):
    """A kind of fact about a talk on one item; `item` is its number, `party` that of the one we spoke to."""

    printed: ClassVar[bool] = False
    plain: ClassVar[tuple[str, ...]] = ("words",)
    item: Annotated[Place, Asked(title="Over welke vraag?", listed=True)]
    on: Annotated[date, Asked(title="Dag van het gesprek")]
    channel: Annotated[Channel, Asked(title="Hoe sprak u elkaar?", usual=True)]
    spoke_with: Annotated[Speaker, Asked(title="Met wie sprak u?", usual=True)]
    words: Annotated[str, Asked(title="Wat zei de inwoner?", hint="In de woorden van de inwoner.", rows=2)]
    read_back: Annotated[bool, Asked(title="Voorgelezen, en de inwoner vindt dat het klopt")] = False
    party: Annotated[Place, Asked(title="Met wie van de zaak?", listed=True, optional=True)] = APPLICANT

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It was a talk, in which the citizen said something that was read back to them."""
        del now
        found = blank(self, words="Schrijf op wat de inwoner zei.") | past("on", self.on, today) | self.unsound()
        if self.channel not in SPOKEN:
            found["channel"] = NO_TALK
        if not self.read_back:
            found["read_back"] = NOT_READ_BACK
        if self.party != APPLICANT and self.spoke_with is Speaker.REPRESENTATIVE:
            found["party"] = "Kies wie u sprak: de inwoner met een gemachtigde, of iemand anders bij de zaak zelf."
        return found

    def named(self) -> tuple[str, ...]:
        """What was named in the talk."""
        return tuple(name for name in MEASURES if getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class MadePrecise(Talk):
    """What a vague item means, as the citizen said when asked; it fills only what the item leaves empty."""

    label: ClassVar[str] = "vraag precies gemaakt"
    icon: ClassVar[str] = "phone"
    early: ClassVar[str] = NOT_ITEM

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It makes something precise."""
        found = super().problems(now=now, today=today)
        if not self.named():
            found["quantity"] = "Vul in waar het om gaat, hoeveel en hoe vaak."
        return found


@dataclass(frozen=True, kw_only=True)
class LessAgreed(Talk):
    """The citizen agrees, in a talk, to exactly this, which is less than or other than what they asked."""

    label: ClassVar[str] = "akkoord met minder"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "phone"
    early: ClassVar[str] = NOT_ITEM
    told_less: Annotated[bool, Asked(title="Verteld dat dit minder is dan gevraagd, en dat een besluit kan")] = False

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It names what was agreed, and the citizen knew that it is less."""
        found = super().problems(now=now, today=today)
        if not self.named():
            found["quantity"] = "Vul in waarmee de inwoner akkoord is: hoeveel, hoe lang of in welke vorm."
        if self.quantity is not None and self.quantity.amount < 1:
            found["quantity"] = NOTHING_AGREED
        if not self.told_less:
            found["told_less"] = NOT_TOLD
        return found


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Fact):
    """The citizen takes an agreement back, or doubts it; `item` is the number of the item."""

    label: ClassVar[str] = "akkoord teruggenomen"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "arrow-back-up"
    early: ClassVar[str] = "Er is geen akkoord om terug te nemen."
    item: Annotated[Place, Asked(title="Over welke vraag?", listed=True)]
    on: Annotated[date, Asked(title="Op welke dag?")]
    words: Annotated[str, Asked(title="Wat zei de inwoner?", hint="In de woorden van de inwoner.", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """The citizen said so, and not in the future."""
        del now
        return blank(self, words="Schrijf op wat de inwoner zei.") | past("on", self.on, today)
