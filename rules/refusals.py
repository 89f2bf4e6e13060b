"""Which sentences refuse something, or give less, in prose that somebody typed (Awb 1:3): weighed by their words.

It marks for a person to read again. It finds not every refusal, and decides nothing.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rules.asked.standards import seen
from rules.words.signs import FOREIGN, PLAIN, Lexicon, shown

_SENTENCES = re.compile(r"(?<=[.!?])(?:\s+|(?=[A-ZÀ-Þ]))|\n+")
# Who begins so asks nothing, whatever sign it ends with: the question says that it is so.
_TELLS = re.compile(r"(?:ik|wij|we|de gemeente|het college|uw|helaas|waarom|wist u)\b")
# In a letter about a talk, that something was meant is told, not done.
_MEANT = re.compile(r"\b(?:van plan|voornemen|voornemens|voorgenomen|plan om|denken eraan|zouden|zou)\b")


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """What a sentence is weighed by: the lexicon, what each sign in it weighs, and from where a sentence is marked."""

    lexicon: Lexicon = field(default_factory=Lexicon)
    weights: Mapping[str, float] = field(default_factory=dict)
    bound: float = 0.0

    def marked(self, text: str, *, of_talk: bool = False) -> tuple[str, ...]:
        """The sentences that refuse; of a talk, one that tells what was meant does not."""
        return tuple(one for one in sentences(text) if self._refuses(one, of_talk=of_talk))

    def _refuses(self, sentence: str, *, of_talk: bool) -> bool:
        plain = read(sentence)
        if (sentence.endswith("?") and not _TELLS.match(plain)) or (of_talk and _MEANT.search(plain)):
            return False
        reasons = self.reasons(sentence)
        return not reasons.keys().isdisjoint((PLAIN, FOREIGN)) or math.fsum(reasons.values()) > self.bound

    def reasons(self, sentence: str) -> dict[str, float]:
        """What a sentence shows, and what it weighs: for refusing, or against it."""
        return {one: weight for one in signs_of(sentence, self.lexicon) if (weight := self.weights.get(one))}


def signs_of(sentence: str, lexicon: Lexicon) -> frozenset[str]:
    """All that a sentence shows."""
    return shown(read(sentence), lexicon)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, as they were typed."""
    return (one.strip() for one in _SENTENCES.split(text) if one.strip())


def read(text: str) -> str:
    """A text as somebody reads it, without the marks on its letters that no Dutch word needs to be known by."""
    shown = seen(text)
    if shown.isascii():
        return shown
    shown = unicodedata.normalize("NFD", shown)
    bare = "".join(sign for sign in shown if unicodedata.category(sign) != "Mn" or sign in "\u0301\u0308\u0300")
    return unicodedata.normalize("NFC", bare)
