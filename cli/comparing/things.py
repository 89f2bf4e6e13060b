"""The names in a row as products of the list, forms and hands; what the list does not know compares as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from cli.comparing.fields import Fields, as_number
from config.products import SHORTEST, Found, Product, days, length, plain, product_of, products
from rules.asked.extent import whole
from rules.asked.grants import Grant
from rules.asked.items import Hand, Length, Thing

FORMS = {
    "in_kind": Grant.IN_KIND,
    "kind": Grant.IN_KIND,
    "gift": Grant.ONE_OFF,
    "budget": Grant.BUDGET,
    "allowance": Grant.ALLOWANCE,
    "one_off": Grant.ONE_OFF,
    "loan": Grant.LOAN,
    "advance": Grant.ADVANCE,
    "card": Grant.CARD,
    "programme": Grant.PROGRAMME,
    "none": Grant.NONE,
    **{form.value: form for form in Grant},
}
# Courses that are about the products of others.
ABOUT_OTHERS = {"herziening", "bezwaar"}
CHILDREN = "jeugd"
# Of a number, who pays: then less is better.
PAID_BY_CITIZEN = re.compile(r"repay|aflos|terugbet|contribution|bijdrage|rate|rente|deduction|inhouding")
TARIFF = "tariff"
# Help at once, or what is stopped for a while.
FOR_NOW = re.compile(
    r"opschort|opgeschort|schors|2\.3\.3|tijdelijke (maatwerk|hulp)|voorlopig|\bspoed|\bhulp tot (aan )?(het|u) besl"
)
# What a name says that is not in it.
LEFT_OUT = r"\b(?:zonder|behalve|exclusief|without|except)\b(?! (?:eigen )?(?:bijdrage|kosten|eind)).*"
# What help in a group is without.
ALONE = "hulp voor u alleen"


@dataclass(frozen=True)
class Named:
    """What a name in a row means: a thing, and the product where exactly one fits."""

    thing: Thing | None
    product: Product | None = None
    # Of a name that is on no list: what the course gives where nobody names a form.
    usual_forms: tuple[Grant, ...] = ()
    # The course of all products that it may mean.
    course: str = ""

    @property
    def forms(self) -> tuple[Grant, ...]:
        """The forms in which it is given; in kind where nobody knows."""
        return (self.product.forms if self.product else self.usual_forms) or (Grant.IN_KIND,)

    @property
    def is_beside(self) -> bool:
        """Whether it has a decision of its own beside the application."""
        return self.product is not None and self.product.beside


@lru_cache(maxsize=4096)
def named(words: str, course: str, on: date, *, of_child: bool = False) -> Named:
    """What a name in a row means; where several products fit, or none, it compares as words.

    In a review or an objection a name that two laws share is that of the Jeugdwet for a child, and else never.
    """
    if not words:
        return Named(None)
    found = product_of(words, course, on=on)
    if course in ABOUT_OTHERS:
        found = tuple(each for each in found if (each.product.course == CHILDREN) == of_child) or found
    own = [each for each in found if not each.product.form_only]
    if len(own) == 1:
        (one,) = own
        exact = plain(words) in {name for name, _ in one.product.names()}
        return Named(one.thing if exact or one.sort else _finer(one, words), one.product)
    fixed = {each.product.fixed for each in own}
    given = {form: None for each in products(on) if each.course == course for form in each.forms}
    return Named(Thing(f"“{plain(words)}”"), own[0].product if fixed == {True} else None, tuple(given), _course(own))


def _course(found: list[Found]) -> str:
    courses = {each.product.course for each in found}
    return courses.pop() if len(courses) == 1 else ""


def _finer(found: Found, words: str) -> Thing:
    """A name with more words around it is a sort of its own, so that two of them are not taken for one."""
    return replace(found.thing, sort=plain(words))


def form(text: str) -> tuple[Grant | None, tuple[str, ...]]:
    """The form of a row, or what of it nobody can read."""
    word = text.casefold()
    if not word:
        return None, ()
    return (FORMS[word], ()) if word in FORMS else (None, (f"de vorm “{text}”",))


def left_out(name: str) -> Iterator[str]:
    """What a name says that is not in it."""
    yield from re.findall(LEFT_OUT, name.casefold())
    if re.search(r"\bgroep", name.casefold()):
        yield ALONE


def hands(fields: Fields, kinds: Iterable[str]) -> tuple[Hand, ...]:
    """From whom, and in which shape: each of the fields that it names."""
    return tuple(_hand(kind, fields.values[kind]) for kind in kinds if fields.has(kind))


def _hand(kind: str, value: object) -> Hand:
    number = as_number(value)
    name = TARIFF if kind.startswith(("tariff", "tarief")) else kind
    cents = None if number is None else whole(number * 100)
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
    return Hand(name, text, number=cents, more_is_better=not PAID_BY_CITIZEN.search(kind))


def usual(product: Product | None, row: Fields, settings: Fields, context: Fields, of: str = "") -> Length | None:
    """How long it usually lasts: by the row, the settings of the file for its course, or the list of products."""
    course = row.text("course")
    if course in ABOUT_OTHERS or course == "":
        course = product.course if product else of or course
    terms = settings.values.get("usual_term")
    if context.has("usual_term"):
        term = context.text("usual_term")
    elif isinstance(terms, dict) and course in terms:
        term = str(terms[course] or "")
    else:
        return product.usual if product else None
    found, shortest = length(term), SHORTEST.get(course)
    return shortest if found and shortest and days(found) < days(shortest) else found
