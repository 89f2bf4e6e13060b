"""What a letter must say, may never show, and may only say when it is so.

The data is in required.toml, in claims.toml, and in each front matter.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from config.standards import standards
from letters.writing.signs import Fields
from letters.writing.slots import SLOT, TO_COME
from rules.errors import ClaimUnfounded, ContentsForbidden, ContentsMissing, RefusalMisplaced

# Statements only, not questions: "Wordt uw aanvraag afgewezen?" may appear in any letter.
_REFUSES = re.compile(
    r"\bwij (?:wijzen|wezen)\b[^.?]*\baf\b|\bwij (?:kennen|kenden)\b[^.?]*\bniet toe\b|"
    r"\buw (?:aanvraag|verzoek) (?:is|wordt|werd|hebben wij|wijzen wij)\b[^.?]*\baf(?:gewezen)?\b|"
    r"\bu krijgt (?:dit|deze hulp|deze voorziening|de hulp)\b[^.?]*\bniet\b|\bu hebt geen recht op\b"
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from letters.writing.template import FrontMatter

_SENTENCE_ENDS = re.compile(r"[.!?] ")
_SENTENCES = re.compile(r"(?<=[.!?:]) ")
# The facts of a case that its texts may claim, among the values of a letter.
FACTS = "feiten"


@cache
def blocks() -> dict[str, dict[str, str]]:
    """The requirements that letters share: heading, contact, decision, remedy and mandate."""
    return tomllib.loads(Path(__file__).with_name("required.toml").read_text("utf-8"))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    # Lower-casing both is five times as fast as IGNORECASE. An escape such as \\S keeps its capital.
    return re.compile(re.sub(r"\\.|[^\\]+", lambda part: part[0] if part[0][0] == "\\" else part[0].lower(), pattern))


def demands(front: FrontMatter) -> dict[str, str]:
    """All requirements of this letter, as name and pattern; its own wording overrides a shared one."""
    shared = [blocks()[block] for block in front.blocks]
    return {name: pattern for wanted in (*shared, front.must) for name, pattern in wanted.items()}


def missing(front: FrontMatter, text: str) -> tuple[str, ...]:
    """The names of the requirements that this text does not meet; what a preview leaves open counts as filled in."""
    for still_open, filled in TO_COME.items():
        text = text.replace(still_open, filled)
    text = text.lower()
    return tuple(name for name, pattern in demands(front).items() if not _pattern(pattern).search(text))


def places(front: FrontMatter, paragraphs: Sequence[str]) -> dict[str, Place | None]:
    """For each requirement, the words that meet it and their paragraph; None where nothing does."""
    parts = [flat(paragraph) for paragraph in paragraphs]
    text = " ".join(parts)
    starts = [sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    return {name: _place(text, starts, _pattern(pattern)) for name, pattern in demands(front).items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Whole sentences of a letter, and the index of the paragraph where they begin."""

    paragraph: int
    words: str


def _place(text: str, starts: Sequence[int], pattern: re.Pattern[str]) -> Place | None:
    # Character by character, because some capitals become two characters in lower case.
    found = pattern.search("".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text))
    if found is None:
        return None
    ends = sorted({*starts[1:], *(end.end() for end in _SENTENCE_ENDS.finditer(text)), len(text)})
    first = max((end for end in (0, *ends) if end <= found.start()), default=0)
    last = min(end for end in ends if end >= found.end())
    number = max(number for number, start in enumerate(starts) if start <= found.start())
    return Place(number, text[first:last].strip())


def shown(front: FrontMatter, text: str) -> tuple[str, ...]:
    """The patterns that this text matches and may not."""
    return tuple(pattern for pattern in front.never if _pattern(pattern).search(text.lower()))


def check_contents(letter: str, front: FrontMatter, paragraphs: Iterable[str]) -> None:
    """Raise when a text, a municipality's own included, omits what the law requires or shows what it may not."""
    text = flat("\n".join(paragraphs))
    lacking = missing(front, text)
    if lacking:
        raise ContentsMissing(letter, lacking)
    if shown(front, text):
        raise ContentsForbidden(letter)


def check_call_told(letter: str, given: Fields, paragraphs: Iterable[str]) -> None:
    """Raise when a rejection does not give the words on record about the call, or about why there was none."""
    text = flat(" ".join(paragraphs))
    told = [("gesprek", "inbreng"), ("gesprek", "reactie")] if "gesprek" in given else [("uitzondering", "tekst")]
    for name, part in told:
        owner = given[name]
        words = owner.get(part) if isinstance(owner, Fields) else None
        if not isinstance(words, str) or any(flat(line) not in text for line in words.split("\n")):
            raise ContentsMissing(letter, (f"{name}_{part}",))


def check_no_refusal(letter: str, paragraphs: Iterable[str]) -> None:
    """Raise `RefusalMisplaced` when a text rejects or lowers something; that requires a letter with a call."""
    words = tuple(paragraphs)
    if any(_REFUSES.search(flat(paragraph).lower()) for paragraph in words):
        raise RefusalMisplaced(letter)
    if sentence := refusal(words):
        raise RefusalMisplaced(letter, sentence)


@lru_cache(maxsize=256)
def refusal(paragraphs: tuple[str, ...]) -> str:
    """The first sentence that refuses something; letters that differ only in their values are read once."""
    phrases = standards(date.max).phrases
    said = (phrases.refusal(flat(SLOT.sub("…", paragraph))) for paragraph in paragraphs)
    return next(filter(None, said), "")


@cache
def claims() -> dict[str, re.Pattern[str]]:
    """The words that claim each fact."""
    found = tomllib.loads(Path(__file__).with_name("claims.toml").read_text("utf-8"))
    return {name: re.compile(pattern) for name, pattern in found.items()}


@lru_cache(maxsize=256)
def claimed(paragraphs: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Each fact that these words claim, with the sentence that does; a question claims nothing.

    Letters that differ only in their values have the same words, so they are read once.
    """
    sentences = [one for paragraph in paragraphs for one in _SENTENCES.split(flat(SLOT.sub("…", paragraph)))]
    said = [one for one in sentences if not one.endswith("?")]
    return tuple((name, one) for one in said for name, words in claims().items() if words.search(one.lower()))


def check_claims(given: Fields, paragraphs: Iterable[str]) -> None:
    """Raise `ClaimUnfounded` when a text says that something happened which is not on the record."""
    facts = given[FACTS]
    for name, sentence in claimed(tuple(paragraphs)):
        if not isinstance(facts, Fields) or not facts.get(name):
            raise ClaimUnfounded(name, sentence)


def flat(text: str) -> str:
    """The text on one line, with every kind of whitespace replaced by a space."""
    return " ".join(text.replace("\u200b", "").split())
