"""Makes letters, each outside any transaction, and records the results in batches."""

from __future__ import annotations

import itertools
import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import defer

from letters.making.press import render
from letters.writing.texts import Texts
from rules.errors import LetterError
from store.chain import links
from store.engine import session
from store.files import by_digest
from store.models import Letter
from tasks import clock
from tasks.letters import preflight
from tasks.letters.own_texts import made_of
from tasks.runs.failures import NO_NUMBER, redact

FAILED, GONE, HELD, RENDERED = "failed", "gone", "held", "rendered"
# Neither held nor already on its way.
GOING_OUT = ("queued", RENDERED)
# Starting a pool takes as long as making a hundred letters.
FEW = 100
# A transaction per letter would add a tenth to the time it takes to make it.
TOGETHER = 50
NOT_MADE = dict.fromkeys(("pdf_sha256", "pages", "document", "rendered_at"))


@dataclass(frozen=True)
class Made:
    """A letter that was made: its file, its number of pages, and its document."""

    pdf: bytes
    pages: int
    document: Any


@dataclass(frozen=True)
class Unmade:
    """Why a letter must be held, in Dutch."""

    because: str


# A letter's name, its values, and the digests of its texts.
Work = tuple[str, Mapping[str, Any], Mapping[str, str] | None]
Result = Made | Unmade | Exception
Press = Callable[[Sequence[Work]], Iterable[Result]]


def make_claimed(token: str, letters: Sequence[int], press: Press) -> Counter[str]:
    """Hold letters that may not be posted and make the others; returns counts by how each letter ended."""
    # The document of an earlier version is not needed, and is larger than everything else.
    mine = select(Letter).options(defer(Letter.document, raiseload=True)).order_by(Letter.id)
    with session(readonly=True) as db:
        found = db.scalars(mine.where(Letter.id.in_(letters), Letter.claimed_by == token)).all()
        against = preflight.obstacles(db, found)
    stopped = [(letter, Unmade(against[letter.id])) for letter in found if letter.id in against]
    waiting = [letter for letter in found if letter.id not in against and letter.status == "queued"]
    counts = Counter({RENDERED: len(found) - len(stopped) - len(waiting)})
    made = press([(letter.name, letter.content, letter.texts) for letter in waiting])
    for some in _batches(itertools.chain(stopped, zip(waiting, made, strict=True))):
        counts += note(some)
    return counts


def note(results: Sequence[tuple[Letter, Result]]) -> Counter[str]:
    """Store the files of these letters, and record how each ended, in one transaction.

    A letter is changed only if its contents are still those that were read, so a run that is too late does nothing.
    """
    made = [(letter.id, result.pdf) for letter, result in results if isinstance(result, Made)]
    kept = dict(zip((number for number, _ in made), by_digest.letters().put_all([pdf for _, pdf in made]), strict=True))
    rows = select(Letter.id, Letter.status, Letter.content).where(Letter.id.in_([letter.id for letter, _ in results]))
    with session() as db:
        links.hold(db, {letter.case_id for letter, _ in results})
        found = db.execute(rows.order_by(Letter.id).with_for_update())
        now = {number: (status, content) for number, status, content in found}
        ends = [
            (letter.id, *_end(now.get(letter.id), letter, result, kept.get(letter.id))) for letter, result in results
        ]
        if changed := [{"id": number, **values} for number, _, values in ends if values]:
            # Not as objects, which would cost as much as everything else around making a letter.
            db.execute(update(Letter), changed)
            links.link(db, "letter", [row["id"] for row in changed])
    return Counter(end for _, end, _ in ends)


@contextmanager
def pressing(letters: int) -> Iterator[Press]:
    """A press for this many letters: this process, or a pool of new ones that together use all cores."""
    if letters <= FEW:
        yield in_this_process
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=fresh) as pool:
        yield lambda work: pool.map(_caught, work, chunksize=8)


def in_this_process(work: Sequence[Work]) -> Iterable[Result]:
    """A press in this process."""
    return map(_caught, work)


def press_one(name: str, content: Mapping[str, Any], digests: Mapping[str, str] | None) -> Made | Unmade:
    """Make one letter from the texts it was written with, or return why it cannot be made."""
    try:
        made = render(name, content, texts=_wording(digests))
    except LetterError as problem:
        return Unmade(problem.message_nl)
    return Made(made.pdf, made.pages, made.document.kept())


def _wording(digests: Mapping[str, str] | None) -> Texts:
    if digests is not None:
        return _kept(tuple(digests.items()))
    with session(readonly=True) as db:
        return made_of(db, None)


@lru_cache(maxsize=64)
def _kept(digests: tuple[tuple[str, str], ...]) -> Texts:
    """Cached, because the letters of a run share a few texts, and a digest never stands for another text."""
    with session(readonly=True) as db:
        return made_of(db, dict(digests))


def _end(
    now: tuple[str, Any] | None, read: Letter, result: Result, sha256: str | None
) -> tuple[str, Mapping[str, Any]]:
    """How a letter ended, and which of its columns change."""
    if isinstance(result, Exception):
        redact(result, NO_NUMBER)
        return FAILED, {}
    if now != (read.status, read.content):
        return GONE, {}
    if isinstance(result, Unmade):
        return HELD, {"status": "held", "held_because": result.because} | NOT_MADE
    made = {"pdf_sha256": sha256, "pages": result.pages, "document": result.document}
    return RENDERED, {"status": "rendered", "rendered_at": clock.now()} | made


def _batches(results: Iterable[tuple[Letter, Result]]) -> Iterator[list[tuple[Letter, Result]]]:
    left = iter(results)
    while some := list(itertools.islice(left, TOGETHER)):
        yield some


def _caught(work: Work) -> Result:
    try:
        return press_one(*work)
    except Exception as error:  # noqa: BLE001 (it travels between processes, and is told without its words)
        return error
