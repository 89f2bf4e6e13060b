"""What ends a case without a decision: a death (Awb 3:2), a hand-over (Awb 2:3), an end that the law itself allows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.facts.kind import ANYONE, CONFIRMERS, SENTENCE_MIN, Asked, Fact, blank, past
from rules.visible import explains

UNCONFIRMED = "Een collega moet eerst bevestigen dat de inwoner is overleden. Klopt het niet? Leg dat dan vast."
UNNUMBERED = "Vul het kenmerk van het bericht uit de BRP in. Er staat een cijfer in."
UNDATED = "Vul de dag van het bericht uit de BRP in: niet voor de dag van overlijden, en niet na vandaag."
NOT_DEAD = "Er is geen overlijden vastgelegd."
ENDED_FIRST = "Deze zaak eindigt zonder besluit. De zaak sluit vanzelf."
UNCONFIRMED_MOVE = (
    "Een collega moet eerst bevestigen dat de andere gemeente verdergaat. Klopt het niet? Herroep het dan."
)
NOT_HANDED_OVER = "Er is geen overdracht vastgelegd."
TOLD_ALREADY = "De brief over de overdracht is al weg. De andere gemeente gaat verder met de zaak."
HANDED_OVER_FIRST = "Een andere gemeente gaat verder met deze zaak. De inwoner krijgt daar een brief over."


class DeathSource(StrEnum):
    """How we know: a message of the population register, or somebody told us."""

    REGISTER = "brp"
    TOLD = "verteld"


SOURCES = ((DeathSource.REGISTER.value, "Een bericht uit de BRP"), (DeathSource.TOLD.value, "Iemand vertelde het"))


@dataclass(frozen=True, kw_only=True)
class Death(Fact):
    """The one who asks died; of anybody else in the case it is how their part in it ended.

    It counts once a colleague confirmed it, wherever it comes from.
    """

    label: ClassVar[str] = "overlijden"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Overleden"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    printed: ClassVar[bool] = False
    died_on: Annotated[date, Asked(title="Overleden op")]
    source: Annotated[DeathSource, Asked(title="Hoe weten wij dit?", choices=SOURCES)]
    told: Annotated[
        str,
        Asked(
            title="Wie vertelde het, of welk kenmerk heeft het bericht?",
            hint="Bijvoorbeeld: de dochter, aan de telefoon.",
        ),
    ]
    message_on: Annotated[date | None, Asked(title="Van welke dag is het bericht uit de BRP?", optional=True)] = None

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says where it comes from, so that a colleague can look it up, and is not in the future."""
        del now
        found = blank(self, told="Vul in wie het vertelde, of het kenmerk van het bericht uit de BRP.")
        if self.source is DeathSource.REGISTER:
            found |= self._message(today)
        return found | past("died_on", self.died_on, today)

    def _message(self, today: date) -> dict[str, str]:
        found = {} if any(sign.isdigit() for sign in self.told) else {"told": UNNUMBERED}
        if self.message_on is None or not self.died_on <= self.message_on <= today:
            found["message_on"] = UNDATED
        return found


@dataclass(frozen=True, kw_only=True)
class DeathConfirmed(Fact):
    """A second person looked up that it is so, whatever the source of the first."""

    label: ClassVar[str] = "overlijden bevestigd"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Overlijden bevestigd"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = CONFIRMERS
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_DEAD
    how: Annotated[str, Asked(title="Hoe ging u dit na?", hint="Bijvoorbeeld: gezien in de BRP.", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how."""
        del now, today
        return blank(self, how="Schrijf op hoe u naging dat de inwoner is overleden.")


@dataclass(frozen=True, kw_only=True)
class DeathMistaken(Fact):
    """The citizen did not die: the case goes on where it was."""

    label: ClassVar[str] = "overlijden klopt niet"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Overlijden klopt niet"
    icon: ClassVar[str] = "arrow-back-up"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_DEAD
    reason: Annotated[str, Asked(title="Hoe weten wij dat het niet klopt?", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence how we know."""
        del now, today
        if not explains(self.reason, SENTENCE_MIN):
            return {"reason": "Schrijf in een hele zin op hoe u weet dat het overlijden niet klopt."}
        return {}


@dataclass(frozen=True, kw_only=True)
class HandedOver(Fact):
    """Another municipality goes on with the case, mostly because the citizen moved there (Awb 2:3).

    It counts once a colleague confirmed it, and can be revoked until the letter that says so has left.
    """

    label: ClassVar[str] = "overdracht"
    heading: ClassVar[str] = "Overgedragen aan een andere gemeente"
    icon: ClassVar[str] = "mail"
    phrased: ClassVar[tuple[str, ...]] = ("to", "contact", "why", "along")
    to: Annotated[str, Asked(title="Aan welke gemeente?", hint="Alleen de naam, bijvoorbeeld: Rivierenland.")]
    contact: Annotated[
        str,
        Asked(title="Waar kan de inwoner daar terecht?", hint="Bijvoorbeeld: het Wmo-loket, telefoon 085 000 00 00."),
    ]
    handed_on: Annotated[date, Asked(title="Overgedragen op")]
    why: Annotated[str, Asked(title="Waarom?", hint="Enkele woorden, geen zin. Bijvoorbeeld: uw verhuizing.")]
    along: Annotated[
        str, Asked(title="Wat gaat er mee?", hint="Enkele woorden, geen zin. Bijvoorbeeld: uw aanvraag en het verslag.")
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says to whom, why, what goes along and whom to ask there."""
        del now
        found = blank(
            self,
            to="Noem de gemeente die verdergaat met de zaak.",
            contact="Schrijf op waar de inwoner bij die gemeente terecht kan.",
            why="Schrijf op waarom de zaak naar die gemeente gaat.",
            along="Schrijf op wat er meegaat naar die gemeente.",
        )
        if self.to.strip().casefold().removeprefix("de ").startswith("gemeente "):
            found["to"] = "Vul alleen de naam in. Het woord gemeente staat al in de brief."
        return found | past("handed_on", self.handed_on, today)


@dataclass(frozen=True, kw_only=True)
class HandOverConfirmed(Fact):
    """A second person heard there that they go on with the case; only then is the citizen told."""

    label: ClassVar[str] = "overdracht bevestigd"
    heading: ClassVar[str] = "Overdracht bevestigd"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = CONFIRMERS
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HANDED_OVER
    how: Annotated[
        str, Asked(title="Hoe ging u dit na?", hint="Bijvoorbeeld: gebeld met het Wmo-loket van Rivierenland.", rows=2)
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how."""
        del now, today
        return blank(self, how="Schrijf op hoe u naging dat de andere gemeente verdergaat.")


@dataclass(frozen=True, kw_only=True)
class HandOverRevoked(Fact):
    """The other municipality does not go on after all, or should not: the case goes on here, where it was."""

    label: ClassVar[str] = "overdracht herroepen"
    heading: ClassVar[str] = "Overdracht herroepen"
    icon: ClassVar[str] = "arrow-back-up"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HANDED_OVER
    reason: Annotated[str, Asked(title="Waarom gaat de zaak hier verder?", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence why."""
        del now, today
        if not explains(self.reason, SENTENCE_MIN):
            return {"reason": "Schrijf in een hele zin op waarom de zaak hier verdergaat."}
        return {}


@dataclass(frozen=True, kw_only=True)
class EndedWithoutDecision(Fact):
    """The case ends in a way that its law allows without a decision; `end` is the result, as its course names it."""

    label: ClassVar[str] = "einde zonder besluit"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Geëindigd zonder besluit"
    icon: ClassVar[str] = "circle-x"
    phrased: ClassVar[tuple[str, ...]] = ("why",)
    end: Annotated[str, Asked(title="Welk einde?", hint="Zoals het bij dit proces heet.")]
    ended_on: Annotated[date, Asked(title="Geëindigd op")]
    why: Annotated[str, Asked(title="Waarom?", hint="Enkele woorden, geen zin: de betaling van de huur van mei.")]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why, and not in the future."""
        del now
        short = not explains(self.why, SENTENCE_MIN)
        found = {"why": "Schrijf in enkele woorden op waarom de zaak zonder besluit eindigt."} if short else {}
        return found | blank(self, end="Noem het einde.") | past("ended_on", self.ended_on, today)
