"""Clearing away what the printer was given: a bundle's PDF and list, which hold the addresses of many.

The manifest stays, for a restored record learns from it; it names cases and digests, and no person.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, or_, select

from config.settings import settings
from store.engine import session
from store.files.handover import Exit, way_out
from store.models.post import Bundle, BundleLine, HandOver, Receipt, Stray
from tasks import clock

PARTS = (".pdf", ".csv")


def clear(exit_: Exit | None = None) -> list[str]:
    """Take away the files of bundles answered long enough ago, and of those with a letter of a destroyed case.

    Gives the names of the bundles of which something was there. Safe to repeat.
    """
    outside = exit_ or way_out()
    return [name for name in _over() if sum(outside.forget(f"{name}{part}") for part in PARTS)]


def _over() -> list[str]:
    before = clock.now() - timedelta(days=settings().bundle_days)
    lines = select(func.count()).select_from(BundleLine).where(BundleLine.bundle_id == Bundle.id)
    strays = select(func.count()).select_from(Stray).where(Stray.bundle_id == Bundle.id)
    # A bundle is handed over whole: a line that is missing now was of a case that is destroyed.
    torn = lines.correlate(Bundle).scalar_subquery() + strays.correlate(Bundle).scalar_subquery() < Bundle.letters
    query = select(Bundle.name).join(HandOver, HandOver.bundle_id == Bundle.id)
    query = query.outerjoin(Receipt, Receipt.bundle_id == Bundle.id).where(or_(Receipt.at < before, torn))
    with session(readonly=True) as db:
        return list(db.scalars(query.order_by(Bundle.id)))
