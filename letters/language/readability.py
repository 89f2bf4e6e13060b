"""How easy a text is to read; this advises the writer and never stops a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONG_SENTENCE = 20
GOOD_SCORE = 65
GOOD_WORDS = 12

# A quotation may close after the stop.
_ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\")]))\s+")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*")
_SOUNDS = re.compile(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûüıİ]")


@dataclass(frozen=True, slots=True)
class Readability:
    """The Flesch-Douma score (higher is easier), the mean words per sentence, and the sentences that are too long."""

    score: float
    mean_words: float
    long_sentences: tuple[str, ...]


def readability(paragraphs: Iterable[str]) -> Readability:
    """Measure a text given as paragraphs; a heading or a list item counts as a sentence."""
    found = list(sentences(paragraphs))
    words = [word for sentence in found for word in _WORDS.findall(sentence)]
    if not words:
        return Readability(100.0, 0.0, ())
    mean = len(words) / len(found)
    score = 206.8 - 0.93 * mean - 77 * sum(map(syllables, words)) / len(words)
    long = tuple(sentence for sentence in found if count_words(sentence) > LONG_SENTENCE)
    return Readability(round(score, 1), round(mean, 1), long)


def sentences(paragraphs: Iterable[str]) -> Iterator[str]:
    """The sentences of a text, except those without a word."""
    return (sentence for text in paragraphs for sentence in _ENDS.split(text) if _WORDS.search(sentence))


def count_words(sentence: str) -> int:
    """The number of words in a sentence, numbers included."""
    return len(_WORDS.findall(sentence))


def syllables(word: str) -> int:
    """The number of vowel sounds in a Dutch word, at least one."""
    return max(1, len(_SOUNDS.findall(word.casefold())))
