"""What the check found wrong, and whether someone has settled it; until then no letters go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.errors import LettersStopped
from store.models.audit import Finding, Settlement


class Wrong(NamedTuple):
    """One thing found wrong, in Dutch and without personal data; `lasting` when no repair can put it right."""

    about: str
    words: str
    lasting: bool


def note(db: Session, wrong: Iterable[Wrong], at: datetime) -> int:
    """Store the findings that are new, and return their number.

    A lasting finding that was settled is not new when it turns up again, as it will every day. Any other is.
    """
    new = [each for each in dict.fromkeys(wrong) if _news(db, each)]
    db.add_all(Finding(about=about, words=words, lasting=int(lasting), found_at=at) for about, words, lasting in new)
    db.flush()
    return len(new)


def unsettled(db: Session) -> Sequence[Finding]:
    """The findings that nobody has settled yet, oldest first."""
    query = select(Finding).where(Finding.id.not_in(select(Settlement.finding_id)))
    return db.scalars(query.order_by(Finding.id)).all()


def check_letters_may_go(db: Session) -> None:
    """Raise `LettersStopped` while there is a finding that nobody has settled."""
    query = select(func.count()).select_from(Finding).where(Finding.id.not_in(select(Settlement.finding_id)))
    if count := db.scalar(query):
        raise LettersStopped(count)


def _news(db: Session, wrong: Wrong) -> bool:
    same = select(Finding.id).where(Finding.words == wrong.words, Finding.about == wrong.about)
    if not wrong.lasting:
        same = same.where(Finding.id.not_in(select(Settlement.finding_id)))
    return db.scalar(same.limit(1)) is None
