"""When a citizen counts as not reached: enough attempts, a letter, and time to respond to it (local policy)."""

from __future__ import annotations

from datetime import date, timedelta

from config.process import Process
from rules.calls import ExemptionReason, missing_attempts
from rules.errors import ExemptedIt, FactInvalid, FactUntimely
from rules.facts import APPLICANT, Approval, Exemption, Intention, Return
from rules.record import case_state, references
from rules.record.entries import Record
from store import queries
from store.models import Case
from store.models.decision import READS_TOO
from tasks import clock
from tasks.cases import asks
from tasks.cases.open_case import OpenCase
from tasks.terms.unprocessed import announce_by

UNHEARD = "Wij schreven de inwoner en wachten nog op een reactie{until}. Vraag de uitzondering daarna."


def missing(record: Record, process: Process, version: int, party: int = APPLICANT) -> tuple[str, ...]:
    """What the protocol still requires before the party counts as not reached, as Dutch phrases."""
    tried = [clock.local(call.fact.at) for call in case_state.tried(record, version, party)]
    return missing_attempts(tried, process.protocol)


def call_back_until(case: OpenCase, intention: Intention, written_on: date) -> date:
    """Until when we wait for a call after the letter of a day: some working days, if the term to decide has them."""
    policy = case.process.protocol
    by = [case.by("decision")]
    if intention.unprocessed and (leaves := announce_by(case.record, case.process)):
        by.append(leaves)
    last_day = min(deadline.on for deadline in by)
    return min(
        case.working_days_after(written_on, policy.wait_working_days),
        case.working_days_after(last_day, -policy.stop_working_days),
    )


def check(case: Case, record: Record, process: Process, fact: Exemption) -> None:
    """Raise when somebody asks to go without a call before the protocol has been followed to its end."""
    if fact.reason is not ExemptionReason.NOT_REACHED:
        return
    if still := missing(record, process, fact.decision, fact.party):
        raise FactInvalid({"reason": f"Dit kan nog niet. Nodig is: {', '.join(still)}."})
    current = case_state.intention(record)
    about_application = current is not None and case_state.version_of(record, current) == fact.decision
    if about_application and case.waits_for != asks.NOT_REACHED.word:
        until = f", tot en met {case.wakes_on - timedelta(days=1):%d-%m-%Y}" if case.wakes_on else ""
        raise FactUntimely(UNHEARD.format(until=until))


def read_apart(case: OpenCase, fact: Approval | Return, record: Record, by: str) -> None:
    """Raise `ExemptedIt` when they agreed that somebody is not called about it, where the municipality forbids that."""
    if references.exempted_it(fact, record, by) and not queries.allows(case.db, READS_TOO):
        raise ExemptedIt


def read_along(case: OpenCase, fact: Approval | Return, record: Record, by: str, *, adverse: bool) -> None:
    """Raise what `references.read_along` raises, and `ExemptedIt`."""
    references.read_along(fact, record, by, adverse=adverse)
    read_apart(case, fact, record, by)
