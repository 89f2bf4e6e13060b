"""Made-up values for each letter, used by tests, previews and the gallery.

There are three layers, each containing only what differs from the one below: what all letters share
(`shared/sample.toml`), the letter's own (`sample.toml` beside its text), and a variant (`sample-<variant>.toml`, beside
the text or, for all letters, in `shared/`). `zonder` lists the values that a variant removes. A sample holds only what
the front matter names, which is what the product can fill in.
"""

from __future__ import annotations

import tomllib
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from config.municipality import municipality
from letters.writing import template
from letters.writing.takes import paths, untaken
from letters.writing.texts import HERE
from rules.errors import TemplateBroken, TemplateMissing

PLAIN = "sample"
WITHOUT = "zonder"


def sample_names(letter: str) -> tuple[str, ...]:
    """The names of a letter's samples, the plain one first."""
    found = {path.stem for folder in _folders(letter) for path in folder.glob(f"{PLAIN}-*.toml")}
    return (PLAIN, *sorted(found))


def sample(letter: str, name: str = PLAIN) -> dict[str, Any]:
    """One example of the values for this letter, with the municipality of this installation.

    Raises `TemplateBroken` for one with a value that the letter does not take.
    """
    if name not in sample_names(letter):
        raise TemplateMissing(f"{letter}/{name}.toml")
    values: dict[str, Any] = {"gemeente": municipality().for_letters()}
    layers = [folder / f"{each}.toml" for each in dict.fromkeys((PLAIN, name)) for folder in _folders(letter)]
    for path in filter(Path.is_file, layers):
        values = _laid_over(values, deepcopy(_layer(path)))
    if (front := template.front_matter(letter)).values:
        for unknown in untaken(paths(values), front.values):
            raise TemplateBroken(f"{letter}/{name}.toml", None, f"“{unknown}” staat niet onder values van deze brief")
    return values


@cache
def _layer(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _folders(letter: str) -> tuple[Path, Path]:
    if letter not in template.letter_names():
        raise TemplateMissing(letter)
    return HERE / "shared", HERE / letter


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Merge two layers: tables are joined, anything else is replaced."""
    gone = above.get(WITHOUT, ())
    kept = {name: value for name, value in below.items() if name not in gone}
    for name, value in above.items():
        if name != WITHOUT:
            both = isinstance(value, dict) and isinstance(kept.get(name), dict)
            kept[name] = _laid_over(kept[name], value) if both else value
    return kept
