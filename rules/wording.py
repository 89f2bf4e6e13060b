"""How a day, a number of days, a list, a noun and a capital are written in Dutch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_SHORT = frozenset({"wmo", "wlz", "zvw", "cak", "uwv", "svb", "wgs", "ov", "adl", "valys"})
# After “ij” a vowel is another syllable: Ijaz is no IJaz.
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Noun:
    """A word with its article, which decides the form of the words before it."""

    word: str
    article: str = "de"

    @property
    def the(self) -> str:
        """“De melding”, “het signaal”, without a capital."""
        return f"{self.article} {self.word}"

    @property
    def this(self) -> str:
        """“Deze melding”, “dit signaal”, without a capital."""
        return f"{'deze' if self.article == 'de' else 'dit'} {self.word}"

    @property
    def new(self) -> str:
        """“Nieuwe melding”, “nieuw signaal”, without a capital: after “een”, or alone."""
        return f"{'nieuwe' if self.article == 'de' else 'nieuw'} {self.word}"


def day_nl(day: date) -> str:
    """Write a day as “maandag 2 maart 2026”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date | None, *, year: bool = False) -> str:
    """Write a day as “di 24 nov”."""
    if day is None:
        return ""
    text = f"{WEEKDAYS[day.weekday()][:2]} {day.day} {MONTHS[day.month - 1][:3]}"
    return f"{text} {day.year}" if year else text


def days_nl(days: int) -> str:
    """Write a number of days as “1 dag” or “2 dagen”."""
    return "1 dag" if days == 1 else f"{days} dagen"


def list_nl(names: Sequence[str]) -> str:
    """Write names as “zaterdag, zondag en tweede paasdag”."""
    *others, last = names
    return f"{', '.join(others)} en {last}" if others else last


def capital(text: str) -> str:
    """A text with a capital where it begins: “Van den Berg”, “IJsbrandy”; ’t has none."""
    if text[:2].casefold() == "ij" and text[2:3].casefold() not in _VOWELS:
        return f"IJ{text[2:]}"
    return f"{text[:1].upper()}{text[1:]}"


def inside(text: str) -> str:
    """A text as it goes on in a sentence: “hulp bij het huishouden”; a short name such as Wmo keeps its capital."""
    word = re.split(r"[\W\d_]", text, maxsplit=1)[0]
    return text if word.casefold() in _SHORT or word[1:] != word[1:].lower() else f"{text[:1].lower()}{text[1:]}"


def spelled(text: str) -> str:
    """A text with each sign written out that shows nothing itself, but may turn round or hide what stands beside it."""
    return "".join(f"\\u{ord(sign):04x}" if _unseen(sign) else sign for sign in text)


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc", "Cs", "Zl", "Zp")
