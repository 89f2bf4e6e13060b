"""The citizen is heard before a rejection, or two people agree to go without (Awb 4:7 to 4:9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar

from rules.calls import REACHED, SPOKEN, UPHOLDS, CallOutcome, Channel, Direction, ExemptionReason
from rules.facts.asking.talks import NO_TALK
from rules.facts.decision import GIVEN_BACK, NO_INTENTION
from rules.facts.kind import HALF_A_YEAR, SECOND_READERS, SENTENCE_MIN, Asked, Fact, blank, near
from rules.facts.parties import APPLICANT
from rules.numbers import Bounds, Place
from rules.visible import explains

ANSWERED = "Dit verzoek om een uitzondering is er niet meer. Laad de zaak opnieuw."
THIRD = "Dit is iemand anders. Spreek de inwoner zelf, of wie namens de inwoner mag spreken."
# Who is not the one to be heard, or no one at all. With a capital it is the name of somebody: mevrouw Van Buren.
OTHERS = re.compile(
    r"\b(buur(man|vrouw)?|buren|kennis|vriend(in)?|receptie|aanbieder|thuiszorg|wijkverpleegkundige|huisarts|"
    r"voicemail|antwoordapparaat|niemand|onbekend|nvt|n\.v\.t|maatschappelijk werker|mantelzorger|contactpersoon)\b"
    r"|^(de |een )?(tolk|begeleid(st)?er)\b"
)
# Who sat beside the one who was heard stands after one of these; what stands after a comma may say who that one is.
BESIDE = re.compile(r"\b(?:samen met|met|en)\b")
# Nor are these, unless they are in the case themselves; who only listened in stands after the one who was heard.
FAMILY = re.compile(
    r"(^|\bvia )(de|haar|zijn|hun|een)? ?(klein|schoon|stief|pleeg)?"
    r"(dochter|zoon|broer|zus|zwager|neef|nicht|man|vrouw|echtgeno(ot|te)|partner|oma|opa|tante|oom)\b"
)
# Longer is a slip of the hand: no talk takes a day and a night.
MOST_MINUTES = 999
INVITED = "De inwoner kreeg deze brief al. Wacht op de reactie, of bel."


@dataclass(frozen=True, kw_only=True)
class ViewsInvited(Fact):
    """The citizen is asked in writing what they think of an adverse intention (Awb 4:7 to 4:9).

    `differs` says where our information differs from the citizen's.
    """

    label: ClassVar[str] = "uitnodiging om te reageren"
    heading: ClassVar[str] = "Om een reactie gevraagd"
    icon: ClassVar[str] = "mail"
    early: ClassVar[str] = "Er is geen voornemen om iets af te wijzen. Er valt dan niets te vragen."
    differs: Annotated[
        str,
        Asked(
            title="Wat weten wij anders dan de inwoner?",
            hint="Bijvoorbeeld: u schreef dat niemand u kan helpen. Het wijkteam vertelde ons iets anders.",
            rows=3,
            aid=True,
        ),
    ]
    due_on: Annotated[date, Asked(title="Reageren kan tot en met")]

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what differs, and the citizen has time to respond."""
        del now
        found = blank(self, differs="Schrijf op wat wij anders weten dan de inwoner. Deze tekst komt in de brief.")
        if self.due_on <= today:
            found["due_on"] = "Kies een dag na vandaag: de inwoner heeft tijd nodig om te reageren."
        return found | near(today, HALF_A_YEAR, due_on=self.due_on)


@dataclass(frozen=True, kw_only=True)
class Call(Fact):
    """One attempt to speak to the citizen about one version of an intended decision.

    `decision` is that version; `at` is timezone-aware; `minutes` is how long the call took. `party` is the number of
    the one who is heard, who may have somebody speak for them.
    """

    label: ClassVar[str] = "belpoging"
    icon: ClassVar[str] = "phone"
    plain: ClassVar[tuple[str, ...]] = ("summary", "new_facts", "agreements")
    early: ClassVar[str] = NO_INTENTION
    decision: Place
    at: datetime
    outcome: CallOutcome
    minutes: Annotated[int, Bounds(0, MOST_MINUTES)] = 0
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE
    number: str = ""
    spoke_with: str = ""
    authorised: bool = False
    identity_checked: bool = False
    summary: str = ""
    response: str = ""
    new_facts: str = ""
    agreements: str = ""
    views_heard: bool = False
    read_back: bool = False
    follow_up_on: date | None = None
    party: Place = APPLICANT

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It took place, and where the citizen was reached it says with whom, about what and what they answered."""
        found = {"at": "Dit tijdstip is nog niet geweest. Vul in wanneer u belde."} if self.at > now else {}
        if self.outcome in REACHED:
            found |= self._reached()
        if self.outcome in UPHOLDS:
            found |= self._spoken()
        if self.outcome is CallOutcome.INFORMED_DISAGREES:
            found |= blank(self, response="Schrijf op wat de inwoner van het voornemen vindt, en wat u daarmee doet.")
        if self.outcome is CallOutcome.NEW_FACTS:
            found |= blank(self, new_facts="Schrijf op welke nieuwe informatie de inwoner gaf.")
        if self.outcome is CallOutcome.DELAY_ASKED and self.follow_up_on is None:
            found["follow_up_on"] = "Spreek af wanneer u weer belt en vul die dag in."
        found |= near(today, HALF_A_YEAR, follow_up_on=self.follow_up_on)
        if self.follow_up_on and self.follow_up_on < today:
            found["follow_up_on"] = "Deze dag is al voorbij. Kies een dag vanaf vandaag."
        if self.channel is Channel.PHONE and self.outcome in REACHED and self.minutes < 1:
            found["minutes"] = "Vul in hoeveel minuten het gesprek duurde."
        return found

    def _spoken(self) -> dict[str, str]:
        """A message is no talk, and nobody hears it for somebody else."""
        found = {} if self.channel in SPOKEN else {"channel": NO_TALK}
        said = re.sub(r"^(samen )?met\b", "", _uncapitalised(self.spoke_with.strip())).strip()
        said = BESIDE.split(said, maxsplit=1)[0].strip() or said
        family = self.party == APPLICANT and FAMILY.search(said)
        if not self.authorised and (family or OTHERS.search(said)):
            found["spoke_with"] = THIRD
        return found

    def _reached(self) -> dict[str, str]:
        found = blank(
            self,
            spoke_with="Vul in met wie u sprak.",
            summary="Schrijf op wat de inwoner zei. Dit komt in het dossier.",
        )
        if not self.identity_checked:
            found["identity_checked"] = (
                "Controleer eerst of u de juiste persoon spreekt: vraag de geboortedatum en de postcode."
            )
        return found


def _uncapitalised(text: str) -> str:
    """A text without the capital that begins it, and without any where it is all capitals."""
    return text.casefold() if text.isupper() else text[:1].casefold() + text[1:]


@dataclass(frozen=True, kw_only=True)
class Exemption(Fact):
    """A request, with its reason, to decide without having spoken to a party; `party` is their number."""

    label: ClassVar[str] = "verzoek om uitzondering"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Uitzondering gevraagd"
    icon: ClassVar[str] = "phone-off"
    early: ClassVar[str] = NO_INTENTION
    decision: Place
    reason: ExemptionReason
    motivation: str
    party: Place = APPLICANT

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It explains in a whole sentence why the citizen cannot be spoken to."""
        del now, today
        if not explains(self.motivation, SENTENCE_MIN):
            return {"motivation": "Leg in een hele zin uit waarom u deze inwoner niet kunt spreken."}
        return {}


@dataclass(frozen=True, kw_only=True)
class ExemptionApproval(Fact):
    """A second person agrees to an exemption; `exemption` is the place of the request on the record."""

    label: ClassVar[str] = "uitzondering goedgekeurd"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = ANSWERED
    exemption: Place
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ExemptionRefusal(Fact):
    """A second person does not agree to an exemption."""

    label: ClassVar[str] = "uitzondering afgewezen"
    heading: ClassVar[str] = "Uitzondering niet goedgekeurd"
    icon: ClassVar[str] = "arrow-back-up"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = ANSWERED
    exemption: Place
    remark: str

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says what must change."""
        del now, today
        return blank(self, remark=GIVEN_BACK)
