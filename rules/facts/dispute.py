"""An objection or appeal against a decision, and how it ended (Awb, chapters 6 to 8); handled outside this system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class DisputeKind(StrEnum):
    """An objection to the municipality, or an appeal to the court."""

    OBJECTION = "bezwaar"
    APPEAL = "beroep"


class DisputeEnd(StrEnum):
    """How it ended."""

    DECIDED = "besloten"
    WITHDRAWN = "ingetrokken"


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """An objection or appeal came in (Awb 6:4); `decided_on` is the date of the letter it is against."""

    label: ClassVar[str] = "bezwaar of beroep"
    kind: DisputeKind
    received_on: date
    decided_on: date
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class DisputeEnded:
    """An objection or appeal was decided or withdrawn; `dispute` is its place on the record."""

    label: ClassVar[str] = "einde van bezwaar of beroep"
    dispute: int
    how: DisputeEnd
    on: date
    remark: str = ""
