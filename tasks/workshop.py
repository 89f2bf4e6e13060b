"""Making letters: each outside any transaction, and put on the record a handful at a time."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import select

from letters.press import render
from letters.texts import Texts
from rules.errors import LetterError
from store import files
from store.engine import session
from store.models import Letter
from tasks import clock, preflight
from tasks.failures import NO_NUMBER, redact
from tasks.texts import made_of

FAILED, GONE, HELD, RENDERED = "failed", "gone", "held", "rendered"
# Starting a pool costs as much as a hundred letters.
FEW = 100
# A transaction for each letter would cost a tenth of making it.
TOGETHER = 50


@dataclass(frozen=True)
class Made:
    """A letter whose file is kept: its digest, its pages, and what it says."""

    sha256: str
    pages: int
    document: Any


@dataclass(frozen=True)
class Unmade:
    """Why a letter must be held, in Dutch."""

    because: str


# Its name, its values, and the digests of its texts.
Work = tuple[str, Mapping[str, Any], Mapping[str, str] | None]
Result = Made | Unmade | Exception
Press = Callable[[Sequence[Work]], Iterable[Result]]


def make_claimed(token: str, letters: Sequence[int], press: Press) -> Counter[str]:
    """Hold what may not be posted and make the rest; counts by how each letter ended."""
    with session(readonly=True) as db:
        against = preflight.obstacles(db, letters)
        mine = select(Letter).where(Letter.id.in_(letters), Letter.claimed_by == token).order_by(Letter.id)
        found = list(db.scalars(mine))
    stopped = [(letter, Unmade(against[letter.id])) for letter in found if letter.id in against]
    waiting = [letter for letter in found if letter.id not in against and letter.status == "queued"]
    counts = Counter({RENDERED: len(found) - len(stopped) - len(waiting)})
    made = press([(letter.name, letter.content, letter.texts) for letter in waiting])
    for some in _handfuls(chain(stopped, zip(waiting, made, strict=True))):
        counts += note(some)
    return counts


def note(results: Sequence[tuple[Letter, Result]]) -> Counter[str]:
    """Put on the record how these letters ended, in one transaction.

    A letter is changed only beside the very words that were read: they are the fence against who comes too late.
    """
    with session() as db:
        rows = select(Letter).where(Letter.id.in_([letter.id for letter, _ in results]))
        now = {row.id: row for row in db.scalars(rows.order_by(Letter.id).with_for_update())}
        return Counter([_end(now[letter.id], letter, result) for letter, result in results])


@contextmanager
def pressing(letters: int) -> Iterator[Press]:
    """A press for so many letters: this very process, or a pool of fresh ones that together use the machine."""
    if letters <= FEW:
        yield in_here
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
        yield lambda work: pool.map(_caught, work, chunksize=8)


def in_here(work: Sequence[Work]) -> Iterable[Result]:
    """A press in this very process."""
    return map(_caught, work)


def press_one(name: str, content: Mapping[str, Any], digests: Mapping[str, str] | None) -> Made | Unmade:
    """Make one letter of the texts it was written with and keep its file, or say why it cannot be made."""
    try:
        made = render(name, content, texts=_wording(digests))
    except LetterError as problem:
        return Unmade(problem.message_nl)
    return Made(files.put(made.pdf), made.pages, made.document.kept())


def _wording(digests: Mapping[str, str] | None) -> Texts:
    if digests is not None:
        return _kept(tuple(digests.items()))
    with session(readonly=True) as db:
        return made_of(db, None)


@lru_cache(maxsize=64)
def _kept(digests: tuple[tuple[str, str], ...]) -> Texts:
    """Read once: the letters of a run share a few texts, and under these digests there can be no others."""
    with session(readonly=True) as db:
        return made_of(db, dict(digests))


def _end(row: Letter, read: Letter, result: Result) -> str:
    if isinstance(result, Exception):
        redact(result, NO_NUMBER)
        return FAILED
    if (row.status, row.content) != (read.status, read.content):
        return GONE
    if isinstance(result, Unmade):
        row.status, row.held_because = "held", result.because
        row.pdf_sha256 = row.pages = row.document = row.rendered_at = None
        return HELD
    row.status, row.pdf_sha256, row.pages = "rendered", result.sha256, result.pages
    row.document, row.rendered_at = result.document, clock.now()
    return RENDERED


def _handfuls(results: Iterable[tuple[Letter, Result]]) -> Iterator[list[tuple[Letter, Result]]]:
    left = iter(results)
    while some := list(islice(left, TOGETHER)):
        yield some


def _caught(work: Work) -> Result:
    try:
        return press_one(*work)
    except Exception as error:  # noqa: BLE001 (it travels between processes, and is told without its words)
        return error
