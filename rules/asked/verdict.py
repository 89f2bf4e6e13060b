"""What comes out of a comparison: which items are less, in which respect, and who must be called first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.wording import day_nl


class Respect(StrEnum):
    """In which respect an answer is less than what was asked; the values are those on the record."""

    NOTHING = "nothing"
    MEASURE = "measure"
    THING = "thing"
    FORM = "form"
    HAND = "hand"
    AMOUNT = "amount"
    FROM = "from"
    UNTIL = "until"
    PERIOD = "period"
    CONDITION = "condition"
    LEFT_OUT = "left_out"
    UNREAD = "unread"
    WORDS = "words"


_SENTENCES = {
    Respect.NOTHING: "Dit krijgt de inwoner niet, of er is niet op geantwoord.",
    Respect.MEASURE: "Niemand heeft met de inwoner vastgelegd hoeveel hij precies vraagt.",
    Respect.THING: "De inwoner vroeg iets anders.",
    Respect.FORM: "De inwoner vroeg een andere vorm.",
    Respect.HAND: "De inwoner noemde iets dat er niet in staat: {about}.",
    Respect.AMOUNT: "Vanaf {day} is het minder dan de inwoner vroeg.",
    Respect.FROM: "Het begint later dan de inwoner vroeg.",
    Respect.UNTIL: "Het stopt eerder dan de inwoner vroeg: vanaf {day} is er niets meer.",
    Respect.PERIOD: "De inwoner weet niet zeker wanneer hij het krijgt, of moet het in delen opnemen.",
    Respect.CONDITION: "Er hangt een voorwaarde aan die de inwoner niet vroeg: {about}.",
    Respect.LEFT_OUT: "Een deel valt erbuiten: {about}.",
    Respect.UNREAD: "Dit is niet te vergelijken: {about}.",
    Respect.WORDS: "De toelichting weigert iets waar de inwoner volgens het dossier niet om vroeg.",
}


@dataclass(frozen=True)
class Lack:
    """One respect in which an item is less, from which day or about what."""

    respect: Respect
    on: date | None = None
    about: str = ""

    @property
    def sentence(self) -> str:
        """Why it is less, in one Dutch sentence for the desk."""
        return _SENTENCES[self.respect].format(day=day_nl(self.on) if self.on else "", about=self.about)


@dataclass(frozen=True)
class Verdict:
    """What a decision is, computed and never chosen; `call` holds the names of parties, in the order of the case."""

    less: dict[int, tuple[Lack, ...]]
    call: tuple[str, ...] = ()
    provisional: bool = False
    still_open: tuple[int, ...] = ()
    record_refused: str = ""

    @property
    def adverse(self) -> bool:
        """Whether each party must be called, or exempted by two people, before it can be sent."""
        return bool(self.less) or bool(self.record_refused)

    @property
    def second_reader(self) -> bool:
        """Whether a second reader must agree: where it is adverse."""
        return self.adverse
