"""A term as the law data describes it: its length, which way it counts, and what may change its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.clock.lengths import Unit, covered_by_act
from rules.errors import TermWithoutLength


class Direction(StrEnum):
    """What the date means: a last day, a first day, or a day counted back to."""

    MAXIMUM = "max"
    CITIZEN_MAXIMUM = "max_for_citizen"
    MINIMUM_WAIT = "min_wait"
    MINIMUM = "min"
    EXTENSION = "min_extension"
    WINDOW = "window"
    BACKWARDS = "backwards"
    BACKWARDS_MINIMUM = "backwards_min"
    BACKWARDS_MAXIMUM = "backwards_max"
    BEFORE = "before"
    NONE = "none"

    @property
    def counts_back(self) -> bool:
        """Whether the term counts back from its start (Atw art. 1 lid 2)."""
        return self.value.startswith("backwards")


@dataclass(frozen=True, kw_only=True)
class ExtensionRule:
    """How far a term may be extended; `statutory` means that the law itself sets the length."""

    article: str
    max_length: int | None = None
    max_unit: Unit = Unit.WEEKS
    statutory: bool = False
    moves_default: bool = True


@dataclass(frozen=True, kw_only=True)
class Term:
    """One dated version of a statutory term."""

    id: str
    length: int | None
    unit: Unit
    direction: Direction = Direction.MAXIMUM
    atw: bool = False
    law: str = ""
    article: str = ""
    name: str = ""
    trigger: str = ""
    suspendable: tuple[str, ...] = ()
    extendable: ExtensionRule | None = None
    local_length: int | None = None
    local_unit: Unit | None = None
    valid_from: date = date.min
    valid_to: date | None = None
    source: str = ""
    confirmed: bool = False
    note: str = ""

    @property
    def span(self) -> tuple[int, Unit]:
        """Length and unit to count with: those of the law, or else the local default."""
        if self.unit is Unit.IMMEDIATELY:
            return 0, Unit.DAYS
        if self.length is not None:
            return self.length, self.unit
        if self.local_length is not None and self.local_unit is not None:
            return self.local_length, self.local_unit
        raise TermWithoutLength(self.id)

    @property
    def rolls(self) -> bool:
        """Whether the Algemene termijnenwet moves the end of this term (art. 1 and 4)."""
        return self.atw and not self.direction.counts_back and covered_by_act(*self.span)
