"""A letter run that can be killed at any step: in a process of its own, forked from one that ran before."""

import csv
import io
import os
import random
import resource
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

import pikepdf
from post import run_through
from sqlalchemy import event, func, select, update
from sqlalchemy.orm import Session

from config.settings import settings
from letters.making.render import Rendered
from letters.writing.document import Document
from rules.facts import Report
from store import record
from store.engine import engine, session
from store.models import Case, Letter
from tasks import clock
from tasks.letters import making
from tasks.post import letter_run

PLAIN = "wmo/ontvangstbevestiging-melding"


class Points:
    """Counts the steps of a run; at the one given, the process is killed as by the power going off."""

    def __init__(self, kill_at: int, kill_in: tuple[str, int], slow: float) -> None:
        self.kill_at, self.kill_in, self.slow = kill_at, kill_in, slow
        self.passed: list[str] = []
        self.times: Counter[str] = Counter()

    def point(self, moment: str, what: str) -> None:
        step = f"{moment} {what} in {whereabouts()}"
        self.passed.append(step)
        self.times[step] += 1
        if self.slow:
            time.sleep(random.random() * self.slow)
        if len(self.passed) == self.kill_at or (step, self.times[step]) == self.kill_in:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """A point before this work, and one after."""

        def pointed(*args: Any, **kwargs: Any) -> Any:
            self.point("before", name)
            done = work(*args, **kwargs)
            self.point("after", name)
            return done

        return pointed


def whereabouts() -> str:
    """Which of our functions are at work, the innermost two: `files.sync < files.put_all`."""
    frame: FrameType | None = sys._getframe(2)
    found: list[str] = []
    while frame and len(found) < 2:
        module = frame.f_globals["__name__"]
        if module.partition(".")[0] in {"tasks", "store", "letters"} and module.rpartition(".")[2] != "engine":
            found.append(f"{module.rpartition('.')[2]}.{frame.f_code.co_name}")
        frame = frame.f_back
    return " < ".join(found)


def foreman(surroundings: dict[str, str], orders: Connection) -> None:
    """Fork a worker for each order; having worked itself, it leaves them nothing to load.

    It answers an order with the number of the worker, and that number with how the worker ended.
    """
    os.environ |= surroundings
    settings.cache_clear()
    making.render = tiny
    whole()
    # SQLite must not be carried into a fork.
    engine().dispose()
    orders.send(os.EX_OK)
    with suppress(EOFError):
        while True:
            order = orders.recv()
            orders.send(ended(order) if isinstance(order, int) else forked(**order))


def forked(**how: Any) -> int:
    """The number of a new worker."""
    worker = os.fork()
    if not worker:
        code = os.EX_SOFTWARE
        try:
            run(**how)
            code = os.EX_OK
        finally:
            # Whatever happened, it must not go on as a second foreman.
            os._exit(code)
    return worker


def ended(worker: int) -> int:
    """Wait for this worker; its exit code, or the signal it died of, below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])


def run(
    kill_at: int = 0, kill_in: tuple[str, int] = ("", 0), slow: float = 0.0, work: str = "run", room: int | None = None
) -> None:
    """One whole run of this process. No file gets more bytes than there is room."""
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    points = Points(kill_at, kill_in, slow)
    for name in ("fsync", "link", "unlink", "replace"):
        setattr(os, name, points.around(name, getattr(os, name)))
    event.listen(Session, "before_commit", lambda _: points.point("before", "commit"))
    event.listen(Session, "after_commit", lambda _: points.point("after", "commit"))
    making.render = points.around("render", tiny)
    {"run": whole, "naive": naive, "unchecked": unchecked}[work]()
    if room is None:
        passed_in().write_text("\n".join(points.passed))


def passed_in() -> Path:
    """Where a run that came to its end leaves the steps that it went through, in their order."""
    return settings().home / "steps"


def whole() -> None:
    """As the flow does, in this process."""
    run_through(letter_run.ask(by="els", confirmed=True))


def unchecked() -> None:
    """The same, by who does not look whether letters may leave."""
    letter_run.check_free = lambda _: None
    whole()


def naive() -> None:
    """What one writes first: make all, write the bundle, and note each letter afterwards."""
    with session(readonly=True) as db:
        waiting = list(db.scalars(select(Letter).where(Letter.status == "queued").order_by(Letter.id)))
    made = [(letter, making.render(letter.name, letter.content)) for letter in waiting]
    listing = io.StringIO()
    writer = csv.writer(listing, delimiter=";")
    writer.writerows([("kenmerk",), *((letter.content["brief"]["kenmerk"],) for letter, _ in made)])
    folder = settings().home / "naive"
    folder.mkdir(exist_ok=True)
    (folder / f"{threading.get_native_id()}.csv").write_text(listing.getvalue())
    for letter, pdf in made:
        with session() as db:
            done = {"status": "rendered", "pdf_sha256": pdf.sha256, "pages": 1, "rendered_at": clock.now()}
            db.execute(update(Letter).where(Letter.id == letter.id, Letter.status == "queued").values(**done))


def doubled() -> bool:
    """Whether the naive worker listed a letter twice."""
    listed = [mark for path in (settings().home / "naive").iterdir() for mark in path.read_text().split()[1:]]
    return max(Counter(listed).values()) > 1


def tiny(_name: str, content: Mapping[str, Any], **_: object) -> Rendered:
    """A real PDF of one page that costs next to nothing, the same for the same letter."""
    return _tiny(content["brief"]["kenmerk"])


@lru_cache
def _tiny(mark: str) -> Rendered:
    made, out = pikepdf.Pdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(595, 842))
    made.pages[0].obj.Mark = pikepdf.String(mark)
    made.save(out, deterministic_id=True)
    pdf = out.getvalue()
    return Rendered(pdf, 1, Document({"titel": mark}, []))


def write_letters(number: str, count: int) -> list[str]:
    """So many letters of one case, waiting to be made; their marks."""
    with session() as db:
        case = db.scalars(select(Case).where(Case.number == number)).one()
        first = db.scalars(select(Letter).where(Letter.case_id == case.id, Letter.number == 1)).one()
        last = db.scalar(select(func.max(Letter.number)).where(Letter.case_id == case.id)) or 1
        marks = [f"{number}/B{last + step}" for step in range(1, count + 1)]
        for step, mark in enumerate(marks, start=1):
            # Each is about a report of its own.
            report = Report(question="Nog een vraag.", received_on=first.dated_on)
            told = record.add_fact(db, case, report, by="systeem", at=clock.now())
            db.add(_copy(first, last + step, mark, told.seq))
        case.taken_up = case.version
    return marks


def _copy(first: Letter, number: int, mark: str, about: int) -> Letter:
    same = ("case_id", "name", "adverse", "decides", "template", "texts", "dated_on")
    content = first.content | {"brief": first.content["brief"] | {"kenmerk": mark}}
    kept = {column: getattr(first, column) for column in same}
    return Letter(number=number, about=about, content=content, status="queued", created_at=clock.now(), **kept)
