"""Who else has a say in a case: partner, parents, a youth, and whoever speaks for somebody (Awb 1:2, 2:1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules import visible
from rules.asked.parties import STANDS_IN, PartyKind
from rules.facts.kind import SECOND_READERS, Asked, Fact, blank, past
from rules.numbers import Place

# The citizen of the case, who asks; those who join are numbered on.
APPLICANT = 1
NO_PARTY = "Deze persoon hoort niet (meer) bij de zaak. Laad de zaak opnieuw."
KINDS = (
    (PartyKind.PARTNER.value, "Partner: vraagt samen met de inwoner"),
    (PartyKind.PARENT.value, "Ouder"),
    (PartyKind.YOUTH.value, "Jeugdige"),
    (PartyKind.AUTHORISED.value, "Gemachtigde"),
    (PartyKind.ADMINISTRATOR.value, "Bewindvoerder"),
    (PartyKind.GUARDIAN.value, "Curator"),
    (PartyKind.MENTOR.value, "Mentor"),
    (PartyKind.LAWYER.value, "Advocaat"),
)
EARLIEST = date(1900, 1, 1)
# The longest that youth support can go on (Jeugdwet 1.1).
OLDEST_YOUTH = 23


@dataclass(frozen=True, kw_only=True)
class PartyJoined(Fact):
    """Somebody beside the citizen has a say in the case; they are numbered in the order they joined, from 2.

    `represents` is the number of the one they speak for. `authority` is authority over the child, or a written
    authorisation for this application. `address` has a line each; none is the address of the citizen.
    """

    label: ClassVar[str] = "persoon bij de zaak"
    heading: ClassVar[str] = "Persoon bij de zaak gekomen"
    icon: ClassVar[str] = "users"
    printed: ClassVar[bool] = True
    kind: Annotated[PartyKind, Asked(title="Wie is dit in deze zaak?", choices=KINDS)]
    name: Annotated[str, Asked(title="Naam", hint="Zoals op een envelop: Mevrouw F. Yıldız-Demir.")]
    represents: Annotated[Place | None, Asked(title="Namens wie?", listed=True, optional=True)] = None
    authority: Annotated[
        bool,
        Asked(title="Heeft het gezag, of een machtiging op papier", hint="Ouder: gezag. Gemachtigde: machtiging."),
    ] = False
    born_on: Annotated[date | None, Asked(title="Geboren op", hint="Nodig bij een jeugdige.", optional=True)] = None
    phone: Annotated[str, Asked(title="Telefoonnummer", optional=True)] = ""
    address: Annotated[
        tuple[str, ...],
        Asked(
            title="Adres",
            hint="Elke regel apart, zoals op een envelop. Woont deze persoon bij de inwoner? Laat dit dan leeg.",
            optional=True,
            rows=3,
        ),
    ] = ()
    secret_address: Annotated[bool, Asked(title="Het adres is geheim, ook voor de anderen in deze zaak")] = False
    language: Annotated[str, Asked(title="Taal", hint="Als dat geen Nederlands is.", optional=True)] = ""
    interpreter: Annotated[bool, Asked(title="Er is een tolk nodig")] = False
    large_print: Annotated[bool, Asked(title="Grote letters in brieven")] = False

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has a name, stands in for somebody where it must, and a secret address is one."""
        del now
        found = blank(self, name="Vul de naam in.")
        if self.kind is PartyKind.APPLICANT:
            found["kind"] = "De inwoner zelf staat al in deze zaak. Kies iets anders."
        if self.kind is PartyKind.HEIR:
            found["kind"] = "Een erfgenaam vraagt voor zichzelf, in een eigen zaak. Kies iets anders."
        if self.kind is PartyKind.YOUTH and self.born_on and self.born_on.year < today.year - OLDEST_YOUTH:
            found["born_on"] = "Deze persoon is ouder dan 23 jaar, en is dus geen jeugdige. Kijk de datum na."
        if self.kind in STANDS_IN and self.represents is None:
            found["represents"] = "Kies namens wie deze persoon spreekt."
        if self.kind not in STANDS_IN and self.represents is not None:
            found["represents"] = "Alleen wie namens een ander spreekt, heeft hier iemand. Laat dit leeg."
        if self.kind is PartyKind.YOUTH and self.born_on is None:
            found["born_on"] = "Vul de geboortedatum in: vanaf 12 jaar spreekt u een jeugdige ook zelf."
        if self.born_on and not EARLIEST <= self.born_on <= today:
            found["born_on"] = "Deze geboortedatum kan niet. Kijk hem na."
        if len(self.address) == 1 or not all(not visible.blank(line) for line in self.address):
            found["address"] = "Vul de straat en de postcode met de plaats in, elk op een eigen regel."
        if self.secret_address and not self.address:
            found["address"] = "Vul het adres in. Het is geheim, en komt alleen op de envelop van deze persoon."
        return found


class PartyEnd(StrEnum):
    """Why somebody no longer has a say in a case."""

    DIED = "overleden"
    AUTHORITY = "gezag_of_opdracht_voorbij"
    NOT_INVOLVED = "hoort_niet_bij_de_zaak"


@dataclass(frozen=True, kw_only=True)
class PartyEnded(Fact):
    """Somebody no longer has a say in the case; `party` is their number.

    It opens no way round a call: it does not count for a decision that the same person worded.
    """

    label: ClassVar[str] = "persoon niet meer bij de zaak"
    icon: ClassVar[str] = "users"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = "Er is geen andere persoon bij deze zaak."
    who: Annotated[Place, Asked(title="Wie?", listed=True)]
    why: Annotated[PartyEnd, Asked(title="Waarom?")]
    ended_on: Annotated[date, Asked(title="Vanaf welke dag?")]
    source: Annotated[str, Asked(title="Hoe weet u dat?", hint="Bijvoorbeeld: bericht uit de BRP.", rows=2)]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says how we know, and not in the future."""
        del now
        return blank(self, source="Schrijf op hoe u dat weet.") | past("ended_on", self.ended_on, today)
