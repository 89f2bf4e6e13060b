"""The texts of letters: ours, as shipped, and those of a municipality, by the name of their file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rules.errors import TemplateMissing

# Name of the file to its text. What is not in it is as shipped.
Texts = Mapping[str, str]
HERE = Path(__file__).parents[1]
LARGEST = 100_000
FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
NAME = re.compile(r"[a-z0-9-]+/(?:_[a-z0-9-]+|[a-z0-9-]+/brief)\.md\.j2")
_INCLUDE = re.compile(r"""\{%-?\s*include\s+["']([^"'\n]{1,200})["']""")


def file_of(letter: str) -> str:
    """The file with the text of a letter."""
    return f"{letter}/brief.md.j2"


@cache
def names() -> tuple[str, ...]:
    """Every text that is shipped: letters, and the parts they share."""
    found = (*HERE.glob("*/_*.md.j2"), *HERE.glob("*/*/brief.md.j2"))
    return tuple(sorted(str(path.relative_to(HERE)) for path in found))


@cache
def shipped(name: str) -> str:
    """A text as it came with this release, with its head; `TemplateMissing` when there is none."""
    if name not in names():
        raise TemplateMissing(name)
    return (HERE / name).read_text("utf-8")


def body(text: str) -> str:
    """A text without its head."""
    return FRONT.sub("", text, count=1)


def in_folder(folder: Path | None) -> dict[str, str]:
    """The texts that a municipality put in a folder; what is no UTF-8 shows as U+FFFD, which no letter may hold."""
    if folder is None or not folder.is_dir():
        return {}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md.j2")}
    wanted = {name: path for name, path in found.items() if NAME.fullmatch(name) and path.is_file()}
    return {name: _read(path) for name, path in sorted(wanted.items())}


def own(texts: Texts) -> dict[str, str]:
    """Those texts that are not just ours again."""
    return {name: text for name, text in texts.items() if name not in names() or shipped(name) != text}


def used(letter: str, texts: Texts) -> dict[str, str]:
    """All texts that a letter is made of, each with its name: its own, and what it includes."""
    shipped(file_of(letter))
    found: dict[str, str] = {}
    wanted = {file_of(letter)}
    while wanted:
        name = wanted.pop()
        text = texts.get(name) or (shipped(name) if name in names() else None)
        if text is not None:
            found[name] = text
            wanted |= set(_INCLUDE.findall(text)) - found.keys()
    return dict(sorted(found.items()))


def _read(path: Path) -> str:
    # One byte more than allowed is enough to be refused for its length.
    with path.open("rb") as file:
        return file.read(LARGEST + 1).decode("utf-8", "replace").replace("\0", "\ufffd")
