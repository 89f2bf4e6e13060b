"""Change what is on the record."""

from __future__ import annotations

from attack import Attack
from scene import (
    CALLED,
    GRANT,
    LATER,
    PLAIN,
    PREPARED,
    START,
    WRITTEN,
    approval,
    call,
    exempted,
    letter,
    reached,
    row,
)


def rewrites() -> list[Attack]:
    """Change what is on the record."""
    rejects = letter(1, 1)
    return [
        Attack("a receipt becomes a rejection", ("UPDATE letter SET name = 'wmo/afwijzing' WHERE id = 1",)),
        Attack(
            "a receipt becomes a rejection in every column",
            ("UPDATE letter SET name = 'wmo/afwijzing', adverse = 1, decides = 1, decision_id = 1 WHERE id = 1",),
        ),
        Attack(
            "a grant moves to a rejection",
            ("UPDATE letter SET decision_id = 1, case_id = 1, number = 7, about = 7 WHERE id = 2",),
        ),
        Attack("a grant's decision turns", ("UPDATE decision SET outcome = 'rejected', adverse = 1 WHERE id = 5",)),
        Attack(
            "a rejection's decision turns",
            ("UPDATE decision SET outcome = 'granted', adverse = 0 WHERE id = 1", letter(1, 1, **GRANT)),
        ),
        Attack(
            "a decision becomes older than the call",
            (f"UPDATE decision SET version = 3, prepared_at = {PREPARED} WHERE id = 6", letter(6, 6, **reached(4))),
        ),
        Attack(
            "a failed call becomes a talk",
            ("UPDATE call SET outcome = 'geinformeerd_akkoord', upholds = 1 WHERE id = 3", letter(3, 3, **reached(3))),
        ),
        Attack(
            "a call moves to another case",
            ("UPDATE call SET case_id = 1, decision_id = 1 WHERE id = 1", letter(1, 1, **reached(1))),
        ),
        Attack("a call is moved in time", (f"UPDATE call SET called_at = {WRITTEN} WHERE id = 1",)),
        Attack(
            "the reason of an exemption changes",
            ("UPDATE exemption SET reason = 'overleden' WHERE id = 2", letter(7, 8, **exempted(2))),
        ),
        Attack("an approval changes hands", ("UPDATE exemption_approval SET approved_by = 'mo' WHERE id = 1",)),
        Attack(
            "a role begins earlier",
            (
                f"UPDATE role_grant SET granted_at = {START} WHERE id = 4",
                *approval(50, 9, 10, 3, approved_by="mo", grant_id=4, grant_role="teamleider"),
                letter(9, 10, **exempted(50)),
            ),
        ),
        Attack(
            "a consultant becomes team leader",
            (
                "UPDATE role_grant SET role = 'teamleider' WHERE id = 3",
                *approval(50, 9, 10, 3, approved_by="mo", grant_id=3, grant_role="teamleider"),
                letter(9, 10, **exempted(50)),
            ),
        ),
        Attack(
            "a revocation is lost",
            (
                "DELETE FROM role_revocation",
                *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"),
                letter(9, 10, **exempted(50)),
            ),
        ),
        Attack(
            "a revocation comes later",
            (
                f"UPDATE role_revocation SET revoked_at = {LATER}",
                *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"),
                letter(9, 10, **exempted(50)),
            ),
        ),
        Attack("the later version is lost", ("DELETE FROM decision WHERE id = 7", letter(6, 6, **reached(4)))),
        Attack("the talk is lost", ("DELETE FROM call WHERE id = 1",)),
        Attack("the facts are lost", ("DELETE FROM fact",)),
        Attack("a fact is reworded", ('UPDATE fact SET body = \'{"text": "anders"}\' WHERE id = 900',)),
        Attack("a fact moves to another case", ("UPDATE fact SET case_id = 2, seq = 77 WHERE id = 900",)),
        Attack("a letter is lost", ("DELETE FROM letter WHERE id = 1",)),
        Attack("a letter is dated back", (f"UPDATE letter SET created_at = {START} WHERE id = 2",)),
        Attack("a case is lost", ("DELETE FROM casefile WHERE id = 8",)),
        Attack("a case gets another citizen", ("UPDATE casefile SET citizen_id = 2 WHERE id = 1",)),
        Attack("a case gets another number", ("UPDATE casefile SET number = 'X' WHERE id = 1",)),
        Attack(
            "the rejection becomes harmless",
            ("UPDATE letter_kind SET adverse = 0, decides = 0", letter(1, None, adverse=0, decides=0)),
        ),
        Attack(
            "a new letter rejects",
            (
                row("letter_kind", name="wmo/nee", adverse=0, decides=0),
                letter(1, None, name="wmo/nee", adverse=0, decides=0),
            ),
        ),
        Attack("the kinds are lost", ("DELETE FROM letter_kind",)),
        Attack(
            "copied from a letter that may exist",
            (
                (
                    "INSERT INTO letter (id, case_id, number, name, about, adverse, decides, decision_id,"
                    " content, template, texts, dated_on, status, created_at) SELECT 100, 1, 100, 'wmo/afwijzing',"
                    " 1001, 1, 1, 1, content, template, texts, dated_on, status, created_at FROM letter WHERE id = 1"
                ),
            ),
        ),
        Attack(
            "upsert over a receipt",
            (
                letter(
                    1,
                    None,
                    "INSERT INTO",
                    "ON CONFLICT (id) DO UPDATE SET name = 'wmo/afwijzing', adverse = 1, decides = 1, decision_id = 1",
                    **PLAIN | {"id": 1},
                ),
            ),
        ),
        Attack(
            "upsert over a call",
            (
                row(
                    "call",
                    tail="ON CONFLICT (id) DO UPDATE SET outcome = 'geinformeerd_akkoord', upholds = 1",
                    id=3,
                    case_id=3,
                    decision_id=3,
                    decision_at=PREPARED,
                    fact_id=2001,
                    outcome="niet_bereikt",
                    upholds=0,
                    called_at=CALLED,
                    caller="x",
                ),
                letter(3, 3, **reached(3)),
            ),
        ),
        Attack(
            "take back the call within the transaction",
            ("BEGIN", "SAVEPOINT s", *call(50, 1, 1), "ROLLBACK TO s", letter(1, 1, **reached(50)), "COMMIT"),
        ),
        Attack(
            "all in one transaction, links checked last",
            ("BEGIN", "PRAGMA defer_foreign_keys = ON", rejects, "COMMIT"),
            on=("sqlite",),
        ),
        Attack(
            "all in one transaction, constraints last", ("SET CONSTRAINTS ALL DEFERRED", rejects), on=("postgresql",)
        ),
    ]
