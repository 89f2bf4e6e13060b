"""The answers of a form as they were posted, and which of them were read; nothing else of them is lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Path = tuple[str | int, ...]


class Earlier(str):
    """The name of an answer that was given twice: this one came first, and the last has the name itself."""

    __slots__ = ()


class Posted:
    """A tree of answers; a path leads to one by keys and by places in a list, and whatever is under it is read too."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self._read: set[Path] = set()

    def at(self, path: Path) -> Any:
        """What stands here; None where there is nothing."""
        found: Any = self.values
        for step in path:
            fits = isinstance(found, dict) if isinstance(step, str) else isinstance(found, list) and step < len(found)
            found = (found.get(step) if isinstance(found, dict) else found[step]) if fits else None
        return found

    def read(self, *paths: Path) -> None:
        """This was read."""
        self._read.update(paths)

    def leave(self, *paths: Path) -> None:
        """It was not read after all, so it is kept as it came."""
        self._read.difference_update(paths)

    def left(self) -> Iterator[tuple[Path, Any]]:
        """Every answer that was not read, as the form has them: groups before what is in them."""
        waiting: list[tuple[Path, Any]] = [((), self.values)]
        while waiting:
            path, value = waiting.pop()
            if path in self._read or is_blank(value):
                continue
            yield path, value
            # A deep tree is walked without a call for each step.
            waiting += [((*path, step), one) for step, one in reversed(_within(value))]


def _within(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def is_blank(value: Any) -> bool:
    """Whether nothing was answered."""
    return not value.strip() if isinstance(value, str) else value is None or value in ([], {})


def is_empty(value: Any) -> bool:
    """Whether a group was left as the form shows it: nothing filled in, nothing ticked."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list):
            waiting += one.values() if isinstance(one, dict) else one
        elif one is not False and not is_blank(one):
            return False
    return True


def named(path: Path) -> str:
    """A path as a person reads it: “huisgenoten 1, telefoon”."""
    told = ""
    for step in path:
        told += f" {step + 1}" if isinstance(step, int) else f"{', ' if told else ''}{step}"
    return told
