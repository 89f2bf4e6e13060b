"""The desk as a single web application."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint

from config.municipality import municipality
from config.process import processes
from desk import faults
from desk.cases import attachments, case, search, today
from desk.control import access_log, destruction, record_check, term_watch
from desk.decisions import approval, call, decision, notice_of_default_reply, penalty, suspension
from desk.facts import disputes, kinds, pages, reminders, resident, term
from desk.intake import intake, refused
from desk.letters import letters, own_texts, preview
from desk.post import cover_sheet, held, letter_runs
from desk.staff import login
from desk.staff.passwords import Brake
from desk.web.access import VIEWING, WRITING, Anyone
from desk.web.advancing import Advance, RunLetters, letters_through_prefect, through_prefect
from tasks.cases.courses import courses

STATIC = Path(__file__).parent / "static"
CASES = (
    today,
    search,
    refused,
    intake,
    case,
    attachments,
    call,
    decision,
    approval,
    letters,
    resident,
    term,
    term_watch,
    notice_of_default_reply,
    penalty,
    suspension,
)
# This router comes last, because it takes any page of a case.
GROUPS = (
    login,
    *CASES,
    reminders,
    disputes,
    record_check,
    destruction,
    cover_sheet,
    held,
    letter_runs,
    preview,
    access_log,
    own_texts,
    pages,
)
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LARGEST_FORM = 1_000_000


def create_app(*, advance: Advance = through_prefect, run_letters: RunLetters = letters_through_prefect) -> FastAPI:
    """Create the desk; `advance` continues a case after a fact, and `run_letters` continues a letter run."""
    # A process that is not whole is refused now, not halfway through a case.
    courses()
    for process in processes().values():
        kinds.check(process)
    app = FastAPI(title="Maatwerk", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.advance = advance
    app.state.run_letters = run_letters
    app.state.brake = Brake()
    app.state.shelf = preview.Shelf()
    app.state.looks = access_log.Log()
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/", _home, include_in_schema=False)
    app.add_api_route("/logo.svg", _logo, include_in_schema=False)
    for group in GROUPS:
        app.include_router(group.router)
    faults.install(app)
    app.add_middleware(BaseHTTPMiddleware, dispatch=access_log.watch)
    app.add_middleware(BaseHTTPMiddleware, dispatch=faults.guard)
    app.add_middleware(BaseHTTPMiddleware, dispatch=_headers)
    return app


def _home(visitor: Anyone) -> Response:
    """The page where each role begins."""
    first = "/vandaag" if visitor.has(*VIEWING) else "/teksten" if visitor.has(*WRITING) else "/ik"
    return RedirectResponse(first, 303)


def _logo() -> Response:
    return Response(municipality().logo_svg, media_type="image/svg+xml")


async def _headers(request: Request, go_on: RequestResponseEndpoint) -> Response:
    size = request.headers.get("content-length", "0")
    most = attachments.LARGEST_FORM if attachments.PATH.fullmatch(request.url.path) else LARGEST_FORM
    too_large = request.method == "POST" and (not size.isdigit() or int(size) > most)
    response = faults.fault(request, 413) if too_large else await go_on(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    lasting = request.url.path.startswith("/static/")
    response.headers["Cache-Control"] = "no-cache" if lasting else "no-store"
    return response


app = create_app()
