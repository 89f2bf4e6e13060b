"""The closed list of what can be asked and given, dated, with one file for each course in `config/products/`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from config.law.file import Choice, Entry, LawDataError, entries, top
from rules.asked.answers import COUNTLESS
from rules.asked.grants import Grant
from rules.asked.items import Length, Thing
from rules.asked.quantity import Unit
from rules.facts.asking.items import Measure

M = TypeVar("M", bound=Measure)
FOLDER = Path(__file__).parent / "products"
KEYS = (
    *("key", "name", "words", "sorts", "units", "forms", "usual_term", "other"),
    *("valid_from", "fixed", "beside", "form_only"),
)
TOP = {"course", "valid_from", "usual_term", "product", "tariff"}
LENGTH = re.compile(r"P(\d+)([YMWD])")
MONTHS, DAYS = {"Y": 12, "M": 1}, {"W": 7, "D": 1}
# A shorter usual term would make less look whole; a course whose law or practice knows shorter help says so itself.
SHORTEST = {"wmo": Length(months=12), "jeugd": Length(days=28), "parkeerkaart": Length(months=12)}
INDEFINITE, NONE = "indefinite", "none"


@dataclass(frozen=True)
class Product:
    """One thing that can be asked, from one day on; `sorts` are groups of words for finer things unlike each other.

    `usual_term` is a length, `indefinite`, or empty where any end is less. `fixed`: law or ordinance sets the amount.
    `beside`: it has a decision of its own beside the application. `form_only` is a form that people ask for by name.
    """

    key: str
    course: str
    name: str
    words: tuple[str, ...]
    sorts: tuple[tuple[str, ...], ...]
    units: tuple[Unit, ...]
    forms: tuple[Grant, ...]
    usual_term: str
    other: tuple[str, ...]
    valid_from: date
    fixed: bool
    beside: bool
    form_only: bool

    @property
    def usual(self) -> Length | None:
        """How long it usually lasts; None where no end belongs to it, so that any end is less."""
        return length(self.usual_term)

    def names(self) -> Iterator[tuple[str, str]]:
        """Everything it is called, each with the sort that this names, in plain letters."""
        for word in (self.name, *self.words):
            yield plain(word), ""
        for group in self.sorts:
            for word in group:
                yield plain(word), plain(group[0])


@dataclass(frozen=True)
class Found:
    """A product that some words may mean, and the sort of it that they name."""

    product: Product
    sort: str = ""

    @property
    def thing(self) -> Thing:
        """What is compared."""
        return Thing(self.product.key, self.sort)


def length(term: str) -> Length | None:
    """A term such as P5Y or P4W as a length; None for any other."""
    parts = LENGTH.fullmatch(term)
    if parts is None:
        return None
    number, unit = int(parts[1]), parts[2]
    return Length(months=number * MONTHS.get(unit, 0), days=number * DAYS.get(unit, 0))


def plain(words: str) -> str:
    """Without capitals, accents, and signs between the words."""
    letters = unicodedata.normalize("NFD", words.casefold())
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[a-z0-9]+(?:[-'][a-z0-9]+)*", kept))


@lru_cache(maxsize=8)
def products(on: date, folder: Path = FOLDER) -> tuple[Product, ...]:
    """Every product in force on a day, in the order of the files."""
    newest: dict[tuple[str, str], Product] = {}
    for path in sorted(folder.glob("*.toml")):
        for product in _read(path):
            if product.valid_from <= on:
                known = newest.get((product.course, product.key))
                if known is None or known.valid_from < product.valid_from:
                    newest[product.course, product.key] = product
    return tuple(newest.values())


def product_of(words: str, course: str, *, on: date, folder: Path = FOLDER) -> tuple[Found, ...]:
    """Every product that the words may mean, by the longest name in them; of its own course first, then of any.

    More than one: nobody but a person decides. The words that are wholly a name go before those that hold one.
    """
    known = products(on, folder)
    own = [product for product in known if product.course == course]
    return _longest(plain(words), own) or _longest(plain(words), [each for each in known if each.course != course])


def product(key: str, course: str, *, on: date, folder: Path = FOLDER) -> Product | None:
    """The product of a course by its key."""
    found = (each for each in products(on, folder) if each.key == key and course in {each.course, ""})
    return next(found, None)


def product_name(key: str, course: str, *, on: date) -> str:
    """The name of a product of a course; the key itself where the list does not have it."""
    found = product(key, course, on=on)
    return found.name if found else key


def formed(one: M, course: str, *, on: date) -> M:
    """What is named, in the one form that there is of it, where that needs no number: a card is a card."""
    found = product(one.product, course, on=on) if one.product and one.form is None else None
    only = found is not None and len(found.forms) == 1 and found.forms[0] in COUNTLESS
    return replace(one, form=found.forms[0]) if found and only else one


def _longest(words: str, known: list[Product]) -> tuple[Found, ...]:
    found = [
        (len(name), Found(product, sort))
        for product in known
        for name, sort in product.names()
        if f" {name} " in f" {words} "
    ]
    most = max((size for size, _ in found), default=0)
    return tuple(dict.fromkeys(match for size, match in found if size == most))


def _read(path: Path) -> list[Product]:
    """The products of one file, each checked."""
    values = top(path)
    if unknown := values.keys() - TOP:
        raise LawDataError(path, 1, f"onbekend veld: {', '.join(sorted(unknown))}")
    head = Entry(path, 1, tuple(path.read_text("utf-8").splitlines()), {k: v for k, v in values.items() if k in TOP})
    course = head.text("course")
    if course != path.stem:
        head.fail(f"course is “{course}”, maar moet “{path.stem}” zijn, de naam van het bestand", "course")
    found: dict[tuple[str, date], Product] = {}
    for entry in entries(path, "product"):
        each = _product(entry, head)
        if (each.key, each.valid_from) in found:
            entry.fail(f"{each.key} staat er al, met dezelfde begindatum", "key")
        found[each.key, each.valid_from] = each
    return list(found.values())


def _product(entry: Entry, head: Entry) -> Product:
    entry.only(KEYS)
    course = head.text("course")
    own = "usual_term" in entry.values
    term = entry.text("usual_term") if own else head.text("usual_term", default=NONE)
    _check_term(entry if own else head, term, course)
    sorts = entry.items("sorts", list)
    if not all(group and all(isinstance(word, str) for word in group) for group in sorts):
        entry.fail("sorts moet een lijst zijn van lijsten met woorden", "sorts")
    return Product(
        key=entry.text("key"),
        course=course,
        name=entry.text("name"),
        words=tuple(entry.items("words", str)),
        sorts=tuple(tuple(group) for group in sorts),
        units=_chosen(entry, "units", Unit),
        forms=_chosen(entry, "forms", Grant),
        usual_term=term,
        other=tuple(entry.items("other", str)),
        valid_from=entry.optional_day("valid_from") or head.day("valid_from"),
        fixed=entry.flag("fixed", default=False),
        beside=entry.flag("beside", default=False),
        form_only=entry.flag("form_only", default=False),
    )


def _check_term(entry: Entry, term: str, course: str) -> None:
    if term in {INDEFINITE, NONE}:
        return
    if (found := length(term)) is None:
        entry.fail(f"usual_term kent “{term}” niet; schrijf P5Y, P6M of P4W, {INDEFINITE} of {NONE}", "usual_term")
    elif days(found) < days(SHORTEST.get(course, Length(days=1))):
        entry.fail(f"usual_term “{term}” is korter dan in deze wet mag", "usual_term")


def days(found: Length) -> int:
    """About how many days, to compare lengths by."""
    return found.months * 30 + found.days


def _chosen(entry: Entry, key: str, choices: type[Choice]) -> tuple[Choice, ...]:
    words = entry.items(key, str)
    if unknown := set(words) - set(choices):
        entry.fail(f"{key} kent geen “{min(unknown)}”; kies uit: {', '.join(choices)}", key)
    return tuple(choices(word) for word in words)
