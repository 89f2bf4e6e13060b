"""What a visitor sees when a page cannot be shown: what happened and what to do, in plain Dutch."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from starlette.exceptions import HTTPException

from desk.intake.drafts import DraftMissing
from desk.staff.demo import DemoRefused
from desk.web.access import AddressConcealed, NotLoggedIn, logged_in
from desk.web.forms import ForeignForm
from desk.web.pages import page
from desk.web.trouble import BUSY, BUSY_NL
from rules.errors import (
    AttachmentUnknown,
    CaseUnknown,
    FileCorrupt,
    FileMissing,
    MaatwerkError,
    ProcessUnknown,
    RoleMissing,
    TextUnknown,
)

log = logging.getLogger("maatwerk.desk")
TEXTS = {
    403: ("Dit mag u niet openen", "Vraag een collega of uw teamleider om hulp."),
    404: ("Deze pagina bestaat niet", "Controleer het adres, of zoek de zaak op naam of nummer."),
    405: ("Dit kan hier niet", "Ga terug naar de vorige pagina en gebruik de knop daar."),
    413: ("Dit is te veel in één keer", "Maak de tekst korter en probeer het opnieuw."),
    422: ("Dit adres klopt niet", "Controleer het adres, of zoek de zaak op naam of nummer."),
    500: (
        "Er ging iets mis",
        "Uw invoer is misschien niet bewaard. Probeer het opnieuw. Lukt het niet, bel dan de beheerder.",
    ),
    503: ("Even geduld", BUSY_NL),
}
FOREIGN_NL = (
    "Deze pagina was te lang open, of het formulier kwam van een andere site. "
    "Ga terug, laad de pagina opnieuw en probeer het nog eens."
)
STATUS: dict[type[MaatwerkError], int] = {
    RoleMissing: 403,
    DemoRefused: 403,
    AttachmentUnknown: 404,
    CaseUnknown: 404,
    DraftMissing: 404,
    ProcessUnknown: 404,
    TextUnknown: 404,
    FileMissing: 500,
    FileCorrupt: 500,
}
ROOT = str(Path(__file__).parent.parent)


def install(app: FastAPI) -> None:
    """Register a page for each fault."""
    app.add_exception_handler(NotLoggedIn, _to_login)
    app.add_exception_handler(AddressConcealed, _to_address)
    app.add_exception_handler(ForeignForm, lambda request, _: fault(request, 403, FOREIGN_NL))
    app.add_exception_handler(MaatwerkError, _refused)
    app.add_exception_handler(OperationalError, lambda request, _: fault(request, BUSY))
    app.add_exception_handler(HTTPException, lambda request, raised: fault(request, _code(raised)))
    app.add_exception_handler(RequestValidationError, lambda request, _: fault(request, 404))


def fault(request: Request, status: int, text: str = "") -> Response:
    """The page about a fault, with this HTTP status."""
    title, advice = TEXTS.get(status, TEXTS[500])
    with suppress(NotLoggedIn, SQLAlchemyError):
        logged_in(request)
    return page(request, "web/fault.html", status=status, title=title, text=text or advice, code=status)


async def guard(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Answer unforeseen errors, and log only their class and place, since their text may contain personal data."""
    try:
        return await go_on(request)
    except Exception as unforeseen:  # noqa: BLE001 (the last place where a visitor can be told)
        log.error("%s at %s", type(unforeseen).__name__, _place(unforeseen))  # noqa: TRY400 (no traceback: it quotes)
    return fault(request, 500)


def _place(error: Exception) -> str:
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(ROOT)]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "elsewhere"


def _to_login(request: Request, _: Exception) -> Response:
    if request.headers.get("hx-request"):
        return Response(status_code=200, headers={"HX-Redirect": "/inloggen?verlopen=ja"})
    towards = request.url.path if request.method == "GET" else ""
    expired = "&verlopen=ja" if request.cookies else ""
    return RedirectResponse(f"/inloggen?naar={quote(towards)}{expired}", 303)


def _to_address(_: Request, raised: Exception) -> Response:
    """The form that asks why somebody needs a secret address."""
    number = raised.number if isinstance(raised, AddressConcealed) else ""
    return RedirectResponse(f"/zaak/{number}/geheim-adres-bekeken", 303)


def _refused(request: Request, raised: Exception) -> Response:
    status = next((code for kind, code in STATUS.items() if isinstance(raised, kind)), 409)
    return fault(request, status, getattr(raised, "message_nl", ""))


def _code(raised: Exception) -> int:
    return raised.status_code if isinstance(raised, HTTPException) else 500
