"""Destroying a case by law: one proposes, another approves, and then everything about it goes (Archiefwet, art. 3)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from rules.errors import CaseUnknown, DestructionRefused, SamePerson, StaffUnknown
from store import record
from store.destruction import APPROVERS, PROPOSERS, Destruction, DestructionApproval
from store.engine import session
from store.guarded import active_grant
from store.models import RoleGrant, Staff
from tasks import clock
from tasks.retention import Candidate, candidate

PROPOSED = "Er ligt al een voorstel."
NOT_PROPOSED = "Er ligt geen voorstel voor de zaak zoals die nu is."
APPROVED = "De vernietiging is al goedgekeurd."


def propose(number: str, *, by: str) -> None:
    """Propose to destroy a case as it is now.

    Who proposes says with it that no objection, appeal or complaint is pending, here or elsewhere. Raises
    `CaseUnknown`, `StaffUnknown`, `RoleMissing`, `DestructionRefused`.
    """
    with session() as db:
        found, held = _held(db, number, by, PROPOSERS)
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
    """Agree with a proposal of somebody else; raises as `propose`, and `SamePerson`."""
    with session() as db:
        found, held = _held(db, number, by, APPROVERS)
        if found.obstacles:
            raise DestructionRefused(number, found.obstacles)
        query = select(Destruction).where(
            Destruction.case_id == found.case_id, Destruction.case_version == found.version
        )
        proposal = db.scalar(query)
        if proposal is None:
            raise DestructionRefused(number, (NOT_PROPOSED,))
        if proposal.proposed_by == by:
            raise SamePerson
        if found.approved_by:
            raise DestructionRefused(number, (APPROVED,))
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


def _held(db: Session, number: str, by: str, roles: tuple[str, ...]) -> tuple[Candidate, RoleGrant]:
    """The case, held by this transaction, and the role under which this person acts."""
    record.lock_case(db, number)
    staff = db.get(Staff, by)
    if staff is None or not staff.active:
        raise StaffUnknown(by)
    held = active_grant(db, by, roles)
    found = candidate(db, number)
    if found is None:
        raise CaseUnknown(number)
    return found, held
