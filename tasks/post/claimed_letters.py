"""Divides letters among letter runs: a run works on what it claimed, for as long as its lease lasts.

A claim only divides the work. What makes a letter go out once is the sealing.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import and_, or_, select, update

from config.settings import settings
from store.engine import session
from store.models import Letter
from store.models.post import LEAVING
from tasks import clock
from tasks.letters.making import GOING_OUT


def claim(token: str, *, after: int, limit: int, only: int | None = None) -> list[int]:
    """Claim the next letters to be posted that no other run is working on; an empty list when there are no more.

    With `only` that letter, if it is one of them.
    """
    now = clock.now()
    free = or_(Letter.claimed_by.is_(None), Letter.claimed_by == token, Letter.claimed_until <= now)
    wanted = and_(Letter.id > after, Letter.status.in_(GOING_OUT), Letter.channel == "post", ~LEAVING, free)
    query = select(Letter.id).where(wanted).order_by(Letter.id).limit(limit)
    if only is not None:
        query = query.where(Letter.id == only)
    until = now + timedelta(minutes=settings().claim_minutes)
    with session() as db:
        taken = list(db.scalars(query.with_for_update(skip_locked=True)))
        db.execute(update(Letter).where(Letter.id.in_(taken)).values(claimed_by=token, claimed_until=until))
        return taken


def release(token: str) -> None:
    """Release what this run claimed and did not seal, for other runs."""
    with session() as db:
        db.execute(update(Letter).where(Letter.claimed_by == token).values(claimed_by=None, claimed_until=None))
