"""Facts that move a term, and duties that the law attaches to one (Awb 4:14, 4:15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rules.clock.suspension import GroundId


@dataclass(frozen=True, kw_only=True)
class TermSuspended:
    """The term to decide is suspended, first and last day included (Awb 4:15).

    Without a last day it is not suspended. `consented_on` is the day of the written consent (4:15 lid 2 onder a).
    """

    label: ClassVar[str] = "opschorting"
    ground: GroundId
    from_on: date
    reason: str
    to_on: date | None = None
    consented_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TermResumed:
    """A suspension ends before its last day: `on` is the first day that counts again (Awb 4:15 lid 4)."""

    label: ClassVar[str] = "einde opschorting"
    suspension: int
    on: date
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class TermExtended:
    """The authority gives notice that it will decide later, and when (Awb 4:14)."""

    label: ClassVar[str] = "verlenging"
    to_on: date
    reason: str
    notified_on: date


@dataclass(frozen=True, kw_only=True)
class TermMoved:
    """A last day changed without a new fact, for example because a holiday was added (Atw art. 3 lid 3)."""

    label: ClassVar[str] = "termijn verschoven"
    before_on: date
    after_on: date


@dataclass(frozen=True, kw_only=True)
class ReminderMet:
    """A duty the process reminds of was fulfilled on this day, or turned out not to apply."""

    label: ClassVar[str] = "herinnering afgehandeld"
    reminder: str
    on: date
    remark: str = ""
