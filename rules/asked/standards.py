"""The settings by which asked and given are compared, and the floors below which no municipality can set them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from re import Pattern

from rules.asked.quantity import Per, Quantity, Unit

START_DAYS = 14
AGREEMENT_WEEKS = 8
WITHDRAWAL_DAYS = 14
ADVANCE_PERCENT = 95
# Less than this is no help that cannot wait, by its unit.
AT_ONCE = (
    Quantity(60, Unit.MINUTE, Per.WEEK),
    Quantity(1, Unit.DAYPART, Per.WEEK),
    Quantity(1, Unit.SESSION, Per.WEEK),
    Quantity(1, Unit.NIGHT, Per.WEEK),
    Quantity(1, Unit.TRIP, Per.WEEK),
    Quantity(10, Unit.KILOMETRE, Per.WEEK),
    Quantity(10_00, Unit.CENT, Per.WEEK),
)
# A part of a day is three to four hours: below or above that no figure of the municipality counts.
DAYPART_MINUTES = range(180, 241)


@dataclass(frozen=True)
class Phrases:
    """Words that decide an effect: each a pattern. What stands on no list is not neutral."""

    neutral: tuple[Pattern[str], ...] = ()
    # A neutral condition has no other words than these.
    neutral_words: tuple[Pattern[str], ...] = ()
    # Whole conditions about how help comes to the house: they are neutral as they stand, with no word beside them.
    ordinary: tuple[Pattern[str], ...] = ()
    # Even beside neutral words these end, delay or make part depend on something.
    never_neutral: tuple[Pattern[str], ...] = ()
    refusing: tuple[Pattern[str], ...] = ()
    # Sentences that look like a refusal, and are none.
    harmless: tuple[Pattern[str], ...] = ()
    unwilling: tuple[Pattern[str], ...] = ()
    # A yes that hangs on something; none, unless that is on record as its condition.
    conditional: tuple[Pattern[str], ...] = ()
    # One of these is in every yes.
    willing: tuple[Pattern[str], ...] = ()
    # Beside one of these, in the same clause, a yes is none: “dat kan niet”.
    denying: tuple[Pattern[str], ...] = ()

    def is_neutral(self, condition: str) -> bool:
        """Whether a condition takes nothing from what the citizen can be sure of.

        One that nobody listed does, and so does each word that a listed one does not need.
        """
        if _is(self.ordinary, " ".join(condition.casefold().split()).rstrip(".")):
            return True
        if not _found(self.neutral, condition) or _found(self.never_neutral, condition):
            return False
        return all(_is(self.neutral_words, word) for word in _WORD.findall(condition.casefold()))

    def is_refusing(self, text: str) -> bool:
        """Whether a text refuses something."""
        return bool(self.refusal(text))

    def refusal(self, text: str) -> str:
        """The first sentence that refuses something, or lowers it; a question does not."""
        said = (sentence.strip() for sentence in _SENTENCES.split(text))
        told = (one for one in said if not one.endswith("?") and not _found(self.harmless, one))
        return next((one for one in told if _found(self.refusing, one)), "")

    def is_unwilling(self, words: str, *, with_condition: bool = False) -> bool:
        """Whether somebody leaves it to the municipality, gives in or doubts, or does not say yes at all."""
        if _found(self.unwilling, words) or (not with_condition and _found(self.conditional, words)):
            return True
        return bool(self.willing) and not self._is_yes(words)

    def _is_yes(self, words: str) -> bool:
        """Whether he says yes: anywhere, or where he denies or asks something in a clause that does neither."""
        said = _CLAUSES.split(words.casefold())
        clauses = [each for each in said if not each.rstrip().endswith("?")]
        if clauses == said and not _found(self.denying, words):
            return _found(self.willing, words)
        # A bare figure is a yes only where nothing stands beside it.
        open_ended = tuple(pattern for pattern in self.willing if not pattern.pattern.startswith("^"))
        return any(_found(open_ended, each) and not _found(self.denying, each) for each in clauses)


_CLAUSES = re.compile(r"(?<=[.,;:!?])\s+|\s+maar\s+")
_WORD = re.compile(r"[^\s,.;:()/“”\"']+(?:\.\d+)*")

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+|\n+")


def _is(patterns: tuple[Pattern[str], ...], text: str) -> bool:
    """Whether a text is one of these, from its first letter to its last."""
    return any(pattern.fullmatch(text) for pattern in patterns)


def _found(patterns: tuple[Pattern[str], ...], text: str) -> bool:
    """Whether any of the patterns is in the text, whatever its capitals and spaces."""
    plain = " ".join(text.casefold().split())
    return any(pattern.search(plain) for pattern in patterns)


@dataclass(frozen=True)
class Standards:
    """Frozen on a case at its application; a municipality can only set what protects a citizen more."""

    start_days: int = START_DAYS
    agreement_weeks: int = AGREEMENT_WEEKS
    withdrawal_days: int = WITHDRAWAL_DAYS
    daypart_minutes: int | None = None
    report_told_of_budget: bool = False
    # Of an allowance, until the decision (Participatiewet, art. 52).
    advance_percent: int = ADVANCE_PERCENT
    at_once: tuple[Quantity, ...] = AT_ONCE
    phrases: Phrases = field(default_factory=Phrases)

    def __post_init__(self) -> None:
        """Hold each number to its floor, for a setting must not make less look whole."""
        object.__setattr__(self, "start_days", min(max(self.start_days, 0), START_DAYS))
        object.__setattr__(self, "agreement_weeks", min(max(self.agreement_weeks, 0), AGREEMENT_WEEKS))
        object.__setattr__(self, "withdrawal_days", max(self.withdrawal_days, WITHDRAWAL_DAYS))
        if self.daypart_minutes not in DAYPART_MINUTES:
            object.__setattr__(self, "daypart_minutes", None)
