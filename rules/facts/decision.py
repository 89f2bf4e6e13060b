"""The decision: the intention, its second reader, and when the help ends (Awb 3:46, 4:7; Wmo 2015, art. 2.3.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit, most
from rules.facts.asking.items import far_off
from rules.facts.kind import SECOND_READERS, Asked, Body, Fact, blank
from rules.facts.term import BY_ITSELF
from rules.grants.forms import FORMS
from rules.numbers import Bounds, Place

NO_INTENTION = "Er is nog geen voornemen. Leg eerst vast wat u van plan bent te besluiten."
GIVEN_BACK = "Schrijf op wat er anders moet, dan kan uw collega verder."
WHOLE = "Niet verder behandelen geldt voor de hele aanvraag. Geef dan niets."
HELP_FIRST = "De brief over de tijdelijke hulp is nog niet klaar. Wacht daarop, of kijk bij Brieven wat er mis is."
HELD_FIRST = (
    "De brief over het vorige besluit is aangehouden. Laat die eerst opnieuw maken, of geef minstens hetzelfde vanaf "
    "dezelfde dag: dan vervalt die brief."
)
ADVANCE_FIRST = "De brief over het vorige voorschot is nog niet weg. Geef het volgende voorschot daarna."
NO_LABEL = "Wat een besluit doet, volgt uit wat er is gevraagd. Vul de uitkomst niet in."
TWICE = "Noem elke vraag één keer."
NOT_ASKED_FOR = "Afwijzen kan alleen wat de inwoner vraagt. Zeg op welke vraag dit het antwoord is."
AT_ONCE = "Tijdelijke hulp wijst niets af. Geef wat nu nodig is, en beslis later over de aanvraag."

TOO_LITTLE = (
    "Dit is te weinig voor hulp die niet kan wachten. Geef minstens 1 uur of 1 keer per week, vanaf nu en zonder "
    "voorwaarde. Wilt u minder geven? Besluit dan over de aanvraag, en bel de inwoner eerst."
)
NO_END = "Hulp die niet kan wachten, loopt tot ons besluit. Laat de laatste dag leeg."
LOW_ADVANCE = (
    "Dit voorschot is te laag, of het begint te laat. Geef minstens 95 procent van wat de inwoner vraagt of nu krijgt. "
    "Wilt u minder geven? Besluit dan, en bel de inwoner eerst."
)


MOST_CENTS = most(Unit.CENT, Per.ONCE)


class Outcome(StrEnum):
    """What a decision comes to, by what was asked; all but the first are adverse."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REJECTED = "rejected"
    # The application was not completed, and is not considered any further (Awb 4:5).
    NOT_PROCESSED = "not_processed"
    # In a review of what runs: there is less of it from some day on, or nothing any more.
    LOWERED = "lowered"
    ENDED = "ended"
    # What runs is stopped for some weeks; with that no case ends.
    SUSPENDED = "suspended"

    @property
    def gives(self) -> bool:
        """Whether the citizen gets something."""
        return self in {Outcome.GRANTED, Outcome.PARTIAL, Outcome.LOWERED}


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One thing that is given or refused: which items it answers, and why, for this person.

    `answers` has the numbers of the items; help that nobody asked answers none. `product` is a key of the list of
    products. `amount`, in euro cents for each period `per`, is that of a budget; any other money is the `quantity`.
    What a form takes and must say, it knows itself (`rules/grants/forms.py`). `source` says where the reason comes
    from: a conversation, the report, expert advice. `extent`, `form` and `labelled`, the outcome as its author named
    it, are of facts from before items were kept.
    """

    name: Annotated[str, Asked(title="Voorziening")]
    grant: Annotated[Grant, Asked(title="In welke vorm?", listed=True)]
    reason_title: Annotated[str, Asked(title="De reden in één zin")]
    reason: Annotated[str, Asked(title="Waarom kan deze inwoner niet wachten?", rows=3, aid=True)]
    source: Annotated[str, Asked(title="Waar komt deze reden vandaan?")]
    answers: tuple[Place, ...] = ()
    product: Annotated[str, Asked(title="Waar gaat het om?", listed=True)] = ""
    quantity: Annotated[Quantity | None, Asked(title="Hoeveel?", hint="Bijvoorbeeld: 1 uur per dag.")] = None
    result: Annotated[str, Asked(title="Waar leidt de hulp toe?", aid=True)] = ""
    provider: Annotated[str, Asked(title="Aanbieder")] = ""
    from_on: Annotated[date | None, Asked(title="Vanaf")] = None
    until_on: Annotated[date | None, Asked(title="Tot en met")] = None
    amount: Annotated[int, Bounds(0, MOST_CENTS)] | None = None
    per: Per | None = None
    calculation: str = ""
    # Of an amount at once or a loan, a loan alone, a programme, an advance.
    purpose: str = ""
    repayment: Quantity | None = None
    repaid_from_on: date | None = None
    interest: str = ""
    plan: str = ""
    efforts: str = ""
    offset: Annotated[str, Asked(title="Waarmee verrekenen wij het later?")] = ""
    conditions: tuple[str, ...] = ()
    extent: str = ""
    form: Grant | None = None
    labelled: Outcome | None = None

    @property
    def gives(self) -> bool:
        """Whether the citizen gets something."""
        return self.grant is not Grant.NONE

    @property
    def words(self) -> str:
        """All that its author wrote of it and the letter prints, in which a refusal may stand."""
        printed = self.name, self.result, self.reason_title, self.reason
        return " ".join(printed)

    def problems(self) -> dict[str, str]:
        """What it must say: a reason about this citizen and, where it gives something, what and from when."""
        found = blank(
            self,
            name="Noem de voorziening.",
            reason_title="Zet de reden in één korte zin.",
            reason="Waarom geldt dit voor deze inwoner? Schrijf een eigen reden op.",
            source="Waar komt deze reden vandaan: een gesprek, het verslag of een advies?",
        )
        if self.labelled is not None or self.form is not None or self.extent:
            found["labelled"] = NO_LABEL
        if self.gives:
            found |= self._given()
        elif not self.answers:
            found["answers"] = NOT_ASKED_FOR
        if len({*self.answers}) < len(self.answers):
            found["answers"] = TWICE
        if self.from_on and self.until_on and self.until_on < self.from_on:
            found["until_on"] = "De einddatum ligt voor de begindatum. Kies een latere dag."
        days = {"from_on": self.from_on, "until_on": self.until_on, "repaid_from_on": self.repaid_from_on}
        return found | far_off(**days)

    def _given(self) -> dict[str, str]:
        found = blank(self, product="Kies waar het om gaat.")
        return found | FORMS[self.grant].problems(self)


def _labels_gone(body: Body) -> Body:
    """The first shape had an outcome that the author chose for each provision, and the extent in words."""
    provisions = [_unlabelled(dict(one)) for one in body["provisions"]]
    left = any(one["labelled"] == Outcome.NOT_PROCESSED for one in provisions)
    return {**body, "provisions": provisions, "unprocessed": left}


def _unlabelled(provision: Body) -> Body:
    outcome, form = Outcome(provision.pop("outcome")), provision.pop("form", Grant.IN_KIND.value)
    grant = form if outcome.gives else Grant.NONE.value
    return {**provision, "grant": grant, "form": form, "labelled": outcome.value}


@dataclass(frozen=True, kw_only=True)
class Intention(Fact):
    """What the professional intends to decide, item by item (Awb 3:46, 4:7).

    What that comes to, and whether it is adverse, follows from what was asked. `temporary` means immediate help, until
    the decision on the application (Wmo 2015, art. 2.3.3); `unprocessed` that the application is left (Awb 4:5).
    """

    label: ClassVar[str] = "voornemen"
    article: ClassVar[str] = "het"
    icon: ClassVar[str] = "scale"
    older: ClassVar[tuple[Callable[[Body], Body], ...]] = (_labels_gone,)
    provisions: tuple[Provision, ...]
    hardship: str = ""
    alternatives: str = ""
    temporary: bool = False
    unprocessed: bool = False

    @property
    def labelled(self) -> bool:
        """Whether its author named the outcome, as in facts from before items were kept."""
        return any(provision.labelled is not None for provision in self.provisions)

    @property
    def gives(self) -> bool:
        """Whether the citizen gets anything."""
        return any(provision.gives for provision in self.provisions)

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """Each provision is whole, and nothing is both given and left."""
        del now, today
        found: dict[str, str] = {}
        if not self.provisions:
            found["provisions"] = "Noem minstens één voorziening waarover u besluit."
        for index, provision in enumerate(self.provisions):
            found |= {f"provisions.{index}.{field}": text for field, text in provision.problems().items()}
        if self.unprocessed and self.gives:
            found["provisions"] = WHOLE
        if self.temporary and any(provision.answers or not provision.gives for provision in self.provisions):
            found["provisions"] = AT_ONCE
        return found

    def unweighed(self) -> dict[str, str]:
        """What an adverse decision must say as well: hardship and what else can help."""
        return blank(
            self,
            hardship="Schrijf op hoe u de hardheidsclausule hebt afgewogen.",
            alternatives="Schrijf op welke andere oplossingen er zijn.",
        )


@dataclass(frozen=True, kw_only=True)
class Approval(Fact):
    """The second reader agrees with a version of the decision."""

    label: ClassVar[str] = "akkoord"
    article: ClassVar[str] = "het"
    heading: ClassVar[str] = "Akkoord van de tweede lezer"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = NO_INTENTION
    decision: Place
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Return(Fact):
    """The second reader sends a version of the decision back, with the reason."""

    label: ClassVar[str] = "terug naar consulent"
    heading: ClassVar[str] = "Terug naar de consulent"
    icon: ClassVar[str] = "arrow-back-up"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    early: ClassVar[str] = NO_INTENTION
    decision: Place
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
