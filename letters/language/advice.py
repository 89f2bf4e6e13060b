"""What would make a text easier to read, sentence by sentence; this advises and never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from letters.language.passive import passives
from letters.language.plainer import Remark, officialese
from letters.language.readability import (
    GOOD_SCORE,
    GOOD_WORDS,
    LONG_SENTENCE,
    Readability,
    count_words,
    readability,
    sentences,
)

SHORTEST = 20
_LINES = re.compile(r"\n+")
EASY_NL, HARD_NL = "makkelijk te lezen", "moeilijk te lezen"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence, with advice about it, or none if it is fine."""

    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that could be plainer, in pieces; `words` is its length when that is too long, else 0."""

    parts: tuple[Part, ...]
    too_long: int


@dataclass(frozen=True, slots=True)
class Advice:
    """The readability of a text, and the sentences that could be plainer."""

    figures: Readability
    sentences: tuple[Sentence, ...]

    @property
    def verdict(self) -> str:
        """The score in Dutch words, so that nobody needs to know what it means."""
        easy = self.figures.score >= GOOD_SCORE and self.figures.mean_words <= GOOD_WORDS
        return EASY_NL if easy else HARD_NL


def lines(text: str) -> list[str]:
    """Split a text as it was typed into paragraphs."""
    return [line.strip() for line in _LINES.split(text) if line.strip()]


def about(text: str) -> Advice | None:
    """Advice about a text as it was typed; None while it is too short to judge."""
    return advise(lines(text)) if len(text.strip()) >= SHORTEST else None


def advise(paragraphs: Iterable[str]) -> Advice:
    """Advise on any text; the time needed grows linearly with its length."""
    given = list(paragraphs)
    looked = (_look(sentence) for sentence in sentences(given))
    return Advice(readability(given), tuple(found for found in looked if found))


def _look(sentence: str) -> Sentence | None:
    count = count_words(sentence)
    too_long = count if count > LONG_SENTENCE else 0
    parts = tuple(_parts(sentence))
    return Sentence(parts, too_long) if too_long or any(part.advice for part in parts) else None


def _parts(sentence: str) -> Iterator[Part]:
    place = 0
    for remark in _in_order(sentence):
        if remark.start > place:
            yield Part(sentence[place : remark.start])
        yield Part(sentence[remark.start : remark.end], remark.advice)
        place = remark.end
    if place < len(sentence):
        yield Part(sentence[place:])


def _in_order(sentence: str) -> Iterator[Remark]:
    """The remarks from left to right, with those that overlap merged."""
    waiting: Remark | None = None
    for remark in sorted((*officialese(sentence), *passives(sentence)), key=lambda one: one.start):
        if waiting and remark.start < waiting.end:
            waiting = Remark(waiting.start, max(waiting.end, remark.end), _both(waiting.advice, remark.advice))
            continue
        if waiting:
            yield waiting
        waiting = remark
    if waiting:
        yield waiting


def _both(one: str, other: str) -> str:
    return one if other in one else f"{one}; {other}"
