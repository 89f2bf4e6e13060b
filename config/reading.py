"""The words by which a phrase is known to be none, and a sentence to refuse."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.law.file import LawDataError, entries, top
from rules.phrases import Phrases
from rules.refusals import Refusals
from rules.words.asked_for import AskedFor
from rules.words.refused import Refused
from rules.words.verbs import Verbs

FOLDER = Path(__file__).parent
PHRASES, REFUSALS = FOLDER / "phrases.toml", FOLDER / "refusing.toml"
# The parts of what is known of phrases, each in a file of its own.
PARTS = {"asked_for": AskedFor, "refused": Refused, "verbs": Verbs}
_PART = re.compile(r"\{([a-z]+)\}")
_WORDS = "triggers"
_DENIAL = r"\b{no}\b"


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
def refusals(file: Path = REFUSALS) -> Refusals:
    """What refuses."""
    parts: dict[str, str] = {}
    for entry in entries(file, "parts"):
        entry.only(("name", "text"))
        parts[entry.text("name")] = _whole(file, entry.text("text"), parts)
    (given,) = top(file)["refusals"]
    known = {one.name for one in fields(Refusals)}
    if unknown := given.keys() - known - {"valid_from"}:
        raise LawDataError(file, 1, f"onbekend veld: {', '.join(sorted(unknown))}")
    read: dict[str, Any] = {"denial": re.compile(_whole(file, _DENIAL, parts))}
    for name, value in given.items():
        if name == _WORDS:
            read[name] = frozenset(value.split())
        elif isinstance(value, dict):
            read[name] = value
        elif isinstance(value, list):
            read[name] = tuple(re.compile(_whole(file, one, parts)) for one in value)
        elif name != "valid_from":
            read[name] = re.compile(_whole(file, value, parts))
    return Refusals(**read)


def _whole(file: Path, pattern: str, parts: dict[str, str]) -> str:
    for name in _PART.findall(pattern):
        if name not in parts:
            raise LawDataError(file, 1, f"een patroon noemt een stuk dat er niet is: {{{name}}}")
    return _PART.sub(lambda found: parts[found[1]], pattern)
