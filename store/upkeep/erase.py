"""Deletes a case from the record through the destruction door, with its proof, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from store.chain.links import link
from store.guards.destruction_door import OF_CASE
from store.models import Attachment, Base, Case, Citizen, Household, Letter, Link, Member
from store.models.destruction import Destroyed, Destruction, DestructionApproval, Removal

FILES = {
    "letters": (Letter.case_id, Letter.pdf_sha256),
    "attachments": (Attachment.case_id, Attachment.sha256),
}


def waiting(db: Session) -> Sequence[tuple[int, int, str]]:
    """Cases approved but not yet destroyed, as (approval, case, number); one that has changed since will stay."""
    done = select(Destroyed.approval_id)
    query = (
        select(DestructionApproval.id, Case.id, Case.number)
        .join(Case, Case.id == DestructionApproval.case_id)
        .join(Destruction, Destruction.id == DestructionApproval.destruction_id)
        .where(DestructionApproval.id.not_in(done), Destruction.case_version == Case.version)
        .order_by(Case.id)
    )
    return [(approval, case, number) for approval, case, number in db.execute(query)]


def erase(db: Session, approval: int, case_id: int, at: datetime) -> None:
    """Delete every row of a case, and its citizen when no other case needs them; the guards refuse anything else."""
    case = db.scalars(select(Case).where(Case.id == case_id).with_for_update(of=Case)).one()
    number, citizen, household = case.number, case.citizen_id, case.citizen.household_id
    removals = list(_files(db, case_id))
    counts = {table: _clear(db, table, case_id) for table in OF_CASE if table not in {"casefile", "salt"}}
    # The links stay, and without their salt they reveal nothing about the rows.
    _clear(db, "salt", case_id)
    proof = {"number": number, "destroyed_at": at, "counts": counts, "chain_head": _head(db, case_id)}
    db.execute(insert(Destroyed).values(approval_id=approval, case_id=case_id, **proof))
    link(db, "destroyed", [approval])
    if removals:
        db.execute(insert(Removal), [{"approval_id": approval, **each} for each in removals])
    db.expunge_all()
    db.execute(delete(Case).where(Case.id == case_id))
    _forget(db, citizen, household)


def _clear(db: Session, table: str, case_id: int) -> int:
    of = Base.metadata.tables[table]
    case = of.c[OF_CASE[table].removeprefix("OLD.")]
    return db.connection().execute(delete(of).where(case == case_id)).rowcount


def _head(db: Session, case_id: int) -> str:
    last = db.scalar(select(Link.hash).where(Link.chain == case_id).order_by(Link.seq.desc()).limit(1))
    return bytes(last).hex() if last else ""


def _files(db: Session, case_id: int) -> Sequence[dict[str, str]]:
    found = []
    for folder, (of, column) in FILES.items():
        known = select(Removal.sha256).where(Removal.folder == folder)
        query = select(column).where(of == case_id, column.is_not(None), column.not_in(known)).distinct()
        found += [{"folder": folder, "sha256": sha256} for sha256 in db.scalars(query) if sha256]
    return found


def _forget(db: Session, citizen: int, household: int) -> None:
    """Delete the citizen and the household, unless another case or citizen needs them."""
    if db.scalar(select(func.count()).select_from(Case).where(Case.citizen_id == citizen)):
        return
    db.execute(delete(Citizen).where(Citizen.id == citizen))
    if db.scalar(select(exists(select(Citizen.id).where(Citizen.household_id == household)))):
        return
    db.execute(delete(Member).where(Member.household_id == household))
    db.execute(delete(Household).where(Household.id == household))
