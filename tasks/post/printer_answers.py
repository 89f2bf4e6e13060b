"""What the printer says of its bundles, in files: in the folder for its answers, or sent at the desk.

Only here is a bundle refused. What somebody types is that it was posted (`tasks.post.answers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.municipality import municipality
from config.municipality.printer import keys_for
from letters.bundles import printer_answer
from letters.bundles.printer_answer import LARGEST, Said
from rules.errors import (
    AnswerAboutNothing,
    AnsweredOtherwise,
    AnswerElsewhere,
    AnswerOfAnotherList,
    MaatwerkError,
    PostError,
)
from store.engine import session
from store.files import printer_answers as files
from store.models.post import PRINTER, Bundle, HandOver, Receipt
from tasks import clock
from tasks.post.answers import bundle_cases, check_day
from tasks.post.letter_stop import check_whole
from tasks.runs.recovery import Unfinished

UNREAD = "Dit is geen gewoon bestand. Vraag de drukker om een nieuw bestand."


@dataclass
class Taken:
    """The result of reading the folder: the cases that may go on, and for each file that was not taken its reason."""

    bundles: list[str] = field(default_factory=list)
    cases: list[Unfinished] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


def take(content: bytes, *, about: int | None = None) -> list[Unfinished]:
    """Record the answer in a file, keep the file, and return the cases to run; repeating it does nothing.

    With `about` it must be about that bundle. Raises an `AnswerRefused`, `NotThatDay` for a day before the bundle was
    sealed or in the future, and `RecordRestored` or `RecordBehind` where the record does not know what the printer has.
    """
    check_whole()
    said = printer_answer.read(content)
    with suppress(IntegrityError), session() as db:
        bundle = known(db, said, about)
        if db.get(Receipt, bundle.id) is None:
            put_down(db, bundle, said, content)
    # There is one answer now, whoever gave it.
    with session(readonly=True) as db:
        bundle = known(db, said, about)
        if not agrees(db.get(Receipt, bundle.id), said):
            raise AnsweredOtherwise(said.bundle)
        files.taken().put(content)
        return bundle_cases(db, bundle.id)


def take_all() -> Taken:
    """Take every answer that the printer put in the folder; one that cannot be taken stays, and says why.

    Of those taken before it takes again what the record does not know: a backup that was restored is older.
    """
    done = Taken()
    _take_again(done, refusals=False)
    read = [(name, content) for name in files.waiting() if (content := _content(name, done)) is not None]
    # Where two differ about one bundle, its letters stay where they are: that they were posted comes first.
    for name, content in sorted(read, key=lambda each: (_refuses(each[1]), each[0])):
        try:
            done.cases += take(content)
        except PostError as refused:
            done.left[_shown(name)] = refused.message_nl
        else:
            done.bundles.append(printer_answer.read(content).bundle)
            files.put_away(name)
    _take_again(done, refusals=True)
    return done


def _refuses(content: bytes) -> bool:
    """Whether it says so, however it is spelled; what cannot be read says nothing."""
    with suppress(PostError):
        return printer_answer.read(content).answer == printer_answer.REFUSED
    return False


def untaken() -> dict[str, str]:
    """The files in the folder that would not be taken now, each with its reason; those that would are left out."""
    done = Taken()
    for name in files.waiting():
        content = _content(name, done)
        if content is not None:
            with session(readonly=True) as db:
                try:
                    said = printer_answer.read(content)
                    _fits(db, known(db, said), said)
                except PostError as refused:
                    done.left[_shown(name)] = refused.message_nl
    return done.left


def known(db: Session, said: Said, about: int | None = None) -> Bundle:
    """The bundle that an answer is about, as far as its name, its manifest and its signature tell.

    Raises `AnswerAboutNothing`, `AnswerElsewhere`, `AnswerOfAnotherList`, `AnswerUnsigned` or `AnswerForged`.
    """
    bundle = db.scalar(select(Bundle).where(Bundle.name == said.bundle, Bundle.channel == "post"))
    handed = db.get(HandOver, bundle.id) if bundle else None
    if about is not None and (bundle is None or bundle.id != about):
        raise AnswerElsewhere(said.bundle)
    if bundle is None or handed is None:
        raise AnswerAboutNothing(said.bundle)
    if handed.manifest_sha256 != said.manifest_sha256:
        raise AnswerOfAnotherList(said.bundle)
    check_signed(said, bundle)
    return bundle


def check_signed(said: Said, bundle: Bundle) -> None:
    """Raise `AnswerUnsigned` or `AnswerForged` unless the printer signed it, where its key was known at the sealing.

    Not at the hand-over, nor when it was taken: a restored record has those on other days.
    """
    needed, keys = keys_for(municipality().drukker, clock.local(bundle.sealed_at).date())
    printer_answer.check_signature(said, keys, needed=needed)


def put_down(db: Session, bundle: Bundle, said: Said, content: bytes) -> None:
    """Keep the file, and add its answer to the record."""
    _fits(db, bundle, said)
    sha256 = files.taken().put(content)
    told = {"answer": said.answer, "posted_on": said.posted_on, "reason": said.reason}
    db.add(Receipt(bundle_id=bundle.id, answer_sha256=sha256, by=PRINTER, at=clock.now(), **told))
    db.flush()


def agrees(found: Receipt | None, said: Said) -> bool:
    """Whether the record says the same of a bundle."""
    mine = (said.answer, said.posted_on, said.reason)
    return found is not None and (found.answer, found.posted_on, found.reason) == mine


def refusals() -> dict[str, list[tuple[Said, bytes]]]:
    """Every file in which the printer refused a bundle, taken or not, by the name of the bundle."""
    found: dict[str, list[tuple[Said, bytes]]] = {}
    for content in _every():
        with suppress(MaatwerkError):
            said = printer_answer.read(content)
            if said.answer == printer_answer.REFUSED:
                found.setdefault(said.bundle, []).append((said, content))
    return found


def _take_again(done: Taken, *, refusals: bool) -> None:
    with session(readonly=True) as db:
        recorded = set(db.scalars(select(Receipt.answer_sha256)))
    for content in _taken(sha256 for sha256 in files.taken_digests() if sha256 not in recorded):
        if _refuses(content) == refusals:
            with suppress(MaatwerkError):
                done.cases += take(content)


def _taken(digests: Iterable[str]) -> Iterator[bytes]:
    for sha256 in digests:
        with suppress(MaatwerkError):
            yield files.taken().get(sha256)


def _every() -> Iterator[bytes]:
    yield from _taken(files.taken_digests())
    yield from (content for name in files.waiting() if (content := files.content_of(name, LARGEST)) is not None)


def _content(name: str, done: Taken) -> bytes | None:
    content = files.content_of(name, LARGEST)
    if content is None:
        done.left[_shown(name)] = UNREAD
    return content


def _shown(name: str) -> str:
    """A name as a screen can show it: a folder takes bytes that are no text."""
    return name.encode("utf-8", "replace").decode()


def _fits(db: Session, bundle: Bundle, said: Said) -> None:
    """Raise `AnsweredOtherwise` or `NotThatDay` where the record does not allow this answer."""
    found = db.get(Receipt, bundle.id)
    if found is not None and not agrees(found, said):
        raise AnsweredOtherwise(said.bundle)
    if said.posted_on:
        check_day(said.posted_on, bundle.sealed_at)
