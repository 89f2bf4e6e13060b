"""A citizen reports a need, and it is investigated (Wmo 2015, art. 2.3.2 lid 1 to 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Report:
    """A citizen reports a need for support (Wmo 2015, art. 2.3.2 lid 1)."""

    label: ClassVar[str] = "melding"
    question: str
    received_on: date
    channel: str = "website"
    urgent: bool = False
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """When and where the consultant and the citizen will talk (Wmo 2015, art. 2.3.2)."""

    label: ClassVar[str] = "afspraak"
    on: date
    at: time
    place: str
    interpreter: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One of the subjects the investigation must cover (Wmo 2015, art. 2.3.2 lid 4, a to g)."""

    part: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Investigation:
    """What the investigation found (Wmo 2015, art. 2.3.2 lid 4 and 8)."""

    label: ClassVar[str] = "onderzoek"
    visited_on: date
    present: tuple[str, ...]
    need: str
    findings: tuple[Finding, ...]
    conclusion: str
    personal_plan: str = ""
    budget: str = ""
    contribution: str = ""
