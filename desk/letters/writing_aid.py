"""The writing aid below a field: what would make its text easier to read, while it is typed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.web.access import Viewer
from desk.web.forms import Submitted
from desk.web.pages import page

router = APIRouter()


@router.post("/schrijfhulp")
def look(request: Request, _: Viewer, form: Submitted) -> Response:
    """The aid for one field of a form; it reads, and keeps nothing."""
    return page(request, "aid.html", text=form[form["veld"]])
