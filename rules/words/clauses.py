"""A sentence as clauses: their words, and how each hangs on the one before (main, reason, condition, what was said)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[\w'-]+|[€%]|[.,;:!?()]")
# Its marks would end a clause: “€ 1.240,-”.
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*(?:,-)?")
_ENDS = frozenset(",;:()!?.")
# What a clause that begins with such a word is.
KINDS = {
    "als": "if",
    "dat": "that",
    "doordat": "why",
    "dus": "so",
    "daarom": "so",
    "hoe": "that",
    "hoewel": "why",
    "indien": "if",
    "mits": "if",
    "nadat": "when",
    "nu": "why",
    "of": "that",
    "omdat": "why",
    "sinds": "when",
    "tenzij": "if",
    "toen": "when",
    "totdat": "if",
    "voordat": "if",
    "waardoor": "so",
    "waarom": "that",
    "wanneer": "if",
    "want": "why",
    "zodat": "so",
    "zodra": "if",
    "zolang": "if",
}
_BEGINS = (KINDS.keys() - {"dus", "daarom", "hoe", "nu", "sinds", "waarom"}) | {"maar", "terwijl"}
# “En” begins a clause only before one of these; else it joins two words.
_AFTER_AND = re.compile(
    r"dus|daarom|daarmee|daarvoor|daar|dat|die|wij|we|u|hij|zij|ze|is|zijn|wordt|worden|krijgt|geven|gaat|gaan|kan|kunnen"
    r"|moet|houdt|blijft|stopt|ik|de|het|deze|dit|niet|geen|voor|om|korten|keuren|kennen"
)
# With one of these at its end, a verb before it is another: “wijzen … af”.
PARTICLES = re.compile(
    r"af|toe|in|uit|over|mee|op|voort|door|stop|terug|bij|aan|weg|vrij|kwijt|goed|heen|los|vast|neer"
)
_SHORTEST = 4
_ENDINGS = ("den", "ten", "en", "de", "te", "t", "d", "s", "e")


@dataclass(frozen=True)
class Clause:
    """A clause: its words, and its kind."""

    words: tuple[str, ...]
    kind: str


def clauses(plain: str) -> Iterator[Clause]:
    """The clauses of a sentence, a figure as “#”."""
    kind = "main"
    for words in _split(["#" if one[0].isdigit() else one for one in WORD.findall(_FIGURE.sub("0", plain))]):
        # What “en” begins is of the kind of what stands before it.
        if words[0] != "en" or len(words) == 1:
            kind = KINDS.get(words[0], "main")
        yield Clause(words, kind)


def _split(words: list[str]) -> Iterator[tuple[str, ...]]:
    clause: list[str] = []
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if clause and (word in _ENDS or word in _BEGINS or (word == "en" and _AFTER_AND.fullmatch(after))):
            yield tuple(clause)
            clause = []
        if word not in _ENDS:
            clause.append(word)
    if clause:
        yield tuple(clause)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What the forms of a Dutch word share, roughly: “vergoedt”, “vergoeden”; “geven”, “gegeven”."""
    if len(word) < _SHORTEST or word in ("niet", "geen", "deze"):
        return word
    bare = word[2:] if word.startswith("ge") and len(word) > _SHORTEST + 1 and word[2] not in "zmbl" else word
    for ending in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST - 1:
            bare = bare.removesuffix(ending)
            break
    bare = re.sub(r"([aeou])\1", r"\1", bare)
    bare = re.sub(r"([bdfgklmnprst])\1$", r"\1", bare)
    return bare[:-1] + {"v": "f", "z": "s"}.get(bare[-1], bare[-1])
