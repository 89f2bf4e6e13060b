"""The decision: the intention, its second reader, and when the help ends (Awb 3:46, 4:7; Wmo 2015, art. 2.3.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class Outcome(StrEnum):
    """What a decision does with the request; all but the first are adverse."""

    GRANTED = "granted"
    PARTIAL = "partial"
    REJECTED = "rejected"
    # The application was not completed, and is not considered any further (Awb 4:5).
    NOT_PROCESSED = "not_processed"

    @property
    def gives(self) -> bool:
        """Whether the citizen gets something."""
        return self in {Outcome.GRANTED, Outcome.PARTIAL}


class Form(StrEnum):
    """In kind, or as a personal budget (Wmo 2015, art. 2.3.5 and 2.3.6)."""

    IN_KIND = "natura"
    BUDGET = "pgb"


@dataclass(frozen=True, kw_only=True)
class Provision:
    """One provision asked for: what is decided about it, and why, for this person.

    `amount` is in euro cents. `source` says where the reason comes from: a conversation, the report, expert advice.
    """

    name: str
    outcome: Outcome
    reason_title: str
    reason: str
    source: str
    form: Form = Form.IN_KIND
    extent: str = ""
    result: str = ""
    provider: str = ""
    from_on: date | None = None
    until_on: date | None = None
    amount: int | None = None
    calculation: str = ""


@dataclass(frozen=True, kw_only=True)
class Intention:
    """What the professional intends to decide, provision by provision (Awb 3:46, 4:7).

    `temporary` means immediate help, until the decision on the application (Wmo 2015, art. 2.3.3).
    """

    label: ClassVar[str] = "voornemen"
    provisions: tuple[Provision, ...]
    hardship: str = ""
    alternatives: str = ""
    temporary: bool = False

    @property
    def outcome(self) -> Outcome:
        """Granted or rejected when all provisions are; otherwise partial."""
        outcomes = {p.outcome for p in self.provisions}
        return outcomes.pop() if len(outcomes) == 1 else Outcome.PARTIAL

    @property
    def adverse(self) -> bool:
        """Whether any part of the request is denied."""
        return self.outcome is not Outcome.GRANTED


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The second reader agrees with a version of the decision."""

    label: ClassVar[str] = "akkoord"
    decision: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Return:
    """The second reader sends a version of the decision back, with the reason."""

    label: ClassVar[str] = "terug naar consulent"
    decision: int
    remark: str


@dataclass(frozen=True, kw_only=True)
class HelpEnds:
    """The end of granted help is near, and the citizen is told in time (Wmo 2015, art. 2.3.9)."""

    label: ClassVar[str] = "einde van de hulp nadert"
    until_on: date
