"""What stops letter runs: a backup that was put back, or a record that does not tell the truth."""

from __future__ import annotations

from sqlalchemy import select

from rules.errors import RecordBehind, RecordRestored
from store.audit import findings
from store.engine import session
from store.files.handover import Exit, way_out
from store.models.post import Bundle, LetterStop
from tasks import clock

RESTORED = "hersteld"


def stop_for_restore() -> None:
    """Let no letter leave from now on, until `maatwerk reconcile`; for whoever puts a backup back."""
    with session() as db:
        found = db.get(LetterStop, RESTORED)
        if found is None:
            db.add(LetterStop(because=RESTORED, since=clock.now()))
        elif found.lifted_at is not None:
            found.since, found.lifted_at = clock.now(), None


def lift() -> None:
    """The record knows again what the printer has."""
    with session() as db:
        found = db.get(LetterStop, RESTORED)
        if found is not None and found.lifted_at is None:
            found.lifted_at = clock.now()


def check_free(exit_: Exit | None = None) -> None:
    """`LettersStopped`, `RecordRestored` or `RecordBehind` when no letter may leave now.

    A database put back by hand sets no stop, but the printer then holds bundles that the record does not know.
    """
    with session(readonly=True) as db:
        findings.check_letters_may_go(db)
        if db.scalar(select(LetterStop.because).where(LetterStop.lifted_at.is_(None))):
            raise RecordRestored
    if unknown := unknown_bundles(exit_ or way_out()):
        raise RecordBehind(unknown)


def unknown_bundles(exit_: Exit) -> tuple[str, ...]:
    """Bundles handed over that the record never sealed."""
    # These first: another run may seal and hand over in between, and seals before it hands over.
    handed = tuple(exit_.manifests())
    with session(readonly=True) as db:
        known = set(db.scalars(select(Bundle.name)))
    return tuple(bundle for bundle in handed if bundle not in known)
