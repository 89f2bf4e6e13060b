"""Which field of which web form means what to us: one file a form in `config/forms/`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rules.errors import FormUnknown

FOLDER = Path(__file__).parent / "forms"


class Form(BaseModel):
    """One form: the process it starts, and per part our name of each field with the form's own.

    A dot in the form's name goes into a nested object: `adres.straat`.
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

    def mapped(self) -> set[str]:
        """The fields at the top of the form that some part of the mapping reads."""
        named = [*self.report.values(), *self.person.values(), self.household["list"]]
        named += [self.representative["from"], self.representative["letters"]]
        return {path.split(".")[0] for path in named}


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Every form we can read."""
    return tuple(Form.model_validate(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml")))


def form(form_id: str, name: str, version: str) -> Form:
    """The mapping of a form by its id, or else its name; `FormUnknown` when there is none for this version."""
    for known in forms():
        if known.id == form_id or known.name == name:
            if version not in known.versions:
                break
            return known
    raise FormUnknown(name or form_id, version)
