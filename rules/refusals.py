"""Which sentences refuse something, or give less, in prose that somebody typed (Awb 1:3): found by their words.

It marks for a person to read again. It finds not every refusal, and decides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from re import Match, Pattern

from rules.asked.standards import seen

Patterns = tuple[Pattern[str], ...]
NOTHING = re.compile(r"(?!)")
_SENTENCES = re.compile(r"(?<=[.!?])(?:\s+|(?=[A-ZÀ-Þ]))|\n+")
# Who begins so asks nothing, whatever sign it ends with.
_TELLS = re.compile(r"(?:ik|wij|we|de gemeente|het college|uw|helaas)\b")
_CLAUSES = re.compile(r"(?:[,;:()]| (?=(?:en|maar|dus|want|omdat|zodat|terwijl|waardoor) ))\s*")
_GOES_ON = re.compile(r"(?:en|maar|dus) \w+en\b")
_US = re.compile(r"(?:ik|wij|we|de gemeente|het college)\b")
# In a letter about a talk, that something was meant is told, not done.
_MEANT = re.compile(r"\b(?:van plan|voornemen|voornemens|voorgenomen|plan om|denken eraan|zouden|zou)\b")
_WORDS = re.compile(r"[\w'-]+")


@dataclass(frozen=True, kw_only=True)
class Refusals:
    """The words of a refusal: lists of patterns, and patterns for a clause; config/refusing.toml says what each is."""

    triggers: frozenset[str] = frozenset()
    told: Patterns = ()
    others: Patterns = ()
    giving: Patterns = ()
    taking: Patterns = ()
    refused: Patterns = ()
    gone: Patterns = ()
    lower: Patterns = ()
    ourselves: Pattern[str] = NOTHING
    denial: Pattern[str] = NOTHING
    processes: Pattern[str] = NOTHING
    lightening: Pattern[str] = NOTHING
    perfect: Pattern[str] = NOTHING
    refused_then: Pattern[str] = NOTHING
    passive: Pattern[str] = NOTHING
    passive_others: Pattern[str] = NOTHING
    past: Pattern[str] = NOTHING
    subject: Pattern[str] = NOTHING
    by: Pattern[str] = NOTHING
    burdens: Pattern[str] = NOTHING
    numbers: Mapping[str, float] = field(default_factory=dict)
    measures: Pattern[str] = NOTHING
    lives: Pattern[str] = NOTHING

    def marked(self, text: str, *, of_talk: bool = False) -> tuple[str, ...]:
        """The sentences that refuse; of a talk, one that tells what was meant does not."""
        return tuple(one for one in sentences(text) if self._refuses(one, of_talk=of_talk))

    def _refuses(self, sentence: str, *, of_talk: bool) -> bool:
        plain = read(sentence).rstrip(" .?")
        if sentence.endswith("?") and not _TELLS.match(plain):
            return False
        if self.triggers.isdisjoint(_WORDS.findall(plain)) or any(one.search(plain) for one in self.others):
            return False
        if of_talk and _MEANT.search(plain):
            return False
        plain = self._own_words(plain)
        if _found((*self.giving, *self.refused), plain) or self._less(plain):
            return True
        if _found(self.taking, plain) and not self.burdens.search(plain):
            return True
        return self._in_a_clause(plain)

    def _own_words(self, plain: str) -> str:
        """The sentence up to where somebody else is quoted."""
        for one in self.told:
            said = one.search(plain)
            if said and not _US.match(said[0]):
                plain = plain[: said.start()]
        return plain

    def _less(self, plain: str) -> bool:
        """Whether a measure of help goes from more to less."""
        falls = any((found := one.search(plain)) and self._falls(found) for one in self.lower)
        apart = self.lives.search(plain) or self.past.search(plain) or self.subject.search(plain)
        return falls and bool(self.measures.search(plain)) and not apart

    def _falls(self, found: Match[str]) -> bool:
        more, less = self._number(found["b"]), self._number(found["a"])
        return more is not None and less is not None and less < more

    def _number(self, written: str) -> float | None:
        bare = written.removeprefix("€").strip().rstrip(".,")
        figures = bare.replace(".", "").replace(",", ".")
        return float(figures) if re.fullmatch(r"\d+(?:\.\d+)?", figures) else self.numbers.get(bare)

    def _in_a_clause(self, plain: str) -> bool:
        ours = False
        for clause in _CLAUSES.split(plain):
            ours = bool(self.ourselves.search(clause)) or (ours and bool(_GOES_ON.match(clause)))
            if (ours and self._denied(clause)) or self._not_done(clause):
                return True
        return False

    def _denied(self, clause: str) -> bool:
        """Whether we do not do what a clause says, and that gives nobody anything."""
        if not self.denial.search(clause) or self.processes.search(clause) or self.lightening.search(clause):
            return False
        if self.past.search(clause):
            return False
        return bool(self.refused_then.search(clause)) or not self.perfect.search(clause)

    def _not_done(self, clause: str) -> bool:
        """Whether a clause of the present refuses without a word about who does."""
        if self.past.search(clause) or self.subject.search(clause) or self.by.search(clause):
            return False
        undone = self.passive.search(clause) and not self.passive_others.search(clause)
        return bool(undone) or _found(self.gone, clause)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, as they were typed."""
    return (one.strip() for one in _SENTENCES.split(text) if one.strip())


def read(text: str) -> str:
    """A text as somebody reads it, without the marks on its letters that no Dutch word needs to be known by."""
    shown = unicodedata.normalize("NFD", seen(text))
    bare = "".join(sign for sign in shown if unicodedata.category(sign) != "Mn" or sign in "\u0301\u0308\u0300")
    return unicodedata.normalize("NFC", bare)


def _found(patterns: Patterns, plain: str) -> bool:
    return any(one.search(plain) for one in patterns)
