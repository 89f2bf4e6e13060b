"""What may be asked of any field of a fact: that it says something, and that a day has come and is not long past."""

from __future__ import annotations

from datetime import date, timedelta

FUTURE = "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurde."


def blank(fact: object, **sentences: str) -> dict[str, str]:
    """The sentence of each field that is empty."""
    return {field: text for field, text in sentences.items() if not str(getattr(fact, field)).strip()}


def past(field: str, day: date, today: date) -> dict[str, str]:
    """What is wrong with the day on which something happened."""
    if day > today:
        return {field: FUTURE}
    if day < today - timedelta(days=3660):
        return {field: "Deze datum ligt meer dan tien jaar terug. Controleer het jaar."}
    return {}
