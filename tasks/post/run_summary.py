"""What a letter run did, and what is left for the next: counts and case numbers, no names."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from store.engine import session
from store.models import Case, Letter
from store.models.post import Bundle


@dataclass(frozen=True)
class Outcome:
    """The bundles that a run sealed, and the number of letters in them."""

    bundles: tuple[str, ...]
    letters: int


def outcome(run: int) -> Outcome:
    """What this run sealed."""
    query = select(Bundle.name, Bundle.letters).where(Bundle.run_id == run).order_by(Bundle.id)
    with session(readonly=True) as db:
        found = db.execute(query).tuples().all()
    return Outcome(tuple(name for name, _ in found), sum(letters for _, letters in found))


def unmade() -> int:
    """The number of letters that still have to be made."""
    with session(readonly=True) as db:
        return db.scalar(select(func.count()).where(Letter.status == "queued")) or 0


def held() -> list[str]:
    """The numbers of the cases with a letter that someone must look at."""
    query = select(Case.number).join(Letter, Letter.case_id == Case.id).where(Letter.status == "held")
    with session(readonly=True) as db:
        return list(db.scalars(query.distinct().order_by(Case.number)))
