"""A plain form: its fields, and how its values become a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import EnumType, StrEnum
from typing import Any, cast, get_args, get_origin, get_type_hints

from config.process import Process
from desk.facts import items
from desk.record.case_file import CaseFile
from desk.web import measures
from desk.web.forms import Form
from rules.asked.quantity import Quantity
from rules.errors import FactInvalid
from rules.facts import Fact, Item
from rules.facts.kind import Asked, asked_of
from store import record

DOCUMENTS = 3
DOCUMENT = ("listed", "name", "why")
CHOOSE = (("", "Maak een keuze"),)
# The field of a form by the type of the field of a fact; any other is a line of text.
INPUTS = {bool: "checkbox", date: "date", time: "time", tuple: "lines", int: "number", Quantity: "quantity"}


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    optional: bool = False
    rows: int = 3
    aid: bool = False
    options: tuple[tuple[str, str], ...] = ()
    # What stands above its options, so that none is chosen beforehand; a list that its page makes has its own.
    first: tuple[tuple[str, str], ...] = ()


def asked(kind: type) -> dict[str, Field]:
    """The fields that a form asks for a kind of fact, or for a part of one, by name and in order."""
    hints = get_type_hints(kind)
    return {name: _field(name, given, hints[name]) for name, given in asked_of(kind)}


def _field(name: str, given: Asked, hint: Any) -> Field:
    of = next((one for one in get_args(hint) if one is not type(None)), hint) if _optional(hint) else hint
    choices = given.choices
    if isinstance(of, EnumType) and not given.listed:
        choices = choices or tuple(
            (one.value, one.value.replace("_", " ").capitalize()) for one in cast("type[StrEnum]", of)
        )
    plain = (
        "select" if choices or given.listed else INPUTS.get(get_origin(of) or of, "textarea" if given.rows else "text")
    )
    rows = given.rows or Field.rows
    first = CHOOSE if choices and not (given.usual or given.optional) else ()
    return Field(name, given.title, plain, given.hint, given.optional, rows, given.aid, choices, first)


def _optional(hint: Any) -> bool:
    return type(None) in get_args(hint)


@dataclass(frozen=True)
class Page:
    """One form, and the kind of fact it makes; without `names` it asks every field of it that a form may ask.

    `of` is the part of the fact that is asked, where the form is about one; `hidden` goes along unseen. The `group` of
    fields with a template of its own stands before one field, or after all. A link may fill in those in `linked`.
    """

    path: str
    kind: type[Fact]
    title: str
    intro: str = ""
    button: str = "Leg vast"
    names: tuple[str, ...] = ()
    link: str = ""
    of: type | None = None
    hidden: tuple[str, ...] = ()
    group: str = ""
    group_before: str = ""
    linked: tuple[str, ...] = ()
    start: Callable[[CaseFile], dict[str, str]] = lambda _: {}
    shape: Callable[[dict[str, Any]], dict[str, Any]] = lambda data: data

    def worded(self, process: Process) -> Page:
        """The page as this course words it, with its own number of days to come back on a withdrawal."""
        own = process.desk.pages.get(self.path)
        page = replace(self, **own.model_dump(exclude_defaults=True)) if own else self
        return replace(page, intro=page.intro.replace("{reaction_days}", str(process.withdrawal.reaction_days)))

    @property
    def move(self) -> str:
        """The text of the link to this page."""
        return self.link or self.title

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the form, in order."""
        known = asked(self.of or self.kind)
        unseen = (Field(name, "", "hidden") for name in self.hidden)
        return (*(known[name] for name in self.names or known), *unseen)

    @property
    def about_item(self) -> bool:
        """Whether its fact is about something that the citizen asks, or adds to that."""
        return self.group == items.GROUP or any(field.name == "item" for field in self.fields)

    def build(self, form: Form) -> Fact:
        """The fact that the form describes; `FactInvalid` names every field that is wrong."""
        data: dict[str, Any] = {field.name: _value(field, form) for field in self.fields}
        more, unread = GROUPS[self.group](form) if self.group else ({}, {})
        unread |= {f.name: measures.UNREAD_NL for f in self.fields if _unread(f, form)}
        # A kind may know what is usual, where nobody is asked; a form that asks takes no silence for it.
        unread |= {f.name: f"{f.label}: vul dit in." for f in self.fields if f.first and f.name not in form}
        given = {name: value for name, value in (data | more).items() if value is not None}
        try:
            fact = record.parse(self.kind, self.shape(given))
        except FactInvalid as invalid:
            raise FactInvalid(self._worded(at_fields(invalid.problems), form) | unread) from None
        if unread:
            raise FactInvalid(unread)
        return fact

    def lists(self, file: CaseFile) -> dict[str, measures.Options]:
        """What each field that chooses from a list has to choose from, and each of its group."""
        names = [field.name for field in self.fields if field.kind == "select" and not field.options]
        grouped = items.LISTS if self.group == items.GROUP else {"documents": ()} if self.group == "documents" else ()
        return {name: items.LISTS[name](file) for name in (*names, *grouped)}

    def _worded(self, problems: dict[str, str], form: Form) -> dict[str, str]:
        """The problems by the fields of this page, with those of empty fields added."""
        needed = (f for f in self.fields if not f.optional and f.kind != "checkbox" and f.name not in form)
        empty = {f.name: f"{f.label}: vul dit in." for f in needed}
        labels = {field.name: field.label for field in self.fields}
        if self.group == items.GROUP:
            rows = form.rows(items.GROUP)
            labels |= {f"{items.GROUP}.{row}.{name}": f.label for row in rows for name, f in asked(Item).items()}
        told = {name: f"{labels[name]}: {_plain(name, text)}" for name, text in problems.items() if name in labels}
        return {**problems, **told, **empty}


def at_fields(problems: Mapping[str, str]) -> dict[str, str]:
    """The problems under the form's own field names: a form for one provision leaves out its index."""
    return {name.removeprefix("provisions.0."): text for name, text in problems.items()}


def _plain(name: str, text: str) -> str:
    bare = text.removeprefix(f"{name}: ").replace("als jjjj-mm-dd", "als dd-mm-jjjj")
    return f"{bare[:1].lower()}{bare[1:]}"


def _value(field: Field, form: Form) -> Any:
    if field.kind == "checkbox":
        return field.name in form
    if field.kind == "lines":
        return tuple(line.strip() for line in form[field.name].splitlines() if line.strip())
    if field.kind == "quantity":
        return measures.read(form[field.name])
    if field.kind in {"date", "time", "number", "select"}:
        return form[field.name] or None
    return form[field.name]


def _unread(field: Field, form: Form) -> bool:
    """Whether an amount was written that nobody can be sure of."""
    return field.kind == "quantity" and field.name in form and measures.read(form[field.name]) is None


def _findings(form: Form) -> items.Read:
    parts = [name.removeprefix("findings.") for name in form.values if name.startswith("findings.")]
    return {"findings": tuple({"part": part, "text": form[f"findings.{part}"]} for part in sorted(parts))}, {}


def _documents(form: Form) -> items.Read:
    rows = [{name: form[f"documents.{row}.{name}"] for name in DOCUMENT} for row in form.rows("documents")]
    return {"documents": tuple(row for row in rows if any(row.values()))}, {}


GROUPS: dict[str, Callable[[Form], items.Read]] = {
    "findings": _findings,
    "documents": _documents,
    items.GROUP: items.read,
}
# How many rows a group has when its page opens, and how many come with each press of its button.
ROOM = {"documents": DOCUMENTS, items.GROUP: 1}


def with_rows(group: str, values: dict[str, str], *, more: bool = False) -> int:
    """How many rows of a group a page shows: those filled in, and room for more."""
    shown = max([ROOM.get(group, 0), *(row + 1 for row in Form(values).rows(group))])
    return shown + ROOM.get(group, 0) * more
