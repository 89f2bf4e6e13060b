"""Logging in and out."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from desk.staff import demo, passwords
from desk.web import sessions
from desk.web.access import Anyone, cookie_name, secure
from desk.web.forms import ForeignForm, Form, Submitted, check_origin, read
from desk.web.pages import page
from desk.web.trouble import INVALID, Trouble

router = APIRouter()
BEFORE = "maatwerk_voor"
TOO_MANY = 429
WRONG = "De gebruikersnaam of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw."
IDLE_NL = "U was langer dan 15 minuten niet actief, of u was nog niet ingelogd. Log in om verder te gaan."


async def before_login(request: Request) -> Form:
    """The login form, bound to the browser that opened it."""
    check_origin(request)
    form = await read(request)
    expected = request.cookies.get(BEFORE, "")
    if not expected or not secrets.compare_digest(form["csrf"].encode(), expected.encode()):
        raise ForeignForm
    return form


@router.get("/inloggen")
def ask(request: Request, naar: str = "", verlopen: str = "") -> Response:
    """The login page."""
    return _page(request, naar, notice=IDLE_NL if verlopen else "")


@router.post("/inloggen")
def enter(request: Request, form: Annotated[Form, Depends(before_login)]) -> Response:
    """Check the password and begin a session."""
    name, address = form["gebruiker"].casefold(), request.client.host if request.client else ""
    brake: passwords.Brake = request.app.state.brake
    if minutes := brake.minutes_to_wait(f"naam:{name}", f"adres:{address}"):
        text = (
            f"Er is te vaak een verkeerd wachtwoord ingevuld. Wacht {minutes} minuten, of vraag de beheerder om hulp."
        )
        return _page(request, form["naar"], name=name, trouble=Trouble(message=text, status=TOO_MANY))
    if found := passwords.check(name, form["wachtwoord"]):
        if demo.is_sample(found) and not (demo.demo() and demo.loopback(address)):
            raise demo.DemoRefused
        brake.forget(f"naam:{name}")
        return _welcome(request, sessions.begin(found), form["naar"])
    brake.failed(f"naam:{name}", f"adres:{address}")
    return _page(request, form["naar"], name=name, trouble=Trouble({"gebruiker": WRONG}, status=INVALID))


@router.post("/uitloggen")
def leave(request: Request, _: Anyone, __: Submitted) -> Response:
    """End the session."""
    sessions.end(request.cookies[cookie_name(request)])
    left = RedirectResponse("/inloggen", 303)
    left.delete_cookie(cookie_name(request), path="/", secure=secure(request), httponly=True, samesite="lax")
    return left


@router.get("/ik")
def me(request: Request, _: Anyone) -> HTMLResponse:
    """Who is logged in, with which roles."""
    return page(request, "staff/me.html")


def _page(
    request: Request, towards: str, *, name: str = "", notice: str = "", trouble: Trouble | None = None
) -> Response:
    token = secrets.token_urlsafe(sessions.TOKEN_BYTES)
    shown = page(
        request,
        "staff/login.html",
        csrf=token,
        towards=_own(towards),
        name=name,
        notice=notice,
        staff=demo.sample_staff(),
        trouble=trouble,
    )
    shown.set_cookie(BEFORE, token, path="/inloggen", httponly=True, samesite="strict", secure=secure(request))
    return shown


def _welcome(request: Request, token: str, towards: str) -> Response:
    entered = RedirectResponse(_own(towards) or "/", 303)
    entered.set_cookie(cookie_name(request), token, path="/", httponly=True, samesite="lax", secure=secure(request))
    entered.delete_cookie(BEFORE, path="/inloggen")
    return entered


def _own(towards: str) -> str:
    """A path on this desk; anything else could lead to another site."""
    plain = towards.startswith("/") and not towards.startswith(("//", "/\\")) and towards.isprintable()
    return towards if plain and "\\" not in towards else ""
