"""Officialese in a text, with plainer words for it; the pairs are in plainer.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in a text that could be plainer: its position, and what to write instead."""

    start: int
    end: int
    advice: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text in lower case, and its position."""

    text: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text, in order; numbers are left out."""
    return [Word(found[0].casefold().replace("’", "'"), found.start(), found.end()) for found in WORD.finditer(text)]


def pairs() -> dict[str, str]:
    """Each form of officialese, mapped to plainer words."""
    groups = tomllib.loads(Path(__file__).with_name("plainer.toml").read_text("utf-8"))
    rows = [row for group in groups.values() for row in group.items()]
    return {form.strip(): plainer for forms, plainer in rows for form in forms.split("|")}


def officialese(text: str) -> Iterator[Remark]:
    """Every phrase of the list in a text, longest match first; they do not overlap."""
    found = words(text)
    place = 0
    while place < len(found):
        taken = 1
        for phrase, plainer in _phrases().get(found[place].text, ()):
            part = found[place : place + len(phrase)]
            if tuple(word.text for word in part) == phrase and _unbroken(text, part):
                yield Remark(part[0].start, part[-1].end, f"liever: {plainer}")
                taken = len(phrase)
                break
        place += taken


def _unbroken(text: str, part: list[Word]) -> bool:
    """Whether no comma or full stop interrupts the phrase."""
    return all(text[one.end : other.start].isspace() for one, other in pairwise(part))


@cache
def _phrases() -> _Phrases:
    """The phrases by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for form, plainer in pairs().items():
        phrase = tuple(word.text for word in words(form))
        found.setdefault(phrase[0], []).append((phrase, plainer))
    return {first: tuple(sorted(group, key=lambda one: -len(one[0]))) for first, group in found.items()}
