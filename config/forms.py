"""Maps the fields of web forms to our own, with one file for each form in `config/forms/`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rules.errors import FormUnknown

FOLDER = Path(__file__).parent / "forms"


class Form(BaseModel):
    """One form: the process it starts and, for each part, our field names mapped to those of the form.

    A dot in a form field's name reaches into a nested object: `adres.straat`. Where the form lets choose what is asked,
    `products` has the key on our list for each of its answers, and `until_on` the field with the last day of each
    product that is asked until one; any other product is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    versions: tuple[str, ...]
    process: str
    team: str
    report: dict[str, str]
    person: dict[str, str]
    household: dict[str, str]
    representative: dict[str, str]
    products: dict[str, str] = {}
    until_on: dict[str, str] = {}

    def mapped(self, besides: Mapping[str, str]) -> set[str]:
        """The form's top-level fields that some part of the mapping reads, and these besides."""
        named = [*self.report.values(), *self.person.values(), *besides.values(), self.household["list"]]
        named += [self.representative["from"], self.representative["letters"]]
        return {path.split(".")[0] for path in named}


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every form that we can read."""
    return tuple(Form.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def form(form_id: str, name: str, version: str) -> Form:
    """The mapping of a form by its id, or else by its name; `FormUnknown` when there is none for this version."""
    for known in forms():
        if known.id == form_id or known.name == name:
            if version not in known.versions:
                break
            return known
    raise FormUnknown(name or form_id, version)
