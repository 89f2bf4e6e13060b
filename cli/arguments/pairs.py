"""Answers on the command line in the form name=value,name=value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rules.errors import MaatwerkError

# The Awb took effect in 1994; past 2150 a date is a typing error.
FIRST_YEAR = 1994
LAST_YEAR = 2150
LONGEST = 999


class AnswerInvalid(MaatwerkError):
    """Something on the command line cannot be read."""

    def __init__(self, message_nl: str) -> None:
        super().__init__("unreadable command line")
        self.message_nl = message_nl


def day(text: str, name: str) -> date:
    """A day written as 2026-03-02."""
    try:
        found = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007
    except ValueError:
        problem = f"“{text}” is geen datum. Schrijf {name} als jaar-maand-dag: 2026-03-02."
        raise AnswerInvalid(problem) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        problem = f"Het jaar van {name} klopt niet. Kies een jaar van {FIRST_YEAR} tot {LAST_YEAR}."
        raise AnswerInvalid(problem)
    return found


def day_or_moment(text: str, name: str) -> date:
    """A day, or a moment written as 2026-03-02T14:30."""
    if "T" not in text:
        return day(text, name)
    day(text.strip()[:10], name)
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        problem = f"“{text}” is geen tijdstip. Schrijf {name} zo: 2026-03-02T14:30."
        raise AnswerInvalid(problem) from None


def pairs(text: str, option: str, known: Iterable[str]) -> dict[str, str]:
    """The names and values, each name known and given once."""
    found: dict[str, str] = {}
    for part in text.split(","):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not value:
            raise AnswerInvalid(f"“{part}” bij {option} mist een waarde. Schrijf naam=waarde.")
        if name not in known:
            raise AnswerInvalid(f"{option} kent “{name}” niet. Kies uit: {', '.join(known)}.")
        if name in found:
            raise AnswerInvalid(f"{option} noemt “{name}” twee keer. Geef het één keer.")
        found[name] = value
    return found


def whole(text: str, name: str) -> int:
    """A whole number above zero."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= LONGEST:
        problem = f"“{text}” kan niet. Schrijf {name} als heel getal van 1 tot en met {LONGEST}."
        raise AnswerInvalid(problem)
    return int(text)
