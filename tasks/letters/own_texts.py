"""A municipality's own texts: the current ones, writing one, checking it in every letter, and releasing it.

A text released at the desk takes precedence, then a file in `MAATWERK_TEMPLATES`, then the text as shipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from config.settings import settings
from letters.making import press
from letters.writing import texts as files
from letters.writing.samples import sample, sample_names
from letters.writing.template import letter_names
from rules.errors import LetterError, TemplateBroken, TemplateTooCostly, TextUnfit, TextUnknown
from store import texts
from store.engine import session
from tasks import clock

Samples = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class Problem:
    """Why a letter cannot be made from a text, with one of its samples."""

    letter: str
    sample: str
    error: LetterError


def own_texts(db: Session) -> dict[str, str]:
    """The current texts that differ from those shipped."""
    return files.in_folder(settings().templates) | {
        name: files.shipped(name) if body is None else body
        for name, body in texts.current(db).items()
        if name in files.names()
    }


def made_of(db: Session, digests: Mapping[str, str] | None) -> files.Texts:
    """The texts a letter was written with; the current ones for letters from before we stored them."""
    return own_texts(db) if digests is None else texts.kept(db, digests)


def write_text(name: str, body: str | None, *, by: str, expected: int, key: str | None = None) -> int:
    """Store a next version of a text, to be released by somebody else, and return its number."""
    _known(name)
    with session() as db:
        return texts.add(db, name, body, by=by, at=clock.now(), expected=expected, key=key).version


def release_text(name: str, version: int, *, by: str) -> None:
    """Put a version into use; `TextUnfit` when some letter cannot be made with it."""
    _known(name)
    with session(readonly=True) as db:
        found = [text.body for text, _ in texts.versions(db, name) if text.version == version]
        own = own_texts(db)
    if not found:
        raise TextUnknown(name)
    # Outside the transaction, because it makes every letter that contains the text.
    if problems(name, files.shipped(name) if found[0] is None else found[0], own):
        raise TextUnfit(name)
    with session() as db:
        texts.release(db, name, version, by=by, at=clock.now())


def problems(name: str, body: str, own: files.Texts, samples: Samples = sample_names) -> list[Problem]:
    """The problems with each letter that contains this text, by default with each of its samples."""
    with_it = {**own, name: body}
    found: list[Problem] = []
    for letter in letters_with(name, with_it):
        for each in samples(letter):
            try:
                press.document(letter, sample(letter, each), texts=with_it)
            except (TemplateBroken, TemplateTooCostly) as error:
                # A fault in the text itself, which is the same in every letter.
                return [*found, Problem(letter, each, error)]
            except LetterError as error:
                found.append(Problem(letter, each, error))
                break
    return found


def plain_sample(letter: str) -> tuple[str, ...]:
    """Only the first sample of a letter, which is quick enough while somebody types."""
    return sample_names(letter)[:1]


def letters_with(name: str, own: files.Texts) -> list[str]:
    """The letters that contain a text."""
    return [letter for letter in letter_names() if name in files.used(letter, own)]


def export(folder: Path) -> list[str]:
    """Write the released texts as files for `MAATWERK_TEMPLATES`, and return their names."""
    with session(readonly=True) as db:
        released = {name: body for name, body in texts.current(db).items() if body is not None}
    for name, body in released.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    return sorted(released)


def _known(name: str) -> None:
    if name not in files.names():
        raise TextUnknown(name)
