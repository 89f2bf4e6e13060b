"""Each form carries the proof that it is ours, a key of its own, and the version of the case it was opened with."""

import re
from pathlib import Path
from typing import Any, get_type_hints

from desk import app as desk
from desk.web.forms import Submitted, SubmittedFile

FORM = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL)
FOLDER = Path(desk.__file__).parent / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
# Nobody is logged in yet, so the form has a token of its own.
BEFORE = {"/inloggen"}
# These change no case by what it was: a note or a letter made anew may always come, a copy is taken once for each key;
# the rest is no case, and done once however often it is sent.
WITHOUT_VERSION = {"cases/case.html", "letters/editable.html", "post/held.html"}
NO_CASE = {
    *(
        "web/base.html",
        "control/record_check.html",
        "control/destruction.html",
        "intake/refused.html",
        "intake/section.html",
        "intake/start.html",
    ),
    *("staff/login.html", "staff/me.html"),
    *("post/letters_today.html", "post/bundle.html", "post/letter_run_part.html", "letters/own_text.html"),
}


def forms() -> list[tuple[str, str]]:
    """Every form of every page, with the name of its template."""
    return [(str(path.relative_to(FOLDER)), form) for path in TEMPLATES for form in FORM.findall(path.read_text())]


def test_every_address_that_takes_a_form_checks_where_it_came_from() -> None:
    routes: list[Any] = [route for group in desk.GROUPS for route in group.router.routes if "POST" in route.methods]
    unchecked = {
        route.path
        for route in routes
        if not {Submitted, SubmittedFile} & {*get_type_hints(route.endpoint, include_extras=True).values()}
    }
    assert unchecked <= BEFORE | {"/zaken", "/schrijfhulp"}
    assert len(routes) > 20


def test_every_form_about_a_case_carries_its_version_and_a_key() -> None:
    assert len(forms()) > len(NO_CASE)
    bare = {name for name, form in forms() if "m.hidden(csrf, key, case.version)" not in form}
    assert bare <= WITHOUT_VERSION | NO_CASE
    keyless = {name for name, form in forms() if "m.hidden(csrf, key" not in form and 'name="sleutel"' not in form}
    assert keyless <= NO_CASE
