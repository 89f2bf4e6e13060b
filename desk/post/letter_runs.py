"""The pages of the letter run: start, follow, confirm, take letters out, and record the printer's answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import anyio.from_thread
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, RedirectResponse, Response

from desk.post import letters_today
from desk.web.access import Office, RowNumber
from desk.web.forms import Form, Submitted, SubmittedFile
from desk.web.pages import page
from desk.web.trouble import CONFLICT, INVALID, Trouble
from rules.errors import NotThatDay, PostError, StoreError
from store.engine import session
from store.files.handover import MANIFEST, printer_outlet
from tasks import clock
from tasks.letters.held_letters import keep_back, post_by_hand, retry_letter
from tasks.post import answers, letter_run, letter_stop, printer_answers
from tasks.runs.recovery import Unfinished

router = APIRouter()
NOT_FOUND = 404
NOW = "nu"
FEW = 20
NO_DAY = "Vul de dag in waarop de drukker de brieven op de post deed."
NO_FILE = "Kies het bestand dat u van de drukker kreeg."
TAKEN_OUT = "Uit de briefrun gehaald door {}. Maak de brief opnieuw als hij mee mag."
NOTICES = {
    "gestart": "De briefrun is gestart.",
    "wacht": "De briefrun staat klaar en begint zodra de verwerker er weer is.",
    "eruit": "De brief gaat niet mee. Hij staat nu bij Aangehouden.",
    "opnieuw": "De brief wordt opnieuw gemaakt.",
    "zelf": "De brief gaat niet mee met de drukker. Hij staat nu bij Zelf versturen.",
    "verstuurd": "Vastgelegd: deze brief is verstuurd.",
    "bevestigd": "De bundel wordt overgedragen.",
    "afgebroken": "De briefrun is afgebroken. De brieven blijven klaarliggen.",
    "antwoord": "Het antwoord van de drukker is vastgelegd.",
}


@router.get("/brieven")
def overview(request: Request, _: Office, bericht: str = "") -> Response:
    """What may go out, what is held and why, and the latest runs and bundles."""
    return _overview(request, notice=NOTICES.get(bericht, ""))


@router.post("/brieven/run")
def start(request: Request, visitor: Office, form: Submitted, letter: int | None = None) -> Response:
    """Start a run, or one for a letter that cannot wait; a second click on the same page finds the same run."""
    try:
        letter_stop.check_free()
    except StoreError as stopped:
        return _overview(request, trouble=Trouble(message=stopped.message_nl, status=CONFLICT))
    return _go_on(request, letter_run.ask(by=visitor.id, key=form.key, letter=letter), "gestart")


@router.get("/brieven/run/{run}")
def follow(request: Request, _: Office, run: RowNumber, bericht: str = "", deel: str = "") -> Response:
    """How far a run is; for htmx, only the part that changes."""
    return _follow(
        request,
        run,
        template="post/letter_run_part.html" if deel else "post/letter_run.html",
        notice=NOTICES.get(bericht, ""),
    )


@router.post("/brieven/run/{run}/overdragen")
def confirm(request: Request, visitor: Office, run: RowNumber, form: Submitted) -> Response:
    """Hand over what was shown; if the number has changed since, show it again."""
    with session(readonly=True) as db:
        shown = letters_today.taking(db, run)
    if form["aantal"] != str(shown):
        seen = Trouble(message="Het aantal brieven is veranderd. Kijk het na en bevestig opnieuw.", status=CONFLICT)
        return _follow(request, run, trouble=seen)
    letter_run.confirm(run, by=visitor.id)
    return _go_on(request, run, "bevestigd")


@router.post("/brieven/run/{run}/afbreken")
def cancel(_: Office, run: RowNumber, form: Submitted) -> Response:
    """Stop a run that was not confirmed."""
    del form
    letter_run.cancel(run)
    return RedirectResponse("/brieven?bericht=afgebroken", 303)


@router.post("/brieven/brief/{letter_id}/{act}")
def change(request: Request, visitor: Office, letter_id: RowNumber, act: str, form: Submitted) -> Response:
    """Send one letter now, take it out, have it rewritten, post it by hand, or record that it was posted."""
    if act == NOW:
        return start(request, visitor, form, letter_id)
    acts: dict[str, Callable[[], Any]] = {
        "eruit": partial(keep_back, letter_id, TAKEN_OUT.format(visitor.name)),
        "opnieuw": partial(retry_letter, letter_id),
        "zelf": partial(post_by_hand, letter_id),
        "verstuurd": partial(_posted, request, letter_id, visitor.id),
    }
    if act not in acts:
        raise HTTPException(NOT_FOUND)
    try:
        acts[act]()
    except PostError as refused:
        return _overview(request, trouble=Trouble(message=refused.message_nl, status=CONFLICT))
    back = form["terug"] if form["terug"].startswith("/brieven/run/") else "/brieven"
    return RedirectResponse(f"{back}?bericht={act}", 303)


@router.get("/brieven/bundel/{bundle}/{part}")
def download(_: Office, bundle: RowNumber, part: str) -> Response:
    """The PDF, the list or the manifest, as handed over."""
    with session(readonly=True) as db:
        found = letters_today.bundle_of(db, bundle)
    ends = {
        "pdf": (".pdf", "application/pdf"),
        "lijst": (".csv", "text/csv"),
        "manifest": (MANIFEST, "application/json"),
    }
    if found is None or part not in ends:
        raise HTTPException(NOT_FOUND)
    end, media = ends[part]
    path = printer_outlet().folder / f"{found.name}{end}"
    if not path.is_file():
        raise HTTPException(NOT_FOUND)
    return FileResponse(path, media_type=media, filename=path.name)


@router.post("/brieven/bundel/{bundle}")
def answer(request: Request, visitor: Office, bundle: RowNumber, form: Submitted) -> Response:
    """Record that the printer posted a bundle, as it told somebody here."""
    try:
        cases = answers.confirm(bundle, posted_on=date.fromisoformat(form["dag"]), by=visitor.id)
    except (NotThatDay, ValueError) as wrong:
        said = wrong.message_nl if isinstance(wrong, NotThatDay) else NO_DAY
        return _overview(request, trouble=Trouble({"dag": said}, status=INVALID), form=form, about=bundle)
    except PostError as refused:
        return _overview(request, trouble=Trouble(message=refused.message_nl, status=CONFLICT))
    _advance(request, cases)
    return RedirectResponse("/brieven?bericht=antwoord", 303)


@router.post("/brieven/bundel/{bundle}/antwoord")
def send_answer(request: Request, _: Office, bundle: RowNumber, sent: SubmittedFile) -> Response:
    """Record what the printer says of a bundle in a file of its own."""
    try:
        cases = printer_answers.take(sent.content, about=bundle)
    except PostError as refused:
        said = refused.message_nl if sent.content else NO_FILE
        return _overview(request, trouble=Trouble({"bestand": said}, status=INVALID), about=bundle)
    _advance(request, cases)
    return RedirectResponse("/brieven?bericht=antwoord", 303)


@router.post("/brieven/run/{run}/verder")
def resume(request: Request, _: Office, run: RowNumber, form: Submitted) -> Response:
    """Start a run again that stopped halfway, or that could not be started."""
    return _go_on(request, run, "gestart", again=form.key or "")


def _overview(
    request: Request, *, notice: str = "", trouble: Trouble | None = None, form: Form | None = None, about: int = 0
) -> Response:
    with session(readonly=True) as db:
        ready, doubtful = letters_today.ready(db)
        held, own = letters_today.held(db), letters_today.by_hand(db)
        lists: dict[str, Any] = {
            "ready": letters_today.of_one_kind(ready),
            "doubtful": letters_today.of_one_reason(doubtful),
            "held": letters_today.of_one_reason(held),
            "own": letters_today.of_one_kind(own),
            "runs": letters_today.runs(db),
            "bundles": letters_today.bundles(db),
        }
        total = letters_today.total(db)
    return page(
        request,
        "post/letters_today.html",
        active="/brieven",
        staying=len(doubtful),
        on_hold=len(held),
        mine=len(own),
        total=total,
        most=letters_today.MOST,
        notice=notice,
        trouble=trouble,
        values=dict(form.values) if form else {},
        about=about,
        untaken=printer_answers.untaken(),
        day=clock.today().isoformat(),
        **lists,
    )


def _follow(
    request: Request,
    run: int,
    *,
    template: str = "post/letter_run.html",
    notice: str = "",
    trouble: Trouble | None = None,
) -> Response:
    with session(readonly=True) as db:
        found = letters_today.run_of(db, run)
        if found is None:
            raise HTTPException(NOT_FOUND)
        lists: dict[str, Any] = {
            "taken": letters_today.taking(db, run),
            "groups": letters_today.of_one_kind(letters_today.taken(db, run)),
            "bundles": letters_today.bundles(db, run),
        }
    return page(
        request,
        template,
        active="/brieven",
        run=found,
        most=letters_today.MOST,
        notice=notice,
        trouble=trouble,
        **lists,
    )


def _go_on(request: Request, run: int, notice: str, *, again: str = "") -> Response:
    refused = anyio.from_thread.run(request.app.state.run_letters, run, f"{notice}{again}")
    return RedirectResponse(f"/brieven/run/{run}?bericht={'wacht' if refused else notice}", 303)


def _posted(request: Request, letter_id: int, by: str) -> None:
    _advance(request, [answers.post_self(letter_id, posted_on=clock.today(), by=by)])


def _advance(request: Request, cases: list[Unfinished]) -> None:
    """Start the first few at once; `recover` starts the others within five minutes."""
    moment = clock.now().isoformat(timespec="milliseconds")
    for case in cases[:FEW]:
        go = partial(request.app.state.advance, again=f"post-{moment}")
        if anyio.from_thread.run(go, case.number, case.version, case.process):
            break
