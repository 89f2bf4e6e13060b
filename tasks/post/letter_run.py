"""A letter run from its first check to the printer, with each step safe to repeat and progress on the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from rules.errors import MaatwerkError
from store.engine import session
from store.files import by_digest
from store.files.handover import Outlet, printer_outlet
from store.models.post import Bundle, LetterRun, Unsealed
from tasks import clock
from tasks.letters.held_letters import renew, retry_letter
from tasks.letters.making import FAILED, HELD, RENDERED, Press, make_claimed
from tasks.letters.preflight import released
from tasks.post.bundling import seal
from tasks.post.claimed_letters import claim, release
from tasks.post.handing_over import hand_over, sealed, workplace
from tasks.post.letter_stop import check_free
from tasks.post.printer_answers import take_all
from tasks.post.unsealing import take_apart

CHUNK = 100
SCHEDULE = "rooster"
APART = select(Unsealed.bundle_id)


class Stage(StrEnum):
    """How far a run is; the same word is used at the desk and in Prefect."""

    ASKED = "gevraagd"
    CHECKING = "controleren"
    READY = "klaar om over te dragen"
    HANDING = "overdragen"
    DONE = "overgedragen"
    CANCELLED = "afgebroken"


def ask(*, by: str, key: str | None = None, confirmed: bool = False, letter: int | None = None) -> int:
    """Record a new run, or find the one with this key; with `confirmed` it hands over without asking again.

    It takes all that is ready, or only that letter.
    """
    now = clock.now()
    run = LetterRun(key=key, asked_by=by, asked_at=now, seen_at=now, counts={}, letter_id=letter)
    if confirmed:
        run.confirmed_by, run.confirmed_at = by, now
    try:
        with session() as db:
            db.add(run)
            db.flush()
            return run.id
    except IntegrityError:
        with session(readonly=True) as db:
            return db.scalars(select(LetterRun.id).where(LetterRun.key == key)).one()


def begin(run: int) -> bool:
    """Check that letters may go out, and clean up after killed runs; False when this run was cancelled."""
    with session(readonly=True) as db:
        if db.get_one(LetterRun, run).stage == Stage.CANCELLED:
            return False
    outlet = printer_outlet()
    check_free(outlet)
    outlet.sweep()
    take_apart(sealed(), outlet)
    # What the printer refused may go with this run.
    take_all()
    by_digest.letters().sweep()
    by_digest.sweep_drafts(workplace().glob(f"{by_digest.DRAFT}*"))
    for letter in released():
        # One that cannot be written anew stays held, and says why at the desk.
        with suppress(MaatwerkError):
            retry_letter(letter)
    note(run, Stage.CHECKING, again=True)
    return True


def take(run: int, *, after: int = 0, limit: int = CHUNK) -> list[int]:
    """The next letters for this run; an empty list when it has them all."""
    with session(readonly=True) as db:
        only = db.get_one(LetterRun, run).letter_id
    return claim(token(run), after=after, limit=limit, only=only)


def make(run: int, letters: Sequence[int], press: Press) -> Counter[str]:
    """Check each of these letters, write those anew whose date is over, and make those that are not made yet."""
    failed = renew(token(run), letters)
    counts = make_claimed(token(run), [one for one in letters if one not in failed], press)
    counts[FAILED] += len(failed)
    note(run, Stage.CHECKING, counts)
    return counts


def confirm(run: int, *, by: str) -> None:
    """Record that someone has seen what would go out, and agrees."""
    with session() as db:
        found = db.get_one(LetterRun, run, with_for_update=True)
        if found.confirmed_at is None and found.stage != Stage.CANCELLED:
            found.confirmed_by, found.confirmed_at = by, clock.now()


def cancel(run: int) -> None:
    """Cancel a run that was not confirmed; its letters stay ready for another."""
    with session() as db:
        found = db.get_one(LetterRun, run, with_for_update=True)
        if found.confirmed_at is None:
            found.stage = Stage.CANCELLED
    release(token(run))


def may_leave(run: int) -> bool:
    """Whether the hand-over was confirmed; if not, the run stops here and waits for that."""
    with session(readonly=True) as db:
        confirmed = db.get_one(LetterRun, run).confirmed_at is not None
    if not confirmed:
        note(run, Stage.READY)
    return confirmed


def send(run: int, outlet: Outlet | None = None) -> list[int]:
    """Seal what is made and hand it over, along with anything that an earlier run sealed but did not hand over."""
    outside = outlet or printer_outlet()
    check_free(outside)
    note(run, Stage.HANDING)
    while seal(run, token(run)):
        pass
    given = hand_over(sealed(), outside)
    release(token(run))
    note(run, Stage.DONE)
    return given


def note(run: int, stage: Stage, more: Mapping[str, int] | None = None, *, again: bool = False) -> None:
    """Record how far a run is, for those who watch it; one that begins again counts its letters anew."""
    with session() as db:
        found = db.get_one(LetterRun, run, with_for_update=True)
        if found.stage != Stage.CANCELLED:
            found.stage = stage
        counts = Counter(_settled(db, found) if again else found.counts)
        found.counts = dict(counts + Counter(more or {}))
        found.seen_at = clock.now()


def _settled(db: Session, run: LetterRun) -> dict[str, int]:
    """What a run need not look at again: the letters that it held back, and those that it sealed in a bundle."""
    sealed_before = select(func.sum(Bundle.letters)).where(Bundle.run_id == run.id, Bundle.id.not_in(APART))
    return {HELD: run.counts.get(HELD, 0), RENDERED: db.scalar(sealed_before) or 0}


def token(run: int) -> str:
    """The token with which a run claims letters."""
    return f"run-{run}"
