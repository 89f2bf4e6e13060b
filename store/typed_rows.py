"""The typed rows for facts that the gate reads: what is asked, decisions, calls, exemptions and their approvals."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules import facts
from rules.calls import UPHOLDS
from rules.errors import FactUntimely, RoleMissing
from rules.facts.decision import NO_INTENTION
from rules.facts.kind import SECOND_READERS
from rules.facts.remedies.lateness import PenaltyDecision
from rules.facts.suspension import HelpSuspended
from store import asked_rows
from store.models import (
    Base,
    CallRow,
    Case,
    Decision,
    ExemptionApprovalRow,
    ExemptionRow,
    FactRow,
    PartyEndRow,
    PartyRow,
    Reason,
    ReviewedRow,
    RoleGrant,
    RoleRevocation,
    Whole,
)
from store.models.decision import ABOUT_PENALTY, APPLICATION, PROVISIONAL, REVIEW, SUSPENSION
from store.queries import reason_digests


def add(session: Session, case: Case, fact: facts.Fact, row: FactRow, outcome: facts.Outcome | None = None) -> None:
    """Write the typed rows of a fact that the gate reads; other facts have none.

    `outcome` is what an intention comes to, which only the caller can work out; `TypeError` when it is missing.
    """
    if isinstance(fact, facts.Intention):
        _add_intention(session, case, fact, row, outcome)
    else:
        session.add_all(_typed(fact, session, case, row))
    session.flush()


def decision_version(session: Session, case: Case, version: int) -> Decision:
    """One version of the decision in a case; `FactUntimely` when there is none."""
    found = session.scalar(select(Decision).where(Decision.case_id == case.id, Decision.version == version))
    if found is None:
        raise FactUntimely(NO_INTENTION)
    return found


def active_grant(session: Session, staff_id: str, roles: tuple[str, ...]) -> RoleGrant:
    """A current grant of one of these roles to this person; `RoleMissing` when there is none."""
    revoked = select(RoleRevocation.grant_id)
    query = select(RoleGrant).where(
        RoleGrant.staff_id == staff_id, RoleGrant.role.in_(roles), RoleGrant.id.not_in(revoked)
    )
    found = session.scalar(query.limit(1))
    if found is None:
        raise RoleMissing(" of ".join(role.replace("_", " ") for role in roles))
    return found


def _add_intention(
    session: Session, case: Case, fact: facts.Intention, row: FactRow, outcome: facts.Outcome | None
) -> None:
    if outcome is None:
        raise TypeError("an intention goes on the record with the outcome that follows from what was asked")
    decision = _decision(session, case, row, outcome, _subject(session, case, fact))
    answers = asked_rows.answers(session, case, fact, decision)
    session.add_all((*_reasons(case, *(one.reason for one in fact.provisions)), decision, *answers))
    session.flush()
    if outcome is facts.Outcome.GRANTED:
        session.add(Whole(case_id=case.id, decision_id=decision.id))


def _reasons(case: Case, *texts: str) -> Iterable[Reason]:
    """What tells whether another case has the same reason."""
    digests = {digest for text in texts for digest in reason_digests(text)}
    return [Reason(case_id=case.id, digest=digest) for digest in sorted(digests)]


def _subject(session: Session, case: Case, fact: facts.Intention) -> str:
    """What an intention is about; where something runs that is reviewed, it is about that."""
    if fact.temporary:
        return PROVISIONAL
    running = session.scalar(select(ReviewedRow.id).where(ReviewedRow.case_id == case.id).limit(1))
    return APPLICATION if running is None else REVIEW


@singledispatch
def _typed(fact: facts.Fact, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    del fact, session, case, row
    return ()


@_typed.register
def _(fact: facts.PartyJoined, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    last = session.scalar(select(func.max(PartyRow.number)).where(PartyRow.case_id == case.id))
    return (
        PartyRow(
            case_id=case.id,
            fact_id=row.id,
            number=(last or facts.APPLICANT) + 1,
            kind=fact.kind.value,
            power=int(fact.authority),
            born_on=fact.born_on,
            represents=fact.represents,
        ),
    )


@_typed.register
def _(fact: facts.PartyEnded, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    del session
    return (PartyEndRow(case_id=case.id, fact_id=row.id, number=fact.who, ended_by=row.by),)


@_typed.register
def _(fact: facts.Asking, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return asked_rows.items(session, case, fact, row)


@_typed.register
def _(fact: facts.RunningHelp, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return (asked_rows.reviewed(case, fact, row), *asked_rows.items(session, case, fact, row))


@_typed.register
def _(fact: facts.MadePrecise, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return (asked_rows.made_precise(session, case, fact, row),)


@_typed.register
def _(fact: facts.LessAgreed, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return (asked_rows.agreement(session, case, fact, row),)


@_typed.register
def _(fact: facts.AgreementEnded, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return (asked_rows.agreement_end(session, case, fact, row),)


@_typed.register
def _(fact: facts.ItemEnded, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    return (asked_rows.item_end(session, case, fact, row),)


@_typed.register
def _(fact: PenaltyDecision, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    outcome = facts.Outcome.REJECTED if fact.adverse else facts.Outcome.GRANTED
    return (_decision(session, case, row, outcome, ABOUT_PENALTY),)


@_typed.register
def _(fact: HelpSuspended, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    decision = _decision(session, case, row, facts.Outcome.SUSPENDED, SUSPENSION)
    return (*_reasons(case, fact.reason), decision, *asked_rows.suspended(session, case, fact, decision))


def _decision(session: Session, case: Case, row: FactRow, outcome: facts.Outcome, subject: str) -> Decision:
    version = session.scalar(select(func.coalesce(func.max(Decision.version), 0)).where(Decision.case_id == case.id))
    return Decision(
        case_id=case.id,
        version=(version or 0) + 1,
        fact_id=row.id,
        outcome=outcome.value,
        adverse=int(outcome is not facts.Outcome.GRANTED),
        prepared_by=row.by,
        prepared_at=row.at,
        subject=subject,
        compared=1,
    )


@_typed.register
def _(fact: facts.Call, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    decision = decision_version(session, case, fact.decision)
    return (
        CallRow(
            case_id=case.id,
            decision_id=decision.id,
            decision_at=decision.prepared_at,
            fact_id=row.id,
            outcome=fact.outcome.value,
            upholds=int(fact.outcome in UPHOLDS),
            called_at=fact.at,
            caller=row.by,
            party=fact.party,
        ),
    )


@_typed.register
def _(fact: facts.Exemption, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    decision = decision_version(session, case, fact.decision)
    return (
        ExemptionRow(
            case_id=case.id,
            decision_id=decision.id,
            decision_at=decision.prepared_at,
            fact_id=row.id,
            reason=fact.reason.value,
            motivation=fact.motivation,
            requested_by=row.by,
            requested_at=row.at,
            party=fact.party,
        ),
    )


@_typed.register
def _(fact: facts.ExemptionApproval, session: Session, case: Case, row: FactRow) -> Iterable[Base]:
    request = session.scalar(
        select(ExemptionRow)
        .join(FactRow, FactRow.id == ExemptionRow.fact_id)
        .where(FactRow.case_id == case.id, FactRow.seq == fact.exemption)
    )
    if request is None:
        raise FactUntimely("Er ligt geen verzoek om een uitzondering. Laad de zaak opnieuw.")
    grant = active_grant(session, row.by, SECOND_READERS)
    return (
        ExemptionApprovalRow(
            case_id=case.id,
            decision_id=request.decision_id,
            exemption_id=request.id,
            fact_id=row.id,
            requested_by=request.requested_by,
            requested_at=request.requested_at,
            approved_by=row.by,
            grant_id=grant.id,
            grant_role=grant.role,
            approved_at=row.at,
        ),
    )
