"""The papers and data that may be asked, each with its ground, dated; where to look for what may not be (Awb 4:2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from config.law.file import Entry, LawDataError, entries, top
from config.reading import phrases
from rules.asked.standards import seen

FOLDER = Path(__file__).parent
# What may be asked whatever the course.
EVERY = "alle"
TOP = {"course", "valid_from", "document"}
KEYS = (
    *("id", "ask", "noun", "why", "age", "elsewhere", "named", "article", "products", "source", "confirmed"),
    "valid_from",
)


class Ask(StrEnum):
    """Whether the citizen may be asked for it: yes, or as they wish; else why not."""

    YES = "yes"
    OPTIONAL = "optional"
    NO = "no"
    REGISTER = "register"
    MEDICAL = "medical"
    OURS = "ours"

    @property
    def may(self) -> bool:
        """Whether a letter may ask for it."""
        return self in {Ask.YES, Ask.OPTIONAL}


@dataclass(frozen=True)
class Listed:
    """One thing on the list; `why` is what a letter says where it is asked, `elsewhere` where it is or goes if not.

    `age` is how old it may be; `named` is by which words somebody asks for it who did not look.
    """

    id: str
    course: str
    ask: Ask
    noun: str
    why: str
    age: str
    elsewhere: str
    named: tuple[re.Pattern[str], ...]
    article: str
    products: tuple[str, ...]
    source: str
    confirmed: bool
    valid_from: date


@lru_cache(maxsize=8)
def listed(on: date, folder: Path = FOLDER) -> tuple[Listed, ...]:
    """Everything on the lists of all courses on a day; of each id the newest."""
    newest: dict[str, Listed] = {}
    for path in sorted(folder.glob("*.toml")):
        for one in _read(path):
            if one.valid_from <= on and (one.id not in newest or newest[one.id].valid_from < one.valid_from):
                newest[one.id] = one
    return tuple(newest.values())


def of_course(course: str, *, on: date, folder: Path = FOLDER) -> tuple[Listed, ...]:
    """What is on the list of a course, then what is on that of any."""
    known = listed(on, folder)
    return tuple(one for name in (course, EVERY) for one in known if one.course == name)


def may_ask(id_: str, course: str, *, on: date, folder: Path = FOLDER) -> Listed | None:
    """The thing with this id, where this course may ask for it."""
    found = (one for one in of_course(course, on=on, folder=folder) if one.id == id_ and one.ask.may)
    return next(found, None)


def not_asked(words: str, course: str, *, on: date, folder: Path = FOLDER) -> Listed | None:
    """What these words ask for, where this course does not ask it of the citizen."""
    # “Zonder diagnose” asks for no diagnosis.
    text, known = seen(words).partition(" zonder ")[0], of_course(course, on=on, folder=folder)
    return next((one for one in known if any(by.search(text) for by in one.named)), None)


def _named(entry: Entry) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w-])(?:{words})(?!\w)") for words in entry.items("named", str))


def _read(path: Path) -> list[Listed]:
    values = top(path)
    if unknown := values.keys() - TOP:
        raise LawDataError(path, 1, f"onbekend veld: {', '.join(sorted(unknown))}")
    head = Entry(path, 1, tuple(path.read_text("utf-8").splitlines()), values)
    if head.text("course") != path.stem:
        head.fail(f"course moet “{path.stem}” zijn, de naam van het bestand", "course")
    return [_listed(entry, head) for entry in entries(path, "document")]


def _listed(entry: Entry, head: Entry) -> Listed:
    entry.only(KEYS)
    ask = entry.choice("ask", Ask)
    one = Listed(
        id=entry.text("id"),
        course=head.text("course"),
        ask=ask,
        noun=entry.text("noun"),
        why=entry.text("why") if ask.may else "",
        age=entry.text("age", default="") if ask.may else "",
        elsewhere="" if ask.may else entry.text("elsewhere"),
        named=() if ask.may else _named(entry),
        article=entry.text("article"),
        products=tuple(entry.items("products", str)),
        source=entry.text("source"),
        confirmed=entry.flag("confirmed"),
        valid_from=entry.optional_day("valid_from") or head.day("valid_from"),
    )
    for key in ("noun", "why") if ask.may else ():
        # A letter prints these, so that they are no more than what anybody may type there.
        if wrong := phrases().fault(entry.text(key)):
            entry.fail(f"{key} {wrong}", key)
    return one
