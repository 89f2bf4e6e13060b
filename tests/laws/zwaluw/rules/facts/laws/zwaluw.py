"""Somebody reports a change in what runs (Zwaluwwet, art. 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rules.facts.report import Opening


@dataclass(frozen=True, kw_only=True)
class Change(Opening):
    """A change that may touch an allowance, reported by the citizen or found in a file (art. 5)."""

    label: ClassVar[str] = "wijziging"
    heading: ClassVar[str] = "Wijziging ontvangen"
    early: ClassVar[str] = "Deze zaak heeft al een wijziging."
