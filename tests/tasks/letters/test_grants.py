"""What a letter says of each form in which something is given."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from letters.making.render import document
from letters.writing.samples import sample
from letters.writing.texts import HERE, file_of
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import Provision
from rules.grants.forms import FORMS
from tasks.letters.decision_values import provision_values

# A letter that is no decision asks nothing of what is given.
LETTER = "wmo/ontvangstbevestiging-melding"
FROM, UNTIL = date(2026, 12, 1), date(2031, 11, 30)
TEN = Quantity(450_00, Unit.CENT, Per.ONCE)
GIVEN = Provision(
    name="hulp",
    grant=Grant.IN_KIND,
    reason_title="",
    reason="",
    source="",
    quantity=Quantity(90, Unit.MINUTE, Per.WEEK),
    result="uw huis is schoon",
    provider="De Linde",
    from_on=FROM,
    conditions=("u laat ons weten als er iets verandert",),
)
SAYS: dict[Grant, tuple[dict[str, Any], tuple[str, ...]]] = {
    Grant.IN_KIND: (
        {},
        ("Wat u krijgt: 1 uur en 30 minuten per week", "Tot: er is geen einddatum", "Wie u helpt: De Linde."),
    ),
    Grant.BUDGET: (
        {"amount": 345_50, "per": Per.MONTH, "calculation": "13 x € 26,58", "until_on": UNTIL},
        ("Hoogte van uw pgb: € 345,50 per maand", "Hoe wij uw pgb berekenden. 13 x € 26,58", "Tot en met: 30"),
    ),
    Grant.ALLOWANCE: (
        {"quantity": Quantity(1100_00, Unit.CENT, Per.MONTH), "calculation": "De norm."},
        ("Uw uitkering is: € 1.100 per maand", "Vanaf: 1 december 2026", "Hoe wij dit berekenden. De norm."),
    ),
    Grant.ONE_OFF: (
        {"quantity": TEN, "purpose": "een wasmachine", "calculation": "De prijs."},
        ("Wat u krijgt: € 450 in totaal", "Waar het geld voor is: een wasmachine", "Hoe wij dit berekenden."),
    ),
    Grant.LOAN: (
        {
            "quantity": TEN,
            "purpose": "een wasmachine",
            "repayment": Quantity(40_00, Unit.CENT, Per.MONTH),
            "repaid_from_on": date(2027, 1, 1),
        },
        ("U leent van ons: € 450 in totaal", "U betaalt terug: € 40 per maand, vanaf 1 januari 2027", "Rente: geen"),
    ),
    Grant.ADVANCE: (
        {"quantity": TEN, "until_on": UNTIL, "offset": "uw uitkering", "calculation": "95 procent."},
        (
            "Vanaf: 1 december 2026 Tot en met: 30 november 2031",
            "Dit verrekenen wij later met: uw uitkering",
            "een lening zonder rente",
        ),
    ),
    Grant.CARD: (
        {"quantity": None, "until_on": UNTIL},
        ("Uw kaart: hulp", "Geldig vanaf: 1 december 2026", "Geldig tot en met: 30 november 2031"),
    ),
    Grant.PROGRAMME: (
        {"plan": "Wij bellen uw schuldeisers.", "efforts": "U bewaart uw post."},
        ("Met wie: De Linde", "Het plan. Wij bellen uw schuldeisers.", "Wat u zelf doet. U bewaart uw post."),
    ),
}


def said(*given: Provision, outcome: str = "toe") -> str:
    """A letter that says what these give, below one that tells nothing of it."""
    text = (HERE / file_of(LETTER)).read_text("utf-8") + '\n{% include "shared/_gegeven.md.j2" %}\n'
    values = sample(LETTER) | {"voorzieningen": [provision_values(one, outcome) for one in given]}
    return " ".join(" ".join(document(LETTER, values, texts={file_of(LETTER): text}).text).split())


@pytest.mark.parametrize("grant", FORMS)
def test_a_letter_says_what_is_given_by_its_form(grant: Grant) -> None:
    more, sentences = SAYS[grant]
    text = said(replace(GIVEN, grant=grant, **more))

    assert "U krijgt: hulp" in text
    assert "Daarbij geldt: u laat ons weten als er iets verandert" in text
    for sentence in sentences:
        assert sentence in text


def test_interest_is_told_and_what_is_left_out_is_not_shown() -> None:
    loan = replace(GIVEN, grant=Grant.LOAN, interest="2 procent per jaar", **SAYS[Grant.LOAN][0])
    assert "Rente: 2 procent per jaar" in said(loan)

    plan = replace(GIVEN, grant=Grant.PROGRAMME, quantity=None, **SAYS[Grant.PROGRAMME][0])
    assert "Wat u krijgt:" not in said(plan)
    for grant in (Grant.ALLOWANCE, Grant.ONE_OFF, Grant.ADVANCE):
        assert "Hoe wij dit berekenden" not in said(replace(GIVEN, grant=grant, **SAYS[grant][0] | {"calculation": ""}))


def test_what_is_refused_is_in_no_part() -> None:
    assert "U krijgt: hulp" not in said(replace(GIVEN, grant=Grant.NONE), outcome="af")
