"""Shows what was typed in a form that no longer applies when it comes in, because a colleague was first."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from desk.web.forms import Form
from desk.web.pages import page
from desk.web.trouble import Trouble
from store.models import Case


def show(request: Request, case: Case, form: Form, trouble: Trouble) -> Response:
    """What is new on the case, and what was typed, so that it can be used elsewhere."""
    written = [value.strip() for value in form.values.values() if len(value.split()) > 1]
    return page(request, "record/outdated_form.html", active="/zaken", case=case, written=written, trouble=trouble)
