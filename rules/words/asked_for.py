"""What a few words ask for: a paper, or something that the citizen knows; whatever else they name is refused (Awb 4:2).

A refusal needs no verb: “traplift afgewezen”, “een lager pgb”. What it cannot do without is its subject, which is what
somebody asked of us. So the first thing that is named has to be something that one can hand in or tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

NAMELESS = "noemt geen stuk of gegeven. Begin met wat u wilt krijgen, zoals: een kopie van uw huurcontract"
OURS = "gaat over wat de inwoner van ons vraagt. Begin met het stuk dat u wilt, zoals: een offerte van de traplift"
_PARTS = frozenset(",;:()[]+&/–—|•-") | {"en", "of", "plus"}
# A word that nobody listed is the name of something where it stands alone, or is as long as a compound.
_WORD, _COMPOUND = 5, 10


@dataclass(frozen=True)
class AskedFor:
    """The words by which it is known what a phrase asks for.

    Each of `papers`, `known` and `ours` is an ending as well, so that “huurcontract” is a contract.
    """

    papers: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    ours_alone: frozenset[str] = frozenset()
    no_things: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    before_endings: tuple[str, ...] = ()
    earlier: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()

    def fault(self, words: list[str], *, whose: bool) -> str:
        """What is wrong with what these words ask for, as the end of a Dutch sentence; empty when nothing is.

        `whose` says that they name somebody else, whose the thing is.
        """
        if not words or words[0] in self.purposes:
            return ""
        found = NAMELESS
        for part in _parts(words):
            place = self._first_thing(part)
            word = (*part[place:], "")[0]
            ours = self._is_ours(word)
            if self.is_asked(word) or (ours and self.earlier & {*part[:place]}):
                return ""
            if ours:
                found = "" if whose else OURS
                # “Huurtoeslag: beschikking van dit jaar” says what it is about first.
                if place < len(part) - 1:
                    break
        return found

    def is_paper(self, word: str) -> bool:
        """Whether it is something on paper or on a screen, so that it says something."""
        return word.endswith(self.papers) and word not in self.no_things

    def is_asked(self, word: str) -> bool:
        """Whether it is something to hand in or to tell."""
        asked = word.endswith(self.papers + self.known)
        return asked and word not in self.no_things and word not in self.ours_alone

    def asks_ours(self, words: list[str]) -> bool:
        """Whether something is named that people ask of us."""
        return any(map(self._is_ours, words))

    def is_unlisted(self, words: list[str], told: list[str], names: frozenset[str]) -> bool:
        """Whether it names something that nobody listed, and nothing that we could refuse."""
        part = next(_parts(words), [])
        place = self._first_thing(part)
        named, after = part[place : place + 1], part[place + 1 : place + 3]
        if not named or named[0] in self.no_things or self.asks_ours(words + told):
            return False
        if len(part) == place + 1:
            return len(named[0]) >= _WORD or named[0] in names
        first = not place and (len(named[0]) >= _COMPOUND or bool(names & {*after[:1]}))
        return first or bool(self.tails & {*after})

    def _is_ours(self, word: str) -> bool:
        return word in self.ours_alone or (word.endswith(self.ours) and not self.is_asked(word))

    def _first_thing(self, part: list[str]) -> int:
        """The place of the first word that is no article, number or adjective."""
        return next((place for place in range(len(part)) if not self._goes_before(part, place)), len(part))

    def _goes_before(self, part: list[str], place: int) -> bool:
        word, after = (*part[place:], "")[:2]
        if self.is_asked(word) or word in self.no_things:
            return False
        # What stands before nothing is no adjective: “uw versie van”.
        kind = word.endswith(self.before_endings) and after and after not in self.tails
        return word in self.before or word[0].isdigit() or bool(kind)


def _parts(words: list[str]) -> Iterator[list[str]]:
    """What stands between commas, brackets and “en”."""
    part: list[str] = []
    for word in words:
        if word not in _PARTS:
            part.append(word)
        elif part:
            yield part
            part = []
    if part:
        yield part
