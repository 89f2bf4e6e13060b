"""The day on which a letter is posted, and which it bears as its date (Awb 3:41)."""

from __future__ import annotations

from datetime import date

from config.law import law
from config.municipality import municipality


def posting_day(handed_on: date) -> date:
    """The day on which the printer posts what it is handed on this day: that day, or some working days later."""
    return law().calendar.add_working_days(handed_on, municipality().posting_days(handed_on))
