"""Which few words are a phrase: no sentence, so that they decide nothing (Awb 1:3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from rules.asked.standards import seen
from rules.words.asked_for import AskedFor
from rules.words.refused import WE, Refused
from rules.words.verbs import ARTICLES, Verbs

LONGEST = 90
TOO_LONG = f"is langer dan {LONGEST} tekens"
UNSEEN = "bevat een teken dat niemand ziet"
SENTENCE = "is een zin. Schrijf alleen enkele woorden, zoals: een kopie van uw huurcontract"
JUDGES = "zegt hoe iets is. Schrijf alleen wat u wilt krijgen, zoals: een kopie van uw huurcontract"
STOPS = "eindigt met een punt. Laat die weg"
DENIES = "zegt dat iets niet zo is. Schrijf alleen wat u bedoelt, zonder niet of geen"
REFUSES = "weigert iets. Dat mag niet in een brief die niets beslist"
# A sign that takes no room, or a filler that does.
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_FILLERS = {"\u115f", "\u1160", "\u2800", "\u3164", "\uffa0", "\u034f", "\u17b4", "\u17b5"}
_WORD = re.compile(r"[\w€%][\w'’/&+.-]*(?<=[\w%])|[^\w\s]")
_END = re.compile(r"\.\s*$")
_SHORTENED = re.compile(
    r"(?:nr|tel|bijv|bv|enz|etc|evt|incl|excl|max|min|ca|blz|dhr|mevr|mw|art|\b[a-z])\.\s*$", re.IGNORECASE
)
# One sentence ends and another begins; after a short word the full stop may be that of an abbreviation.
_STOP = re.compile(r"[!?]|[a-z]{5}(?<!nr)\.\s+[A-Z]")
_ASIDE, _ASIDE_WORDS = re.compile(r"[(‘“\"]([^()‘’“”\"]*)[)’”\"]"), 6
# So no phrase and no name begins; the database knows no more of a sentence (`store.guards.gate`).
FIRST = ("wij", "we", "ik", "nee")
_FIRST = re.compile(rf"(?:{'|'.join(FIRST)})\s|u\s(?!en |of )", re.IGNORECASE)
_NO_NAME = WE | {"wordt", "is", "krijgt"}


class Read(NamedTuple):
    """The words of a phrase, those of the clause that belongs to it, and which of them are names."""

    own: list[str]
    told: list[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Phrases:
    """The words by which a phrase is known to be none, by what they tell; `added` is what may be added to any paper."""

    verbs: Verbs = field(default_factory=Verbs)
    refused: Refused = field(default_factory=Refused)
    asked_for: AskedFor = field(default_factory=AskedFor)
    ourselves: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()

    def fault(self, text: str) -> str:
        """What is wrong with a phrase that asks for something, as the end of a Dutch sentence; empty when it is one."""
        if wrong := self.sentence(text):
            return wrong
        own, told, names = self._read(text)
        wrong = self.asked_for.fault(own, whose=self.refused.whose(own, names))
        return "" if wrong and self.asked_for.is_unlisted(own, told, names) else wrong

    def sentence(self, text: str) -> str:
        """What is wrong with a few words about anything, the same way: a place, a language, a reason."""
        return _signs(text) or self._told(self._read(text))

    def no_name(self, text: str) -> str:
        """What is wrong with a name, the same way: nobody's says that we do something, or that it is not so."""
        if wrong := _unfit(text):
            return wrong
        return SENTENCE if {*_WORD.findall(seen(text))} & (self.refused.denials | _NO_NAME) else ""

    def _read(self, text: str) -> Read:
        words = _WORD.findall(text)
        named = [word for word in words if word[0].isupper()]
        # In capitals throughout, they name nobody.
        names = frozenset(seen(word) for word in named if len(named) * 2 < len(words) + 1)
        names = frozenset(one for one in names - self.refused.no_names if not self.asked_for.asks_ours([one]))
        plain = f" {seen(text)} "
        for one in self.added:
            plain = plain.replace(one, " ")
        read = _WORD.findall(_ASIDE.sub(self._aside, plain))
        places = range(len(read))
        clause = next((at for at in places if self.verbs.begins(read, at, names, self.asked_for)), len(read))
        return Read(read[:clause], read[clause:], names)

    def _aside(self, aside: re.Match[str]) -> str:
        """Nothing in place of words in brackets about the thing itself: “(hij is 13)”."""
        words = _WORD.findall(aside[1])
        told = {*words} & (self.refused.denials | self.refused.no_names | self.ourselves)
        return aside[0] if told or self.asked_for.asks_ours(words) or len(words) > _ASIDE_WORDS else " "

    def _told(self, read: Read) -> str:
        own, told, names = read
        if not (own or told) or self._is_sentence(read):
            return SENTENCE
        if self.refused.refuses(own, names, self.asked_for):
            return REFUSES
        if any(self.verbs.judges(own, place, names, self.asked_for) for place in range(1, len(own))):
            return JUDGES
        if any(self.refused.denies(own, place, self.asked_for) for place in range(len(own))):
            return DENIES
        if not self.refused.told(own, told, names, self.asked_for):
            return ""
        return DENIES if self.refused.denials & {*told} else REFUSES

    def _is_sentence(self, read: Read) -> bool:
        own, told, names = read
        if self.verbs.opens(own + told) or self.refused.we_do(told):
            return True
        if any(self.verbs.tells(own, place, names, self.asked_for) for place in range(len(own))):
            return True
        # Cut off: it ends where something has to follow.
        cut = bool(own) and not told and own[-1] in (self.verbs.prepositions - self.verbs.places | ARTICLES) - names
        if cut or (own and self.verbs.orders_at_end(own)):
            return True
        verbs = [at for at in range(1, len(told)) if self.verbs.is_one(told, at, names, self.asked_for)]
        # A clause ends with its verb; “of” begins one that may be another sentence.
        other = told[:1] == ["of"] and bool(verbs) and verbs[-1] < len(told) - 2
        return other or any(told[at - 1] == "," for at in verbs)


def _unfit(text: str) -> str:
    if len(text) > LONGEST:
        return TOO_LONG
    if any(unicodedata.category(sign) in _UNSEEN or sign in _FILLERS for sign in text):
        return UNSEEN
    return SENTENCE if "?" in text or _FIRST.match(text) else ""


def _signs(text: str) -> str:
    """What is wrong with its length and its signs."""
    if wrong := _unfit(text):
        return wrong
    if _STOP.search(_ASIDE.sub(" ", text)):
        return SENTENCE
    return STOPS if _END.search(text) and not _SHORTENED.search(text) else ""
