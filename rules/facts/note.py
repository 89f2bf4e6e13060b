"""Facts that change nothing in the process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rules.facts.kind import ANYONE, SENTENCE_MIN, Fact, blank


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
    letter: int
    reason: str

    def problems(self, *, now: datetime, today: date) -> dict[str, str]:
        """It says in a whole sentence what the copy is for."""
        del now, today
        if len(self.reason.strip()) < SENTENCE_MIN:
            return {"reason": "Schrijf in een hele zin waarvoor u deze kopie nodig hebt. De pdf blijft de brief."}
        return {}
