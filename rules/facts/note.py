"""Facts that change nothing in the process: notes, copies, and sentences that a colleague read as well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Annotated, ClassVar

from rules.asked.standards import seen
from rules.facts.kind import ANYONE, SECOND_READERS, SENTENCE_MIN, Asked, Fact, blank
from rules.numbers import Place
from rules.visible import explains


@dataclass(frozen=True, kw_only=True)
class Note(Fact):
    """A short note for colleagues."""

    label: ClassVar[str] = "notitie"
    icon: ClassVar[str] = "note"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    text: str

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says something."""
        del now, today
        return blank(self, text="Schrijf een korte notitie.")


@dataclass(frozen=True, kw_only=True)
class EditableCopy(Fact):
    """Somebody downloaded an editable copy of a letter; `letter` is its number within the case."""

    label: ClassVar[str] = "bewerkbare kopie"
    icon: ClassVar[str] = "pencil"
    recorded_by: ClassVar[tuple[str, ...]] = ANYONE
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    letter: Place
    reason: str

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence what the copy is for."""
        del now, today
        if not explains(self.reason, SENTENCE_MIN):
            return {"reason": "Schrijf in een hele zin waarvoor u deze kopie nodig hebt. De pdf blijft de brief."}
        return {}


@dataclass(frozen=True, kw_only=True)
class SentenceDoubted(Fact):
    """A sentence that was read as a refusal is put to a second reader: its author says that it refuses nothing."""

    label: ClassVar[str] = "zin voorgelegd"
    heading: ClassVar[str] = "Zin voorgelegd aan een tweede lezer"
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    text: Annotated[str, Asked(title="Welke zin?", hint="Neem de zin over, precies zoals u hem schreef.", rows=3)]
    why: Annotated[str, Asked(title="Waarom weigert deze zin niets?", rows=2)]

    @property
    def digest(self) -> str:
        """What an agreement is bound to: the sentence as somebody reads it."""
        return sha256(seen(self.text).encode()).hexdigest()

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It has the sentence, and a reason."""
        del now, today
        found = blank(self, text="Schrijf de zin op.")
        if not explains(self.why, SENTENCE_MIN):
            found["why"] = "Leg in een hele zin uit waarom deze zin niets weigert."
        return found


@dataclass(frozen=True, kw_only=True)
class SentenceAgreed(Fact):
    """A second reader agrees that a sentence refuses nothing; `doubt` is the place of that question on the record.

    The digest is that of the sentence. It is filled in when this is recorded.
    """

    label: ClassVar[str] = "zin akkoord"
    heading: ClassVar[str] = "Zin akkoord"
    icon: ClassVar[str] = "check"
    recorded_by: ClassVar[tuple[str, ...]] = SECOND_READERS
    aside: ClassVar[bool] = True
    printed: ClassVar[bool] = False
    early: ClassVar[str] = "Er is geen zin voorgelegd."
    doubt: Annotated[Place, Asked(title="Welke zin?", listed=True)]
    digest: str = ""
