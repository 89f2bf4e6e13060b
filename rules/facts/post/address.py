"""Where letters go: a secret address, the address of who reads for another, and the heirs (Awb 2:1, 2:5, 3:41)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules import visible
from rules.facts.kind import ANYONE, Asked, Fact, blank, past
from rules.numbers import Bounds

LINES = "Vul de straat en de postcode met de plaats in, elk op een eigen regel. Vul hoogstens vier regels in."
# Below the name, or the two lines of the heirs, six of which fit the window.
MOST_LINES = 4
ROWS = "Elke regel apart, zoals op een envelop."
# The number of whoever the citizen named to get their letters; whoever joined the case has a number of their own.
REPRESENTATIVE = 0


@dataclass(frozen=True, kw_only=True)
class AddressHidden(Fact):
    """The citizen's address is secret, in whatever case of theirs: no printer gets it, and few people see it."""

    label: ClassVar[str] = "geheim adres"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Adres is geheim"
    icon: ClassVar[str] = "lock"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    since_on: Annotated[date, Asked(title="Vanaf welke dag is het adres geheim?")]
    source: Annotated[
        str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: de inwoner vroeg het, of het staat in de BRP.", rows=2)
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how we know, and holds from now on."""
        del now
        return blank(self, source="Schrijf op hoe u dat weet.") | past("since_on", self.since_on, today)


@dataclass(frozen=True, kw_only=True)
class AddressShown(Fact):
    """The citizen's address is secret no more."""

    label: ClassVar[str] = "adres niet meer geheim"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Adres is niet meer geheim"
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = "Het adres van deze inwoner is niet geheim."
    source: Annotated[
        str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: de inwoner vroeg het zelf, op 3 november.", rows=2)
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how we know."""
        del now, today
        return blank(self, source="Schrijf op hoe u weet dat het adres niet meer geheim is.")


@dataclass(frozen=True, kw_only=True)
class AddressOpened(Fact):
    """Somebody who does not see a secret address needs it; they see it in this case until the end of that day."""

    label: ClassVar[str] = "geheim adres bekeken"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Geheim adres bekeken"
    icon: ClassVar[str] = "lock"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = AddressShown.early
    why: Annotated[
        str, Asked(title="Waarom hebt u het adres nodig?", hint="Bijvoorbeeld: ik ga vandaag op huisbezoek.", rows=2)
    ]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says why."""
        del now, today
        return blank(self, why="Schrijf op waarom u het adres nodig hebt.")


@dataclass(frozen=True, kw_only=True)
class AddressCorrected(Fact):
    """Where letters go to somebody who reads for the citizen, or who joined the case; `reads` is their number."""

    label: ClassVar[str] = "adres van een ander"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Adres van een ander gewijzigd"
    icon: ClassVar[str] = "pencil"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    early: ClassVar[str] = "Er is geen andere persoon die brieven van deze zaak krijgt."
    reads: Annotated[int, Bounds(REPRESENTATIVE, 99_999), Asked(title="Van wie?", listed=True)]
    address: Annotated[tuple[str, ...], Asked(title="Adres", hint=ROWS, rows=3)]
    source: Annotated[str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: de gemachtigde belde erover.", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has lines that make an address, and says how we know."""
        del now, today
        return whole(self.address) | blank(self, source="Schrijf op hoe u dat weet.")


@dataclass(frozen=True, kw_only=True)
class HeirsNamed(Fact):
    """Where the letters go of somebody who died: an authorisation ends with a death (BW 3:72, 1:385, 1:449, 1:462)."""

    label: ClassVar[str] = "adres van de erven"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Brieven gaan naar de erven"
    icon: ClassVar[str] = "users"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    early: ClassVar[str] = "Er is geen overlijden bevestigd."
    contact: Annotated[
        str,
        Asked(
            title="Wie krijgt de post voor de erven?", hint="Zoals op een envelop: Mevrouw F. Yıldız.", optional=True
        ),
    ] = ""
    address: Annotated[tuple[str, ...], Asked(title="Adres", hint=ROWS, rows=3)]
    source: Annotated[str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: de dochter vertelde het.", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has lines that make an address, and says how we know."""
        del now, today
        return whole(self.address) | blank(self, source="Schrijf op hoe u dat weet.")


def whole(address: tuple[str, ...]) -> dict[str, str]:
    """The problem, if any, with the lines of an address."""
    return {} if 1 < len(address) <= MOST_LINES and not any(map(visible.blank, address)) else {"address": LINES}
