"""Makes letters: with our own texts in this process, with other texts in a sandbox that is stopped at its limits."""

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
    """Make the PDF of a letter; raises `LetterError`."""
    own = names.own(texts)
    if not own:
        return here.render(letter, values)
    told, (pdf,) = _ask("render", letter, values, own)
    return Rendered(pdf, told["pages"], Document.of(told["document"]))


def preview(letter: str, values: Mapping[str, object], *, texts: Texts) -> Preview:
    """Make the letter for the screen; raises `LetterError`."""
    own = names.own(texts)
    if not own:
        return here.preview(letter, values)
    told, (pdf, *pages) = _ask("preview", letter, values, own)
    return Preview(tuple(pages), pdf, Document.of(told["document"]))


def document(letter: str, values: Mapping[str, object], *, texts: Texts) -> Document:
    """Write the letter without typesetting it; raises `LetterError`."""
    own = names.own(texts)
    if not own:
        return here.document(letter, values)
    told, _ = _ask("document", letter, values, own)
    return Document.of(told["document"])


def _ask(what: str, letter: str, values: Mapping[str, object], own: Texts) -> tuple[dict[str, Any], list[bytes]]:
    # The checks behind the gate run here as well, before and after, and not only in the process that runs the text.
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
    check_contents(letter, front_matter(letter).of(values), Document.of(told["document"]).text)
    return told, files


def _refusal(name: str, args: list[Any]) -> LetterError:
    """The error as it was raised in the sandbox, which may only be a `LetterError`."""
    kind: type[LetterError] = getattr(errors, name)
    if not issubclass(kind, LetterError):
        raise TypeError(name)
    return kind(*(tuple(arg) if isinstance(arg, list) else arg for arg in args))


class _Stopped(Exception):
    """The process exceeded a limit and ended or was ended."""


class _Cell:
    """One sandbox process, started at its first job and again after a stop or after many jobs."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.jobs = 0

    def ask(self, job: bytes) -> list[bytes]:
        """The parts of the answer to a job; raises `_Stopped` when it does not come in time."""
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
        # Not `select.select`, which cannot handle a file descriptor above 1,023.
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
        """Kill the process, whatever it is doing."""
        process, self.process, self.jobs = self.process, None, 0
        if process is None:
            return
        process.kill()
        with suppress(BrokenPipeError):
            process.communicate()


def _started() -> subprocess.Popen[bytes]:
    """A process with neither our keys nor our databases in its environment."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    few = {"MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "2"}
    # -I: no path and no settings from outside. Its own session: Ctrl-C is meant for us, and we end it.
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
    """A cell for one job, after waiting for a free one if need be."""
    cell = _free.get()
    try:
        yield cell
    finally:
        _free.put(cell)


def _forget() -> None:
    """After a fork the processes belong to the parent; this process starts its own."""
    for cell in _cells:
        cell.process = None


os.register_at_fork(after_in_child=_forget)


@atexit.register
def close() -> None:
    """End the processes; the next letter starts a new one."""
    for cell in _cells:
        cell.stop()
