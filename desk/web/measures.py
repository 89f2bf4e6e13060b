"""How a measure is read and shown: the products and forms of a course, and how much in words (4 uur per week)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from config.process import Process
from config.products import Product, product, product_of
from config.products import product_name as named
from config.products import products as listed
from desk.web.words import capital
from rules.asked.extent import extent, in_words
from rules.asked.periods import end_of
from rules.asked.quantity import Quantity
from rules.grants.forms import FORMS
from tasks import clock

Options = list[tuple[str, str]]
UNREAD_NL = "Dit lezen wij niet als een hoeveelheid. Schrijf bijvoorbeeld: 4 uur per week, 2500 km per jaar of 1 keer."
UNCLEAR = "Niet genoemd, of nog niet duidelijk"


def read(text: str) -> Quantity | None:
    """How much a text says; None where it is empty, or says it in a way that nobody can be sure of."""
    return extent(text) if text.strip() else None


def told(quantity: Quantity | None) -> str:
    """How much, in Dutch words; empty without a quantity."""
    return in_words(quantity) if quantity else ""


def total(amounts: Sequence[Quantity | None]) -> Quantity | None:
    """How much that is together; None where they are not all in the same unit and for the same period."""
    named = [one for one in amounts if one]
    if len(named) < len(amounts) or len({(one.unit, one.per) for one in named}) != 1:
        return None
    return replace(named[0], amount=sum(one.amount for one in named))


def products(course: Process) -> Options:
    """The closed list of what can be asked under a course, to choose from."""
    return [(one.key, capital(one.name)) for one in listed(clock.today()) if _of(one, course)]


def _of(one: Product, course: Process) -> bool:
    """Whether it can be asked under a course, and is no mere form that people ask for by name."""
    return one.course == course.id and not one.form_only


def product_name(key: str, course: Process) -> str:
    """The name of a product, with a capital; empty without one."""
    return capital(named(key, course.id, on=clock.today()))


def only_product(course: Process, *texts: str) -> str:
    """The key of the product of a course that these texts name, where that is one alone."""
    named = [one.product for text in texts for one in product_of(text, course.id, on=clock.today())]
    found = {one.key for one in named if _of(one, course)}
    return found.pop() if len(found) == 1 else ""


def usual_end(key: str, course: Process, start: date) -> date | None:
    """The last day of help that lasts as long as it usually does; None where no end belongs to it."""
    found = product(key, course.id, on=clock.today()) if key else None
    return end_of(start, found.usual) if found and found.usual else None


def forms(course: Process) -> Options:
    """The forms in which a course can give, to choose from."""
    return [(form.value, known.title) for form, known in FORMS.items() if form in course.letters.grants]
