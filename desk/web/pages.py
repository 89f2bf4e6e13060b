"""Renders pages from templates, with what every page shows: the municipality, the visitor and the menu."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from config.municipality import municipality
from config.settings import settings
from desk.web import words
from desk.web.access import INTAKE, OFFICE, RELEASING, VIEWING
from desk.web.forms import new_key
from desk.web.trouble import Trouble
from letters.language.advice import about
from rules.wording import short_day, spelled
from tasks import clock

HERE = Path(__file__).parents[1]
# Path, label, icon, roles; the label of what comes in is that of the laws of this desk.
TAKE = "/melding"
MENU = (
    ("/vandaag", "Vandaag", "clipboard-check", VIEWING),
    ("/zaken", "Zaken", "search", VIEWING),
    (TAKE, "", "plus", INTAKE),
    ("/brieven", "Brieven", "mail", OFFICE),
    ("/teksten", "Teksten", "pencil", RELEASING),
)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The template environment, with our filters and functions."""
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "capital": words.capital,
        "comma": words.comma,
        "day": short_day,
        "long_day": words.long_day,
        "known_day": words.known_day,
        "moment": words.moment,
        "dial": words.dial,
        "initials": words.initials,
        "short_name": words.short_name,
        "masked_bsn": words.masked_bsn,
        "spelled": spelled,
    }
    found.globals["advise"] = about
    return found


def page(request: Request, template: str, *, status: int = 200, active: str = "", **values: Any) -> HTMLResponse:
    """A whole page or, for htmx, one block of it."""
    visitor = getattr(request.state, "visitor", None)
    trouble = values.pop("trouble", None) or Trouble()
    opening = words.opening()
    names = {TAKE: words.capital(opening.new)}
    shown = {
        "municipality": municipality(),
        "theme": settings().municipality,
        "visitor": visitor,
        "csrf": visitor.csrf if visitor else "",
        "menu": [(p, names.get(p, label), icon) for p, label, icon, roles in MENU if visitor and visitor.has(*roles)],
        "opening": opening,
        "searches": bool(visitor and visitor.has(*VIEWING)),
        "active": active,
        "today": clock.today(),
        "trouble": trouble,
        "key": new_key(),
        "query": "",
        "notice": "",
    }
    if trouble.renewed:
        values["key"] = shown["key"]
    text = templates().get_template(template).render(shown | values)
    return HTMLResponse(text, status if status != HTTP_OK else trouble.status)


HTTP_OK = 200
