"""The form as it was sent: its values, its version, its key, and the proof that it came from our own page."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from desk.web.access import logged_in
from desk.web.sessions import Visitor
from tasks.answers.files import FILE_MAX

# No number of ours is longer.
MOST_DIGITS = 18
OWN = {"same-origin", "none"}
# Of a form with a file: its proof, its key, its version, and room.
FEW_FIELDS = 5


class ForeignForm(Exception):
    """The form did not come from our own page, or its page was too old."""


@dataclass(frozen=True)
class Form:
    """The text fields of a form; a field that was not sent is empty."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def __contains__(self, name: str) -> bool:
        return bool(self[name])

    @property
    def version(self) -> int | None:
        """The version of the case that the page showed; None when it has none."""
        return self.number("versie") if self["versie"].isdigit() else None

    def number(self, name: str) -> int:
        """The number of a row or a version in a field; 0, which no row has, for anything else."""
        return number_of(self[name])

    @property
    def key(self) -> str | None:
        """A key that is the same for each click on the same form."""
        return self["sleutel"] or None

    def rows(self, name: str) -> Iterator[int]:
        """The row numbers that a repeated group sent: `name.0.…`, `name.1.…`."""
        found = {field.split(".")[1] for field in self.values if field.startswith(f"{name}.")}
        return iter(sorted(int(row) for row in found if row.isascii() and row.isdigit()))


def number_of(typed: str) -> int:
    """The number that somebody typed; 0, which no row has, for anything else."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS else 0


def new_key() -> str:
    """A key for a new form."""
    return secrets.token_urlsafe(16)


def check_origin(request: Request) -> None:
    """Raise `ForeignForm` when the browser says that another site sent this."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in OWN:
        raise ForeignForm
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise ForeignForm


async def read(request: Request) -> Form:
    """The fields as they were sent."""
    sent = await request.form(max_files=0, max_fields=500)
    return Form({name: value for name, value in sent.items() if isinstance(value, str)})


async def submitted(request: Request, visitor: Annotated[Visitor, Depends(logged_in)]) -> Form:
    """The form of a logged-in visitor, from our own page."""
    check_origin(request)
    return _ours(await read(request), visitor)


def _ours(form: Form, visitor: Visitor) -> Form:
    if not secrets.compare_digest(form["csrf"].encode(), visitor.csrf.encode()):
        raise ForeignForm
    return form


@dataclass(frozen=True)
class SentFile:
    """A form with a file: its name and its bytes, one more than we take of one that is too large; none was chosen."""

    form: Form
    name: str
    content: bytes


async def submitted_file(request: Request, visitor: Annotated[Visitor, Depends(logged_in)]) -> SentFile:
    """The form of a logged-in visitor with the one file in its field `bestand`, from our own page."""
    check_origin(request)
    async with request.form(max_files=1, max_fields=FEW_FIELDS) as sent:
        values = {name: value for name, value in sent.items() if isinstance(value, str)}
        form, file = _ours(Form(values), visitor), sent.get("bestand")
        if file is None or isinstance(file, str):
            return SentFile(form, "", b"")
        return SentFile(form, file.filename or "", await file.read(FILE_MAX + 1))


Submitted = Annotated[Form, Depends(submitted)]
SubmittedFile = Annotated[SentFile, Depends(submitted_file)]
