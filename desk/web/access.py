"""Who may open which page, according to the session on the server and never the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from config.settings import settings
from desk.web import sessions
from desk.web.sessions import Visitor
from rules.errors import RoleMissing
from rules.facts.kind import ANYONE, CONSULTANTS, SECOND_READERS

CASEWORK = CONSULTANTS
READING = SECOND_READERS
VIEWING = ANYONE
OFFICE = ("administratie",)
INTAKE = (*CASEWORK, *OFFICE)
KEEPING = ("beheer",)
LEADING = ("teamleider",)
WRITING = ("tekst",)
RELEASING = ("tekst", "teamleider")
EVERYONE = (*VIEWING, *WRITING, *KEEPING)
SECURE_COOKIE = "__Host-maatwerk"
PLAIN_COOKIE = "maatwerk"


class NotLoggedIn(Exception):
    """Nobody is logged in, or the session has expired."""


class AddressConcealed(Exception):
    """What was asked for has a secret address in it, which this person did not open; `number` is of the case."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


def secure(request: Request) -> bool:
    """Whether the cookie may travel over https only; plain http is for use on one machine."""
    return settings().production or request.url.scheme == "https"


def cookie_name(request: Request) -> str:
    """The name of the cookie; its prefix makes browsers insist on https."""
    return SECURE_COOKIE if secure(request) else PLAIN_COOKIE


def logged_in(request: Request) -> Visitor:
    """The visitor; `NotLoggedIn` when nobody is logged in."""
    token = request.cookies.get(cookie_name(request), "")
    found = sessions.visitor(token) if token else None
    if found is None:
        raise NotLoggedIn
    request.state.visitor = found
    return found


def needs(*roles: str) -> Callable[[Visitor], Visitor]:
    """A dependency that admits only people with one of these roles."""

    def admitted(visitor: Annotated[Visitor, Depends(logged_in)]) -> Visitor:
        allowed(visitor, *roles)
        return visitor

    return admitted


def allowed(visitor: Visitor, *roles: str) -> None:
    """Raise `RoleMissing` for a visitor without any of these roles."""
    if not visitor.has(*roles):
        raise RoleMissing(" of ".join(role.replace("_", " ") for role in roles))


# The number of a row in an address: no row has another, and no database takes a larger one to look it up by.
LARGEST = 2**63 - 1
RowNumber = Annotated[int, Path(ge=1, le=LARGEST)]
# A number after the question mark; none is 0.
AskedNumber = Annotated[int, Query(ge=0, le=LARGEST)]
Anyone = Annotated[Visitor, Depends(needs(*EVERYONE))]
Viewer = Annotated[Visitor, Depends(needs(*VIEWING))]
Consultant = Annotated[Visitor, Depends(needs(*CASEWORK))]
Reader = Annotated[Visitor, Depends(needs(*READING))]
Office = Annotated[Visitor, Depends(needs(*OFFICE))]
Looker = Annotated[Visitor, Depends(needs(*VIEWING, *WRITING))]
Writer = Annotated[Visitor, Depends(needs(*WRITING))]
Releaser = Annotated[Visitor, Depends(needs(*RELEASING))]
Registrar = Annotated[Visitor, Depends(needs(*INTAKE))]
Keeper = Annotated[Visitor, Depends(needs(*KEEPING))]
Leader = Annotated[Visitor, Depends(needs(*LEADING))]
