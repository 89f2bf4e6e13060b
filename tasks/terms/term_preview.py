"""What a change of the term to decide would do, before anybody confirms it (Awb 4:14, 4:15 and 4:17)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from config.process import process
from rules.clock.deadline import Deadline
from rules.clock.penalty import Penalty
from rules.errors import FactInvalid
from rules.facts import Fact
from rules.facts.lateness import DefaultNotice
from rules.record import order
from store import record
from store.engine import session
from tasks import clock
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
    """Calculate a change without recording it; raises what recording it would raise."""
    today = clock.today()
    with session(readonly=True) as db:
        case = record.find_case(db, number)
        entries = record.entries(db, case)
    if found := fact.problems(now=clock.now(), today=today):
        raise FactInvalid(found)
    order.check(entries, fact, by=by, closed=case.closed_on is not None)
    one = process(case.process)
    if found := case_terms.problems(entries, one, fact):
        raise FactInvalid(found)
    new = case_terms.after(entries, fact)
    # There is a term, since each of these facts follows the application.
    before, after = (
        case_terms.explained(cast("Deadline", case_terms.decision_deadline(known, one))) for known in (entries, new)
    )
    late = lateness(new, one) if isinstance(fact, DefaultNotice) else None
    return Foreseen(before, after, case_terms.letter_about(fact), late.run if late else None)
