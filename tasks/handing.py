"""Handing over: a pure function of the sealed rows, so that doing it again is doing it once."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.settings import settings
from letters import bundle as made
from letters.bundle import Line
from letters.envelope import Address, address_of
from rules.errors import BundleTorn
from store import files
from store.engine import session
from store.handover import MANIFEST, Exit
from store.models import Case, Letter
from store.post import Bundle, BundleLine, HandOver
from store.types import EPOCH
from tasks import clock

NOWHERE = Address("", "", "", "")


def sealed() -> list[int]:
    """Bundles that wait to be handed over, the oldest first."""
    handed = select(HandOver.bundle_id)
    query = select(Bundle.id).where(Bundle.channel == "post", Bundle.id.not_in(handed))
    with session(readonly=True) as db:
        return list(db.scalars(query.order_by(Bundle.sealed_at, Bundle.id)))


def hand_over(bundle_id: int, exit_: Exit) -> None:
    """Give a sealed bundle to the printer: the PDF, the list, and last the manifest, with which it counts."""
    with session(readonly=True) as db:
        bundle, lines = db.get_one(Bundle, bundle_id), lines_of(db, bundle_id)
    manifest = _give(bundle, lines, exit_)
    _note(bundle_id, hashlib.sha256(manifest).hexdigest())


def lines_of(db: Session, bundle_id: int) -> list[Line]:
    """What was sealed in a bundle, in its order; `BundleTorn` when that is no longer what it was."""
    query = (
        select(BundleLine, Letter, Case.number)
        .join(Letter, Letter.id == BundleLine.letter_id)
        .join(Case, Case.id == Letter.case_id)
        .where(BundleLine.bundle_id == bundle_id)
        .order_by(BundleLine.position)
    )
    rows = db.execute(query).tuples().all()
    bundle = db.get_one(Bundle, bundle_id)
    seals = [(line.letter_id, line.attempt, line.pdf_sha256) for line, _, _ in rows]
    if len(rows) != bundle.letters or made.digest(seals) != bundle.digest:
        raise BundleTorn(bundle.name)
    return [_line(*row) for row in rows]


def milliseconds(moment: datetime) -> int:
    """A moment as the record counts it."""
    return (moment - EPOCH) // timedelta(milliseconds=1)


def _give(bundle: Bundle, lines: list[Line], exit_: Exit) -> bytes:
    with ExitStack() as drafts:
        pdf, listing, manifest = (drafts.enter_context(files.open_draft(workplace()))[1] for _ in range(3))
        made.merge(lines, pdf)
        listing.write_bytes(made.listing(lines))
        parts = {f"{bundle.name}.pdf": pdf, f"{bundle.name}.csv": listing}
        manifest.write_bytes(made.manifest(bundle.name, milliseconds(bundle.sealed_at), lines, parts))
        for name, part in (parts | {f"{bundle.name}{MANIFEST}": manifest}).items():
            exit_.put(name, part)
        return manifest.read_bytes()


def workplace() -> Path:
    """Where bundles are made before they are handed over."""
    folder = settings().home / "bundles"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _note(bundle_id: int, sha256: str) -> None:
    try:
        with session() as db:
            if db.get(HandOver, bundle_id) is None:
                db.add(HandOver(bundle_id=bundle_id, manifest_sha256=sha256, at=clock.now()))
    except IntegrityError:
        # Another run handed over the same bytes and noted it first.
        with session(readonly=True) as db:
            db.get_one(HandOver, bundle_id)


def _line(line: BundleLine, letter: Letter, case: str) -> Line:
    return Line(
        position=line.position,
        reference=letter.content["brief"]["kenmerk"],
        case=case,
        number=letter.number,
        name=letter.name,
        about=letter.about,
        written_ms=milliseconds(letter.created_at),
        attempt=line.attempt,
        sha256=line.pdf_sha256,
        pages=line.pages,
        path=files.letters().path(line.pdf_sha256),
        address=address_of(letter.content) or NOWHERE,
    )
