"""A bundle that did not reach the printer in time is taken apart: its letters bear a day that is over."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from config.posting import posting_day
from store.engine import session
from store.files.handover import MANIFEST, Outlet
from store.models import Letter
from store.models.post import Bundle, BundleLine, HandOver, Unsealed
from tasks import clock

# What a run that stopped halfway may have put down before the manifest, which makes a bundle count.
PARTS = (".pdf", ".csv")


def overdue(db: Session, bundle: int) -> bool:
    """Whether a letter in it can no longer be posted on the day that it bears."""
    lies_in = select(Letter.id).join(BundleLine, BundleLine.letter_id == Letter.id)
    past = lies_in.where(BundleLine.bundle_id == bundle, Letter.dated_on < posting_day(clock.today()))
    return bool(db.scalar(select(exists(past))))


def take_apart(bundles: Iterable[int], outlet: Outlet) -> list[str]:
    """Take apart those of these sealed bundles that are overdue, and return their names.

    One whose manifest is there is with the printer, whatever the record says so far, and stays.
    """
    done = []
    for bundle in bundles:
        with outlet.alone(), session() as db:
            name = db.get_one(Bundle, bundle).name
            known = db.get(HandOver, bundle) or db.get(Unsealed, bundle) or outlet.holds(f"{name}{MANIFEST}")
            if known or not overdue(db, bundle):
                continue
            db.add(Unsealed(bundle_id=bundle, at=clock.now()))
        for part in PARTS:
            outlet.forget(f"{name}{part}")
        done.append(name)
    return done
