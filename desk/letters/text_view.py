"""What the page of a text shows: its versions, how it differs from ours, and the letters made with it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from config.reading import refusals
from desk.letters import preview
from desk.letters.preview import Shelf, Shown
from desk.web.words import moment
from letters.language.advice import Advice, advise
from letters.making import press
from letters.writing import texts as files
from letters.writing.samples import sample, sample_names
from letters.writing.template import front_matter, letter_names
from rules.errors import LetterError, TemplateBroken, ValueMissing
from store import texts
from store.engine import session
from store.models import Staff
from tasks import clock
from tasks.letters.own_texts import letters_with, own_texts, plain_sample, problems

LONGEST_COMPARED = 2_000
# What a template prints or asks, where its words are read without it.
_TAG = re.compile(r"\{[{%#].*?[}%#]\}")
SHARED = "stuk tekst in meer brieven"


@dataclass(frozen=True)
class Line:
    """A text on the list."""

    name: str
    path: str
    title: str
    kind: str
    state: str
    tone: str


@dataclass(frozen=True)
class Version:
    """One version of a text, with its author and who released it."""

    number: int
    written: str
    by: str
    author: str
    released: str
    shipped: bool


@dataclass(frozen=True)
class Change:
    """Lines that differ from the shipped text, or some unchanged lines around them."""

    sign: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """The result of trying a text: the letter, its problems, the advice, the differences, and what may refuse."""

    shown: Shown
    faults: tuple[str, ...]
    advice: Advice | None
    changes: tuple[Change, ...] | None
    marked: tuple[str, ...] = ()


def path_of(name: str) -> str:
    """The path of the page of a text."""
    return "/teksten/" + name.removesuffix(".md.j2").removesuffix("/brief")


def name_of(process: str, text: str) -> str:
    """The file name of the text on a page."""
    return f"{process}/{text}.md.j2" if text.startswith("_") else files.file_of(f"{process}/{text}")


def title_of(name: str) -> str:
    """The title of a text: that of its letter, or the name of the part."""
    letter = name.removesuffix("/brief.md.j2")
    if letter in letter_names():
        return front_matter(letter).title
    return letter.split("/")[1].removesuffix(".md.j2").lstrip("_").replace("-", " ").capitalize()


def listed() -> list[Line]:
    """All texts, each with whether it is the municipality's own."""
    with session(readonly=True) as db:
        own, rows = own_texts(db), texts.versions(db)
    newest = {text.name: released is not None for text, released in reversed(rows)}
    made = []
    for name in files.names():
        state, tone = ("eigen tekst", "success") if name in files.own(own) else ("standaardtekst", "neutral")
        if not newest.get(name, True):
            state, tone = f"{state}, nieuwe versie wacht op vrijgave", "warning"
        kind = SHARED if "/_" in name else name.split("/")[0]
        made.append(Line(name, path_of(name), title_of(name), kind, state, tone))
    return made


def history(name: str) -> list[Version]:
    """The versions of a text, newest first."""
    with session(readonly=True) as db:
        people = {person.id: person.name for person in db.scalars(select(Staff))}
        return [
            Version(
                number=text.version,
                written=moment(text.written_at),
                by=people[text.written_by],
                author=text.written_by,
                released=f"{moment(released.released_at)}, door {people[released.released_by]}" if released else "",
                shipped=text.body is None,
            )
            for text, released in texts.versions(db, name)
        ]


def body_of(name: str, version: int = 0) -> str:
    """The text of a version; without a number, that of the newest, or the current text when there are no versions."""
    with session(readonly=True) as db:
        rows = texts.versions(db, name)
        own = own_texts(db)
    for text, _ in rows:
        if version in {0, text.version}:
            return files.body(files.shipped(name) if text.body is None else text.body)
    return files.body(own.get(name) or files.shipped(name))


def options(name: str) -> list[tuple[str, str]]:
    """The samples to choose from: those of its letter, or one of each letter that contains it."""
    with session(readonly=True) as db:
        letters = letters_with(name, own_texts(db)) or letters_with(name, {})
    each = sample_names if len(letters) == 1 else plain_sample
    return [(f"{letter}|{one}", _option(letter, one)) for letter in letters for one in each(letter)]


def tried(shelf: Shelf, login: str, name: str, body: str, choice: str) -> Tried:
    """The letter made with this text, and everything there is to say about it."""
    with session(readonly=True) as db:
        own = own_texts(db)
    known = [value for value, _ in options(name)]
    letter, _, each = (choice if choice in known else known[0]).partition("|") if known else ("", "", "")
    # A shared part is tried here on one sample of each letter, and at its release on all of them.
    samples = sample_names if name.endswith("/brief.md.j2") else plain_sample
    faults = tuple(dict.fromkeys(_worded(one.letter, one.error, body) for one in problems(name, body, own, samples)))
    changes = differences(files.body(files.shipped(name)), body)
    try:
        made = press.preview(letter, sample(letter, each), texts={**own, name: body})
    except LetterError as refused:
        return Tried(Shown(problem=_worded(letter, refused, body)), faults, None, changes, refusing(name, body))
    shown = preview.kept(shelf, login, made, moment(clock.now()))
    return Tried(shown, faults, advise(made.document.body), changes, refusing(name, body))


def refusing(name: str, body: str) -> tuple[str, ...]:
    """The sentences of a municipality's own that are read as a refusal; ours are not read, nor is a rejection."""
    letter = name.removesuffix("/brief.md.j2")
    if letter in letter_names() and front_matter(letter).adverse:
        return ()
    ours = {*files.body(files.shipped(name)).splitlines()}
    own = "\n".join(_TAG.sub("…", line) for line in body.splitlines() if line not in ours)
    return refusals().marked(own)


def differences(ours: str, theirs: str) -> tuple[Change, ...] | None:
    """How a text differs from ours, line by line; None when it is too long to compare."""
    one, other = ours.splitlines(), theirs.splitlines()
    if max(len(one), len(other)) > LONGEST_COMPARED:
        return None
    return tuple(_changes(one, other))


def _changes(one: list[str], other: list[str]) -> Iterator[Change]:
    for group in difflib.SequenceMatcher(None, one, other).get_grouped_opcodes(1):
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                yield Change("", tuple(one[start:end]))
                continue
            if end > start:
                yield Change("-", tuple(one[start:end]))
            if new_end > new_start:
                yield Change("+", tuple(other[new_start:new_end]))


def _worded(letter: str, error: LetterError, body: str) -> str:
    """An error in words that help the author of a text: with the line, and what to do."""
    if isinstance(error, TemplateBroken):
        place = f"Regel {error.line}: " if error.line else ""
        return f"{place}{error.cause_nl}."
    if isinstance(error, ValueMissing):
        name = error.field or ""
        found = re.search(rf"\b{re.escape(name.rsplit('.', 1)[-1])}\b", body)
        place = f"Regel {body.count(chr(10), 0, found.start()) + 1}: " if found else ""
        return f"{place}de brief kent geen waarde “{name}”, of die is leeg. Kies een andere, of zet er een if omheen."
    return f"{title_of(files.file_of(letter))}: {error.message_nl}"


def _option(letter: str, one: str) -> str:
    variant = one.removeprefix("sample").lstrip("-").replace("-", " ")
    return f"{front_matter(letter).title} ({letter}{', ' + variant if variant else ''})"
