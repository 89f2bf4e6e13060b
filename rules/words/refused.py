"""By which words a few words are known to refuse: without a verb, in whatever they ask for (Awb 1:3)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.words.asked_for import AskedFor
from rules.words.verbs import ARTICLES, BREAKS

US, WE = frozenset(("ons", "onze", "college")), frozenset(("wij", "we", "ik"))
# Of something that is asked of us, there is none, or less.
_NOUGHT = re.compile(
    r"(?:\bnul|(?<![\d.,:-])0) (?:uur|uren|euro|minuten|dagdelen|ritten|procent|%)|€ 0(?![\d.:]|,[1-9])"
    r"|van [\d,]+ naar [\d,]+"
)
# What we wait for; nothing that we do.
_MISSED = re.compile(
    r"(?:die|dat|wat|waar) (?:wij|we) (?:u )?(?:nog )?(?:van u )?(?:missen|vroegen|stuurden|gaven|vragen)"
)
_END = "einde"
_DECISIONS = ("besluit", "brief", "beschikking", "bericht", "mededeling")
_OWNERS = frozenset(("van", "door", "bij", "aan"))
_ADJUNCT = frozenset(("zo", "indien", "waar", "als"))
_ELSEWHERE = (["vorige"], ["andere"], ["oude"])
# What ended before we were asked anything.
_BEFORE_US = frozenset(("vorige", "vroegere"))


@dataclass(frozen=True)
class Refused:
    """The words that refuse; `said`, `against` and `refusing` are expressions and beginnings."""

    denying: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    receiving: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    refusing: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def no_names(self) -> frozenset[str]:
        """Words that name nobody, with a capital either."""
        return self.refused | self.refusals | self.verdicts

    def names_us(self, words: list[str], names: frozenset[str]) -> bool:
        """Whether we are named: “de gemeente” is ours where it is no other one, and has no name."""
        return bool(US & {*words}) or any(
            word == "gemeente" and words[at - 1 : at] not in _ELSEWHERE and not names & {*words[at + 1 : at + 2]}
            for at, word in enumerate(words)
        )

    def whose(self, words: list[str], names: frozenset[str]) -> bool:
        """Whether somebody else is named, whose the thing or the refusal is, and not we."""
        if self.names_us(words, names):
            return False
        owned = (bool(_OWNERS & {*words[max(at - 2, 0) : at]}) for at, word in enumerate(words) if word in names)
        return any(word == "gemeente" or word.partition("-")[0] in self.others for word in words) or any(owned)

    def refuses(self, words: list[str], names: frozenset[str], things: AskedFor) -> bool:
        """Whether these words refuse something."""
        text = f" {' '.join(words)} "
        # What a paper says is its own, unless it is about what is asked of us.
        for one in (one for one in self.said if f" {one} " in text):
            if not any(map(things.is_paper, text[: text.index(f" {one} ")].split())):
                return True
        ours, whose = self._is_ours(words, things), self.whose(words, names)
        if ours and any(f" {one} " in text for one in self.against):
            return not whose
        if _NOUGHT.search(text) or self.verdicts & {*words}:
            return ours or not whose
        return any(self._is_refusal(words, place, things, whose=whose) for place in range(len(words)))

    def denies(self, words: list[str], place: int, things: AskedFor) -> bool:
        """Whether the word says that something is not so; a paper may: “verklaring van geen bezwaar”."""
        word, before, after = words[place], words[max(place - 2, 0) : place], words[place + 1 :]
        if word not in self.denials:
            return False
        about = self.denying & {*before} and after and not self._is_ours(after, things)
        return not about or not (word == "geen" or after[0].endswith("e"))

    def told(self, own: list[str], told: list[str], names: frozenset[str], things: AskedFor) -> bool:
        """Whether something that is asked of us ends in the clause about what these words name."""
        words = own + told
        ends = bool((self.denials | self.refused | self.refusals | self.stops) & {*told})
        if not ends or self.whose(words, names) or _BEFORE_US & {*told}:
            return False
        return self._is_ours(words, things) or (bool(own) and not any(map(things.is_asked, own)))

    def we_do(self, told: list[str]) -> bool:
        """Whether we do something in a clause."""
        return bool((US | WE) & {*told}) and not _MISSED.fullmatch(" ".join(told))

    def _is_ours(self, words: list[str], things: AskedFor) -> bool:
        return bool(self.receiving & {*words}) or things.asks_ours(words)

    def _is_refusal(self, words: list[str], place: int, things: AskedFor, *, whose: bool) -> bool:
        word, after, ours = words[place], words[place + 1 :], self._is_ours(words, things)
        if word in self.refused:
            ends = not after or after[0] in BREAKS | self.refused | things.tails or not after[0].isalpha()
            adjunct = _ADJUNCT & {*words[max(place - 2, 0) : place]} or {"de", "over"} & {*words[place - 1 : place]}
            return ends and not adjunct and not (whose and place and not ours)
        letter = not place and word.startswith(self.refusing) and word.endswith(_DECISIONS)
        of_itself = word == _END and after[:1] == ["van"] and _what(after) in self.events and not ours
        if not (word in self.refusals or letter) or whose or of_itself:
            return False
        about = any(map(things.is_asked, words[:place])) and not ours and not US & {*words}
        return not about or not self._of_theirs(after, things)

    def _of_theirs(self, after: list[str], things: AskedFor) -> bool:
        """Whether what ended is something of the citizen, and nothing that they ask of us: “van uw contract”."""
        of = _what(after)
        return of.isalpha() and not self._is_ours([of], things)


def _what(after: list[str]) -> str:
    """Of what, or through what, something ends; empty where these words do not say so."""
    of = next((word for word in after[1:] if word not in ARTICLES), "")
    return of if after[:1] in (["van"], ["door"]) else ""
