"""Facts about a late decision: the notice of default, our reply, and the penalty (Awb 4:17 and 4:18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rules.clock.penalty import NoPenalty


@dataclass(frozen=True, kw_only=True)
class DefaultNotice:
    """The citizen gives notice that the decision is late (Awb 4:17 lid 3)."""

    label: ClassVar[str] = "ingebrekestelling"
    received_on: date
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class DefaultReply:
    """Our reply to a notice of default: the day by which we will decide.

    `notice` is the place of the notice on the record.
    """

    label: ClassVar[str] = "antwoord op ingebrekestelling"
    notice: int
    decide_on: date


@dataclass(frozen=True, kw_only=True)
class PenaltyDecision:
    """The penalty for deciding late, in whole euros for all applicants together, or why none is due (Awb 4:18)."""

    label: ClassVar[str] = "dwangsombesluit"
    notice: int
    amount_eur: int = 0
    days: int = 0
    first_on: date | None = None
    last_on: date | None = None
    applicants: int = 1
    none_due: NoPenalty | None = None
    reason: str = ""

    @property
    def adverse(self) -> bool:
        """Whether nothing is paid, which denies the citizen's claim."""
        return self.amount_eur == 0
