"""The words by which a phrase is known to be none, and a sentence to refuse."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from re import Pattern
from typing import Any

from config.law.file import LawDataError, top
from rules.phrases import Phrases
from rules.refusals import Refusals
from rules.words.asked_for import AskedFor
from rules.words.doing import Rule
from rules.words.doing import Verbs as Doing
from rules.words.refused import Refused
from rules.words.signs import Lexicon, Sign
from rules.words.verbs import Verbs

FOLDER = Path(__file__).parent
PHRASES, REFUSALS, WEIGHTS = FOLDER / "phrases.toml", FOLDER / "refusing.toml", FOLDER / "refusing.tsv"
# The parts of what is known of phrases, each in a file of its own.
PARTS = {"asked_for": AskedFor, "refused": Refused, "verbs": Verbs}
BOUND = "marked from"
# What stands in a sentence besides the kinds of its words.
_PLACES = frozenset({"told", "if", "that", "brief", "it falls", "by you", "by kin", "by nobody"})


@lru_cache(maxsize=4)
def phrases(file: Path = PHRASES) -> Phrases:
    """What is a phrase."""
    parts: dict[str, Any] = {name: of(**_words(file.with_name(f"{name}.toml"), of)) for name, of in PARTS.items()}
    return Phrases(**parts, **_words(file, Phrases))


def _words(file: Path, of: type) -> dict[str, Any]:
    """The words of a file, as the fields of what reads them: a set, or a tuple where it holds endings."""
    known = {one.name: one.type for one in fields(of)}
    given = top(file)
    if unknown := given.keys() - known.keys():
        raise LawDataError(file, 1, f"onbekend veld: {', '.join(sorted(unknown))}")
    split = {name: value.split() if isinstance(value, str) else value for name, value in given.items()}
    return {name: (tuple if known[name].startswith("tuple") else frozenset)(words) for name, words in split.items()}


@lru_cache(maxsize=4)
def refusals(file: Path = REFUSALS, weights: Path = WEIGHTS) -> Refusals:
    """What refuses: the lexicon, and what each sign in it weighs."""
    weighed = {}
    for number, line in enumerate(weights.read_text("utf-8").splitlines(), 1):
        name, _, weight = line.rpartition("\t")
        try:
            weighed[name] = float(weight)
        except ValueError:
            raise LawDataError(weights, number, "een regel is een teken, een tab en een getal") from None
    bound = weighed.pop(BOUND)
    return Refusals(lexicon=lexicon(file), weights=weighed, bound=bound)


@lru_cache(maxsize=4)
def lexicon(file: Path = REFUSALS) -> Lexicon:
    """The kinds of words, the turns of phrase, and the signs made of both."""
    given = top(file)
    turns = {name: re.compile(pattern) for name, pattern in given["turns"].items()}
    turns["said"] = re.compile("|".join(given["refuses"]["said"]))
    kinds = {name: _any_of(words) for name, words in given["words"].items()}
    signs = tuple(
        Sign(one["name"], frozenset(one["has"]), frozenset(one.get("without", ())), certain="certain" in one)
        for one in given["signs"]
    )
    rules = given["rules"]
    plain, likely = (tuple(Rule.read(*one) for one in rules[name].items()) for name in ("plain", "likely"))
    weaker = Rule.read("weaker", rules["weaker"]).all_of
    named = {kind for sign in signs for kind in sign.has | sign.without}.union(
        weaker, *(one.named for one in (*plain, *likely))
    )
    if unknown := named - kinds.keys() - turns.keys() - given["verbs"].keys() - _PLACES:
        raise LawDataError(file, 1, f"een teken noemt wat er niet is: {', '.join(sorted(unknown))}")
    return Lexicon(kinds, turns, signs, Doing(given["verbs"]), plain, likely, weaker)


def _any_of(words: str) -> Pattern[str]:
    """A list of words, in which * stands for the rest of one."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in words.split()))
