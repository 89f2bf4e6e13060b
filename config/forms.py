"""Maps the fields of web forms to our own, with one file for each form in `config/forms/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rules.errors import FormUnknown

FOLDER = Path(__file__).parent / "forms"
SLUG = re.compile(r"[a-z][a-z0-9_-]{0,59}")
# What is no field of ours: where on the form a part stands.
PLACES = ("list", "from", "letters", "files")
# One field of the form, or several whose answers are joined, in this order.
Joined = tuple[str, ...]


class Form(BaseModel):
    """One form: the process it starts and, for each part, our field names mapped to those of the form.

    A dot in the name of a field reaches into a nested object: `adres.straat`. A list joins their answers. Where
    the form lets choose what is asked, `products` has the key on our list for each of its answers, and `until_on` the
    field with the last day of each product that is asked until one; any other product is not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    versions: tuple[str, ...]
    process: str
    team: str
    report: dict[str, str | Joined]
    person: dict[str, str | Joined]
    household: dict[str, str | Joined]
    representative: dict[str, str | Joined]
    products: dict[str, str] = {}
    until_on: dict[str, str] = {}


@lru_cache(maxsize=64)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def paths(names: Mapping[str, str | Joined], field: str) -> tuple[tuple[str, ...], ...]:
    """Where on the form the answer to one of our fields stands, step by step; empty where the form does not ask it."""
    named = names.get(field, ())
    return tuple(map(_steps, (named,) if isinstance(named, str) else named))


def fields(names: Mapping[str, str | Joined]) -> tuple[str, ...]:
    """Our own fields that this part of the form asks."""
    return tuple(name for name in names if name not in PLACES)


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every form that we can read."""
    return tuple(Form.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def form(form_id: str, name: str) -> Form:
    """The mapping of a form by its id, or else by its name, whatever its version; `FormUnknown` when there is none."""
    for known in forms():
        if form_id == known.id or name == known.name:
            return known
    # Whatever else stands there may be about somebody.
    raise FormUnknown(form_id if SLUG.fullmatch(form_id) else "zonder naam")
