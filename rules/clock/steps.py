"""One step in the calculation from the first day of a term to its last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What a step does to the date; other programs read the value."""

    START = "start"
    LENGTH = "length"
    SUSPENSION = "suspension"
    ROLL = "roll"
    WORKING_DAYS = "two_working_days"
    EXTENSION = "extension"
    DECREES_UNKNOWN = "decrees_unknown"
    RESULT = "result"


@dataclass(frozen=True)
class Step:
    """The date after this step, and the number of days the step moved it."""

    kind: Kind
    on: date
    days: int = 0
    article: str = ""
    names: tuple[str, ...] = ()
    ground: str = ""
    from_on: date | None = None
    to_on: date | None = None
