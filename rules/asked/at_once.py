"""The least that is help where help cannot wait for the decision (Wmo 2015, art. 2.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from rules.asked.answers import Answer
from rules.asked.quantity import Per, Quantity
from rules.asked.verdict import Lack, Respect

# A decision comes two weeks after the application (2.3.5 lid 2), so help until then lasts as long.
DAYS = 14


def too_little(given: Sequence[Answer], least: Sequence[Quantity]) -> Iterator[Lack]:
    """Where what is given of one thing, all together, is less than the least, or is over too soon.

    What is given for the whole, such as two nights, only has to be as much as the least for a period.
    """
    for one in given:
        if one.quantity is None or one.from_on is None:
            continue
        once = one.quantity.per is Per.ONCE
        alike = [other.quantity for other in given if other.thing == one.thing and other.quantity]
        amounts = [each.yearly for each in alike if each.unit is one.quantity.unit and (each.per is Per.ONCE) == once]
        enough = next((each for each in least if each.unit is one.quantity.unit), None)
        if enough and sum(amounts) < (enough.amount if once else enough.yearly):
            yield Lack(Respect.AMOUNT, on=one.from_on)
        if not once and one.until_on and (one.until_on - one.from_on).days + 1 < DAYS:
            yield Lack(Respect.UNTIL, on=one.until_on + timedelta(days=1))
