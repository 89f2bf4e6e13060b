"""The citizen is heard before a rejection, or two people agree to go without (Awb 4:7 to 4:9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from rules.calls import CallOutcome, Channel, Direction, ExemptionReason


@dataclass(frozen=True, kw_only=True)
class ViewsInvited:
    """The citizen is asked in writing what they think of an adverse intention (Awb 4:7 to 4:9).

    `differs` says where our information differs from the citizen's.
    """

    label: ClassVar[str] = "uitnodiging om te reageren"
    differs: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Call:
    """One attempt to speak to the citizen about one version of an intended decision.

    `decision` is that version; `at` is timezone-aware; `minutes` is how long the call took.
    """

    label: ClassVar[str] = "belpoging"
    decision: int
    at: datetime
    outcome: CallOutcome
    minutes: int = 0
    direction: Direction = Direction.OUT
    channel: Channel = Channel.PHONE
    number: str = ""
    spoke_with: str = ""
    authorised: bool = False
    identity_checked: bool = False
    summary: str = ""
    response: str = ""
    new_facts: str = ""
    agreements: str = ""
    views_heard: bool = False
    read_back: bool = False
    follow_up_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """A request, with its reason, to decide without having spoken to the citizen."""

    label: ClassVar[str] = "verzoek om uitzondering"
    decision: int
    reason: ExemptionReason
    motivation: str


@dataclass(frozen=True, kw_only=True)
class ExemptionApproval:
    """A second person agrees to an exemption; `exemption` is the place of the request on the record."""

    label: ClassVar[str] = "uitzondering goedgekeurd"
    exemption: int
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class ExemptionRefusal:
    """A second person does not agree to an exemption."""

    label: ClassVar[str] = "uitzondering afgewezen"
    exemption: int
    remark: str
