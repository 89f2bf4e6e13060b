"""Problems with a form: at its fields, above it, and what is new on the case in the meantime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OK = 200
INVALID = 422
CONFLICT = 409
BUSY = 503
BUSY_NL = "De gegevens zijn even bezet. Er is nog niets vastgelegd. Wacht een paar tellen en probeer het opnieuw."


@dataclass(frozen=True)
class Trouble:
    """False when empty; otherwise the page shows it and keeps what was filled in."""

    problems: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    news: tuple[Any, ...] = ()
    status: int = OK
    # The form needs a new key, because its own was used.
    renewed: bool = False

    def __bool__(self) -> bool:
        return bool(self.problems or self.message)

    def at(self, name: str) -> str:
        """What is wrong with a field; empty when nothing is."""
        return self.problems.get(name, "")
