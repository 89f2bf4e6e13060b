"""The settings by which asked and given are compared, and the floors below which no municipality can set them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from html import unescape
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
# Letters of other alphabets that nobody tells from ours.
LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u03bf\u03b1\u03b5",
    "aeopcyxijsdhqwoae",
)


@dataclass(frozen=True)
class Duty:
    """A kind of condition that takes nothing away, such as telling what changes."""

    name: str
    has: tuple[Pattern[str], ...]
    words: tuple[Pattern[str], ...]
    but_not: tuple[Pattern[str], ...] = ()

    def covers(self, clause: str, common: tuple[Pattern[str], ...]) -> bool:
        """Whether a clause is of this kind, and has no word that the kind does not need."""
        if not all(pattern.search(clause) for pattern in self.has) or _found(self.but_not, clause):
            return False
        # Of several words together before each by itself; and what was read once is not read again in another way.
        known = sorted((each.pattern for each in (*self.words, *common)), key=lambda each: " " not in each)
        return bool(re.fullmatch(rf"(?:(?>(?:{'|'.join(known)}) ))+", _bare(clause)))


@dataclass(frozen=True)
class Phrases:
    """Words that decide an effect: each a pattern. What stands on no list is not neutral."""

    # Whole conditions that are neutral as they stand, with no word beside them.
    ordinary: tuple[Pattern[str], ...] = ()
    # Kinds of them that are; one that is neither is not neutral.
    duties: tuple[Duty, ...] = ()
    # Words that say nothing by themselves, whichever the duty.
    common: tuple[Pattern[str], ...] = ()
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
        plain = seen(condition).rstrip(".")
        clauses = [clause for clause in _DUTIES.split(plain) if clause]
        return self._is_duty(plain) or (len(clauses) > 1 and all(map(self._is_duty, clauses)))

    def _is_duty(self, clause: str) -> bool:
        return _is(self.ordinary, clause) or any(duty.covers(clause, self.common) for duty in self.duties)

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
        said = _CLAUSES.split(seen(words))
        clauses = [each for each in said if not each.rstrip().endswith("?")]
        if clauses == said and not _found(self.denying, words):
            return _found(self.willing, words)
        # A bare figure is a yes only where nothing stands beside it.
        open_ended = tuple(pattern for pattern in self.willing if not pattern.pattern.startswith("^"))
        return any(_found(open_ended, each) and not _found(self.denying, each) for each in clauses)


_CLAUSES = re.compile(r"(?<=[.,;:!?])\s+|\s+maar\s+")

# Where one duty ends and another begins.
_DUTIES = re.compile(r"[.;,?!]\s+(?:en\s+)?|\s+en\s+")
_BY_LAW = r"pw|wmo|jw|wgs|awb|babw|participatiewet|jeugdwet"
_PART = r"(?:lid \d+|onder [a-z]|sub [a-z])"
_LAW = re.compile(
    rf"\((?:(?:artikel|art\.?|lid|onder|sub|en|van|de|{_BY_LAW}|\d+(?:\.\d+)*[a-z]?|[a-z])[\s,]*)+\)"
    rf"|\b(?:artikel|art\.?) \d+(?:\.\d+)*[a-z]?(?:,? {_PART})*(?: (?:van de )?(?:{_BY_LAW})(?: 2015)?)?\b"
)

_SENTENCES = re.compile(r"(?<=[.!?;:])\s+|\n+")


def _is(patterns: tuple[Pattern[str], ...], text: str) -> bool:
    """Whether a text is one of these, from its first letter to its last."""
    return any(pattern.fullmatch(text) for pattern in patterns)


def _bare(clause: str) -> str:
    """The words of a clause, each with a space behind it, without signs and where the law says so."""
    return "".join(f"{word} " for word in re.findall(r"[\w-]+", _LAW.sub(" ", clause)))


def _found(patterns: tuple[Pattern[str], ...], text: str) -> bool:
    """Whether any of the patterns is in the text, whatever its capitals and spaces."""
    plain = seen(text)
    return any(pattern.search(plain) for pattern in patterns)


def seen(text: str) -> str:
    """A text as somebody reads it: without capitals, signs that show nothing, and letters that only look like ours."""
    # Nothing in plain letters hides.
    shown = text if text.isascii() and "&" not in text else _shown(text)
    return " ".join(shown.casefold().translate(LOOKALIKES).split())


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


def _shown(text: str) -> str:
    whole = unicodedata.normalize("NFKC", unescape(text))
    return "".join(sign for sign in whole if unicodedata.category(sign) != "Cf")
