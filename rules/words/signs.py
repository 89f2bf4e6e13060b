"""What a sentence shows that says whether it refuses: its words, and signs made of the kinds of its words, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from re import Pattern

from rules.words.clauses import PARTICLES, Clause, clauses, stem
from rules.words.doing import Rule, Verbs, acts, is_brief, names_you
from rules.words.lowering import step

REFUSES, AGAINST = "refuses: ", "against: "
# What any sentence shows, so that one with nothing else is harmless.
ALWAYS = "a sentence"
# What leaves little doubt.
CERTAIN = f"{REFUSES}for certain"
# What refuses by a rule, whatever else is said.
PLAIN = f"{REFUSES}plainly"
# The commonest words of a refusal in English leave no doubt either.
FOREIGN = f"{REFUSES}in English"
BY_RULE, PERHAPS = "rule: ", "perhaps: "
# Who does it, in the order in which a clause that names more of them is read.
_SUBJECTS = ("ours", "yours", "other", "kin", "formal", "thing", "burden")
# A refusal in such a clause may be no refusal of ours, of now.
_WEAKER = {"told": "told", "if": "told", "other": "other", "past": "past", "not yet": "not yet"}
# Whose number falls, where it is none of what we give.
_ANOTHERS = frozenset({"kin", "life", "other", "other law", "past"})
# Whom else a clause may name that says what we do.
_OF_OTHERS = frozenset({"other", "other law"})
_COMMON = frozenset({"is", "no", "ours", "provision"})
_KNOWN = 20_000
BOTH = " / "


@dataclass(frozen=True)
class Sign:
    """The kinds of words that a clause has, and those that it has not, by which it refuses or does not."""

    name: str
    has: frozenset[str]
    without: frozenset[str] = frozenset()
    certain: bool = False

    def shown(self, kinds: frozenset[str]) -> bool:
        """Whether a clause with words of these kinds shows it."""
        return self.has <= kinds and self.without.isdisjoint(kinds)


@dataclass(frozen=True)
class Lexicon:
    """The kinds of words, turns of phrase, and the signs made of both; config/refusing.toml says what each is."""

    kinds: Mapping[str, Pattern[str]] = field(default_factory=dict)
    turns: Mapping[str, Pattern[str]] = field(default_factory=dict)
    signs: tuple[Sign, ...] = ()
    verbs: Verbs = field(default_factory=lambda: Verbs({}))
    # Those that leave little doubt, those that do not, and by which kinds either is weaker.
    plain: tuple[Rule, ...] = ()
    likely: tuple[Rule, ...] = ()
    weaker: frozenset[str] = frozenset()
    # A word is looked up once; nobody waits for sixty lists.
    known: dict[str, frozenset[str]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, word: str) -> frozenset[str]:
        """The kinds of a word."""
        if word not in self.known:
            if len(self.known) > _KNOWN:
                self.known.clear()
            self.known[word] = frozenset(name for name, words in self.kinds.items() if words.fullmatch(word))
        return self.known[word]

    def about(self, clause: Clause) -> frozenset[str]:
        """The kinds of the words of a clause, and its turns of phrase."""
        said = " ".join(clause.words)
        turns = (name for name, turn in self.turns.items() if turn.search(said))
        return frozenset(turns).union(*map(self.of, clause.words))

    def ruled(self, words: tuple[str, ...], kinds: frozenset[str]) -> frozenset[str]:
        """The kinds by which a clause is judged: who is named without doing anything, does not count."""
        found = {*kinds, *self.verbs.of(words)}
        for who in ("other", "kin"):
            if who in found and not acts(words, (at for at, one in enumerate(words) if who in self.of(one))):
                found.remove(who)
                found.add(f"{who} aside")
        who = "ours" if "ours" in found else "you" if names_you(words) else "kin" if "kin" in found else "nobody"
        return frozenset(found | {f"by {who}"} | ({"brief"} if is_brief(words) else set()))

    def rules(self, kinds: frozenset[str]) -> Iterator[str]:
        """What the rules say of a clause with these kinds."""
        weak = not (self.weaker - (_OF_OTHERS if "ours" in kinds else frozenset())).isdisjoint(kinds)
        by_kind = self.by_kind
        for one, plain in (each for kind in kinds & by_kind.keys() for each in by_kind[kind]):
            if one.shown(kinds):
                yield f"{PERHAPS if weak else BY_RULE}{one.name}"
                if plain and not weak:
                    yield PLAIN

    @cached_property
    def by_kind(self) -> dict[str, list[tuple[Rule, bool]]]:
        """The rules, and whether each is plain, by a kind without which none of its clauses is."""
        found: dict[str, list[tuple[Rule, bool]]] = {}
        for one in (*self.plain, *self.likely):
            found.setdefault(min(one.all_of - _COMMON or one.all_of), []).append((one, one in self.plain))
        return found


def shown(plain: str, lexicon: Lexicon) -> frozenset[str]:
    """All that a sentence shows, by name."""
    found = {ALWAYS}
    named: frozenset[str] = frozenset()
    told = False
    change = step(plain)
    way = frozenset({f"it {change}"} if change else ())
    for clause in clauses(plain):
        kinds = lexicon.about(clause)
        where = {"told"} if told and clause.kind in ("that", "why", "so") else set()
        where |= {"if"} & {clause.kind}
        own = {*_signs(kinds | where, lexicon)}
        if clause.kind == "so" or clause.words[0] in ("maar", "dus"):
            own |= {f"{REFUSES}in the end" for one in own if one == f"{REFUSES}anything"}
        found.update(own, _pairs(own), _words(clause, kinds, "told" if where else clause.kind))
        found.update(lexicon.rules(lexicon.ruled(clause.words, kinds | where | {clause.kind} | way)))
        named |= kinds
        told = not kinds.isdisjoint(("reports", "another said")) and not ("ours" in kinds and "past" not in kinds)
    if change:
        found.add(f"{REFUSES if change == 'falls' else AGAINST}it {change}")
        if change == "falls" and "thing" in named and named.isdisjoint(_ANOTHERS):
            found.add(CERTAIN)
    return frozenset(found)


def _pairs(signs: set[str]) -> Iterator[str]:
    """Each sign of a clause that refuses, with each that does not."""
    refusing, apart = ([one for one in signs if one.startswith(each)] for each in (REFUSES, AGAINST))
    return (f"{one}{BOTH}{other}" for one in refusing for other in apart)


def _signs(kinds: frozenset[str], lexicon: Lexicon) -> Iterator[str]:
    weaker = " ".join(sorted({_WEAKER[one] for one in kinds & _WEAKER.keys()}))
    for sign in lexicon.signs:
        if not sign.shown(kinds):
            continue
        if not sign.name.startswith(REFUSES):
            yield sign.name
        elif weaker:
            yield f"{sign.name} ({weaker})"
        else:
            yield from (sign.name, f"{REFUSES}anything", *([CERTAIN] if sign.certain else ()))


def _words(clause: Clause, kinds: frozenset[str], kind: str) -> Iterator[str]:
    """The words of a clause: by themselves, in a row, and by who does it and whether it is denied."""
    who = next((one for one in _SUBJECTS if one in kinds), "nobody")
    whether = "not yet" if "not yet" in kinds else "not" if "denied" in kinds else "does"
    stems = [stem(word) for word in clause.words]
    when = "past" if "past" in kinds else "now"
    yield f"frame: {kind} {who} {whether} {when}"
    yield from (f"kind: {one}" for one in kinds)
    for one in stems:
        yield f"word: {one}"
        yield f"{whether}: {one}"
        yield f"{who} {whether}: {one}"
    yield from (f"row: {one} {other}" for one, other in pairwise(["^", *clause.words, "$"]))
    if PARTICLES.fullmatch(clause.words[-1]):
        yield from (f"verb {whether}: {clause.words[-1]}+{one}" for one in stems[:-1] if len(one) > 2)  # noqa: PLR2004
