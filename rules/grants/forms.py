"""Each form in which something is given, and what it must say (Wmo 2015, art. 2.3.5, 2.3.6; Pw, art. 48, 52)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from rules import visible
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.grants.calculation import CONTRADICTS, contradicts

MUCH = "Vul in hoeveel de inwoner krijgt: meer dan niets. Krijgt de inwoner niets? Wijs dan af."
STARTS = "Vul in vanaf welke dag de hulp begint."
PER = "Zet bij het bedrag voor welke tijd het is: per maand, per jaar of in totaal."
EACH = "Vul een bedrag in per maand of per 4 weken."
AT_ONCE = "Vul een bedrag in totaal in, bijvoorbeeld: € 450 in totaal."
MONEY = "Vul een bedrag in, met voor welke tijd het is. Bijvoorbeeld: € 300 per 4 weken, of € 300 in totaal."
PAID_BACK = "Vul in hoeveel de inwoner terugbetaalt, en hoe vaak. Bijvoorbeeld: € 40 per maand."
TOO_SOON = "Terugbetalen begint niet voor de lening er is. Kies een latere dag."
ONE_CARD = "Een kaart is er één. Laat dit leeg."


class Given(Protocol):
    """What is given, as far as its form looks at more than whether it is there."""

    @property
    def quantity(self) -> Quantity | None:
        """How much, or how much money where the form gives money."""

    @property
    def amount(self) -> int | None:
        """The amount of a budget, in euro cents."""

    @property
    def per(self) -> Per | None:
        """For each of which period that amount is."""

    @property
    def calculation(self) -> str:
        """How an amount was worked out."""

    @property
    def from_on(self) -> date | None:
        """Its first day."""

    @property
    def repayment(self) -> Quantity | None:
        """How much of a loan is paid back each time."""

    @property
    def repaid_from_on(self) -> date | None:
        """From when it is paid back."""


@dataclass(frozen=True)
class Field:
    """One thing that a form says of what is given: how the desk asks it, and what it says where that is missing.

    One without such a sentence may be left out.
    """

    name: str
    title: str
    missing: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Form:
    """One form: its name on a screen and in a line of a letter, its fields, and how they must fit together.

    A card or a programme is named by the thing itself, and has no words of its own there.
    """

    title: str
    phrase: str
    fields: tuple[Field, ...]
    unfit: Callable[[Given], dict[str, str]] = lambda _: {}

    def problems(self, given: Given) -> dict[str, str]:
        """What is missing, does not fit, or contradicts its own calculation, as Dutch sentences by field."""
        found = {one.name: one.missing for one in self.fields if one.missing and _is_empty(getattr(given, one.name))}
        return self.unfit(given) | _miscalculated(given) | found


def _is_empty(value: object) -> bool:
    if isinstance(value, Quantity):
        return value.amount < 1
    return value < 1 if isinstance(value, int) else visible.blank(str(value or ""))


def _miscalculated(given: Given) -> dict[str, str]:
    money = given.quantity.amount if given.quantity and given.quantity.unit is Unit.CENT else None
    amount = money if given.amount is None else given.amount
    return {"calculation": CONTRADICTS} if amount and contradicts(given.calculation, amount) else {}


def _is_money(quantity: Quantity | None, *periods: Per) -> bool:
    return quantity is None or (quantity.unit is Unit.CENT and quantity.per in periods)


def _budget(given: Given) -> dict[str, str]:
    return {"per": PER} if given.amount and given.per is None else {}


def _allowance(given: Given) -> dict[str, str]:
    return {} if _is_money(given.quantity, Per.MONTH, Per.FOUR_WEEKS) else {"quantity": EACH}


def _one_off(given: Given) -> dict[str, str]:
    return {} if _is_money(given.quantity, Per.ONCE) else {"quantity": AT_ONCE}


def _loan(given: Given) -> dict[str, str]:
    found = _one_off(given)
    if not _is_money(given.repayment, Per.WEEK, Per.FOUR_WEEKS, Per.MONTH, Per.YEAR):
        found["repayment"] = PAID_BACK
    if given.from_on and given.repaid_from_on and given.repaid_from_on < given.from_on:
        found["repaid_from_on"] = TOO_SOON
    return found


def _card(given: Given) -> dict[str, str]:
    one = given.quantity is None or given.quantity == Quantity(1, Unit.PIECE, Per.ONCE)
    return {} if one else {"quantity": ONE_CARD}


def _programme(given: Given) -> dict[str, str]:
    return {"quantity": MUCH} if given.quantity and given.quantity.amount < 1 else {}


def _advance(given: Given) -> dict[str, str]:
    return {} if _is_money(given.quantity, *Per) else {"quantity": MONEY}


_MUCH = Field("quantity", title="Hoeveel hulp?", missing=MUCH, hint="Bijvoorbeeld: 1,5 uur per week.")
_RESULT = Field("result", title="Waar leidt de hulp toe?", missing="Schrijf op waar de hulp toe leidt.")
_FROM = Field("from_on", title="Vanaf", missing=STARTS)
_WORKED_OUT = Field("calculation", title="Hoe is dat berekend?", hint="Bijvoorbeeld: 12 keer x € 37,50 = € 450,00.")

FORMS: dict[Grant, Form] = {
    Grant.IN_KIND: Form(
        "Hulp in natura",
        "als hulp in natura",
        (_MUCH, _RESULT, Field("provider", title="Aanbieder", missing="Noem de aanbieder die de hulp geeft."), _FROM),
    ),
    Grant.BUDGET: Form(
        "Persoonsgebonden budget (pgb)",
        "met een pgb",
        (
            _MUCH,
            _RESULT,
            Field(
                "amount",
                title="Bedrag van het pgb",
                missing="Vul het bedrag van het pgb in.",
                hint="Bijvoorbeeld: € 345,50 per maand.",
            ),
            Field(
                "calculation",
                title="Hoe is dat berekend?",
                missing="Schrijf op hoe het bedrag van het pgb is berekend.",
            ),
            _FROM,
        ),
        _budget,
    ),
    Grant.ALLOWANCE: Form(
        "Uitkering",
        "als uitkering",
        (
            Field("quantity", title="Welk bedrag?", missing=EACH, hint="Bijvoorbeeld: € 350 per maand."),
            _WORKED_OUT,
            _FROM,
        ),
        _allowance,
    ),
    Grant.ONE_OFF: Form(
        "Bedrag ineens",
        "als bedrag ineens",
        (
            Field("quantity", title="Welk bedrag?", missing=AT_ONCE, hint="Bijvoorbeeld: € 450 in totaal."),
            Field("purpose", title="Waar is het geld voor?", missing="Schrijf op waar het geld voor is."),
            _WORKED_OUT,
            _FROM,
        ),
        _one_off,
    ),
    Grant.LOAN: Form(
        "Lening",
        "als lening",
        (
            Field("quantity", title="Welk bedrag?", missing=AT_ONCE, hint="Bijvoorbeeld: € 450 in totaal."),
            Field("purpose", title="Waar is het geld voor?", missing="Schrijf op waar het geld voor is."),
            Field(
                "repayment",
                title="Hoeveel betaalt de inwoner terug?",
                missing=PAID_BACK,
                hint="Bijvoorbeeld: € 40 per maand.",
            ),
            Field(
                "repaid_from_on", title="Terugbetalen vanaf", missing="Vul in vanaf welke dag de inwoner terugbetaalt."
            ),
            Field("interest", title="Welke rente?", hint="Laat dit leeg als de lening geen rente heeft."),
            _FROM,
        ),
        _loan,
    ),
    Grant.ADVANCE: Form(
        "Voorschot",
        "als voorschot",
        (
            Field("quantity", title="Welk bedrag?", missing=MONEY, hint="Bijvoorbeeld: € 950 in totaal."),
            Field(
                "offset",
                title="Waarmee verrekenen wij het later?",
                missing="Schrijf op waarmee wij het voorschot later verrekenen.",
            ),
            _WORKED_OUT,
            _FROM,
            Field("until_on", title="Tot en met", missing="Vul in tot en met welke dag dit voorschot geldt."),
        ),
        _advance,
    ),
    Grant.CARD: Form(
        "Kaart",
        "",
        (_FROM, Field("until_on", title="Tot en met", missing="Vul in tot en met welke dag de kaart geldig is.")),
        _card,
    ),
    Grant.PROGRAMME: Form(
        "Traject",
        "",
        (
            Field("plan", title="Wat is het plan?", missing="Schrijf het plan op: wat gaat er gebeuren?"),
            Field("provider", title="Met wie?", missing="Schrijf op met wie de inwoner dit doet."),
            Field("quantity", title="Hoeveel hulp?", hint="Bijvoorbeeld: 6 gesprekken. Dit mag leeg blijven."),
            Field("efforts", title="Wat doet de inwoner zelf?", missing="Schrijf op wat de inwoner zelf doet."),
            _FROM,
        ),
        _programme,
    ),
}
