"""Facts that change nothing in the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Note:
    """A short note for colleagues."""

    label: ClassVar[str] = "notitie"
    text: str


@dataclass(frozen=True, kw_only=True)
class EditableCopy:
    """Somebody downloaded an editable copy of a letter; `letter` is its number within the case."""

    label: ClassVar[str] = "bewerkbare kopie"
    letter: int
    reason: str
