"""What only SQLite can do."""

from __future__ import annotations

from attack import Attack, Step
from scene import (
    CALLED,
    GRANT,
    LATER,
    PLAIN,
    PREPARED,
    REQUESTED,
    START,
    TALK,
    WHY,
    approval,
    exempted,
    fact,
    letter,
    reached,
    row,
)


def shells() -> list[Attack]:
    """What only SQLite can do."""
    rejects = letter(1, 1)
    over = "INSERT OR REPLACE INTO"
    steps: dict[str, tuple[Step, ...]] = {
        "replace a receipt": (letter(1, 1, over, id=1),),
        "replace a receipt by its number": (letter(1, 1, over, number=1),),
        "replace a receipt by what it is about": (letter(1, None, over, **PLAIN | {"about": 1, "content": "{1}"}),),
        "replace into a grant": (letter(5, 5, "REPLACE INTO", **GRANT | {"id": 3, "number": 1}),),
        "replace a letter kind": (
            row("letter_kind", over, name="wmo/afwijzing", adverse=0, decides=0),
            letter(1, None, adverse=0, decides=0),
        ),
        "replace a decision": (
            row(
                "decision",
                over,
                id=1,
                case_id=1,
                version=1,
                fact_id=1001,
                outcome="granted",
                adverse=0,
                prepared_by="x",
                prepared_at=PREPARED,
            ),
            letter(1, 1, **GRANT),
        ),
        "replace a decision by its version": (
            row(
                "decision",
                over,
                id=61,
                case_id=1,
                version=1,
                fact_id=900,
                outcome="granted",
                adverse=0,
                prepared_by="x",
                prepared_at=PREPARED,
            ),
            letter(1, 61, **GRANT),
        ),
        "replace a call": (
            fact(901, 3, "Call", body=TALK),
            row(
                "call",
                over,
                id=3,
                case_id=3,
                decision_id=3,
                decision_at=PREPARED,
                fact_id=901,
                outcome="geinformeerd_akkoord",
                upholds=1,
                called_at=CALLED,
                caller="x",
            ),
        ),
        "replace an exemption": (
            fact(901, 7, "Exemption"),
            row(
                "exemption",
                over,
                id=2,
                case_id=7,
                decision_id=8,
                decision_at=PREPARED,
                fact_id=901,
                reason="overleden",
                motivation=WHY,
                requested_by="sanne",
                requested_at=REQUESTED,
            ),
            letter(7, 8, **exempted(2)),
        ),
        "replace a role": (
            row("role_grant", over, id=3, staff_id="mo", role="teamleider", granted_at=START),
            *approval(50, 9, 10, 3, approved_by="mo", grant_id=3, grant_role="teamleider"),
            letter(9, 10, **exempted(50)),
        ),
        "replace a revocation": (
            row("role_revocation", over, grant_id=2, revoked_at=LATER),
            *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"),
            letter(9, 10, **exempted(50)),
        ),
        "replace a fact by its place": (
            row("fact", over, id=7777, case_id=1, seq=900, kind="Note", body="{}", by="x", at=START),
        ),
        "replace a case": (
            row(
                "casefile",
                over,
                id=1,
                number="WMO-1",
                process="wmo",
                process_version=1,
                reference="r1",
                citizen_id=9,
                team="x",
                subject="x",
                received_on="2026-01-01",
                created_at=1,
            ),
        ),
        "update or replace": ("UPDATE OR REPLACE letter SET id = 2, name = 'wmo/afwijzing' WHERE id = 1",),
        "update or ignore": ("UPDATE OR IGNORE letter SET name = 'wmo/afwijzing', adverse = 1 WHERE id = 1",),
        "insert or ignore": (letter(1, 1, "INSERT OR IGNORE INTO"),),
        "insert or fail": (letter(1, 1, "INSERT OR FAIL INTO"),),
        "insert or rollback": (letter(1, 1, "INSERT OR ROLLBACK INTO"),),
        "another rowid": ("UPDATE letter SET rowid = 500 WHERE id = 1",),
        "replace by rowid": ("UPDATE OR REPLACE call SET rowid = 1 WHERE id = 3",),
        "a temporary table of calls": (
            (
                "CREATE TEMP TABLE call AS SELECT 50 AS id, 1 AS case_id, 1 AS decision_id, 1 AS upholds,"
                f" 'geinformeerd_akkoord' AS outcome, {CALLED} AS called_at"
            ),
            letter(1, 1, into="main.letter", **reached(50)),
        ),
        "a temporary table of kinds": (
            "CREATE TEMP TABLE letter_kind AS SELECT 'wmo/afwijzing' AS name, 0 AS adverse, 0 AS decides",
            letter(1, None, adverse=0, decides=0),
        ),
        "a temporary view of decisions": (
            (
                "CREATE TEMP VIEW decision AS SELECT 1 AS id, 1 AS case_id, 0 AS adverse, 'granted' AS outcome,"
                " 1 AS version"
            ),
            letter(1, 1, **GRANT),
        ),
        "a temporary trigger": (
            (
                "CREATE TEMP TRIGGER t AFTER UPDATE ON main.letter BEGIN UPDATE letter SET"
                " name = 'wmo/afwijzing', adverse = 1 WHERE id = 1; END"
            ),
            "UPDATE letter SET held_because = 'x' WHERE id = 1",
        ),
        "a temporary trigger on another table": (
            f"CREATE TEMP TRIGGER t AFTER INSERT ON main.fact BEGIN {rejects}; END",
            fact(901, 1, "Note"),
        ),
        "attached twice": ("ATTACH DATABASE '{path}' AS other", letter(1, 1, into="other.letter")),
        "links off": ("PRAGMA foreign_keys = OFF", rejects),
        "checks off": ("PRAGMA ignore_check_constraints = ON", rejects),
        "recursion off": ("PRAGMA recursive_triggers = OFF", letter(1, 1, over, id=1)),
        "an id of minus one": (letter(1, 1, id=-1),),
        "a number as text": (letter(1, 1, adverse="0", decides="1"),),
    }
    altered: dict[str, tuple[Step, ...]] = {
        "drop the gate": ("DROP TRIGGER guard_letter_gate", "DROP TRIGGER guard_letter_newest", rejects),
        "erase the gate from the schema": (
            "PRAGMA writable_schema = ON",
            "DELETE FROM sqlite_master WHERE type = 'trigger'",
            "PRAGMA writable_schema = RESET",
            rejects,
        ),
        "put another table in its place": (
            "PRAGMA legacy_alter_table = ON",
            "ALTER TABLE letter RENAME TO old_letter",
            "CREATE TABLE letter AS SELECT * FROM old_letter",
            letter(1, 1, status="queued"),
        ),
    }
    return [
        *(Attack(name, steps, on=("sqlite",)) for name, steps in steps.items()),
        *(Attack(name, steps, on=("sqlite",), alters=True) for name, steps in altered.items()),
    ]
