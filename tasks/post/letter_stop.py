"""What stops letter runs: a restored backup, or findings about the record."""

from __future__ import annotations

from sqlalchemy import select

from rules.errors import RecordBehind, RecordRestored
from store.audit import findings
from store.engine import session
from store.files.handover import Outlet, printer_outlet
from store.models.post import Bundle, LetterStop, Unsealed
from tasks import clock

RESTORED = "hersteld"


def stop_for_restore() -> None:
    """Stop all letters until `maatwerk reconcile`; call this when restoring a backup."""
    with session() as db:
        found = db.get(LetterStop, RESTORED)
        if found is None:
            db.add(LetterStop(because=RESTORED, since=clock.now()))
        elif found.lifted_at is not None:
            found.since, found.lifted_at = clock.now(), None


def lift() -> None:
    """Lift the stop: the record again knows what the printer has."""
    with session() as db:
        found = db.get(LetterStop, RESTORED)
        if found is not None and found.lifted_at is None:
            found.lifted_at = clock.now()


def check_free(outlet: Outlet | None = None) -> None:
    """Raise `LettersStopped`, `RecordRestored` or `RecordBehind` when no letter may go out now.

    A database that was restored by hand sets no stop, but then the printer has bundles that the record does not know.
    """
    with session(readonly=True) as db:
        findings.check_letters_may_go(db)
    check_whole(outlet)


def check_whole(outlet: Outlet | None = None) -> None:
    """Raise `RecordRestored` or `RecordBehind` where the record does not know what the printer has."""
    with session(readonly=True) as db:
        if db.scalar(select(LetterStop.because).where(LetterStop.lifted_at.is_(None))):
            raise RecordRestored
    if unknown := unknown_bundles(outlet or printer_outlet()):
        raise RecordBehind(unknown)


def unknown_bundles(outlet: Outlet) -> tuple[str, ...]:
    """Bundles that were handed over, but that the record never sealed or took apart."""
    # Read the folder first: another run may seal and hand over in between, in that order.
    handed = tuple(outlet.manifests())
    with session(readonly=True) as db:
        known = set(db.scalars(select(Bundle.name).where(Bundle.id.not_in(select(Unsealed.bundle_id)))))
    return tuple(bundle for bundle in handed if bundle not in known)
