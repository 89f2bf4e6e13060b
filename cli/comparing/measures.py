"""How much a row asks where it names no amount: by a paper of his, by the law, or by the decision he objects to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cli.comparing import amounts, things
from cli.comparing.days import days_in
from cli.comparing.fields import Fields, as_number
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
OBJECTION = "bezwaar"
# A thing of which the price may be asked instead.
BUYABLE = {Unit.PIECE, Unit.CENT}
# Words that name no number, not even one.
ALL = re.compile(r"\b(zo ?veel mogelijk|alles|alle|zoveel als)\b")
# Words of the municipality that stand for his.
NOT_HIS_WORDS = re.compile(
    r"\b(zie (het )?(onderzoeks)?verslag|voorgedrukt|ingevuld door (de )?(gemeente|consulent))\b"
)
# A paper of the municipality, or one that it asked somebody else for, is not his.
NOT_HIS = re.compile(
    r"gemeente|consulent|verslag|nibud|prijzengids|normbedrag|aanbieder|leverancier stuurde|beleidsregel|forfait"
    r"|\bdoor ons\b|\b(uit )?on(s|ze) (prijs)?(lijst|tarie|systeem)|richtbedrag|standaardbedrag|volgens internet"
    r"|\bwij (vonden|opvroegen|zochten|opzochten)"
)
# What says that a text is an amount of money.
MONEY = re.compile(r"€|\beuro?s?\b|\d,\d\d\b|\bper (maand|jaar|week|month|year)\b")
NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d(?![\w.,])")
DUE = re.compile(r"norm|due|owed|penalty|ordinance|verordening")
# A price without its unit.
PRICE = re.compile(r"(?<!€)(?<!€ )(?<![\d.,])(\d[\d.]*,(?:-|\d\d))(?!\d|\s*(?:euro|eur|€|of|à|tot|-|km|uur|kilo))")
_A_NUMBER = r"\d+(?:[.,]\d+)?"
_EACH = r"(?:\s+(?:a|per)\s+(?P<per>\w+))?"
_ASKED = rf"(?P<asked>{_A_NUMBER})\s*(?P<unit>[a-z]+){_EACH}"
# "2 of 6 hours a week", "6 hours asked, 2 given", "6 hours refused", "refused: 6 hours".
OBJECTED = tuple(
    re.compile(way)
    for way in (
        rf"(?P<given>{_A_NUMBER})\s*\w*\s*(?:of|van)(?: de)?\s*(?P<asked>{_A_NUMBER})\s*(?P<unit>\w+){_EACH}",
        rf"{_ASKED}\s*(?:asked|gevraagd)\D*(?P<given>{_A_NUMBER})\D*(?:given|gegeven|gekregen)",
        rf"{_ASKED}\s*(?:was |is |werd )?(?:refused|rejected|afgewezen|geweigerd)",
        rf"(?:refused|rejected|afgewezen|geweigerd)\W+{_ASKED}",
    )
)
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
    fixed = product is not None and (product.fixed or {*product.forms} <= COUNTLESS)
    # The costs of the objection itself are in no decision before it.
    objects = asking.course == OBJECTION and not (product and product.course == OBJECTION)
    refused, given, _ = first_decision(asking) if objects else (None, None, None)
    papers = _papers(fields, product)
    # A budget for a thing is worth what its quotation says.
    priced = item.form is Grant.BUDGET and item.quantity == ONE and papers and papers.unit is Unit.CENT
    norm, unread = _norm(item, asking)
    quantity = (None if priced else item.quantity) or papers or norm or refused
    if given and quantity and given.unit is quantity.unit and given.yearly > quantity.yearly:
        quantity = given
    if quantity is None and product and _is_one(product) and not ALL.search(item.words.casefold()):
        quantity = ONE
    # What nobody can read fixes nothing.
    return replace(item, quantity=_declared(quantity, asking.context), fixed=fixed and not unread)


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


def _norm(item: Item, asking: Asking) -> tuple[Quantity | None, bool]:
    """The norm or the penalty that the row says the law makes due, and whether one is named that nobody can read."""
    if item.provisional or not (item.beside or item.thing):
        return None, False
    once = item.beside or item.form is Grant.ONE_OFF
    for key, value in asking.context.values.items():
        if DUE.match(key) and (said := _said_due(value)) is not None:
            found = _due(said, Per.ONCE if once else Per.MONTH)
            return found, found is None
    return None, False


def _said_due(value: object) -> object:
    """What is due as a number, or as a text or block about money; None where it is neither."""
    if as_number(value) is not None:
        return value
    if isinstance(value, dict):
        return value if "amount" in value else None
    return value if isinstance(value, str) and MONEY.search(value.casefold()) else None


def _due(said: object, per: Per) -> Quantity | None:
    if isinstance(said, dict):
        return amounts.quantity(Fields({"unit": "euro", "per": per.value} | said), None, None)[0]
    numbers = NUMBER.findall(str(said))
    # In words a point before three figures is for thousands.
    number = as_number(re.sub(r"\.(?=\d{3}(\D|$))", "", numbers[0])) if len(numbers) == 1 else None
    named = re.search(r"\bper (\w+)", str(said).casefold())
    period = amounts.PERIODS.get(named[1]) if named and per is not Per.ONCE else (per, 1)
    if number is None or period is None:
        return None
    return Quantity(whole(number * 100 * period[1]), Unit.CENT, period[0])


def first_decision(asking: Asking) -> tuple[Quantity | None, Quantity | None, date | None]:
    """What was asked, given and from when, in the decision that is objected to: "2 of 6 hours, from 2027-01-04"."""
    context = asking.context
    value = context.values.get("first_decision")
    if isinstance(value, dict):
        block = Fields(value, "context.first_decision.")
        asked, _ = amounts.quantity(Fields(block.values | {"amount": value.get("asked")}), None, None)
        given, _ = amounts.quantity(Fields(block.values | {"amount": value.get("given")}), None, None)
        return asked, given, block.day("from")
    text = context.text("first_decision").casefold()
    since_on = context.day("first_from") or next(days_in(text, by=asking.decided_on), None)
    found = next(filter(None, (way.search(text) for way in OBJECTED)), None)
    if found is None:
        return None, None, since_on
    said = found.groupdict()
    unit = said["unit"]
    per = said.get("per") or ("once" if unit.startswith(("euro", "piece", "stuk")) else "week")
    both = [
        amounts.quantity(Fields({"amount": said.get(name) or "0", "unit": unit, "per": per}), None, None)[0]
        for name in ("asked", "given")
    ]
    return both[0], both[1], since_on
