"""Letters that still wait to be made, across cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from store.engine import session
from store.models import Case, Letter
from tasks.failures import redact
from tasks.letters import make_letter
from tasks.recovery import Unfinished

FAILED = "failed"


@dataclass(frozen=True)
class Waiting:
    """One letter that waits, and its case."""

    letter: int
    case: Unfinished


def backlog() -> list[Waiting]:
    """Every letter that waits to be made, the oldest first."""
    query = select(Letter.id, Case).join(Case, Case.id == Letter.case_id).where(Letter.status == "queued")
    with session(readonly=True) as db:
        found = db.execute(query.order_by(Letter.created_at, Letter.id)).all()
        return [Waiting(letter, Unfinished(case.number, case.version, case.process)) for letter, case in found]


def held() -> list[str]:
    """Numbers of the cases with a letter that someone must look at."""
    query = select(Case.number).join(Letter, Letter.case_id == Case.id).where(Letter.status == "held")
    with session(readonly=True) as db:
        return list(db.scalars(query.distinct().order_by(Case.number)))


def make_all(letters: Sequence[int], number: str) -> Counter[str]:
    """Make these letters and count how they ended; one that fails does not stop the others."""
    return Counter(_make(letter, number) for letter in letters)


def _make(letter: int, number: str) -> str:
    try:
        return make_letter(letter)
    except Exception as error:  # noqa: BLE001 (whatever it is, the next letter must not wait for it)
        redact(error, number)
        return FAILED
