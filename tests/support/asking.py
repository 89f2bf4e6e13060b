"""What is asked and given in the tests of a course, and what is said about it in between."""

from plays import LESS, Play, item, provision, report_case

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.calls import Channel
from rules.facts import (
    Intention,
    Item,
    LessAgreed,
    Outcome,
    Provision,
    Speaker,
)

MADE = "rendered"
GRANTED, PARTLY = ("toekenning", MADE), ("afwijzing", MADE)
VAGUE = item("Hulp in huis.", product="", form=None, quantity=None)
CAB = {"product": "transport_individual", "quantity": Quantity(100_00, Unit.CENT, Per.MONTH)}
PAID = {"grant": Grant.BUDGET, "amount": 100_00, "per": Per.MONTH, "calculation": "Tien ritten van tien euro."}
TAXI = item("De taxi, 100 euro per maand.", form=None, **CAB)
ONCE = Quantity(600, Unit.MINUTE, Per.ONCE)
TEN_HOURS = item("10 uur hulp in totaal.", quantity=ONCE)
WEIGHED = {"hardship": "Dat is niet te zwaar voor u.", "alternatives": "De Linde kookt elke dag."}


def applied(*items: Item) -> Play:
    """A case in which these things were asked."""
    play = report_case()
    play.days(10).investigate()
    play.days(7).apply(*items)
    return play.days(1)


def deciding(*given: Provision, **more: object) -> Intention:
    return Intention(provisions=given, **WEIGHED | more)


def granting(*answers: int, **changes: object) -> Provision:
    return provision(Outcome.GRANTED, answers=answers or (1,), **changes)


def talked(play: Play, **changes: object) -> dict[str, object]:
    said = {"on": play.today(), "channel": Channel.PHONE, "spoke_with": Speaker.APPLICANT, "read_back": True}
    return {"item": 1, "words": "Een uur is genoeg, mijn zus doet de was."} | said | changes


def agreeing(play: Play, **changes: object) -> LessAgreed:
    return LessAgreed(**talked(play, **({"quantity": LESS, "told_less": True} | changes)))
