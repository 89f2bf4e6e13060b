"""A bundle that did not reach the printer is taken apart when one of its letters may not leave as it lies there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from config.posting import posting_day
from store.engine import session
from store.files.handover import MANIFEST, Outlet
from store.models import Letter
from store.models.post import Bundle, BundleLine, HandOver, Unsealed
from tasks import clock
from tasks.letters import preflight

# What a run that stopped halfway may have put down before the manifest, which makes a bundle count.
PARTS = (".pdf", ".csv")


def stale(db: Session, bundle: int) -> bool:
    """Whether a letter in it cannot be posted on the day that it bears any more, or may not be posted now."""
    lies_in = select(Letter).join(BundleLine, BundleLine.letter_id == Letter.id).where(BundleLine.bundle_id == bundle)
    letters = db.scalars(lies_in.options(defer(Letter.document))).all()
    day = posting_day(clock.today())
    return any(letter.dated_on < day for letter in letters) or bool(preflight.obstacles(db, letters))


def take_apart(bundles: Iterable[int], outlet: Outlet) -> list[str]:
    """Take apart those of these sealed bundles that are stale, and return their names.

    One whose manifest is there is with the printer, whatever the record says so far, and stays.
    """
    done = []
    for bundle in bundles:
        # Nobody waits for a bundle that stays together, however many lie there.
        with session(readonly=True) as db:
            if not stale(db, bundle):
                continue
        with outlet.alone(), session() as db:
            name = db.get_one(Bundle, bundle).name
            known = db.get(HandOver, bundle) or db.get(Unsealed, bundle) or outlet.holds(f"{name}{MANIFEST}")
            if known or not stale(db, bundle):
                continue
            db.add(Unsealed(bundle_id=bundle, at=clock.now()))
        for part in PARTS:
            outlet.forget(f"{name}{part}")
        done.append(name)
    return done
