"""When a citizen may apply: after the investigation, or once its term has passed (Wmo 2015, 2.3.2 lid 9)."""

from __future__ import annotations

from datetime import date

from rules.calendar.days import ONE_DAY
from rules.errors import FactUntimely
from rules.facts import Application, Investigation
from rules.record.entries import Entry, Record
from rules.wording import day_nl

INVESTIGATE_FIRST = "Leg eerst het onderzoek vast. De inwoner krijgt dan het verslag om te ondertekenen."


def opens_on(investigate_by: date) -> date:
    """The first day on which a citizen may apply without an investigation."""
    return investigate_by + ONE_DAY


def check(application: Application, *, opens: date) -> None:
    """Raise `FactUntimely` when an application without an investigation comes before the citizen may apply."""
    if application.received_on < opens:
        raise FactUntimely(f"{INVESTIGATE_FIRST} Zonder onderzoek kan een aanvraag pas vanaf {day_nl(opens)}.")


def applied_separately(record: Record, application: Entry[Application]) -> bool:
    """Whether the citizen applied in another way than by signing the report."""
    reported = any(isinstance(entry.fact, Investigation) and entry.seq < application.seq for entry in record)
    return not (application.fact.signed and reported)
