"""The texts of letters, ours as shipped and those of a municipality, by file name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rules.errors import TemplateMissing

# Letters that are written no more, each with the one that says the same now. A letter of this name that is on record is
# made from the texts that were kept with it.
RETIRED = {
    "wmo/gedeeltelijke-toekenning": "wmo/afwijzing",
    "wmo/toekenning-natura": "wmo/toekenning",
    "wmo/toekenning-pgb": "wmo/toekenning",
}
# File name to text. Names that are missing are as shipped.
Texts = Mapping[str, str]
HERE = Path(__file__).parents[1]
LARGEST = 100_000
FRONT = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
NAME = re.compile(r"[a-z0-9-]+/(?:_[a-z0-9-]+|[a-z0-9-]+/brief)\.md\.j2")
_INCLUDE = re.compile(r"""\{%-?\s*include\s+["']([^"'\n]{1,200})["']""")


def current(letter: str) -> str:
    """The name under which a letter is written today."""
    return RETIRED.get(letter, letter)


def file_of(letter: str) -> str:
    """The file name of the text of a letter."""
    return f"{letter}/brief.md.j2"


@cache
def names() -> tuple[str, ...]:
    """The names of all shipped texts: letters, and the parts they share."""
    found = (*HERE.glob("*/_*.md.j2"), *HERE.glob("*/*/brief.md.j2"))
    return tuple(sorted(str(path.relative_to(HERE)) for path in found))


@cache
def shipped(name: str) -> str:
    """A text as shipped with this release, including its front matter; `TemplateMissing` when there is none."""
    if name not in names():
        raise TemplateMissing(name)
    return (HERE / name).read_text("utf-8")


def body(text: str) -> str:
    """A text without its front matter."""
    return FRONT.sub("", text, count=1)


def in_folder(folder: Path | None) -> dict[str, str]:
    """The texts a municipality put in a folder; bytes that are not UTF-8 become U+FFFD, which no letter may contain."""
    if folder is None or not folder.is_dir():
        return {}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md.j2")}
    wanted = {name: path for name, path in found.items() if NAME.fullmatch(name) and path.is_file()}
    return {name: _read(path) for name, path in sorted(wanted.items())}


def own(texts: Texts) -> dict[str, str]:
    """The texts that differ from ours."""
    return {name: text for name, text in texts.items() if name not in names() or shipped(name) != text}


def used(letter: str, texts: Texts) -> dict[str, str]:
    """All texts that a letter is made from, by name: its own, and those it includes."""
    shipped(file_of(current(letter)))
    found: dict[str, str] = {}
    wanted = {file_of(current(letter))}
    while wanted:
        name = wanted.pop()
        text = texts.get(name) or (shipped(name) if name in names() else None)
        if text is not None:
            found[name] = text
            wanted |= set(_INCLUDE.findall(text)) - found.keys()
    return dict(sorted(found.items()))


def _read(path: Path) -> str:
    # One byte over the limit is enough to be refused for length.
    with path.open("rb") as file:
        return file.read(LARGEST + 1).decode("utf-8", "replace").replace("\0", "\ufffd")
