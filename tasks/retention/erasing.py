"""Carries out approved destructions: first the rows, then the proof outside the database, then the files."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from config.settings import settings
from rules.errors import OwnerNeeded
from rules.retention import basis
from store.engine import session
from store.files import by_digest as files
from store.files.one_at_a_time import maintenance_lock
from store.models.destruction import Destroyed, Destruction, DestructionApproval, Removal, RetentionRule
from store.upkeep import erase
from store.upkeep.scrub import owns, scrub
from tasks import clock
from tasks.intake.intake import one_at_a_time
from tasks.post.clearing import clear
from tasks.retention.expired_cases import candidate

Progress = Callable[[int, int], object]
REFUSED = "De database staat het niet toe."


@dataclass
class Erased:
    """The result of a run: cases destroyed, cases that had to stay and why, files removed."""

    numbers: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    files: int = 0


def carry_out(told: Progress = lambda _done, _of: None) -> Erased:
    """Destroy every approved case; if it is killed at any moment and repeated, the result is the same.

    It runs as the owner of the tables, since the application itself may delete nothing. Raises `OwnerNeeded`.
    """
    url, done = settings().owner_database, Erased()
    if not owns(url):
        raise OwnerNeeded
    with session(url, readonly=True) as db:
        waiting = erase.waiting(db)
    for count, (approval, case, number) in enumerate(waiting, 1):
        _erase(url, approval, case, number, done)
        told(count, len(waiting))
    write_proofs()
    with maintenance_lock():
        done.files = _remove_files(url)
    clear()
    if done.numbers:
        scrub(url)
    return done


def _erase(url: str, approval: int, case: int, number: str, done: Erased) -> None:
    try:
        with session(url) as db:
            found = candidate(db, number)
            if found is None:
                return
            if found.obstacles:
                done.kept[number] = " ".join(found.obstacles)
                return
            erase.erase(db, approval, case, clock.now())
    except IntegrityError:
        # The guards' message goes to the log; it quotes nothing from the row.
        done.kept[number] = REFUSED
        return
    done.numbers.append(number)


def proofs_folder() -> Path:
    """The folder of the proofs, outside the database: a restored one does not know what was destroyed since."""
    return settings().proofs or settings().home / "proofs"


def write_proofs() -> None:
    """Write every proof that is not there yet; existing ones are never rewritten."""
    folder = proofs_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    query = (
        select(Destroyed, DestructionApproval, Destruction, RetentionRule.rule)
        .join(DestructionApproval, DestructionApproval.id == Destroyed.approval_id)
        .join(Destruction, Destruction.id == DestructionApproval.destruction_id)
        .join(
            RetentionRule,
            (RetentionRule.process == Destruction.process)
            & (RetentionRule.result == Destruction.result)
            & (RetentionRule.valid_from == Destruction.rule_from),
        )
    )
    with session(readonly=True) as db:
        for proof, approval, proposal, rule in db.execute(query).tuples():
            if not (folder / f"{proof.number}.json").exists():
                _write(folder, proof.number, _proof_of(proof, approval, proposal, rule))


def _proof_of(proof: Destroyed, approval: DestructionApproval, proposal: Destruction, rule: str) -> dict[str, Any]:
    return {
        "zaak": proof.number,
        "zaak_id": proof.case_id,
        "proces": proposal.process,
        "resultaat": proposal.result,
        "regel": basis(rule),
        "bewaard_vanaf": proposal.starts_on.isoformat(),
        "bewaard_tot_en_met": proposal.ends_on.isoformat(),
        "voorgesteld_door": proposal.proposed_by,
        "voorgesteld_op": _moment(proposal.proposed_at),
        "goedgekeurd_door": approval.approved_by,
        "goedgekeurd_op": _moment(approval.approved_at),
        "vernietigd_op": _moment(proof.destroyed_at),
        "aantallen": proof.counts,
        "keten": proof.chain_head,
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _write(folder: Path, number: str, told: dict[str, Any]) -> None:
    draft = folder / f".{number}-{secrets.token_hex(4)}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(told, file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / f"{number}.json")
    files.sync(folder)


def _remove_files(url: str) -> int:
    """Remove the files of destroyed cases, except those that another case has too."""
    count = 0
    with session(url, readonly=True) as db:
        left = db.execute(select(Removal.folder, Removal.sha256)).all()
    for folder, sha256 in left:
        with session(url) as db:
            one_at_a_time(db)
            if not _still_used(db, folder, sha256):
                path = _kept(folder).path(sha256)
                path.unlink(missing_ok=True)
                if path.parent.exists():
                    files.sync(path.parent)
                count += 1
            db.execute(delete(Removal).where(Removal.folder == folder, Removal.sha256 == sha256))
    return count


def _still_used(db: Session, folder: str, sha256: str) -> bool:
    _, column = erase.FILES[folder]
    return bool(db.scalar(select(exists().where(column == sha256))))


def _kept(folder: str) -> files.Files:
    return files.letters() if folder == "letters" else files.attachments()
