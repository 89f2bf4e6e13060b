"""The rows of a form in which a citizen asks for something, and the lists that a form about an item chooses from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from config.documents.lists import Listed, of_course
from desk.record import asked_side
from desk.record.case_file import CaseFile
from desk.web import measures
from desk.web.forms import Form
from desk.web.measures import Options
from rules.asked.grants import Grant
from rules.facts import Item
from rules.facts.post.address import REPRESENTATIVE
from rules.record import asked, references
from rules.record.reminders import open_contacts
from tasks import clock

GROUP = "items"
TEXTS = ("words", "product", "provider")
CHOICES = ("form", "from_on", "until_on", "instead_of", "party")
# Any of these makes a row one that was filled in.
TYPED = (*TEXTS, "quantity", *(name for name in CHOICES if name != "party"))
Read = tuple[dict[str, Any], dict[str, str]]


def read(form: Form) -> Read:
    """The items that the rows describe, and what is wrong with a field, by its name."""
    problems: dict[str, str] = {}
    rows = [_row(form, f"{GROUP}.{row}", problems) for row in form.rows(GROUP) if typed(form, row)]
    return {GROUP: tuple(rows)}, problems


def _row(form: Form, at: str, problems: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = {name: form[f"{at}.{name}"] for name in TEXTS}
    given |= {name: form[f"{at}.{name}"] for name in CHOICES if f"{at}.{name}" in form}
    given |= {"quantity": measures.read(form[f"{at}.quantity"]), "lasting": f"{at}.lasting" in form}
    if given["quantity"] is None and f"{at}.quantity" in form:
        problems[f"{at}.quantity"] = measures.UNREAD_NL
    return given


def typed(form: Form, row: int) -> bool:
    """Whether anything was filled in on this row."""
    return any(f"{GROUP}.{row}.{name}" in form for name in TYPED)


def closed_up(values: dict[str, str]) -> dict[str, str]:
    """The same form without empty rows, numbered from the first, as the items of a fact are."""
    form = Form(values)
    kept = {name: value for name, value in values.items() if not name.startswith(f"{GROUP}.")}
    for number, row in enumerate(row for row in form.rows(GROUP) if typed(form, row)):
        for name in (*TYPED, "party", "lasting"):
            if f"{GROUP}.{row}.{name}" in values:
                kept[f"{GROUP}.{number}.{name}"] = values[f"{GROUP}.{row}.{name}"]
    return kept


def first(file: CaseFile) -> dict[str, str]:
    """The question of the report in the words of the citizen, the product that fits it, and how much it names."""
    words = getattr(file.record[0].fact, "question", "")
    product = measures.only_product(file.process, file.case.subject, words)
    amount = measures.told(Item(words=words).filled().quantity)
    return {f"{GROUP}.0.words": words, f"{GROUP}.0.product": product, f"{GROUP}.0.quantity": amount}


def applied(file: CaseFile) -> dict[str, str]:
    """Received today and signed, with the question of the report."""
    return {"received_on": clock.today().isoformat(), "signed": "on"} | first(file)


def only_item(file: CaseFile) -> dict[str, str]:
    """Today, about the item if there is one alone."""
    return _about([one.number for one in asked_side.questions(file.record, file.process)])


def withdrawn_item(file: CaseFile) -> dict[str, str]:
    """Today, about the item that was withdrawn if there is one alone."""
    standing = (one.number for one in asked.standing(file.record))
    return _about([number for number in standing if asked.withdrawn(file.record, number)])


def _about(numbers: list[int]) -> dict[str, str]:
    today = dict.fromkeys(("on", "received_on"), clock.today().isoformat())
    return today | ({"item": str(numbers[0])} if len(numbers) == 1 else {})


def _items(file: CaseFile) -> Options:
    found = [one.option for one in asked_side.questions(file.record, file.process)]
    return found if len(found) == 1 else [("", "Kies een vraag"), *found]


def _replaced(file: CaseFile) -> Options:
    return [("", "Nee, dit komt erbij"), *(one.option for one in asked_side.questions(file.record, file.process))]


def _products(file: CaseFile) -> Options:
    return [("", measures.UNCLEAR), *measures.products(file.process)]


def _forms(file: CaseFile) -> Options:
    return [("", "Niet genoemd"), *measures.forms(file.process)]


def _people(file: CaseFile) -> Options:
    return [(str(one.number), one.label) for one in file.people]


def _joined(file: CaseFile) -> Options:
    return [("", "Kies een persoon"), *_people(file)[1:]]


def _readers(file: CaseFile) -> Options:
    """Whoever reads letters of this case beside the citizen."""
    mine = file.case.representative
    named = [(str(REPRESENTATIVE), f"{mine.name} ({file.capacity})")] if mine else []
    return [("", "Kies een persoon"), *named, *_people(file)[1:]]


def not_asked(file: CaseFile) -> list[Listed]:
    """What this course does not ask the citizen, with where it is or goes."""
    return [one for one in of_course(file.process.id, on=clock.today()) if not one.ask.may]


def _papers(file: CaseFile) -> Options:
    """What this course may ask for; for anything else there is room for a few words."""
    known = of_course(file.process.id, on=clock.today())
    return [("", "Anders: schrijf het hieronder"), *((one.id, _with_age(one)) for one in known if one.ask.may)]


def _with_age(one: Listed) -> str:
    return f"{one.noun} ({one.age})" if one.age else one.noun


# What a field chooses from, by its name.
LISTS: dict[str, Callable[[CaseFile], Options]] = {
    "item": _items,
    "instead_of": _replaced,
    "product": _products,
    "form": _forms,
    # Help that cannot wait is given as it is; a budget has to be calculated first.
    "grant": lambda file: [one for one in measures.forms(file.process) if one[0] == Grant.IN_KIND],
    # With one choice there is nothing to ask.
    "party": _people,
    "represents": lambda file: [("", "Voor zichzelf"), *_people(file)],
    "who": _joined,
    "reads": _readers,
    "documents": _papers,
    "member": lambda file: [
        (str(one.fact.member), f"{one.fact.whose} ({', '.join(one.fact.lines) or one.fact.phone or one.fact.email})")
        for one, _ in open_contacts(file.record)
    ],
    "doubt": lambda file: [(str(one.seq), one.fact.text) for one in references.doubts(file.record)],
}
