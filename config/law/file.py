"""A law data file as entries that know their line number, for use in errors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from rules.errors import LawError

Choice = TypeVar("Choice", bound=StrEnum)
Kind = TypeVar("Kind")


class LawDataError(LawError):
    """A line of law data that cannot be right."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}:{line}: {problem}")
        self.message_nl = f"De wetsgegevens kloppen niet. {path.name}, regel {line}: {problem}."
        self.path = path
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Entry:
    """One [[table]] of a file; each reader raises `LawDataError` when the value does not fit."""

    path: Path
    line: int
    lines: tuple[str, ...]
    values: dict[str, Any]

    def fail(self, problem: str, key: str = "") -> NoReturn:
        """Refuse this entry, at the line of the key if it has one."""
        raise LawDataError(self.path, self._line_of(key), problem)

    def only(self, known: Iterable[str]) -> None:
        """Refuse keys that nobody reads, since a typo would silently change the law."""
        for key in self.values.keys() - set(known):
            self.fail(f"onbekend veld: {key}", key)

    def text(self, key: str, *, default: str | None = None) -> str:
        """A non-empty string."""
        value = self._value(key, str, "een tekst", default)
        if not value.strip() and value != default:
            self.fail(f"{key} is leeg", key)
        return value

    def number(self, key: str, *, default: int | None = None) -> int:
        """A whole number."""
        value = self._value(key, int, "een heel getal", default)
        if isinstance(value, bool):
            self.fail(f"{key} moet een heel getal zijn", key)
        return value

    def optional_number(self, key: str) -> int | None:
        """A whole number, or None."""
        return self.number(key) if key in self.values else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """True or false."""
        return self._value(key, bool, "true of false", default)

    def day(self, key: str) -> date:
        """A date without a time."""
        value = self._value(key, date, "een datum (jjjj-mm-dd)", None)
        if isinstance(value, datetime):
            self.fail(f"{key} moet een datum zijn, zonder tijd", key)
        return value

    def optional_day(self, key: str) -> date | None:
        """A date, or None."""
        return self.day(key) if key in self.values else None

    def items(self, key: str, kind: type) -> list[Any]:
        """A list whose items all have this type; empty when the key is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(type(item) is kind for item in value):
            self.fail(f"{key} moet een lijst zijn met alleen {kind.__name__}", key)
        return value

    def choice(self, key: str, choices: type[Choice]) -> Choice:
        """A member of this enumeration, by its value."""
        value = self.text(key)
        if value not in set(choices):
            self.fail(f"{key} kent geen '{value}'; kies uit: {', '.join(choices)}", key)
        return choices(value)

    def _value(self, key: str, kind: type[Kind], wanted: str, default: Kind | None) -> Kind:
        value = self.values.get(key, default)
        if value is None:
            self.fail(f"{key} ontbreekt")
        if not isinstance(value, kind):
            self.fail(f"{key} moet {wanted} zijn", key)
        return value

    def _line_of(self, key: str) -> int:
        for number, line in enumerate(self.lines, start=self.line):
            if key and re.match(rf"\s*{re.escape(key)}\s*=", line):
                return number
        return self.line


def top(path: Path) -> dict[str, Any]:
    """The whole file as plain values."""
    try:
        return parsed(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else len(path.read_text(encoding="utf-8").splitlines())
        problem = f"dit is geen geldige TOML ({error})"
    raise LawDataError(path, line, problem)


@lru_cache(maxsize=64)
def parsed(text: str) -> dict[str, Any]:
    """The text of a file as plain values: each file has tables of several kinds, and is read for each."""
    return tomllib.loads(text)


def entries(path: Path, table: str) -> list[Entry]:
    """All [[table]] entries of a file, in order."""
    values = top(path).get(table, [])
    lines = path.read_text(encoding="utf-8").splitlines()
    headers = [n for n, line in enumerate(lines) if line.strip().startswith("[")]
    starts = [n for n in headers if lines[n].split("#")[0].strip() == f"[[{table}]]"]
    if len(starts) != len(values):
        raise LawDataError(path, 1, f"schrijf elke regel als een eigen blok [[{table}]]")
    ends = [min((h for h in headers if h > n), default=len(lines)) for n in starts]
    return [
        Entry(path, start + 1, tuple(lines[start:end]), value)
        for start, end, value in zip(starts, ends, values, strict=True)
    ]
