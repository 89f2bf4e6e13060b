"""What a change of the term to decide would do, before anybody confirms it (Awb 4:14, 4:15 and 4:17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from config.process import process
from rules.clock.deadline import Deadline
from rules.clock.penalty import Penalty
from rules.errors import FactInvalid
from rules.facts import Fact
from rules.facts.kind import faults
from rules.facts.remedies.lateness import DefaultNotice
from store import record
from store.engine import session
from tasks import clock
from tasks.cases.look import look, look_on
from tasks.terms import case_terms
from tasks.terms.case_terms import ExplainedDeadline
from tasks.terms.lateness import lateness


@dataclass(frozen=True)
class Foreseen:
    """The last day as it is and as it would be, the letter about the change, and the penalty that would run."""

    before: ExplainedDeadline
    after: ExplainedDeadline
    letter: str | None
    penalty: Penalty | None


def foresee(number: str, fact: Fact, *, by: str) -> Foreseen:
    """Look at the case with and without a change, recording nothing; raises what recording it would raise."""
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        if found := faults(fact, now=clock.now(), today=clock.today()):
            raise FactInvalid(found)
        now = look(db, case)
        now.check(fact, by=by)
        then, one = look_on(db, case, fact), process(case.process)
    # There is a term, since a case takes each of these facts once it has begun.
    before, after = (case_terms.explained(cast("Deadline", seen.decide_by)) for seen in (now, then))
    late = lateness(then.record, one) if isinstance(fact, DefaultNotice) else None
    fresh = (name for name, about in then.foreseen if (name, about) not in now.foreseen)
    return Foreseen(before, after, next(fresh, None), late.run if late else None)
