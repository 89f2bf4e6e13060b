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

FOLDER = Path(__file__).parent
PHRASES, REFUSALS = FOLDER / "phrases.toml", FOLDER / "refusing.toml"
_PART = re.compile(r"\{([a-z]+)\}")
_WORDS = "triggers"
_DENIAL = r"\b{no}\b"


@lru_cache(maxsize=4)
def phrases(file: Path = PHRASES) -> Phrases:
    """What is a phrase."""
    known = {one.name for one in fields(Phrases)}
    given = top(file)
    if unknown := given.keys() - known:
        raise LawDataError(file, 1, f"onbekend veld: {', '.join(sorted(unknown))}")
    read: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else frozenset(value.split()) for name, value in given.items()
    }
    return Phrases(**read)


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
