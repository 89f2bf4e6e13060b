"""Checks that any field of a fact may need: that it is filled in, and that a day is neither future nor long ago."""

from __future__ import annotations

from datetime import date, timedelta

FUTURE = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."


def blank(fact: object, **sentences: str) -> dict[str, str]:
    """The sentence for each field that is empty; keywords map a field to its sentence."""
    return {field: text for field, text in sentences.items() if not str(getattr(fact, field)).strip()}


def past(field: str, day: date, today: date) -> dict[str, str]:
    """The problem, if any, with the day on which something happened: in the future, or over ten years ago."""
    if day > today:
        return {field: FUTURE}
    if day < today - timedelta(days=3660):
        return {field: "Deze datum ligt meer dan tien jaar terug. Controleer het jaar."}
    return {}
