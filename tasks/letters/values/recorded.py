"""The values that need no function: each field of the fact a letter is about, and each term that has begun."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import date, datetime, time
from typing import Any

from letters.writing.signs import quotable
from rules.facts import Fact
from tasks import clock
from tasks.letters.values.registry import Values, Writing
from tasks.terms.case_terms import deadline_of, started

TERMS = "termijnen"
_TERM = re.compile(rf"{TERMS}\.\w+\.(?:vanaf|uiterlijk)")


def has(name: str, kind: type[Fact]) -> bool:
    """Whether a letter about this kind of fact may have a value of this name; which terms there are, a course knows."""
    label, _, rest = name.partition(".")
    own = label == under(kind) and rest.partition(".")[0] in {one.name for one in fields(kind)}
    return own or _TERM.fullmatch(name) is not None


def group(name: str, writing: Writing[Any]) -> Values | None:
    """All values beside this one: those of the fact, under its label, or of the terms, by their roles."""
    label = name.partition(".")[0]
    if label == under(type(writing.fact)):
        return as_recorded(writing.fact)
    return _terms(writing) if label == TERMS else None


def as_recorded(fact: Fact) -> Values:
    """Each field of a fact, as a letter keeps it."""
    return {name: plain(_quoted(part)) for name, part in asdict(fact).items()}


def under(kind: type[Fact]) -> str:
    """The name that a letter has for a fact of this kind: its label, in one word."""
    return re.sub(r"\W+", "_", kind.label)


def plain(value: object) -> object:
    """A value as a letter keeps it."""
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return next((told(value) for kind, told in _PLAIN.items() if isinstance(value, kind)), value)


def _terms(writing: Writing[Any]) -> Values:
    record, course = writing.case.record, writing.case.process
    begun = ((role, started(record, course, role), deadline_of(record, course, role)) for role in course.terms)
    return {role: {"vanaf": start, "uiterlijk": end.on} for role, start, end in begun if start and end}


def _quoted(value: object) -> object:
    """Each text with what cannot be printed shown as such: a fact may hold words of the citizen in any place."""
    if isinstance(value, dict):
        return {name: _quoted(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_quoted(part) for part in value]
    return quotable(value) if isinstance(value, str) else value


# The first that fits; a moment is a day too.
_PLAIN: dict[type, Callable[[Any], object]] = {
    datetime: lambda at: {"datum": clock.local(at).date().isoformat(), "tijd": f"{clock.local(at):%H.%M}"},
    date: date.isoformat,
    time: lambda at: f"{at:%H.%M}",
    type(None): lambda _: "",
}
