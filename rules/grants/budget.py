"""How much a budget buys at a tariff of the municipality: only so can money be compared with hours."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from rules.asked.periods import years_in
from rules.asked.quantity import Per, Quantity, Unit

# The price of minutes is that of an hour.
IN_ONE = {Unit.MINUTE: 60}


def bought(given: Quantity, budget: Quantity, *, price: int | None, first: date, last: date | None) -> Quantity | None:
    """What of `given` the budget pays for from the first day to the last, with the price of one unit in cents.

    A budget that is given in money is what its letter names. None where nothing tells how much it buys: without a
    price, or where a sum at once is to pay for a time without an end.
    """
    cost = Fraction(price or 0, IN_ONE.get(given.unit, 1)) if given.unit is not Unit.CENT else Fraction(1)
    if cost == 0:
        return None
    money = _for(given.per, budget, first, last)
    if money is None:
        return None
    return Quantity(min(given.amount, int(money / cost)), given.unit, given.per)


def _for(per: Per, budget: Quantity, first: date, last: date | None) -> Fraction | None:
    """The money there is for each of these periods, or for the whole."""
    if Per.ONCE not in {per, budget.per} or per is budget.per:
        return Fraction(budget.yearly, per.in_a_year)
    if last is None or last < first:
        return None
    years = years_in(first, last)
    return budget.amount / years / per.in_a_year if budget.per is Per.ONCE else budget.yearly * years
