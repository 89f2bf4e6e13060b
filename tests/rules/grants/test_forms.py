"""What each form in which something is given must say."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import Provision
from rules.grants.calculation import CONTRADICTS
from rules.grants.forms import AT_ONCE, EACH, FORMS, MONEY, MUCH, ONE_CARD, PAID_BACK, PER, TOO_SOON

FROM, UNTIL = date(2026, 12, 1), date(2031, 11, 30)
HOURS = Quantity(90, Unit.MINUTE, Per.WEEK)
CARD = Quantity(1, Unit.PIECE, Per.ONCE)
SAID: dict[str, Any] = {
    "name": "Hulp",
    "product": "help",
    "reason_title": "U kunt dit niet zelf.",
    "reason": "Na uw operatie lukt dit u niet meer alleen.",
    "source": "het verslag",
    "from_on": FROM,
}
WHOLE: dict[Grant, dict[str, Any]] = {
    Grant.IN_KIND: {"quantity": HOURS, "result": "Uw huis is schoon.", "provider": "De Linde"},
    Grant.BUDGET: {
        "quantity": HOURS,
        "result": "Uw huis is schoon.",
        "amount": 345_00,
        "per": Per.ONCE,
        "calculation": "12 weken x € 28,75 = € 345,00",
    },
    Grant.ALLOWANCE: {"quantity": Quantity(1100_00, Unit.CENT, Per.MONTH)},
    Grant.ONE_OFF: {"quantity": Quantity(450_00, Unit.CENT, Per.ONCE), "purpose": "Een wasmachine."},
    Grant.LOAN: {
        "quantity": Quantity(450_00, Unit.CENT, Per.ONCE),
        "purpose": "Een wasmachine.",
        "repayment": Quantity(40_00, Unit.CENT, Per.MONTH),
        "repaid_from_on": date(2027, 1, 1),
    },
    Grant.ADVANCE: {"quantity": Quantity(900_00, Unit.CENT, Per.ONCE), "until_on": UNTIL, "offset": "uw uitkering"},
    Grant.CARD: {"until_on": UNTIL},
    Grant.PROGRAMME: {"plan": "Wij bellen uw schuldeisers.", "provider": "Kredietbank", "efforts": "U bewaart post."},
}
MONTHLY = Quantity(450_00, Unit.CENT, Per.MONTH)


def given(grant: Grant, **changes: object) -> Provision:
    return Provision(**(SAID | {"grant": grant} | WHOLE[grant] | changes))


def test_each_form_but_nothing_knows_what_it_must_say() -> None:
    assert {*FORMS} == {*WHOLE} == {*Grant} - {Grant.NONE}
    known = {one.name for one in fields(Provision)}
    assert {one.name for form in FORMS.values() for one in form.fields} <= known


@pytest.mark.parametrize("grant", WHOLE)
def test_what_is_whole_may_be_given(grant: Grant) -> None:
    assert given(grant).problems() == {}


@pytest.mark.parametrize(
    ("grant", "field"), [(grant, one.name) for grant, form in FORMS.items() for one in form.fields if one.missing]
)
def test_what_a_form_must_say_is_asked_for(grant: Grant, field: str) -> None:
    none = Quantity(0, Unit.CENT, Per.ONCE)
    empty = {"quantity": none, "repayment": none, "amount": 0}.get(field, None if field.endswith("_on") else " ")
    (asked,) = [one for one in FORMS[grant].fields if one.name == field]

    assert given(grant, **{field: empty}).problems()[field] == asked.missing


@pytest.mark.parametrize(
    ("grant", "changes", "problems"),
    [
        pytest.param(Grant.BUDGET, {"per": None}, {"per": PER}, id="a-budget-for-who-knows-how-long"),
        pytest.param(Grant.BUDGET, {"amount": 1_00}, {"calculation": CONTRADICTS}, id="a-budget-of-one-euro"),
        pytest.param(Grant.ALLOWANCE, {"quantity": HOURS}, {"quantity": EACH}, id="an-allowance-of-hours"),
        pytest.param(
            Grant.ALLOWANCE, {"quantity": replace(MONTHLY, per=Per.YEAR)}, {"quantity": EACH}, id="an-allowance-a-year"
        ),
        pytest.param(
            Grant.ALLOWANCE, {"calculation": "2 x € 100,00"}, {"calculation": CONTRADICTS}, id="an-allowance-miscounted"
        ),
        pytest.param(Grant.ONE_OFF, {"quantity": MONTHLY}, {"quantity": AT_ONCE}, id="at-once-is-not-each-month"),
        pytest.param(Grant.LOAN, {"quantity": MONTHLY}, {"quantity": AT_ONCE}, id="a-loan-is-paid-out-at-once"),
        pytest.param(Grant.LOAN, {"repayment": HOURS}, {"repayment": PAID_BACK}, id="a-loan-paid-back-in-hours"),
        pytest.param(
            Grant.LOAN,
            {"repayment": Quantity(450_00, Unit.CENT, Per.ONCE)},
            {"repayment": PAID_BACK},
            id="a-loan-paid-back-at-once",
        ),
        pytest.param(
            Grant.LOAN, {"repaid_from_on": date(2026, 11, 30)}, {"repaid_from_on": TOO_SOON}, id="before-it-is-there"
        ),
        pytest.param(Grant.ADVANCE, {"quantity": HOURS}, {"quantity": MONEY}, id="an-advance-of-hours"),
        pytest.param(
            Grant.CARD, {"quantity": replace(CARD, amount=2)}, {"quantity": ONE_CARD}, id="two-cards-under-one-name"
        ),
        pytest.param(Grant.CARD, {"quantity": CARD}, {}, id="one-card-may-say-so"),
        pytest.param(Grant.LOAN, {"interest": "2 procent per jaar"}, {}, id="a-loan-with-interest"),
        pytest.param(Grant.PROGRAMME, {"quantity": HOURS}, {}, id="a-programme-of-hours"),
        pytest.param(
            Grant.PROGRAMME, {"quantity": replace(HOURS, amount=0)}, {"quantity": MUCH}, id="a-programme-of-no-hours"
        ),
    ],
)
def test_what_does_not_fit_its_form_is_refused(
    grant: Grant, changes: dict[str, object], problems: dict[str, str]
) -> None:
    assert given(grant, **changes).problems() == problems
