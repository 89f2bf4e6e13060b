"""What changes nothing in the process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Note:
    """A short note for colleagues; changes nothing in the process."""

    label: ClassVar[str] = "notitie"
    text: str


@dataclass(frozen=True, kw_only=True)
class EditableCopy:
    """Somebody took a copy of a letter that can be changed; `letter` is its number in the case."""

    label: ClassVar[str] = "bewerkbare kopie"
    letter: int
    reason: str
