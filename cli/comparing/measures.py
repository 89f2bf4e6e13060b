"""How much a row asks where it names no amount: by a paper of his, by the law, or by the decision he objects to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cli.comparing import amounts, things
from cli.comparing.fields import Fields, as_day, as_number
from config.products import Product
from rules.asked.answers import COUNTLESS, ONE
from rules.asked.extent import Figure, figures, whole
from rules.asked.grants import Grant
from rules.asked.items import Item
from rules.asked.quantity import Per, Quantity, Unit

PAPERS = (
    *("document", "documents", "quote", "quotes", "quotation", "quotations", "offerte", "offertes", "invoice"),
    *("quote_eur", "quotation_eur", "offerte_eur", "invoice_eur"),
)
# A thing of which the price may be asked instead.
BUYABLE = {Unit.PIECE, Unit.CENT}
# Words that name no number, not even one.
ALL = re.compile(r"\b(zo ?veel mogelijk|alles|alle|zoveel als)\b")
# Words of the municipality that stand for his.
NOT_HIS_WORDS = re.compile(
    r"\b(zie (het )?(onderzoeks)?verslag|voorgedrukt|ingevuld door (de )?(gemeente|consulent))\b"
)
# A paper of the municipality, or one that it asked somebody else for, is not his.
NOT_HIS = re.compile(r"gemeente|consulent|verslag|nibud|prijzengids|normbedrag|aanbieder|leverancier stuurde")
# A price without its unit.
PRICE = re.compile(r"(?<!€)(?<!€ )(?<![\d.,])(\d[\d.]*,(?:-|\d\d))(?!\d|\s*(?:euro|eur|€|of|à|tot|-|km|uur|kilo))")
# Who is only in a case about a child.
FAMILY = re.compile(r"\b(moeder|vader|ouders?|voogd|jeugdige|kind)\b")


@dataclass(frozen=True)
class Asking:
    """What a row knows beside its items."""

    row: Fields
    settings: Fields
    context: Fields
    applied_on: date
    decided_on: date
    start_days: int

    @property
    def course(self) -> str:
        """The law that the row is about."""
        return self.row.text("course")

    def named(self, words: str) -> things.Named:
        """What a name means in this row."""
        return things.named(words, self.course, self.applied_on, of_child=self.is_of_child)

    @cached_property
    def is_of_child(self) -> bool:
        """Whether a parent or a youth is in it."""
        wishes = self.row.values.get("asked") or []
        texts = [self.row.values.get("parties"), *(wish.get("by") for wish in wishes if isinstance(wish, dict))]
        return bool(FAMILY.search(str(texts).casefold()))


def measured(item: Item, fields: Fields, product: Product | None, asking: Asking) -> Item:
    """How much: as he named it, or as a paper of his, the law or the decision that he objects to says."""
    if fields.has("printed") or NOT_HIS_WORDS.search(f"{item.words} {fields.text('source')}".casefold()):
        # A figure that the municipality printed is not his.
        return replace(item, quantity=None)
    refused, given, _ = first_decision(asking.context) if asking.course == "bezwaar" else (None, None, None)
    papers = _papers(fields, product)
    # A budget for a thing is worth what its quotation says.
    priced = item.form is Grant.BUDGET and item.quantity == ONE and papers and papers.unit is Unit.CENT
    quantity = (None if priced else item.quantity) or papers or _norm(item, asking) or refused
    if given and quantity and given.unit is quantity.unit and given.yearly > quantity.yearly:
        quantity = given
    if quantity is None and product and _is_one(product) and not ALL.search(item.words.casefold()):
        quantity = ONE
    fixed = product is not None and (product.fixed or {*product.forms} <= COUNTLESS)
    return replace(item, quantity=_declared(quantity, asking.context), fixed=fixed)


def _is_one(product: Product) -> bool:
    """Whether who names it without a number means one of it: a thing that is no mere sum of money."""
    return product.units[:1] == (Unit.PIECE,) and {*product.units} <= BUYABLE and Grant.ONE_OFF not in product.forms


def _declared(quantity: Quantity | None, context: Fields) -> Quantity | None:
    """What was asked, after the income that he declared himself."""
    income = as_number(context.values.get("declared_income"))
    if quantity is None or income is None or quantity.unit is not Unit.CENT:
        return quantity
    return replace(quantity, amount=max(quantity.amount - whole(income * 100), 1))


def _papers(fields: Fields, product: Product | None) -> Quantity | None:
    """What the papers say that he handed in: of several prices the highest."""
    found = [figure for key in PAPERS if fields.has(key) for figure in _figures(fields.values[key])]
    units = product.units if product else ()
    fitting = [figure for figure in found if figure.unit in units or figure.unit is Unit.CENT]
    if not fitting:
        return None
    highest = max(fitting, key=lambda figure: figure.amount)
    return Quantity(whole(highest.amount), highest.unit, highest.per or Per.ONCE)


def _figures(value: object) -> list[Figure]:
    """The amounts of one paper or more; a bare number is euros."""
    if isinstance(value, list):
        return [figure for each in value for figure in _figures(each)]
    if isinstance(value, dict):
        return [] if NOT_HIS.search(str(value).casefold()) else _figures(value.get("amount", value.get("text", "")))
    if (number := as_number(value)) is not None:
        return [Figure(number * 100, Unit.CENT, None)]
    text = str(value).casefold()
    if NOT_HIS.search(text):
        return []
    # "349 en 429 euro" are two prices, and "EUR 214", "214,-" and "214,00" are euros.
    text = re.sub(r"(\d) en (?=\d)", r"\1 of ", re.sub(r"\beur(?:o)?\s*(?=\d)", "€", text))
    # Of more bare prices than one nobody knows whether they are to be added up.
    return list(figures(PRICE.sub(r"\1 euro ", text) if len(PRICE.findall(text)) == 1 else text))


def _norm(item: Item, asking: Asking) -> Quantity | None:
    """The norm or the penalty that the row says the law makes due."""
    if item.provisional:
        return None
    for key, value in asking.context.values.items():
        if (number := as_number(value)) is not None and re.match(r"norm|due|owed|penalty|ordinance|verordening", key):
            once = item.beside or item.form is Grant.ONE_OFF
            amount = Quantity(whole(number * 100), Unit.CENT, Per.ONCE if once else Per.MONTH)
            return amount if item.beside or item.thing else None
    return None


def first_decision(context: Fields) -> tuple[Quantity | None, Quantity | None, date | None]:
    """What was asked, given and from when, in the decision that is objected to: "2 of 6 hours, from 2027-01-04"."""
    value = context.values.get("first_decision")
    if isinstance(value, dict):
        block = Fields(value, "context.first_decision.")
        asked, _ = amounts.quantity(Fields(block.values | {"amount": value.get("asked")}), None, None)
        given, _ = amounts.quantity(Fields(block.values | {"amount": value.get("given")}), None, None)
        return asked, given, block.day("from")
    text = context.text("first_decision").casefold()
    since = re.search(r"\d{4}-\d{2}-\d{2}", text)
    since_on = context.day("first_from") or (as_day(since[0]) if since else None)
    found = re.search(
        r"(\d+(?:[.,]\d+)?)\s*\w*\s*(?:of|van)(?: de)?\s*(\d+(?:[.,]\d+)?)\s*(\w+)(?:\s+(?:a|per)\s+(\w+))?", text
    )
    if found is None:
        return None, None, since_on
    once = found[3].startswith(("euro", "piece", "stuk"))
    per = found[4] or ("once" if once else "week")
    both = [amounts.quantity(Fields({"amount": found[n], "unit": found[3], "per": per}), None, None)[0] for n in (2, 1)]
    return both[0], both[1], since_on
