"""The rows of the form of a decision, filled in: with what was asked, or as an earlier intention answered it."""

from __future__ import annotations

from datetime import date, timedelta

from config.process import Process
from desk.decisions.answers import DAY, ENDLESS, GIVE, GIVEN, REFUSE, TEXTS, USUAL, answered
from desk.record.asked_side import Question, questions
from desk.record.case_file import CaseFile
from desk.web import measures
from desk.web.forms import Form
from rules.asked.grants import Grant
from rules.asked.quantity import Per, Quantity, Unit
from rules.facts import Intention, Provision
from rules.grants.forms import FORMS
from rules.record.asked import items
from rules.record.entries import latest
from tasks import clock

# What adds a row, takes one away, or fills one in, and records nothing.
BUTTONS = ("weg", "meer", "erbij", "samen", "alles")


def start(file: CaseFile) -> dict[str, str]:
    """The form as the newest intention filled it in; without one it has a row for each item, once `completed`."""
    asked = questions(file.record, file.process)
    earlier = latest(file.record, Intention)
    if earlier is None or earlier.fact.temporary:
        return {} if asked else _rows([_unasked(file)])
    fact = earlier.fact
    values = {"hardship": fact.hardship, "alternatives": fact.alternatives, "unprocessed": "on" * fact.unprocessed}
    if fact.labelled:
        fresh = [_asked(file, asked, one) for one in asked] or [_unasked(file) for _ in fact.provisions]
        old = [*map(_texts, fact.provisions), *({} for _ in fresh)]
        return values | _rows([row | texts for row, texts in zip(fresh, old, strict=False)])
    again = [_all(one.answers, asked, file.process) | _again(one, file.process) for one in fact.provisions]
    return values | _rows(again)


def completed(form: Form, file: CaseFile) -> Form:
    """The form with a row for each item that stands and had none; the answer to older words goes to the newer ones."""
    asked = questions(file.record, file.process)
    newer = {one.item.instead_of: one.number for one in items(file.record) if one.item.instead_of}
    standing, values = {one.number: one for one in asked}, dict(form.values)
    for row in form.rows("p"):
        now = [_newest(number, newer) for number in answered(form, f"p.{row}.")]
        values[f"p.{row}.answers"] = " ".join(str(number) for number in dict.fromkeys(now) if number in standing)
    kept = Form(values)
    done = {number for row in kept.rows("p") for number in answered(kept, f"p.{row}.")}
    left = (one for one in asked if one.number not in done)
    for row, one in enumerate(left, max(kept.rows("p"), default=-1) + 1):
        values |= _numbered(row, _asked(file, asked, one))
    return Form(values)


def _newest(number: int, newer: dict[int, int]) -> int:
    """The item with the newest words; a number that was replaced is always lower than the one instead of it."""
    while number in newer:
        number = newer[number]
    return number


def _rows(rows: list[dict[str, str]]) -> dict[str, str]:
    return {f"p.{row}.{name}": value for row, values in enumerate(rows) for name, value in values.items()}


def _texts(one: Provision) -> dict[str, str]:
    return {name: getattr(one, name) for name in (*TEXTS, "result", "provider")}


def _asked(file: CaseFile, asked: tuple[Question, ...], one: Question) -> dict[str, str]:
    """A row that gives all of an item, for which the choice is still to be made."""
    only = len(asked) == 1 or not one.measure.product
    name = file.case.subject if only else measures.product_name(one.measure.product, file.process)
    return _source(file) | {"name": name, "answers": str(one.number)} | whole(one, file.process)


def _source(file: CaseFile) -> dict[str, str]:
    return {"source": "het verslag" if file.process.findings else ""}


def _unasked(file: CaseFile) -> dict[str, str]:
    """A row for help that nobody asked, which can only be given."""
    return _source(file) | {"name": "", "answers": "", "choice": GIVE, "term": USUAL}


def whole(one: Question, course: Process) -> dict[str, str]:
    """What gives all of an item, from next Monday where no day was asked, for as long as it usually lasts."""
    asked, today = one.measure, clock.today()
    from_on = asked.from_on or today + timedelta(days=7 - today.weekday())
    usual = measures.usual_end(asked.product, course, from_on)
    form = asked.form or next((form for form in FORMS if form in course.letters.grants), Grant.IN_KIND)
    return {
        "product": asked.product,
        "grant": form.value,
        "quantity": measures.told(asked.quantity),
        "provider": asked.provider,
        "from_on": from_on.isoformat(),
        "term": DAY if asked.until_on else ENDLESS if asked.lasting or usual is None else USUAL,
        "until_on": asked.until_on.isoformat() if asked.until_on else "",
    }


def _again(one: Provision, course: Process) -> dict[str, str]:
    """A row as an earlier intention had it; one that gave nothing still says what was asked."""
    values = {name: getattr(one, name) for name in TEXTS} | {"answers": " ".join(map(str, one.answers))}
    if not one.gives:
        return values | {"choice": REFUSE}
    values |= {name: getattr(one, name) for name in GIVEN} | {"choice": GIVE}
    values |= {"grant": one.grant.value, "quantity": measures.told(one.quantity)}
    values |= {"from_on": _iso(one.from_on), "repaid_from_on": _iso(one.repaid_from_on)}
    values |= {"repayment": measures.told(one.repayment)}
    usual = measures.usual_end(one.product, course, one.from_on) if one.from_on else None
    values["term"] = ENDLESS if one.until_on is None else USUAL if one.until_on == usual else DAY
    values["until_on"] = _iso(one.until_on)
    return values | ({"amount": _paid(one.amount, one.per)} if one.amount is not None else {})


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _paid(amount: int, per: Per | None) -> str:
    """The amount of a budget; one from before its period was kept has none."""
    return measures.told(Quantity(amount, Unit.CENT, per)) if per else f"{amount // 100},{amount % 100:02}"


def changed(form: Form, file: CaseFile) -> Form:
    """The form after a press of a button that adds a row, takes one away, or gives all that was asked."""
    values = dict(form.values)
    after = max(form.rows("p"), default=-1) + 1
    if "weg" in form:
        values = {name: value for name, value in values.items() if not name.startswith(f"p.{form['weg']}.")}
    if "meer" in form:
        values |= _numbered(after, _unasked(file))
    asked = questions(file.record, file.process)
    for one in asked:
        if form["erbij"] == str(one.number):
            values |= _numbered(after, _asked(file, (), one) | {"choice": GIVE})
    if "samen" in form:
        into, _, number = form["samen"].partition(".")
        values = _together(form, into, number)
    if form["alles"].isdigit():
        row = form.number("alles")
        about = answered(form, f"p.{row}.")
        values |= _numbered(row, _all(about, asked, file.process) | _longer(form, f"p.{row}.") | {"choice": GIVE})
    return Form({name: value for name, value in values.items() if name not in BUTTONS})


def _together(form: Form, row: str, number: str) -> dict[str, str]:
    """The values with one answer to an item and those of a row; a row of which no item is left goes."""
    values = dict(form.values)
    for other in form.rows("p"):
        left = [str(one) for one in answered(form, f"p.{other}.") if str(one) != number]
        if str(other) == row:
            values[f"p.{row}.answers"] = " ".join([*left, number])
        elif left != form[f"p.{other}.answers"].split():
            values = {name: value for name, value in values.items() if left or not name.startswith(f"p.{other}.")}
            values |= {f"p.{other}.answers": " ".join(left)} if left else {}
    return values


def _longer(form: Form, at: str) -> dict[str, str]:
    """No end where the row has none: what gives all of an item never shortens what was given."""
    return {"term": ENDLESS} if form[f"{at}term"] == ENDLESS else {}


def _numbered(row: int, values: dict[str, str]) -> dict[str, str]:
    return {f"p.{row}.{name}": value for name, value in values.items()}


def _all(answers: tuple[int, ...], asked: tuple[Question, ...], course: Process) -> dict[str, str]:
    """What gives all of these items: as the first of them asks it, and as much as all of them together."""
    about = [one for one in asked if one.number in answers]
    total = measures.total([one.measure.quantity for one in about])
    return whole(about[0], course) | ({"quantity": measures.told(total)} if total else {}) if about else {}
