"""What the form of a decision asks of a thing that is given: the fields of its form, and no others."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plays import Play, report_case
from scenes import scene
from visits import at_desk, fields, text

from config.process import process, processes
from desk.decisions import fieldset
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import Intention, Provision
from rules.grants.forms import AT_ONCE, FORMS
from rules.record.entries import latest
from store import record
from store.engine import session
from tasks import clock

ADVERSE = {
    "p__0__name": "Hulp bij het huishouden",
    "p__0__choice": "give",
    "p__0__reason_title": "Dit helpt u verder.",
    "p__0__reason": "U vertelde dat u dit zelf wilt regelen, en dat u daar nu nog geen geld voor hebt.",
    "p__0__source": "gesprek van 13 oktober",
    "p__0__from_on": "2026-12-01",
    "p__0__term": "day",
    "p__0__until_on": "2031-11-30",
    "hardship": "Wij hebben gekeken of dit te zwaar is. Dat is niet zo.",
    "alternatives": "Uw zoon zet de spullen beneden.",
}
TOTAL = Quantity(450_00, Unit.CENT, Per.ONCE)
# What is filled in for each form, and what is on the record of it.
FILLED: dict[Grant, tuple[dict[str, str], dict[str, Any]]] = {
    Grant.ALLOWANCE: (
        {"quantity": "€ 350 per maand", "calculation": "De norm."},
        {"quantity": Quantity(350_00, Unit.CENT, Per.MONTH), "calculation": "De norm."},
    ),
    Grant.ONE_OFF: (
        {"quantity": "€ 450 in totaal", "purpose": "Een wasmachine."},
        {"quantity": TOTAL, "purpose": "Een wasmachine."},
    ),
    Grant.LOAN: (
        {
            "quantity": "€ 450 in totaal",
            "purpose": "Een wasmachine.",
            "repayment": "€ 40 per maand",
            "repaid_from_on": "2027-01-01",
            "interest": "",
        },
        {
            "quantity": TOTAL,
            "repayment": Quantity(40_00, Unit.CENT, Per.MONTH),
            "repaid_from_on": date(2027, 1, 1),
            "interest": "",
        },
    ),
    Grant.ADVANCE: (
        {"quantity": "€ 450 in totaal", "offset": "uw uitkering"},
        {"quantity": TOTAL, "offset": "uw uitkering", "until_on": date(2031, 11, 30)},
    ),
    Grant.CARD: ({}, {"quantity": None, "until_on": date(2031, 11, 30)}),
    Grant.PROGRAMME: (
        {"quantity": "", "plan": "Wij bellen uw schuldeisers.", "provider": "Kredietbank", "efforts": "Post bewaren."},
        {"plan": "Wij bellen uw schuldeisers.", "provider": "Kredietbank", "efforts": "Post bewaren."},
    ),
}


@pytest.fixture
def every_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Wmo, if it gave in every form."""
    wmo = process("wmo")
    letters = wmo.letters.model_copy(update={"grants": tuple(FORMS)})
    monkeypatch.setitem(processes(), "wmo", wmo.model_copy(update={"letters": letters}))


@scene
def applied() -> Play:
    play = report_case()
    play.days(10).investigate()
    play.days(4).apply()
    return play.days(1)


def given(play: Play) -> Provision:
    with session(readonly=True) as db:
        entry = latest(record.entries(db, record.find_case(db, play.number)), Intention)
    assert entry
    return entry.fact.provisions[0]


def filled(grant: Grant, **more: str) -> dict[str, str]:
    return (
        ADVERSE | {f"p__0__{name}": value for name, value in FILLED[grant][0].items()} | more | {"p__0__grant": grant}
    )


@pytest.mark.parametrize("grant", FILLED)
async def test_each_form_is_filled_in_recorded_and_shown_again(record: str, every_form: None, grant: Grant) -> None:
    play = applied()
    path = f"/zaak/{play.number}/besluit"
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            assert (await visit.send(path, **filled(grant))).status_code == 303
            again = fields(await visit.get(path), path)
    found = given(play)
    assert found.grant is grant
    assert {name: getattr(found, name) for name in FILLED[grant][1]} == FILLED[grant][1]
    assert {name: again[f"p.0.{name}"] for name in FILLED[grant][0]} == FILLED[grant][0]


async def test_what_another_form_takes_is_not_recorded(record: str, every_form: None) -> None:
    """Fields that are not shown are sent too."""
    play = applied()
    left = {"p__0__plan": "Een plan.", "p__0__repayment": "€ 1 per week", "p__0__amount": "€ 9 per week"}
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            await visit.send(f"/zaak/{play.number}/besluit", **filled(Grant.ONE_OFF, **left))
            found = given(play)
            assert (found.plan, found.repayment, found.amount) == ("", None, None)
            await visit.send(f"/zaak/{play.number}/besluit", **filled(Grant.CARD, p__0__quantity="2 uur per week"))
    assert (given(play).grant, given(play).quantity) == (Grant.CARD, None)


async def test_another_form_is_less_before_anything_of_it_is_counted(record: str, every_form: None) -> None:
    play = applied()
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            page = await visit.send(f"/zaak/{play.number}/besluit", voorbeeld="1", **filled(Grant.CARD))
    assert "De inwoner vroeg een andere vorm." in text(page)


async def test_what_a_form_must_say_is_asked_at_its_field(record: str, every_form: None) -> None:
    play = applied()
    path = f"/zaak/{play.number}/besluit"
    unread = filled(Grant.LOAN, p__0__repayment="af en toe")
    wrong = filled(Grant.LOAN, p__0__quantity="2 uur per week", p__0__purpose="", p__0__repayment="")
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            assert 'href="#p.0.repayment"' in (await visit.send(path, **unread)).text
            page = await visit.send(path, **wrong)
    assert page.status_code == 422
    for name in ("repayment", "quantity", "purpose"):
        assert f'href="#p.0.{name}"' in page.text
    assert AT_ONCE in text(page)
    assert "Schrijf op waar het geld voor is." in text(page)


async def test_the_letter_of_each_form_stands_beside_it_while_it_is_still_empty(record: str, every_form: None) -> None:
    play = applied()
    path = f"/zaak/{play.number}/besluit"
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            for grant in FORMS:
                page = await visit.send(path, voorbeeld="1", p__0__choice="give", p__0__grant=grant, p__0__name="Hulp")
                assert "U krijgt: Hulp" in text(page), grant


async def test_the_wmo_asks_what_help_in_kind_and_a_budget_take_and_nothing_else(record: str) -> None:
    rows = fieldset.fields(process("wmo"))
    assert [[one.name for one in row] for row in rows] == [
        ["quantity"],
        ["result"],
        ["provider"],
        ["amount", "calculation"],
    ]
    play = applied()
    with clock.at(play.now):
        async with at_desk("sanne") as visit:
            page = await visit.get(f"/zaak/{play.number}/besluit")
    assert "Terugbetalen" not in page.text
    shown = re.findall(r'class="mw-form ([^"]*)"', page.text)
    assert shown == [
        "mw-form--natura mw-form--pgb",
        "mw-form--natura mw-form--pgb",
        "mw-form--natura",
        "mw-form--pgb",
        "mw-form--pgb",
    ]


def test_a_field_that_only_some_forms_must_have_is_never_called_free(every_form: None) -> None:
    found = {one.name: one for row in fieldset.fields(process("wmo")) for one in row}
    assert not found["calculation"].optional
    assert found["interest"].optional
    assert (found["plan"].kind, found["repaid_from_on"].kind, found["purpose"].kind) == ("textarea", "date", "text")


def test_every_form_has_a_rule_by_which_the_others_are_hidden() -> None:
    style = (Path(fieldset.__file__).parents[1] / "static" / "desk.css").read_text("utf-8")
    for form in FORMS:
        assert f':has(option[value="{form}"]:checked) .mw-form:not(.mw-form--{form})' in style
