"""A decision letter that is slipped into a case with SQL alone, and a case that is closed so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from sqlalchemy import Executable, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from tamper import Tamper

from letters.writing.template import front_matter
from store import queries, record
from store.engine import session
from store.models import CallRow, Case, Decision, FactRow, Letter
from tasks.letters.writing_anew import wording


def slipped(
    number: str, name: str, version: int, *, at: datetime, party: int = 1, call: tuple[int, int] | None = None
) -> Executable:
    """The letter with this name about this version, to a party, with the call about a version with a party."""
    front = front_matter(name)
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        decision = queries.decision_of(db, case, version)
        last = db.scalar(select(func.max(Letter.number)).where(Letter.case_id == case.id)) or 0
        about = db.get_one(FactRow, decision.fact_id).seq
        mine = select(CallRow).join(Decision, Decision.id == CallRow.decision_id).where(CallRow.case_id == case.id)
        found = db.scalars(mine.where(Decision.version == call[0], CallRow.party == call[1])).one() if call else None
    with session() as db:
        _, worded = wording(db, name)
    kind = {"name": name, "adverse": int(front.adverse), "decides": int(front.decision), "about": about}
    said = {"content": {}, "template": "t", "texts": worded, "dated_on": at.date(), "created_at": at, "party": party}
    spoken = {"call_id": found.id, "call_upholds": found.upholds, "call_at": found.called_at} if found else {}
    mark = {"case_id": case.id, "decision_id": decision.id, "number": last + 1}
    return insert(Letter.__table__).values(**kind, **said, **mark, **spoken)  # type: ignore[arg-type]


def closed(number: str, result: str, at: datetime) -> Executable:
    """A case gets this result by hand."""
    return update(Case.__table__).where(Case.number == number).values(result=result, closed_on=at.date())  # type: ignore[arg-type]


def held(tried: Mapping[str, Executable], tamper: Tamper, subtests: pytest.Subtests) -> None:
    """Each of these is refused whoever writes it; without the guards and the constraints each comes true."""
    for name, statement in tried.items():
        with subtests.test(name), pytest.raises(IntegrityError), session() as db:
            db.execute(statement)
    with tamper() as connection:
        for name, statement in tried.items():
            with subtests.test(f"{name}, without guards"), connection.begin_nested() as alone:
                assert connection.execute(statement).rowcount != 0
                alone.rollback()
