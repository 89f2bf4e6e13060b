"""What the verbs of a clause do to what somebody asked, who does it, and the rules made of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from rules.words.clauses import stem

# Behind a particle that stands apart one of these begins what else is said: “trekken in per mei”.
_BEHIND = frozenset(
    [
        "aan",
        "als",
        "bij",
        "met",
        "na",
        "omdat",
        "op",
        "over",
        "per",
        "tegen",
        "tot",
        "vanaf",
        "vanwege",
        "voor",
        "wegens",
        "want",
        "zodat",
    ]
)
_PARTICLES = frozenset(
    [
        "aan",
        "af",
        "bij",
        "door",
        "in",
        "kwijt",
        "mee",
        "na",
        "op",
        "over",
        "stop",
        "terug",
        "toe",
        "uit",
        "voort",
        "vrij",
        "weg",
    ]
)
# What is named after one of these does nothing in the clause.
_LOOSE = frozenset(
    [
        "aan",
        "binnen",
        "buiten",
        "in",
        "met",
        "na",
        "naar",
        "onder",
        "op",
        "over",
        "tegen",
        "tot",
        "tussen",
        "uit",
        "voor",
    ]
)
_BEFORE_YOU = frozenset(
    ["aan", "bij", "door", "in", "met", "naar", "op", "over", "tegen", "tot", "uit", "van", "voor", "zonder"]
)
_DETERMINERS = frozenset(
    ["dat", "de", "deze", "die", "dit", "een", "eigen", "haar", "het", "hun", "je", "jouw", "onze", "uw", "zijn"]
)
_YOU = frozenset(["je", "jij", "jullie", "u"])
_NO_VERB = frozenset({"aanbieding", "inhoud", "stop"})
_BRIEF = 6
_TOKEN = re.compile(r'-?"[^"]+"|\S+')


class Verbs:
    """The verbs by their stems, with the particle of each that has one, and what each does."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        """Index verbs such as “af|wijzen” by what they do."""
        self._by_stem: dict[str, dict[str, set[str]]] = {}
        for kind, verbs in kinds.items():
            for particle, _, bare in (verb.rpartition("|") for verb in verbs.split()):
                self._by_stem.setdefault(stem(bare), {}).setdefault(particle, set()).add(kind)
                if particle:
                    self._by_stem.setdefault(stem(particle + bare), {}).setdefault("", set()).add(kind)

    def of(self, words: tuple[str, ...]) -> set[str]:
        """What the verbs of a clause do."""
        found: set[str] = set()
        for place, word in enumerate(words):
            known = self._by_stem.get(stem(word))
            noun = place and words[place - 1] == "het" and word.endswith("en")
            if known and not noun and word not in _NO_VERB and not (word.startswith("ge") and word[-1] in "td"):
                found |= _done(words, place, known)
        return found


def _done(words: tuple[str, ...], place: int, known: Mapping[str, set[str]]) -> set[str]:
    last = len(words) - 1
    behind = (
        at for at in range(place + 1, last + 1) if words[at] in known and (at == last or words[at + 1] in _BEHIND)
    )
    apart = [known[words[at]] for at in behind]
    before = words[place - 1] if place else ""
    if before == "te" and place > 1 and words[place - 2] in known:
        apart.append(known[words[place - 2]])
    if place == last and before in known:
        apart.append(known[before])
    if apart:
        return set().union(*apart)
    # With a particle that is not its own, a verb is another.
    other = place < last and words[last] in _PARTICLES
    return set() if other else set(known.get("", ()))


def acts(words: tuple[str, ...], places: Iterable[int]) -> bool:
    """Whether what stands at one of these places may do what the clause tells."""
    return any(words[_head(words, place)] not in _LOOSE or not _head(words, place) for place in places)


def _head(words: tuple[str, ...], place: int) -> int:
    """Where the words that belong to a noun begin, or what governs them."""
    own = takewhile(lambda one: one in _DETERMINERS or one.endswith("e"), reversed(words[max(place - 3, 0) : place]))
    before = place - sum(1 for _ in own) - 1
    return before if before >= 0 and words[before] in _LOOSE else place


def names_you(words: tuple[str, ...]) -> bool:
    """Whether the citizen does something in a clause."""
    return any(one in _YOU and (not at or words[at - 1] not in _BEFORE_YOU) for at, one in enumerate(words))


def is_brief(words: tuple[str, ...]) -> bool:
    """Whether a clause is a few words."""
    return len(words) <= _BRIEF


@dataclass(frozen=True)
class Rule:
    """Kinds of words that a clause has all, or any of, and those that it has not."""

    name: str
    all_of: frozenset[str]
    any_of: tuple[frozenset[str], ...]
    none_of: frozenset[str]

    @classmethod
    def read(cls, name: str, written: str) -> Rule:
        """The rule that is written so: “ours no granting -fine”."""
        tokens = [(one.startswith("-"), one.lstrip("-").strip('"')) for one in _TOKEN.findall(written)]
        wanted = [one for apart, one in tokens if not apart]
        return cls(
            name,
            frozenset(one for one in wanted if "|" not in one),
            tuple(frozenset(one.split("|")) for one in wanted if "|" in one),
            frozenset(one for apart, one in tokens if apart),
        )

    def shown(self, kinds: frozenset[str]) -> bool:
        """Whether a clause with these kinds shows it."""
        return (
            self.all_of <= kinds
            and self.none_of.isdisjoint(kinds)
            and all(not one.isdisjoint(kinds) for one in self.any_of)
        )

    @property
    def named(self) -> frozenset[str]:
        """The kinds that it names."""
        return self.all_of.union(self.none_of, *self.any_of)
