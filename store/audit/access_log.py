"""The log of who looked, in the fields of the Logboek Dataverwerkingen, under pseudonyms that only our keys resolve.

The standard: a processing operation has a trace, an id, a name, a status, a start and an end. It names the activity it
belongs to (`dpl.core.processing_activity_id`) and the citizen, but not in the clear (`dpl.core.data_subject_id`).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from store.engine import session
from store.keys.keyring import keyring
from store.models import Case, Letter, Staff
from store.models.audit import Look

PURPOSE = "looks"
USER, SUBJECT = "user", "subject"
ACTIVITY = "urn:maatwerk:verwerkingsactiviteit:"
SUBJECT_TYPE = "urn:maatwerk:betrokkene"
STATUS_OK = 1


def pseudonym(kind: str, known_as: str | int) -> str:
    """The pseudonym of a user or citizen in the log: always the same one, and nobody without the key can resolve it."""
    held = keyring()
    return _pseudonym(kind, known_as, held.current)


def keep(lines: Sequence[dict[str, Any]]) -> None:
    """Store these log lines, each with the fields of a `Look`; a line that is already stored is skipped."""
    with session() as db:
        there = select(Look.operation_id).where(Look.operation_id.in_([line["operation_id"] for line in lines]))
        known = set(db.scalars(there))
        cases = _cases(db, lines)
        db.add_all(_look(line, cases) for line in lines if line["operation_id"] not in known)


def of_case(db: Session, case_id: int, most: int) -> list[tuple[Look, str]]:
    """The newest `most` looks at a case, newest first, each with the user's name; empty where its key is gone."""
    names = {
        _pseudonym(USER, staff_id, key_id): name
        for key_id in keyring().keys
        for staff_id, name in db.execute(select(Staff.id, Staff.name)).tuples()
    }
    found = db.scalars(select(Look).where(Look.case_id == case_id).order_by(Look.id.desc()).limit(most))
    return [(look, names.get(look.user_id, "")) for look in found]


def _look(line: dict[str, Any], cases: dict[str, Case]) -> Look:
    case = cases.get(_of(line))
    return Look(
        trace_id=line["trace_id"],
        operation_id=line["operation_id"],
        name=line["name"],
        status_code=STATUS_OK,
        start_time=datetime.fromisoformat(line["started_at"]),
        end_time=datetime.fromisoformat(line["ended_at"]),
        processing_activity_id=ACTIVITY + (case.process if case else "zoeken"),
        data_subject_id=pseudonym(SUBJECT, case.citizen_id) if case else None,
        data_subject_id_type=SUBJECT_TYPE if case else None,
        user_id=line["user"],
        case_id=case.id if case else None,
    )


def _cases(db: Session, lines: Iterable[dict[str, Any]]) -> dict[str, Case]:
    numbers = {line["number"] for line in lines if "number" in line}
    letters = {int(line["letter_id"]) for line in lines if str(line.get("letter_id", "")).isdigit()}
    found = {case.number: case for case in db.scalars(select(Case).where(Case.number.in_(numbers)))}
    by_letter = select(Letter.id, Case).join(Case, Case.id == Letter.case_id).where(Letter.id.in_(letters))
    return found | {f"brief {letter}": case for letter, case in db.execute(by_letter).tuples()}


def _of(line: dict[str, Any]) -> str:
    return line.get("number") or f"brief {line.get('letter_id', '')}"


def _pseudonym(kind: str, known_as: str | int, key_id: str) -> str:
    held = keyring()
    digest = hmac.digest(held.derived(key_id, PURPOSE), f"{kind}:{known_as}".encode(), "sha256")
    return f"{key_id}{digest.hex()}"
