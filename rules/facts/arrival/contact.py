"""Somebody we know gives another address, telephone number or e-mail address: which one counts, and from when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from rules.facts.kind import ANYONE, HALF_A_YEAR, LONG_AGO, TEN_YEARS, Asked, Fact, blank, near
from rules.numbers import Bounds

SETTLED = "Er is geen ander adres of nummer om na te gaan."
HOME = "Nederland"
# By number: the citizen, or else the row of who reads their letters.
CITIZEN = 0
ROW = Bounds(CITIZEN, 10**9 - 1)
ADDRESS, REACHED = ("street", "number", "postcode", "city", "country"), ("phone", "email")


@dataclass(frozen=True, kw_only=True)
class ContactDiffers(Fact):
    """A report gave something else than we knew; what is the same is empty here, and what we knew is in `knew`.

    No letter leaves to the address that we knew until somebody looked (Awb 3:41). It is about the citizen, or about
    the `member` who reads their letters, who is `called` so: “Elif Yıldız, gemachtigde”.
    """

    label: ClassVar[str] = "andere contactgegevens"
    heading: ClassVar[str] = "Andere contactgegevens opgegeven"
    icon: ClassVar[str] = "alert-triangle"
    printed: ClassVar[bool] = False
    street: str = ""
    number: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    knew: tuple[str, ...] = ()
    member: Annotated[int, ROW] = CITIZEN
    called: str = ""

    @property
    def whose(self) -> str:
        """About whom it is, on a screen."""
        return self.called or "De inwoner"

    @property
    def moves(self) -> bool:
        """Whether it gives another address."""
        return any(getattr(self, field) for field in ADDRESS)

    @property
    def lines(self) -> tuple[str, ...]:
        """The address below the name."""
        lives = f"{self.street} {self.number}", f"{self.postcode}  {self.city.upper()}", self._abroad.upper()
        return tuple(line.strip() for line in lives if line.strip())

    @property
    def _abroad(self) -> str:
        """The country that an address ends with; our own is said to somebody who lived elsewhere."""
        return "" if self.country == HOME else self.country

    @property
    def changes(self) -> dict[str, Any]:
        """What we would know from now on if this counts; an address counts as a whole."""
        found: dict[str, Any] = {field: getattr(self, field) for field in REACHED if getattr(self, field)}
        if self.moves and self.member:
            return found | {"address": list(self.lines), "elsewhere": 1}
        lives = {field: getattr(self, field) for field in ADDRESS} | {"country": self._abroad}
        return found | (lives if self.moves else {})

    @property
    def told(self) -> tuple[str, ...]:
        """About whom it is, what was given now, and what we knew, as lines for the screen."""
        lives = (f"{self.street} {self.number}", f"{self.postcode} {self.city}", self.country, self.phone, self.email)
        given = ", ".join(part.strip() for part in lives if part.strip())
        known = f"Bij ons bekend: {', '.join(self.knew) or 'niets'}"
        return *((self.whose,) if self.member else ()), f"Nu opgegeven: {given}", known


class Counts(StrEnum):
    """Which of the two counts."""

    GIVEN = "opgegeven"
    KNOWN = "bekend"


COUNTS = ((Counts.GIVEN.value, "Wat nu is opgegeven"), (Counts.KNOWN.value, "Wat bij ons bekend was"))


@dataclass(frozen=True, kw_only=True)
class ContactSettled(Fact):
    """Somebody looked which counts; `planned` is set where it counts from a day to come, on which it is asked again."""

    label: ClassVar[str] = "contactgegevens nagegaan"
    article: ClassVar[str] = "het"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    icon: ClassVar[str] = "check"
    printed: ClassVar[bool] = False
    early: ClassVar[str] = SETTLED
    # Of whom; with one alone there is nothing to ask.
    member: Annotated[int, ROW, Asked(title="Van wie?", listed=True)] = CITIZEN
    counts: Annotated[Counts, Asked(title="Wat klopt?", choices=COUNTS)]
    from_on: Annotated[
        date,
        Asked(
            title="Vanaf welke dag?",
            hint="Verhuist de inwoner later? Vul die dag in. Tot dan gaan de brieven naar het adres dat wij kennen.",
        ),
    ]
    source: Annotated[
        str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: de inwoner gebeld, of de BRP bekeken.", rows=2)
    ]
    planned: bool = False

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how we know, and from a day that can be."""
        del now
        found = blank(self, source="Schrijf op hoe u dat weet.") | near(today, HALF_A_YEAR, from_on=self.from_on)
        return found | ({"from_on": LONG_AGO} if self.from_on < today - TEN_YEARS else {})
