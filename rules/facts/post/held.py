"""What a person says of a letter that is held: it is not needed any more, or it leaves all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.facts.kind import ANYONE, SENTENCE_MIN, Asked, Fact
from rules.numbers import Place
from rules.visible import explains

NOT_HELD = "Deze brief is niet aangehouden. Laad de zaak opnieuw."


@dataclass(frozen=True, kw_only=True)
class LetterDropped(Fact):
    """A letter that is held does not leave; `letter` is its number in the case.

    It takes nothing from anybody: what the course of the case still asks for is written anew, unless the citizen died.
    """

    label: ClassVar[str] = "brief vervallen"
    heading: ClassVar[str] = "Brief vervallen"
    icon: ClassVar[str] = "circle-x"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[str, Asked(title="Waarom vervalt deze brief?", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why in a whole sentence."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op waarom deze brief vervalt.")


@dataclass(frozen=True, kw_only=True)
class AddressTold(Fact):
    """The reader may see an address that stands in a letter; `letter` is its number in the case."""

    label: ClassVar[str] = "adres in brief mag"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Adres in een brief mag"
    icon: ClassVar[str] = "check"
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[
        str,
        Asked(title="Waarom mag de lezer dit adres zien?", hint="Bijvoorbeeld: zij was bij het huisbezoek.", rows=2),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why in a whole sentence."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op waarom de lezer dit adres mag zien.")


@dataclass(frozen=True, kw_only=True)
class SentAgain(Fact):
    """The printer posted something in the place of a letter that the record does not have; this letter leaves as well.

    Whoever gets it twice loses nothing: the days to answer or to object are counted from the last.
    """

    label: ClassVar[str] = "brief toch versturen"
    heading: ClassVar[str] = "Brief gaat toch weg"
    icon: ClassVar[str] = "mail"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = NOT_HELD
    letter: Place
    why: Annotated[
        str,
        Asked(
            title="Wat verstuurde de drukker?",
            hint="Bijvoorbeeld: een brief met een ander besluit, zie de afdruk.",
            rows=2,
        ),
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence what somebody found."""
        del now, today
        return _unexplained(self.why, "Schrijf in een hele zin op wat de drukker verstuurde.")


def _unexplained(why: str, sentence: str) -> dict[str, str]:
    return {} if explains(why, SENTENCE_MIN) else {"why": sentence}
