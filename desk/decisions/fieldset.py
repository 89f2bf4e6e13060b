"""What the form of a decision asks of the thing that is given: the fields of each form that the course can give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from config.process import Process
from rules.grants.forms import FORMS

# Asked of whatever is given, at a place of their own.
DAYS = {"from_on", "until_on"}
# The second stands beside the first.
BESIDE = {"calculation": "amount", "repaid_from_on": "repayment"}
LONG = {"plan", "efforts"}


@dataclass(frozen=True)
class FormField:
    """One field, and the forms that take it: where another is chosen, it is not shown."""

    name: str
    title: str
    hint: str
    optional: bool
    forms: tuple[str, ...]

    @property
    def kind(self) -> str:
        """How it is filled in."""
        return "date" if self.name.endswith("_on") else "textarea" if self.name in LONG else "text"

    @property
    def classes(self) -> str:
        """The classes by which it is shown with its forms."""
        return " ".join(("mw-form", *(f"mw-form--{form}" for form in self.forms)))


def fields(course: Process) -> tuple[tuple[FormField, ...], ...]:
    """The fields for a course, each alone or with one beside it, under the title of the first form that takes it."""
    found: dict[str, FormField] = {}
    for one in _each(course):
        known = found.get(one.name)
        forms = (*(known.forms if known else ()), *one.forms)
        found[one.name] = replace(known or one, forms=forms, optional=one.optional and (known or one).optional)
    rows: dict[str, tuple[FormField, ...]] = {}
    for one in found.values():
        at = BESIDE.get(one.name, one.name)
        at = at if at in found else one.name
        rows[at] = (*rows.get(at, ()), one)
    return tuple(rows.values())


def _each(course: Process) -> Iterator[FormField]:
    for form, known in FORMS.items():
        if form in course.letters.grants:
            for one in known.fields:
                if one.name not in DAYS:
                    yield FormField(one.name, one.title, one.hint, not one.missing, (form.value,))
