"""Destroying a case by law: one person proposes, another approves, and all of it is deleted (Archiefwet, art. 3)."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from rules.errors import CaseUnknown, DestructionRefused, FactInvalid, SamePerson, StaffUnknown
from rules.visible import explains
from store import record
from store.engine import session
from store.guards.destruction_door import REASON_MIN
from store.models import RoleGrant, Staff
from store.models.destruction import APPROVERS, PROPOSERS, Destruction, DestructionApproval, DestructionRefusal
from store.typed_rows import active_grant
from tasks import clock
from tasks.retention.expired_cases import Candidate, candidate

PROPOSED = "Er ligt al een voorstel."
NOT_PROPOSED = "Er ligt geen voorstel voor de zaak zoals die nu is."
TOO_SHORT = f"Schrijf op waarom niet, in ten minste {REASON_MIN} tekens."
APPROVED = "De vernietiging is al goedgekeurd."


def propose(number: str, *, by: str) -> None:
    """Propose to destroy a case as it is now; a repeat by the same person does nothing.

    The proposer thereby declares that no objection, appeal or complaint is pending, here or elsewhere. Raises
    `CaseUnknown`, `StaffUnknown`, `RoleMissing`, `DestructionRefused`.
    """
    with session() as db:
        found, held = _held(db, number, by, PROPOSERS)
        if found.proposed_by == by:
            return
        rule, starts_on, until = found.rule, found.ended.starts_on, found.until
        if found.obstacles or rule is None or starts_on is None or until is None:
            raise DestructionRefused(number, found.obstacles)
        if found.proposed_by:
            raise DestructionRefused(number, (PROPOSED,))
        db.add(
            Destruction(
                case_id=found.case_id,
                number=number,
                case_version=found.version,
                attempt=1 + _proposals(db, found),
                process=rule.process,
                result=rule.result,
                rule_from=rule.valid_from,
                outcome=rule.outcome,
                years=rule.years,
                days=rule.days,
                starts_on=starts_on,
                ends_on=until,
                undisputed=1,
                proposed_by=by,
                grant_id=held.id,
                grant_role=held.role,
                proposed_at=clock.now(),
            )
        )


def approve(number: str, *, by: str) -> None:
    """Agree to somebody else's proposal; raises the same errors as `propose`, and `SamePerson`."""
    with session() as db:
        found, held = _held(db, number, by, APPROVERS)
        if found.approved_by == by:
            return
        if found.obstacles:
            raise DestructionRefused(number, found.obstacles)
        proposal = _proposal(db, found, by)
        db.add(
            DestructionApproval(
                destruction_id=proposal.id,
                case_id=proposal.case_id,
                proposed_by=proposal.proposed_by,
                proposed_at=proposal.proposed_at,
                ends_on=proposal.ends_on,
                undisputed=1,
                approved_by=by,
                grant_id=held.id,
                grant_role=held.role,
                approved_at=clock.now(),
            )
        )


def refuse(number: str, *, by: str, reason: str) -> None:
    """Reject somebody else's proposal, after which a new one may be made.

    Raises the same errors as `approve`, and `FactInvalid`; but obstacles to the destruction do not prevent a rejection.
    """
    with session() as db:
        found, held = _held(db, number, by, APPROVERS)
        if (found.refused_by, found.refused_because) == (by, reason.strip()):
            return
        proposal = _proposal(db, found, by)
        if not explains(reason, REASON_MIN):
            raise FactInvalid({"reason": TOO_SHORT})
        db.add(
            DestructionRefusal(
                destruction_id=proposal.id,
                case_id=proposal.case_id,
                proposed_by=proposal.proposed_by,
                proposed_at=proposal.proposed_at,
                ends_on=proposal.ends_on,
                reason=reason.strip(),
                refused_by=by,
                grant_id=held.id,
                grant_role=held.role,
                refused_at=clock.now(),
            )
        )


def _proposal(db: Session, found: Candidate, by: str) -> Destruction:
    """The proposal that awaits this person's answer."""
    proposal = db.scalar(
        select(Destruction)
        .where(Destruction.case_id == found.case_id, Destruction.case_version == found.version)
        .order_by(Destruction.attempt.desc())
        .limit(1)
    )
    if proposal is None or not found.proposed_by:
        raise DestructionRefused(found.number, (NOT_PROPOSED,))
    if proposal.proposed_by == by:
        raise SamePerson
    if found.approved_by:
        raise DestructionRefused(found.number, (APPROVED,))
    return proposal


def _proposals(db: Session, found: Candidate) -> int:
    """How many times destruction was proposed for the case as it is now; each of those was refused."""
    query = select(func.count()).select_from(Destruction)
    query = query.where(Destruction.case_id == found.case_id, Destruction.case_version == found.version)
    return db.scalar(query) or 0


def _held(db: Session, number: str, by: str, roles: tuple[str, ...]) -> tuple[Candidate, RoleGrant]:
    """The case, locked by this transaction, and the role in which this person acts."""
    record.lock_case(db, number)
    staff = db.get(Staff, by)
    if staff is None or not staff.active:
        raise StaffUnknown(by)
    held = active_grant(db, by, roles)
    found = candidate(db, number)
    if found is None:
        raise CaseUnknown(number)
    return found, held
