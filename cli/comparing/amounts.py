"""An amount, a unit and a period of a row as a quantity in the smallest unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction

from cli.comparing.fields import Fields, as_number
from config.products import Product
from rules.asked.extent import ADVERBS, UNITS, whole
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit

WORDS = {
    "hour": (Unit.MINUTE, 60),
    "minute": (Unit.MINUTE, 1),
    "euro": (Unit.CENT, 100),
    "cent": (Unit.CENT, 1),
    "kilometre": (Unit.KILOMETRE, 1),
    "kilometer": (Unit.KILOMETRE, 1),
    "daypart": (Unit.DAYPART, 1),
    "session": (Unit.SESSION, 1),
    "time": (Unit.SESSION, 1),
    "piece": (Unit.PIECE, 1),
    "night": (Unit.NIGHT, 1),
    "trip": (Unit.TRIP, 1),
    "ride": (Unit.TRIP, 1),
    "stay": (Unit.STAY, 1),
    **dict.fromkeys(("etmaal", "etmalen"), (Unit.STAY, 1)),
    **dict.fromkeys(("meal", "maaltijd", "maaltijden", "card", "kaart"), (Unit.PIECE, 1)),
    **dict.fromkeys(("programme", "traject"), (Unit.PIECE, 1)),
    **UNITS,
}
DAY = ("day", "dag", "dagen")
# Each with how many of it go into the period of ours.
PERIODS = {
    **{word: (per, 1) for word, per in ADVERBS.items()},
    "daily": (Per.DAY, 1),
    "weekly": (Per.WEEK, 1),
    "monthly": (Per.MONTH, 1),
    "yearly": (Per.YEAR, 1),
    "day": (Per.DAY, 1),
    "dag": (Per.DAY, 1),
    "working_day": (Per.WORKING_DAY, 1),
    "werkdag": (Per.WORKING_DAY, 1),
    "week": (Per.WEEK, 1),
    "two_weeks": (Per.FOUR_WEEKS, 2),
    "fortnight": (Per.FOUR_WEEKS, 2),
    "four_weeks": (Per.FOUR_WEEKS, 1),
    "4_weeks": (Per.FOUR_WEEKS, 1),
    "4 weken": (Per.FOUR_WEEKS, 1),
    "month": (Per.MONTH, 1),
    "maand": (Per.MONTH, 1),
    "quarter": (Per.YEAR, 4),
    "kwartaal": (Per.YEAR, 4),
    "half_year": (Per.YEAR, 2),
    "year": (Per.YEAR, 1),
    "jaar": (Per.YEAR, 1),
    "once": (Per.ONCE, 1),
    "total": (Per.ONCE, 1),
    "whole": (Per.ONCE, 1),
    "eenmalig": (Per.ONCE, 1),
}
DAY_IN_DAYPARTS = 2
WHOLE_FORMS = {Grant.ONE_OFF, Grant.LOAN, Grant.CARD}


def quantity(
    fields: Fields,
    product: Product | None,
    form: Grant | None,
    *,
    like: Quantity | None = None,
    of_range: Callable[[Iterable[Fraction]], Fraction] = max,
) -> tuple[Quantity | None, tuple[str, ...]]:
    """The amount of a row, and what of it nobody can read; what it leaves out is as in `like`."""
    value = fields.values.get("amount")
    if value is None:
        return None, ()
    amount, unit = _number(value, of_range), _unit(fields.text("unit"), product)
    period = _period(fields.text("per"), unit, form)
    if like:
        unit = (like.unit, _size(like.unit)) if not fields.has("unit") else unit
        period = (like.per, like.parts) if not fields.has("per") else period
    if amount is None:
        return None, (f"hoeveel: “{value}”",)
    if unit is None:
        return None, (f"de eenheid “{fields.text('unit')}”",)
    if period is None and not fields.has("per"):
        # An amount without a period is no measure; it can still be made precise.
        return None, ()
    if period is None:
        return None, (f"de periode “{fields.text('per')}”",)
    exact = amount * unit[1] * period[1]
    # Less than one of the smallest unit is nothing, and is not rounded up to something.
    return Quantity(whole(exact) if exact >= 1 else 0, unit[0], *period), ()


def _number(value: object, of_range: Callable[[Iterable[Fraction]], Fraction]) -> Fraction | None:
    """A number; of a range, as a list or as text, the upper end of what is asked and the lower of what is given."""
    if isinstance(value, list):
        numbers = [number for each in value if (number := as_number(each)) is not None]
        return of_range(numbers) if numbers and len(numbers) == len(value) else None
    if isinstance(value, str) and (parts := re.split(r"\s*(?:à|-|–|tot|of)\s*", value))[1:]:
        return _number(list(parts), of_range)
    return as_number(value)


def _unit(text: str, product: Product | None) -> tuple[Unit, int] | None:
    word = text.casefold()
    if word in DAY or word.rstrip("s") in DAY:
        parts = product is None or Unit.DAYPART in product.units
        return (Unit.DAYPART, DAY_IN_DAYPARTS) if parts else (Unit.STAY, 1)
    return WORDS.get(word) or WORDS.get(word.removesuffix("s"))


def _size(unit: Unit) -> int:
    """Of which an amount without a unit is: people say hours and euros."""
    return {Unit.MINUTE: 60, Unit.CENT: 100}.get(unit, 1)


def _period(text: str, unit: tuple[Unit, int] | None, form: Grant | None) -> tuple[Per, int] | None:
    if text:
        return PERIODS.get(text.casefold()) or PERIODS.get(text.casefold().removeprefix("per "))
    once = form in WHOLE_FORMS or (unit is not None and unit[0] is Unit.PIECE)
    return (Per.ONCE, 1) if once else None
