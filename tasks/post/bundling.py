"""Sealing: one transaction that puts letters in a bundle, or does nothing at all."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session, defer

from config.posting import posting_day
from config.settings import settings
from letters.bundles.bundle import digest
from store.chain import links
from store.engine import session
from store.models import Letter
from store.models.post import READY, Bundle, BundleLine
from tasks import clock
from tasks.cases.overtaken import withdraw_unseen
from tasks.letters import preflight
from tasks.letters.writing_anew import hold


def seal(run: int, token: str) -> int | None:
    """Seal the next bundle of letters that this run claimed and made; None when none are left.

    What happened in a case since its last pass counts: a letter that it overtook stays in the house, as does one that
    something holds by now, and one whose date is over since it was made; the others go.
    """
    mine = select(Letter.id).where(Letter.claimed_by == token, Letter.channel == "post", READY)
    mine = mine.where(Letter.dated_on >= posting_day(clock.today()))
    query = mine.order_by(Letter.id).limit(settings().bundle_letters)
    with session() as db:
        while some := db.scalars(query).all():
            kept = withdraw_unseen(db, some) + _hold(db, some)
            if letters := db.scalars(query.where(Letter.id.in_(some)).with_for_update(skip_locked=True)).all():
                return add_bundle(db, letters, channel="post", run=run)
            if not kept:
                break
        return None


def _hold(db: Session, letters: Sequence[int]) -> int:
    """Hold those that may not be posted any more, though they were made, each with its reason."""
    mine = select(Letter).options(defer(Letter.document)).where(Letter.id.in_(letters))
    against = preflight.obstacles(db, db.scalars(mine).all())
    found = db.scalars(select(Letter).where(Letter.id.in_(against), READY).with_for_update()).all()
    for letter in found:
        hold(letter, against[letter.id])
        letter.claimed_by = letter.claimed_until = None
    db.flush()
    return len(found)


def add_bundle(db: Session, letters: Sequence[int], *, channel: str, run: int | None = None) -> int:
    """Put these letters in a new bundle; the database refuses a letter that already went out."""
    lines = _lines(db, letters)
    seals = digest([(line["letter_id"], line["attempt"], line["pdf_sha256"]) for line in lines])
    values = {"channel": channel, "letters": len(lines), "digest": seals, "sealed_at": clock.now()}
    bundle = Bundle(name=_name(clock.today()), run_id=run, **values)
    db.add(bundle)
    db.flush()
    db.execute(insert(BundleLine), [line | {"bundle_id": bundle.id} for line in lines])
    links.link(db, "bundle_line", db.scalars(select(BundleLine.id).where(BundleLine.bundle_id == bundle.id)).all())
    done = {"claimed_by": None, "claimed_until": None}
    db.execute(update(Letter).where(Letter.id.in_(letters)).values(**done))
    return bundle.id


def _name(day: date) -> str:
    """A name that no other bundle has, not even one that a restored record has forgotten."""
    return f"{day:%Y%m%d}-{secrets.token_hex(4)}"


def _lines(db: Session, letters: Sequence[int]) -> list[dict[str, Any]]:
    earlier = select(func.count()).where(BundleLine.letter_id == Letter.id).correlate(Letter).scalar_subquery()
    query = select(Letter.id, Letter.case_id, Letter.pdf_sha256, Letter.pages, earlier).where(Letter.id.in_(letters))
    return [
        {"letter_id": letter, "case_id": case, "attempt": before + 1, "position": position}
        | {"pdf_sha256": sha256, "pages": pages}
        for position, (letter, case, sha256, pages, before) in enumerate(db.execute(query.order_by(Letter.id)), start=1)
    ]
