"""Making letters: by our own texts here, by anyone else's in a process apart, stopped when it takes too much."""

from __future__ import annotations

import atexit
import json
import os
import queue
import selectors
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from letters.making import render as here
from letters.making.render import Preview, Rendered
from letters.making.sandbox import LENGTH
from letters.writing import texts as names
from letters.writing.document import Document
from letters.writing.required import check_contents
from letters.writing.template import front_matter
from rules import errors
from rules.errors import LetterError, TemplateTooCostly

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from letters.writing.texts import Texts

WALL_SECONDS = 15.0
LARGEST_ANSWER = 100_000_000
CELLS = 2
JOBS = 500
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "MAATWERK_MUNICIPALITY")


def render(letter: str, values: Mapping[str, object], *, texts: Texts) -> Rendered:
    """The PDF of a letter."""
    own = names.own(texts)
    if not own:
        return here.render(letter, values)
    told, (pdf,) = _ask("render", letter, values, own)
    return Rendered(pdf, told["pages"], Document.of(told["document"]))


def preview(letter: str, values: Mapping[str, object], *, texts: Texts) -> Preview:
    """The letter for the screen."""
    own = names.own(texts)
    if not own:
        return here.preview(letter, values)
    told, (pdf, *pages) = _ask("preview", letter, values, own)
    return Preview(tuple(pages), pdf, Document.of(told["document"]))


def document(letter: str, values: Mapping[str, object], *, texts: Texts) -> Document:
    """Everything but the typesetting."""
    own = names.own(texts)
    if not own:
        return here.document(letter, values)
    told, _ = _ask("document", letter, values, own)
    return Document.of(told["document"])


def _ask(what: str, letter: str, values: Mapping[str, object], own: Texts) -> tuple[dict[str, Any], list[bytes]]:
    # What the gate rests on is looked at here too, before and after: not only where the text itself runs.
    here.checked(letter, values)
    job = {"what": what, "letter": letter, "values": values, "texts": dict(own)}
    with _cell() as cell:
        try:
            head, *files = cell.ask(json.dumps(job).encode())
        except _Stopped:
            cell.stop()
            raise TemplateTooCostly(letter) from None
    told = json.loads(head)
    if "refusal" in told:
        raise _refusal(told["refusal"], told["args"])
    check_contents(letter, front_matter(letter), Document.of(told["document"]).text)
    return told, files


def _refusal(name: str, args: list[Any]) -> LetterError:
    """The refusal as it was raised there; only a letter's refusals have a name that counts."""
    kind: type[LetterError] = getattr(errors, name)
    if not issubclass(kind, LetterError):
        raise TypeError(name)
    return kind(*(tuple(arg) if isinstance(arg, list) else arg for arg in args))


class _Stopped(Exception):
    """The process took too much, and ended or was ended."""


class _Cell:
    """One process that sets letters, started when it is first needed and anew after a stop or many jobs."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs = 0

    def ask(self, job: bytes) -> list[bytes]:
        """The answer to a job; `_Stopped` when there is none in time."""
        self.jobs += 1
        if self.jobs > JOBS or (self.process and self.process.poll() is not None):
            self.stop()
        process = self.process = self.process or _started()
        pipe = process.stdin
        until = time.monotonic() + WALL_SECONDS
        try:
            assert pipe is not None  # noqa: S101 (it was started with a pipe)
            pipe.write(LENGTH.pack(len(job)) + job)
            pipe.flush()
        except BrokenPipeError:
            raise _Stopped from None
        return [self._part(until) for _ in range(LENGTH.unpack(self._read(LENGTH.size, until))[0])]

    def _part(self, until: float) -> bytes:
        return self._read(LENGTH.unpack(self._read(LENGTH.size, until))[0], until)

    def _read(self, size: int, until: float) -> bytes:
        if size > LARGEST_ANSWER or self.process is None or self.process.stdout is None:
            raise _Stopped
        pipe, made = self.process.stdout, bytearray()
        # Not `select.select`: that knows no file past the 1,024th a server has open.
        with selectors.DefaultSelector() as waiting:
            waiting.register(pipe, selectors.EVENT_READ)
            while len(made) < size:
                ready = waiting.select(max(0.0, until - time.monotonic()))
                piece = os.read(pipe.fileno(), min(size - len(made), 1 << 20)) if ready else b""
                if not piece:
                    raise _Stopped
                made += piece
        return bytes(made)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        process, self.process, self.jobs = self.process, None, 0
        if process is None:
            return
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    """A process with neither our keys nor our databases in its surroundings."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    few = {"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}
    # -I: no path and no setting from outside. Its own session: Ctrl-C is for us, and we end it.
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "letters.making.sandbox"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env=kept | few, start_new_session=True,
    )  # fmt: skip


_free: queue.LifoQueue[_Cell] = queue.LifoQueue()
_cells = [_Cell() for _ in range(CELLS)]
for _one in _cells:
    _free.put(_one)


@contextmanager
def _cell() -> Iterator[_Cell]:
    """A cell for one job; waits while all are busy."""
    cell = _free.get()
    try:
        yield cell
    finally:
        _free.put(cell)


def _forget() -> None:
    """After a fork the processes are the parent's; ours start anew."""
    for cell in _cells:
        cell.process = None


os.register_at_fork(after_in_child=_forget)


@atexit.register
def close() -> None:
    """End the processes; the next letter starts one anew."""
    for cell in _cells:
        cell.stop()
