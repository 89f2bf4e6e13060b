"""The form of a decision read as what is given, row by row (Awb 3:46)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from config.process import Process
from desk.web import measures
from desk.web.forms import Form
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Unit
from rules.errors import FactInvalid
from rules.facts import Intention
from rules.grants.forms import FORMS
from store import record

TEXTS = ("name", "reason_title", "reason", "source")
# In words; who gives it is kept with any form.
GIVEN = ("product", "result", "provider", "calculation", "purpose", "interest", "plan", "efforts", "offset")
ALWAYS = {"product", "provider"}
# Counted in hours and the like.
HELP = {Grant.IN_KIND, Grant.BUDGET}
GIVE, REFUSE = "give", "refuse"
USUAL, DAY, ENDLESS = "usual", "day", "endless"
EURO = re.compile(r"(?:€\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?")
AMOUNT_NL = "Vul het bedrag in als euro’s, met voor welke tijd het is. Bijvoorbeeld: € 345,50 per maand."
CHOOSE_NL = "Kies wat u over deze voorziening besluit."
UNTIL_NL = "Vul in tot en met welke dag, of kies een andere einddatum."
# The field of the form for a field of the fact, where it has another name.
FIELDS = {"answers": "choice", "labelled": "choice", "per": "amount"}


def build(form: Form, course: Process) -> Intention:
    """The intention that the form describes; `FactInvalid` names every field that is wrong."""
    problems: dict[str, str] = {}
    try:
        intention = record.parse(Intention, _read(form, course, problems))
    except FactInvalid as invalid:
        problems = {name: _plain(name, text) for name, text in invalid.problems.items()} | problems
    if problems:
        raise FactInvalid(problems)
    return intention


def loosely(form: Form, course: Process) -> Intention:
    """The same with what is missing left empty, and without what is invalid: the letter marks their places."""
    try:
        return record.parse(Intention, _read(form, course, {}))
    except FactInvalid as invalid:
        bad = at_rows(invalid.problems, form)
        return record.parse(Intention, _read(Form({n: v for n, v in form.values.items() if n not in bad}), course, {}))


def _read(form: Form, course: Process, problems: dict[str, str]) -> dict[str, Any]:
    rows = enumerate(form.rows("p"))
    return {
        "provisions": [_provision(form, f"p.{row}.", course, _At(problems, index)) for index, row in rows],
        "hardship": form["hardship"],
        "alternatives": form["alternatives"],
        "unprocessed": "unprocessed" in form,
    }


class _At:
    """Where the problems of one provision go."""

    def __init__(self, problems: dict[str, str], index: int) -> None:
        self._problems, self._index = problems, index

    def __setitem__(self, field: str, text: str) -> None:
        self._problems[f"provisions.{self._index}.{field}"] = text


def _provision(form: Form, at: str, course: Process, wrong: _At) -> dict[str, Any]:
    data: dict[str, Any] = {name: form[f"{at}{name}"] for name in TEXTS} | {"answers": answered(form, at)}
    choice = REFUSE if "unprocessed" in form else form[f"{at}choice"]
    if choice not in {GIVE, REFUSE}:
        wrong["choice"] = CHOOSE_NL
    return data | (_given(form, at, course, wrong) if choice == GIVE else {"grant": Grant.NONE})


def _given(form: Form, at: str, course: Process, wrong: _At) -> dict[str, Any]:
    grant = Grant(chosen) if (chosen := form[f"{at}grant"]) in set(Grant) else Grant.IN_KIND
    takes = {one.name for one in FORMS[grant].fields} | ALWAYS if grant in FORMS else ALWAYS
    data: dict[str, Any] = {name: form[f"{at}{name}"] for name in GIVEN if name in takes} | {"grant": chosen or grant}
    for name in ("quantity", "repayment"):
        data |= _measured(form, at, name, wrong) if name in takes else {}
    if data.get("quantity") is None and f"{at}quantity" in form and grant in HELP:
        wrong["quantity"] = measures.UNREAD_NL
    for name in {"from_on", "repaid_from_on"} & takes:
        data |= {name: form[f"{at}{name}"]} if f"{at}{name}" in form else {}
    data["until_on"] = _until(form, at, course)
    if data["until_on"] is None and form[f"{at}term"] == DAY:
        wrong["until_on"] = UNTIL_NL
    if grant is Grant.BUDGET and f"{at}amount" in form:
        data["amount"], data["per"] = paid(form[f"{at}amount"])
        if data["amount"] is None:
            wrong["amount"] = AMOUNT_NL
    return data


def _measured(form: Form, at: str, name: str, wrong: _At) -> dict[str, Any]:
    """How much a field says; one that says nothing clear is wrong, and what is missing its form asks for."""
    text = form[f"{at}{name}"]
    found = measures.read(text)
    if found is None and text.strip():
        wrong[name] = measures.UNREAD_NL
    return {name: found}


def _until(form: Form, at: str, course: Process) -> date | str | None:
    """The last day: as filled in, or as long as this help usually lasts, counted from its start."""
    start = day(form[f"{at}from_on"])
    if form[f"{at}term"] == USUAL and start:
        return measures.usual_end(form[f"{at}product"], course, start)
    return (form[f"{at}until_on"] or None) if form[f"{at}term"] == DAY else None


def answered(form: Form, at: str) -> tuple[int, ...]:
    """The numbers of the items that a row answers."""
    return tuple(int(number) for number in form[f"{at}answers"].split() if number.isascii() and number.isdigit())


def day(text: str) -> date | None:
    """The day that a field of a form has; None while it has none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def paid(text: str) -> tuple[int | None, Per | None]:
    """An amount in euro cents and the period it is for, each None where the text does not say it."""
    found = measures.read(text) or measures.read(f"€ {text}")
    if found and found.unit is Unit.CENT:
        return found.amount, found.per
    return cents(text), None


def cents(text: str) -> int | None:
    """An amount as people write it, in euro cents; None when it is not an amount."""
    found = EURO.fullmatch(text.strip())
    return int(found[1].replace(".", "")) * 100 + int(found[2] or 0) if found else None


def _plain(name: str, text: str) -> str:
    bare = text.removeprefix(f"{name}: ").replace("jjjj-mm-dd", "dd-mm-jjjj")
    return f"{bare[:1].upper()}{bare[1:]}"


def at_rows(problems: Mapping[str, str], form: Form) -> dict[str, str]:
    """Problems refer to provisions by their index, the fields of the form by their row."""
    rows = dict(enumerate(form.rows("p")))
    told = {}
    for name, text in problems.items():
        group, _, rest = name.partition(".")
        index, _, field = rest.partition(".")
        row = f"p.{rows.get(int(index), 0)}.{FIELDS.get(field, field)}" if group == "provisions" and index else name
        told[row] = text
    return told
