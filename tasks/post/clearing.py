"""Clears away what was given to the printer: the PDF and list of a bundle, which contain many addresses.

The manifest stays, because a restored record learns from it; it contains case numbers and digests, but no names.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, or_, select

from config.settings import settings
from store.engine import session
from store.files.handover import Outlet, printer_outlet
from store.models.post import Bundle, BundleLine, HandOver, Receipt, Stray
from tasks import clock

PARTS = (".pdf", ".csv")


def clear(outlet: Outlet | None = None) -> list[str]:
    """Remove the files of bundles answered long enough ago, and of bundles with a letter of a destroyed case.

    Returns the names of the bundles that had files left. Safe to repeat.
    """
    outside = outlet or printer_outlet()
    return [name for name in _over() if sum(outside.forget(f"{name}{part}") for part in PARTS)]


def _over() -> list[str]:
    before = clock.now() - timedelta(days=settings().bundle_days)
    lines = select(func.count()).select_from(BundleLine).where(BundleLine.bundle_id == Bundle.id)
    strays = select(func.count()).select_from(Stray).where(Stray.bundle_id == Bundle.id)
    # Bundles are handed over complete, so a line that is missing now belonged to a destroyed case.
    torn = lines.correlate(Bundle).scalar_subquery() + strays.correlate(Bundle).scalar_subquery() < Bundle.letters
    query = select(Bundle.name).join(HandOver, HandOver.bundle_id == Bundle.id)
    query = query.outerjoin(Receipt, Receipt.bundle_id == Bundle.id).where(or_(Receipt.at < before, torn))
    with session(readonly=True) as db:
        return list(db.scalars(query.order_by(Bundle.id)))
