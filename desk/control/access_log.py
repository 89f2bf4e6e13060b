"""Who looked at what: each page about a citizen is logged after the answer, without making anyone wait.

An answer is sent once its line is in a file of this process, which takes no lock and needs no database. The lines go
into the record in batches, a moment later. A killed desk leaves its file behind, and the next desk takes it over.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.exc import OperationalError
from starlette.middleware.base import RequestResponseEndpoint
from starlette.responses import Response

from config.settings import settings
from desk.web.access import Leader
from desk.web.pages import page
from desk.web.words import moment
from store import record
from store.audit import access_log
from store.engine import session
from tasks import clock

router = APIRouter()
MOST = 500
GONE = "niet meer te achterhalen"
# The name of each page in the log. A test fails for a page about a citizen that is not here.
SEEN = {
    "/zaak/{number}": "zaak bekijken",
    "/zaak/{number}/bel": "telefoongesprek voorbereiden",
    "/zaak/{number}/besluit": "besluit schrijven",
    "/zaak/{number}/inwoner": "gegevens van de inwoner bekijken",
    "/zaak/{number}/termijn": "termijn bekijken",
    "/zaak/{number}/akkoord": "meelezen",
    "/zaak/{number}/antwoord": "antwoord op een ingebrekestelling schrijven",
    "/zaak/{number}/dwangsom": "dwangsom vaststellen",
    "/zaak/{number}/opschorting-van-hulp": "opschorting schrijven of meelezen",
    "/zaak/{number}/herinnering/{reminder}": "herinnering schrijven",
    "/zaak/{number}/geschil/{seq}": "einde van bezwaar of beroep schrijven",
    "/zaak/{number}/inzage": "inzage bekijken",
    "/zaak/{number}/bestand/{attachment_id}": "bestand bekijken",
    "/zaak/{number}/{path}": "feit vastleggen",
    "/vandaag/kijk/{number}": "zaak bekijken in de lijst",
    "/brief/{letter_id}.pdf": "brief bekijken",
    "/brief/{letter_id}.txt": "brief bekijken",
    "/brief/{letter_id}.html": "brief bekijken",
    "/brief/{letter_id}/groot.pdf": "brief bekijken",
    "/brief/{letter_id}.docx": "brief bekijken",
    "/brief/{letter_id}/bewerkbaar": "bewerkbare kopie maken",
    "/brief/{letter_id}/aangehouden": "aangehouden brief bekijken",
    "/brieven": "brieven bekijken",
    "/brieven/brief/{letter_id}/voorblad": "voorblad bij brief bekijken",
    "/brieven/bundel/{bundle}/{part}": "bundel bekijken",
    "/vernietiging": "vernietiging beoordelen",
    "/zaken": "zoeken",
    "/melding/geweigerd": "niet aangenomen meldingen bekijken",
}
SOON_SECONDS = 1.0
OK = 400


async def watch(request: Request, go_on: RequestResponseEndpoint) -> Response:
    """Log each page about a citizen that somebody was shown."""
    began = clock.now()
    response = await go_on(request)
    visitor, name = getattr(request.state, "visitor", None), _name(request)
    if visitor and name and response.status_code < OK:
        at = {"started_at": began.isoformat(), "ended_at": clock.now().isoformat()}
        what = {"name": name, "user": access_log.pseudonym(access_log.USER, visitor.id), **request.path_params, **at}
        request.app.state.looks.add(what | {"trace_id": secrets.token_hex(16), "operation_id": secrets.token_hex(8)})
    return response


def _name(request: Request) -> str:
    if request.method != "GET":
        return ""
    return SEEN.get(getattr(request.scope.get("route"), "path", ""), "")


class Log:
    """The lines of this process that are not on the record yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._file: int | None = None

    def add(self, look: dict[str, Any]) -> None:
        """Store a line, and make sure that it soon goes on the record."""
        line = json.dumps(look).encode() + b"\n"
        with self._lock:
            os.write(self._open(), line)
            self._later()

    def drain(self) -> int:
        """Put every line on the record, including those that a killed desk left, and return how many."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None
        return sum(_take(path) for path in sorted(folder().glob("*.looks")))

    def _open(self) -> int:
        if self._file is None:
            folder().mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder() / f"{secrets.token_hex(8)}.looks"
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
            # Locked for as long as this process lives, so that other desks leave it alone.
            fcntl.flock(self._file, fcntl.LOCK_EX)
        return self._file

    def _later(self) -> None:
        if self._timer is None:
            self._timer = Timer(SOON_SECONDS, self._soon)
            self._timer.daemon = True
            self._timer.start()

    def _soon(self) -> None:
        with self._lock:
            self._timer = None
        # The database is busy or unreachable; the lines stay in their file until the next page view.
        with suppress(OperationalError):
            self.drain()


def folder() -> Path:
    """The folder where the lines wait."""
    return settings().home / "looks"


def _take(path: Path) -> int:
    with _held(path) as lines:
        if lines is None:
            return 0
        access_log.keep(lines)
        path.unlink()
        return len(lines)


@contextmanager
def _held(path: Path) -> Iterator[list[dict[str, Any]] | None]:
    """The lines of a file that no live desk writes to; None when one does, or when another process took it."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
            return
        # A killed process may have left half a line, in which case its answer was not sent either.
        whole = file.read().rpartition(b"\n")[0]
        yield [json.loads(line) for line in whole.splitlines()] if path.exists() else None


@router.get("/zaak/{number}/inzage")
def insight(request: Request, _: Leader, number: str) -> Response:
    """Who looked at this case, newest first."""
    request.app.state.looks.drain()
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        found = access_log.of_case(db, case.id, MOST)
    lines = [(moment(look.start_time), look.name, name or GONE) for look, name in found]
    return page(request, "control/access_log.html", case=case, lines=lines, most=MOST)
