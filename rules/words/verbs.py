"""By which words a sentence is known: a verb that tells, somebody who does something, or how a thing is said to be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rules.words.asked_for import AskedFor

BREAKS = frozenset(",;:()[]–—/|•*=→>")
ARTICLES = frozenset(("de", "een", "uw", "het", "alle", "deze"))
_JOINS = frozenset(("en", "of"))
# Of a verb with one of these, the past may be a participle too: “de verleende vergunning”.
_BOUND, _LOOSE = "be|ver|ont|ge|her|over|onder", "op|aan|in|uit|af|mee|door|toe|na|voor|terug|over|bij|om|vast|goed"
# Endings that only a verb has; nouns that end so are in `nouns`.
_VERB = re.compile(
    r"\w*(?:gt|dt|eert|eurt|oert|uurt|oont|ijft|ijnt|ient|kent|gaat|[aeou]mt|[aeiou]lt)"
    r"|(?!ge|be|ver|ont|her|er)\w+(?:[^n]kt|[aeo]ft|[^ce]pt)"
)
# The same where something follows that it is done to.
_DOES = re.compile(rf"(?:{_BOUND}|er)\w+(?:kt|pt|ft|st)")
_DONE = re.compile(rf"(?:{_LOOSE})ge")
_PAST, _PAST_END = re.compile(r"\w{3,}[^aeiou](?:de|te)n?"), re.compile(r"(?:de|te)n?$")
_NO_PAST = re.compile(rf"(?:{_BOUND})\w|\w+(?:nde|ste)n?$|(?:{_LOOSE})ge")
# Endings of what is said of a thing; nouns that end so are in `nouns`.
_JUDGED = re.compile(
    rf"(?:(?:{_LOOSE})?ge|{_BOUND})\w+[dt]"
    r"|\w{3,}(?:lijk|baar|loos|zaam|achtig|waardig)|\w{4,}ig|on\w{4,}(?:end|t|d|isch)"
    r"|(?:ver|ont|ge)\w+(?:[blmz]|[^i]n|[^n]g|[^e]d)en"
)


@dataclass(frozen=True)
class Verbs:
    """The words of a sentence; `nouns` and `not_past` are endings."""

    verbs: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    orders: frozenset[str] = frozenset()
    after_orders: frozenset[str] = frozenset()
    clausal: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    before_asking: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    after_past: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    fitting: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    not_past: tuple[str, ...] = ()

    def opens(self, words: list[str]) -> bool:
        """Whether they begin as only a sentence does."""
        first, after = words[0], {*words[1:2]}
        if first in self.before_asking and after & self.asking:
            return False
        return first in self.openers or (first in self.orders and bool(self.after_orders & after))

    def begins(self, words: list[str], place: int, names: frozenset[str], things: AskedFor) -> bool:
        """Whether a clause begins here: about the noun before it, or a question that stands for one."""
        word = words[place]
        # “Op welke dag de hulp komt” is a question as “welke dag” is.
        if not place and word in self.before_asking and {*words[1:2]} & self.asking:
            word, words = words[1], words[1:]
        if word not in (self.relatives if place else self.asking):
            return False
        verbs = [at for at in range(place + 2, len(words)) if self.is_one(words, at, names, things)]
        if not place:
            first = self.is_one(words, 1, names, things) if len(words) > 1 else True
            return bool(verbs) and not first and not any(self.subjects & {*words[at + 1 : at + 2]} for at in verbs)
        last = words[place - 1]
        # “Of” joins two papers where no verb follows.
        # After a colon, “dat” is no longer about the noun.
        if last == "dan" or (last in {":", ";"} and word not in self.asking) or (word == "of" and not verbs):
            return False
        # “Met die twee” is no clause; “over wat er veranderde” is.
        return last not in self.prepositions or word in self.asking

    def tells(self, words: list[str], place: int, names: frozenset[str], things: AskedFor) -> bool:
        """Whether the word is the verb of a sentence, or who does something."""
        word, last = words[place], words[place - 1] if place else ""
        if word in self.clausal:
            return last not in self.prepositions
        if word == "u":
            return last not in self.prepositions and not (place == 0 and words[1:2] in (["en"], ["of"], [","]))
        if word == "zijn":
            return 0 < place < len(words) - 1 and last not in self.prepositions | _JOINS | {",", "(", ":", "te"}
        return self.is_one(words, place, names, things)

    def is_one(self, words: list[str], place: int, names: frozenset[str], things: AskedFor) -> bool:
        """Whether the word is a finite verb."""
        word, last, after = words[place], words[place - 1] if place else "", {*words[place + 1 : place + 2]}
        if place and word in names:
            return False
        if word in self.plurals:
            near = {*words[max(place - 3, 0) : place]}
            noun = self.prepositions | self.plurals | ARTICLES | _JOINS | things.before | {","}
            return things.is_asked(last) or (last not in noun and "te" not in near and bool(after))
        if last in ARTICLES - {"het"}:
            return False
        if word in {"was", "waren"}:
            return bool(place) and last not in ARTICLES | self.prepositions
        if word == "laat":
            return things.is_asked(last)
        ending = _VERB.fullmatch(word) and not _DONE.match(word) and not word.endswith(self.nouns)
        finite = ending or (_DOES.fullmatch(word) and self.objects & after) or self._is_past(word, after, things)
        return word in self.verbs or bool(place and finite)

    def _is_past(self, word: str, after: set[str], things: AskedFor) -> bool:
        if word.endswith(self.not_past) or not _PAST.fullmatch(word) or things.is_asked(word):
            return False
        now = _PAST_END.sub("t", word)
        own = not _NO_PAST.match(word) and (now in self.verbs or _VERB.fullmatch(now))
        return bool(own) or bool(self.after_past & after)

    def orders_at_end(self, words: list[str]) -> bool:
        """Whether they end with what somebody is to do: “nieuwe afspraak maken”; or were cut off in the middle."""
        last, before = words[-1], {*words[-3:-1]}
        free = self.prepositions | _JOINS | {"te", "het", ","}
        done = last in self.infinitives or (words[-2:-1] == ["zelf"] and last.endswith("en"))
        return len(words) > 1 and done and not free & before

    def judges(self, words: list[str], place: int, names: frozenset[str], things: AskedFor) -> bool:
        """Whether the word says how the thing before it is: “foto onbruikbaar”; that a paper is signed may be said."""
        word, last, after = words[place], words[place - 1], words[place + 1 : place + 2]
        if last == "te":
            infinitive = word.endswith("en") or "om" in words
            return not infinitive and words[place - 2 : place - 1] not in (["de"], ["het"])
        if last in self.prepositions | ARTICLES | things.before | _JOINS or word in names:
            return False
        ends = BREAKS | self.prepositions - {"door"} | _JOINS
        if after and after[0] not in ends and not after[0].isdigit():
            return False
        judged = _JUDGED.fullmatch(word) and not word.endswith(self.nouns) and not things.is_asked(word)
        return bool(judged) and word not in self.fitting
