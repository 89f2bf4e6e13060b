"""Which few words are a phrase: no sentence, so that they decide nothing (Awb 1:3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rules.asked.standards import seen

LONGEST = 90
TOO_LONG = f"is langer dan {LONGEST} tekens"
UNSEEN = "bevat een teken dat niemand ziet"
SENTENCE = "is een zin. Schrijf alleen enkele woorden, zoals: een kopie van uw huurcontract"
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
# Endings that only a verb has; nouns that end so are in `nouns`.
_VERB = re.compile(
    r"\w*(?:gt|dt|eert|eurt|oert|uurt|oont|ijft|ijnt|ient|kent|gaat|[aeou]mt|[aeiou]lt)|(?!ge|be|ver|ont|her|er)\w+(?:[^n]kt|[aeo]ft|[^ce]pt)"
)
# The same where something follows that it is done to; else it may be a participle.
_DOES = re.compile(r"(?:be|ver|ont|ge|er|her|over|onder)\w+(?:kt|pt|ft|st)")
_PAST = re.compile(r"\w{3,}[^aeiou](?:de|te)")
_ASIDE, _ASIDE_WORDS = re.compile(r"[(‘“\"]([^()‘’“”\"]*)[)’”\"]"), 6
_BREAKS = frozenset(",;:()[]–—/|•*=→>")
_ARTICLES = frozenset(("de", "een", "uw", "het", "alle", "deze"))


@dataclass(frozen=True)
class Phrases:
    """The words by which a phrase is known to be none; each is a set, save the expressions of `said`."""

    verbs: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    after_orders: frozenset[str] = frozenset()
    clausal: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    denying: frozenset[str] = frozenset()
    denials: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    refusals: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    after_past: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    ourselves: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    not_past: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    def fault(self, text: str) -> str:
        """What is wrong with a phrase, as the end of a Dutch sentence; empty when it is one."""
        if len(text) > LONGEST:
            return TOO_LONG
        if any(unicodedata.category(sign) in _UNSEEN or sign in _FILLERS for sign in text):
            return UNSEEN
        if _STOP.search(text):
            return SENTENCE
        if _END.search(text) and not _SHORTENED.search(text):
            return STOPS
        words = _WORD.findall(text)
        named = [word for word in words if word[0].isupper()]
        # In capitals throughout, they name nobody.
        names = frozenset(seen(word) for word in named if len(named) * 2 < len(words) + 1)
        plain = f" {seen(text)} "
        for one in self.added:
            plain = plain.replace(one, " ")
        return self._fault(_WORD.findall(_ASIDE.sub(self._aside, plain)), names)

    def no_name(self, text: str) -> str:
        """What is wrong with a name, the same way: nobody's says that we do something, or that it is not so."""
        if len(text) > LONGEST:
            return TOO_LONG
        if any(unicodedata.category(sign) in _UNSEEN or sign in _FILLERS for sign in text):
            return UNSEEN
        words = {*_WORD.findall(seen(text))}
        return SENTENCE if "?" in words or words & (self.denials | {"wij", "we", "ik", "wordt", "is", "krijgt"}) else ""

    def _aside(self, aside: re.Match[str]) -> str:
        """Nothing in place of words in brackets about the thing itself: “(hij is 13)”."""
        words = {*_WORD.findall(aside[1])}
        told = words & (self.ours | self.denials | self.refused | self.refusals | self.ourselves)
        return aside[0] if told or len(words) > _ASIDE_WORDS else " "

    def _fault(self, words: list[str], names: frozenset[str]) -> str:
        if not words or words[0] in self.openers or (words[0] in self.orders and self.after_orders & {*words[1:2]}):
            return SENTENCE
        clause = next((place for place in range(len(words)) if self._begins(words, place, names)), len(words))
        own, told = words[:clause], words[clause:]
        if any(self._tells(own, place, names) for place in range(len(own))) or self._orders(own):
            return SENTENCE
        if any(told[place - 1] == "," and self._is_verb(told, place, names) for place in range(1, len(told))):
            return SENTENCE
        if self._refuses(own, names):
            return REFUSES
        if any(self._denies(own, place) for place in range(len(own))):
            return DENIES
        return self._told(own, told, names)

    def _begins(self, words: list[str], place: int, names: frozenset[str]) -> bool:
        """Whether a clause begins here: about the noun before it, or a question that stands for one."""
        word = words[place]
        if not place:
            verbs = [at for at in range(1, len(words)) if self._is_verb(words, at, names)]
            asked = word in self.asking and bool(verbs)
            return asked and verbs[0] > 1 and not any(self.subjects & {*words[at + 1 : at + 2]} for at in verbs)
        last = words[place - 1]
        # “Met die twee” is no clause; “over wat er veranderde” is.
        return word in self.relatives and (last not in self.prepositions or word in self.asking) and last != "dan"

    def _tells(self, words: list[str], place: int, names: frozenset[str]) -> bool:
        """Whether the word is the verb of a sentence, or who does something."""
        word, last = words[place], words[place - 1] if place else ""
        if word in self.clausal:
            return last not in self.prepositions
        if word == "u":
            return last not in self.prepositions and not (place == 0 and words[1:2] in (["en"], ["of"], [","]))
        if word == "zijn":
            return 0 < place < len(words) - 1 and last not in self.prepositions | {"en", "of", ",", "(", ":", "te"}
        return self._is_verb(words, place, names)

    def _is_verb(self, words: list[str], place: int, names: frozenset[str]) -> bool:
        word, last = words[place], words[place - 1] if place else ""
        if place and word in names:
            return False
        if word in self.plurals:
            near = {*words[max(place - 3, 0) : place]}
            loose = last not in self.prepositions | self.plurals | {"het", "of", "en", ","} and "te" not in near
            return loose and place + 1 < len(words)
        ending = bool(place) and bool(_VERB.fullmatch(word)) and not word.endswith(self.nouns)
        finite = word in self.verbs or ending
        after = {*words[place + 1 : place + 2]}
        finite = (
            finite
            or (word == "was" and place == len(words) - 1)
            or bool(place and _DOES.fullmatch(word) and self.objects & after)
        )
        return (finite or self._is_past(words, place)) and last not in _ARTICLES - {"het"}

    def _is_past(self, words: list[str], place: int) -> bool:
        word = words[place]
        weak = place > 0 and _PAST.fullmatch(word) and not word.endswith(self.not_past)
        return bool(weak) and bool(self.after_past & {*words[place + 1 : place + 2]})

    def _orders(self, own: list[str]) -> bool:
        """Whether it ends with what somebody is to do: “nieuwe afspraak maken”."""
        return (
            len(own) > 1
            and own[-1] in self.infinitives
            and not (self.prepositions | {"te", "het", "en", "of", ","}) & {*own[-3:-1]}
        )

    def _denies(self, words: list[str], place: int) -> bool:
        word, before, after = words[place], words[max(place - 2, 0) : place], words[place + 1 :]
        if word not in self.denials:
            return False
        about = self.denying & {*before} and after and not self.ours & {*after}
        return not about or not (word == "geen" or after[0].endswith("e"))

    def _refuses(self, words: list[str], names: frozenset[str]) -> bool:
        first = next((place for place, word in enumerate(words) if word in self.papers), len(words))
        if any(f" {one} " in f" {' '.join(words[:first])} " for one in self.said):
            return True
        return any(self._is_refusal(words, place, names) for place in range(len(words)))

    def _is_refusal(self, words: list[str], place: int, names: frozenset[str]) -> bool:
        word, after = words[place], words[place + 1 :]
        about = bool(self.papers & {*words[:place]}) and not self.ours & {*words}
        if word in self.refused:
            ends = not after or after[0] in _BREAKS or after[0] in self.prepositions or not after[0].isalpha()
            adjunct = bool({"zo", "indien", "waar", "als", "de", "over"} & {*words[max(place - 2, 0) : place]})
            return ends and not about and not adjunct
        if word not in self.refusals or about:
            return False
        near = after[:6]
        # That of somebody else is a paper that one can have.
        if any(one in self.others or (one in names and one not in self.ours) for one in near):
            return False
        return bool(self.ours & {*near}) or (
            place == 0 and (not after or after[0] in self.since or after[0][0].isdigit() or after[0] == "€")
        )

    def _told(self, own: list[str], told: list[str], names: frozenset[str]) -> str:
        """What is wrong with the clause about a noun: it may deny only where a paper does, and not of “u”."""
        if told and self.ours & {*told} and self._refuses(told, names):
            return REFUSES
        if {"wij", "we", "ik"} & {*told}:
            return SENTENCE
        if self.denials & {*told} and (not self.papers & {*own} or self.ours & {*told}):
            return DENIES
        return ""
