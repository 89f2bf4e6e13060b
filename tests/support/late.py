"""A row of each table that would do, but for its moment: one for each guard that looks at the moment alone."""

from __future__ import annotations

from clocks import STILL
from scene import CALLED, PLAIN, SHA, START, WHY, Value, finding, nr, texts
from wish import Addition

TO_COME = STILL + 300_001


def late() -> dict[str, Addition]:
    """A row of each table with a moment to come, and some that come before what they are about."""
    case: dict[str, Value] = {"process": "wmo", "process_version": 1, "citizen_id": 1, "team": "x", "subject": "x"}
    text: dict[str, Value] = {"name": "wmo/afwijzing", "written_by": "mo"}
    karin: dict[str, Value] = {"released_by": "karin", "grant_id": 8, "grant_role": "tekst"}
    note: dict[str, Value] = {"case_id": 2, "seq": 3000, "kind": "Note", "body": "{}", "by": "sanne"}
    look: dict[str, Value] = {"trace_id": "a" * 32, "operation_id": "d" * 16, "name": "x", "status_code": 1}
    file: dict[str, Value] = {"field": "b", "file_name": "a.pdf", "media_type": "application/pdf", "size": 1}
    by: dict[str, Value] = {"settled_by": "jeroen", "grant_id": 6, "grant_role": "beheer"}
    written: dict[str, Value] = {
        "content": "{}",
        "template": "t",
        "dated_on": "2026-09-28",
        "number": 150,
        "texts": texts(PLAIN["name"]),
    }
    return {
        "casefile_timely": _new(
            "casefile", number="WMO-99", reference="r99", received_on="2026-01-01", created_at=TO_COME, **case
        ),
        "fact_timely": Addition("fact", {"id": 5001, "at": TO_COME, **note}),
        "fact_follows": Addition("fact", {"id": 5002, "at": CALLED - 300_001, **note}),
        "letter_timely": _new("letter", case_id=1, about=150, decision_id=None, created_at=TO_COME, **written | PLAIN),
        "attachment_timely": _new("attachment", case_id=1, sha256="b" * 64, received_at=TO_COME, **file),
        "role_grant_timely": _new("role_grant", staff_id="mo", role="tekst", granted_at=TO_COME),
        "role_revocation_timely": Addition("role_revocation", {"grant_id": 3, "revoked_at": TO_COME}),
        "role_revocation_sound": Addition("role_revocation", {"grant_id": 4, "revoked_at": START}),
        "head_timely": _new("head", day="2026-09-30", sha256=SHA, signed_at=TO_COME),
        "verification_timely": _new("verification", ran_at=TO_COME, day="2026-09-30", counts="{}"),
        "finding_timely": _new("finding", about="ketens", words="x", lasting=1, found_at=TO_COME),
        "settlement_timely": Addition(
            "settlement", {"finding_id": 50, "reason": WHY, "settled_at": TO_COME, **by}, (finding(50),)
        ),
        "look_timely": _new(
            "look", start_time=START, end_time=TO_COME, processing_activity_id="urn:wmo", user_id="u", **look
        ),
        "text_version_timely": _new(
            "text_version", version=5, body="x", grant_id=7, grant_role="tekst", written_at=TO_COME, key="k5", **text
        ),
        "text_release_timely": Addition(
            "text_release", {"text_id": 4, "version": 4, "written_at": START, "released_at": TO_COME, **text | karin}
        ),
        "bundle_timely": _new("bundle", name="duif", channel="post", sealed_at=TO_COME, letters=1, digest=SHA),
        "handover_timely": Addition(
            "handover", {"bundle_id": nr("sealed"), "manifest_sha256": SHA, "at": TO_COME}
        ),
        "unsealed_timely": Addition("unsealed", {"bundle_id": nr("sealed"), "at": TO_COME}),
        "receipt_timely": Addition("receipt", {
            "bundle_id": nr("handed"), "answer": "refused", "posted_on": None, "reason": "nat", "by": "drukker",
            "answer_sha256": "e" * 64, "at": TO_COME,
        }),
    }  # fmt: skip


def made_late() -> tuple[tuple[str, object], ...]:
    """What a letter becomes that is made at a moment to come."""
    return (("status", "rendered"), ("pdf_sha256", "b" * 64), ("pages", 1), ("rendered_at", TO_COME))


def _new(kind: str, **values: Value) -> Addition:
    return Addition(kind, {"id": 150, **values})
