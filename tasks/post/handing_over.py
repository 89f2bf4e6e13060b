"""Handing over bundles: a pure function of the sealed rows, so that repeating it changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.settings import settings
from letters.bundles import bundle as made
from letters.bundles.bundle import Line, Merge
from letters.bundles.envelope import Address, address_of
from rules.errors import BundleTorn
from store.engine import session
from store.files import by_digest
from store.files.handover import MANIFEST, Outlet
from store.models import Case, Letter
from store.models.column_types import EPOCH
from store.models.post import Bundle, BundleLine, HandOver, Unsealed
from tasks import clock
from tasks.post.unsealing import stale

NOWHERE = Address("", "", "", "")


def sealed() -> list[int]:
    """The bundles that wait to be handed over, oldest first."""
    gone = (Bundle.id.not_in(select(HandOver.bundle_id)), Bundle.id.not_in(select(Unsealed.bundle_id)))
    query = select(Bundle.id).where(Bundle.channel == "post", *gone)
    with session(readonly=True) as db:
        return list(db.scalars(query.order_by(Bundle.sealed_at, Bundle.id)))


def hand_over(bundles: Iterable[int], outlet: Outlet) -> list[int]:
    """Give sealed bundles to the printer: the PDF, the list and, last, the manifest, which makes a bundle count.

    One with a letter that may not leave any more since it was sealed is left for the next run, which takes it apart.
    Returns the others.
    """
    given = []
    with made.merging() as merge:
        for bundle_id in bundles:
            with session(readonly=True) as db:
                bundle, lines = db.get_one(Bundle, bundle_id), lines_of(db, bundle_id)
            if _give(bundle, lines, outlet, merge):
                given.append(bundle_id)
    return given


def lines_of(db: Session, bundle_id: int) -> list[Line]:
    """The letters in a bundle, in order; `BundleTorn` when they are no longer what was sealed."""
    # Column by column: whole letters with their documents would take most of a run's memory.
    rows = db.execute(_LINES.where(BundleLine.bundle_id == bundle_id)).all()
    bundle = db.get_one(Bundle, bundle_id)
    seals = [(row.letter_id, row.attempt, row.pdf_sha256) for row in rows]
    if len(rows) != bundle.letters or made.digest(seals) != bundle.digest:
        raise BundleTorn(bundle.name)
    return [_line(row) for row in rows]


_LINES = (
    select(
        *(BundleLine.letter_id, BundleLine.attempt, BundleLine.position, BundleLine.pdf_sha256, BundleLine.pages),
        *(Letter.number, Letter.name, Letter.about, Letter.created_at, Letter.dated_on, Letter.content),
        Case.number.label("case_number"),
    )
    .join(Letter, Letter.id == BundleLine.letter_id)
    .join(Case, Case.id == Letter.case_id)
    .order_by(BundleLine.position)
)


def milliseconds(moment: datetime) -> int:
    """A moment in milliseconds since 1970, as the record stores it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def _give(bundle: Bundle, lines: list[Line], outlet: Outlet, merge: Merge) -> bool:
    with ExitStack() as drafts:
        pdf, listing, manifest = (drafts.enter_context(by_digest.open_draft(workplace()))[1] for _ in range(3))
        merge(lines, pdf)
        listing.write_bytes(made.listing(lines))
        parts = {f"{bundle.name}.pdf": pdf, f"{bundle.name}.csv": listing}
        manifest.write_bytes(made.manifest(bundle.name, milliseconds(bundle.sealed_at), lines, parts))
        listed = f"{bundle.name}{MANIFEST}"
        # Once its manifest is there, the bundle was complete: what is gone was cleared away, and is not printed again.
        before = outlet.holds(listed)
        for name, part in parts.items():
            if not before or outlet.holds(name):
                outlet.put(name, part)
        with outlet.alone():
            goes = before or _still_goes(bundle.id)
            if goes:
                outlet.put(listed, manifest)
                _note(bundle.id, hashlib.sha256(manifest.read_bytes()).hexdigest())
            elif not outlet.holds(listed):
                # Nobody collects these, and they name who may not be written to.
                for name in parts:
                    outlet.forget(name)
        return goes


def _still_goes(bundle_id: int) -> bool:
    """Whether nobody took it apart meanwhile; what may not leave as it is waits for the run that does."""
    with session(readonly=True) as db:
        return db.get(Unsealed, bundle_id) is None and not stale(db, bundle_id)


def workplace() -> Path:
    """The folder where bundles are made before they are handed over."""
    folder = settings().home / "bundles"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _note(bundle_id: int, sha256: str) -> None:
    try:
        with session() as db:
            if db.get(HandOver, bundle_id) is None:
                db.add(HandOver(bundle_id=bundle_id, manifest_sha256=sha256, at=clock.now()))
    except IntegrityError:
        # Another run handed over the same bytes and recorded it first.
        with session(readonly=True) as db:
            db.get_one(HandOver, bundle_id)


def _line(row: Row[Any]) -> Line:
    return Line(
        position=row.position,
        reference=row.content["brief"]["kenmerk"],
        case=row.case_number,
        number=row.number,
        name=row.name,
        about=row.about,
        written_ms=milliseconds(row.created_at),
        dated_on=row.dated_on,
        attempt=row.attempt,
        sha256=row.pdf_sha256,
        pages=row.pages,
        path=by_digest.letters().path(row.pdf_sha256),
        address=address_of(row.content) or NOWHERE,
    )
