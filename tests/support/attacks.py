"""Ways to get an adverse letter past the gate, or the record rewritten, with SQL alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scene import (
    APPROVED,
    CALLED,
    GRANT,
    HOUR,
    LATER,
    PLAIN,
    PREPARED,
    REQUESTED,
    SHA,
    START,
    WHY,
    WRITTEN,
    approval,
    call,
    decision,
    exempted,
    exemption,
    fact,
    letter,
    reached,
    row,
)

Step = str | Callable[[Any], object]
BOTH = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Attack:
    """Steps, each tried whatever came of the one before.

    `alters` the schema: only who owns the tables can, and then the fingerprint must tell.
    """

    name: str
    steps: tuple[Step, ...]
    on: tuple[str, ...] = BOTH
    alters: bool = False


def _letters() -> list[Attack]:
    """One letter that lies about its ground."""
    lies = {
        "nobody called": letter(1, 1),
        "nobody called about a partial grant": letter(11, 12, name="wmo/gedeeltelijke-toekenning"),
        "the call was with another citizen": letter(1, 1, **reached(1)),
        "the call was about an earlier version": letter(6, 7, **reached(4)),
        "a later version superseded the one called about": letter(6, 6, **reached(4)),
        "nobody picked up": letter(3, 3, **reached(3)),
        "nobody picked up, told as it was": letter(3, 3, **reached(3, call_upholds=0)),
        "the citizen told new facts": letter(8, 9, **reached(7)),
        "the letter is older than the call": letter(2, 2, **reached(1), created_at=CALLED - 1),
        "another moment of the call": letter(2, 2, **reached(1, call_at=CALLED - HOUR)),
        "a call that does not exist": letter(1, 1, **reached(404)),
        "a call without a moment": letter(1, 1, call_id=1),
        "a call without a moment or a citizen": letter(1, 1, call_id=404),
        "a moment without a call": letter(1, 1, call_upholds=1, call_at=CALLED),
        "a rejection said to be harmless": letter(1, 1, adverse=0),
        "a rejection said to decide nothing": letter(1, None, adverse=0, decides=0),
        "a rejection without a decision": letter(1, None),
        "a rejection of what was granted": letter(12, 13),
        "a rejection of what was granted, said harmless": letter(12, 13, adverse=0),
        "a grant for what is rejected": letter(1, 1, **GRANT),
        "a grant for what is rejected, said adverse": letter(1, 1, **GRANT | {"adverse": 1}),
        "a receipt that is adverse": letter(1, None, **PLAIN | {"adverse": 1}),
        "a receipt that rejects": letter(1, 1, **PLAIN | {"adverse": 1, "decides": 1}),
        "a receipt about a rejection": letter(1, 1, **PLAIN),
        "adverse is two": letter(1, 1, adverse=2),
        "adverse is minus one": letter(1, 1, adverse=-1),
        "a decision of another case": letter(2, 1, **reached(1)),
        "a case that does not exist": letter(404, 2, **reached(1)),
        "a name with a space": letter(1, None, name="wmo/afwijzing ", adverse=0, decides=0),
        "a name in capitals": letter(1, None, name="WMO/AFWIJZING", adverse=0, decides=0),
        "an exemption that nobody approved": letter(9, 10, **exempted(3)),
        "an exemption of another case": letter(1, 1, **exempted(1)),
        "the letter is older than the approval": letter(4, 4, **exempted(1), created_at=APPROVED - 1),
        "another moment of the approval": letter(4, 4, **exempted(1, exempted_at=APPROVED - HOUR)),
        "an approval without a moment": letter(9, 10, exemption_id=404),
        "an approval that does not exist": letter(9, 10, **exempted(404)),
        "not reached, after two attempts": letter(7, 8, **exempted(2)),
        "a letter that is born held": letter(1, 1, status="held", held_because="x"),
        "a letter that is born rendered": letter(1, 1, status="rendered", pdf_sha256=SHA),
        "or ignore the conflict": letter(1, 1, "INSERT INTO", "ON CONFLICT DO NOTHING"),
    }
    return [Attack(name, (statement,)) for name, statement in lies.items()]


def _forged() -> list[Attack]:
    """First forge the ground, then write the letter on it."""
    approved = letter(9, 10, **exempted(50))
    by_call = letter(1, 1, **reached(50))
    fresh = letter(1, 1, **exempted(50))

    def approved_by(name: str, **lies: Any) -> Attack:
        return Attack(name, (*approval(50, 9, 10, 3, **lies), approved))

    def exempted_for(name: str, **lies: Any) -> Attack:
        return Attack(name, (*exemption(50, 1, 1, **lies), *approval(50, 1, 1, 50), fresh))

    return [
        Attack("a call without a fact", (*call(50, 1, 1, fact_id=404404), by_call)),
        Attack("a call on the note of a colleague", (*call(50, 1, 1, fact_id=900), by_call)),
        Attack("a call on the fact of another call", (*call(50, 1, 1, fact_id=2001), by_call)),
        Attack("a failed call said to uphold", (*call(50, 1, 1, "niet_bereikt", upholds=1), by_call)),
        Attack("a call of no known outcome", (*call(50, 1, 1, "voicemail", upholds=1), by_call)),
        Attack(
            "a call before the decision",
            (*call(50, 1, 1, called_at=PREPARED - 1), letter(1, 1, **reached(50, call_at=PREPARED - 1))),
        ),
        Attack(
            "a call before the decision, which is said to be older",
            (
                *call(50, 1, 1, called_at=PREPARED - 1, decision_at=PREPARED - 2),
                letter(1, 1, **reached(50, call_at=PREPARED - 1)),
            ),
        ),
        Attack(
            "a call about a decision still to come",
            (
                *call(50, 1, 60, called_at=CALLED, decision_at=START),
                *decision(60, 1, version=2, prepared_at=CALLED + HOUR),
                letter(1, 60, **reached(50)),
            ),
        ),
        approved_by("the one who asks approves", approved_by="sanne", grant_id=5),
        approved_by("the one who asks approves under another name", requested_by="mo", approved_by="sanne", grant_id=5),
        approved_by("an approval under a colleague's role", approved_by="mo"),
        approved_by("a consultant approves", approved_by="mo", grant_id=3),
        approved_by("a consultant approves as such", approved_by="mo", grant_id=3, grant_role="consulent"),
        approved_by("a role that was revoked", approved_by="jeroen", grant_id=2, grant_role="teamleider"),
        approved_by("a role still to be granted", approved_by="mo", grant_id=4, grant_role="teamleider"),
        approved_by("a role that does not exist", approved_by="mo", grant_id=404),
        Attack(
            "an approval before the request",
            (
                *approval(50, 9, 10, 3, approved_at=REQUESTED - 1),
                letter(9, 10, **exempted(50, exempted_at=REQUESTED - 1)),
            ),
        ),
        approved_by("an approval without a fact", fact_id=404404),
        approved_by("an approval on the note of a colleague", fact_id=900),
        Attack("an approval of another case's request", (*approval(50, 1, 1, 3), fresh)),
        exempted_for("no motivation", motivation=""),
        exempted_for("a motivation of spaces", motivation=" " * 40),
        exempted_for("a motivation of line ends", motivation="\n\t\r" * 20),
        exempted_for("a motivation of a few words", motivation="geen zin om te bellen"[:19]),
        exempted_for("a reason that does not exist", reason="geen_tijd"),
        exempted_for("not reached, without any attempt", reason="niet_bereikt"),
        Attack(
            "not reached, three attempts in one moment",
            (
                *(s for n in range(3) for s in call(50 + n, 1, 1, "niet_bereikt")),
                *exemption(50, 1, 1, "niet_bereikt"),
                *approval(50, 1, 1, 50),
                fresh,
            ),
        ),
        Attack(
            "not reached, the third attempt after the approval",
            (*call(50, 7, 8, "niet_bereikt", called_at=APPROVED + 1), letter(7, 8, **exempted(2))),
        ),
        Attack(
            "not reached, attempts about another version",
            (
                *decision(60, 10, version=2),
                *exemption(50, 10, 60, "niet_bereikt"),
                *approval(50, 10, 60, 50),
                letter(10, 60, **exempted(50)),
            ),
        ),
        Attack(
            "a rejection written down as harmless",
            (*decision(60, 1, version=2, adverse=0), letter(1, 60, **GRANT)),
        ),
        Attack(
            "an outcome that does not exist",
            (*decision(60, 1, "geweigerd", version=2, adverse=0), letter(1, 60, **GRANT)),
        ),
        Attack(
            "a version below the one called about",
            (*decision(60, 6, version=0), letter(6, 7, **reached(4)), letter(6, 60)),
        ),
    ]


def _rewritten() -> list[Attack]:
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
                "INSERT INTO letter (id, case_id, number, name, about, adverse, decides, decision_id, content, template,"
                " dated_on, status, created_at) SELECT 100, 1, 100, 'wmo/afwijzing', 100, 1, 1, 1, content, template,"
                " dated_on, status, created_at FROM letter WHERE id = 1",
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


def _sqlite() -> list[Attack]:
    """What only SQLite can do."""
    rejects = letter(1, 1)
    over = "INSERT OR REPLACE INTO"
    steps: dict[str, tuple[Step, ...]] = {
        "replace a receipt": (letter(1, 1, over, id=1),),
        "replace a receipt by its number": (letter(1, 1, over, number=1),),
        "replace a receipt by what it is about": (letter(1, None, over, **PLAIN | {"about": 1, "content": "{1}"}),),
        "replace into a grant": (letter(5, 5, "REPLACE INTO", **GRANT | {"id": 3, "number": 1}),),
        "replace a letter kind": (row("letter_kind", over, name="wmo/afwijzing", adverse=0, decides=0), letter(1, None, adverse=0, decides=0)),
        "replace a decision": (row("decision", over, id=1, case_id=1, version=1, fact_id=1001, outcome="granted", adverse=0, prepared_by="x", prepared_at=PREPARED), letter(1, 1, **GRANT)),
        "replace a decision by its version": (row("decision", over, id=61, case_id=1, version=1, fact_id=900, outcome="granted", adverse=0, prepared_by="x", prepared_at=PREPARED), letter(1, 61, **GRANT)),
        "replace a call": (fact(901, 3, "Call"), row("call", over, id=3, case_id=3, decision_id=3, decision_at=PREPARED, fact_id=901, outcome="geinformeerd_akkoord", upholds=1, called_at=CALLED, caller="x")),
        "replace an exemption": (fact(901, 7, "Exemption"), row("exemption", over, id=2, case_id=7, decision_id=8, decision_at=PREPARED, fact_id=901, reason="overleden", motivation=WHY, requested_by="sanne", requested_at=REQUESTED), letter(7, 8, **exempted(2))),
        "replace a role": (row("role_grant", over, id=3, staff_id="mo", role="teamleider", granted_at=START), *approval(50, 9, 10, 3, approved_by="mo", grant_id=3, grant_role="teamleider"), letter(9, 10, **exempted(50))),
        "replace a revocation": (row("role_revocation", over, grant_id=2, revoked_at=LATER), *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"), letter(9, 10, **exempted(50))),
        "replace a fact by its place": (row("fact", over, id=7777, case_id=1, seq=900, kind="Note", body="{}", by="x", at=START),),
        "replace a case": (row("casefile", over, id=1, number="WMO-1", process="wmo", process_version=1, reference="r1", citizen_id=9, team="x", subject="x", received_on="2026-01-01", created_at=1),),
        "update or replace": ("UPDATE OR REPLACE letter SET id = 2, name = 'wmo/afwijzing' WHERE id = 1",),
        "update or ignore": ("UPDATE OR IGNORE letter SET name = 'wmo/afwijzing', adverse = 1 WHERE id = 1",),
        "insert or ignore": (letter(1, 1, "INSERT OR IGNORE INTO"),),
        "insert or fail": (letter(1, 1, "INSERT OR FAIL INTO"),),
        "insert or rollback": (letter(1, 1, "INSERT OR ROLLBACK INTO"),),
        "another rowid": ("UPDATE letter SET rowid = 500 WHERE id = 1",),
        "replace by rowid": ("UPDATE OR REPLACE call SET rowid = 1 WHERE id = 3",),
        "a temporary table of calls": (
            "CREATE TEMP TABLE call AS SELECT 50 AS id, 1 AS case_id, 1 AS decision_id, 1 AS upholds,"
            f" 'geinformeerd_akkoord' AS outcome, {CALLED} AS called_at",
            letter(1, 1, into="main.letter", **reached(50)),
        ),
        "a temporary table of kinds": (
            "CREATE TEMP TABLE letter_kind AS SELECT 'wmo/afwijzing' AS name, 0 AS adverse, 0 AS decides",
            letter(1, None, adverse=0, decides=0),
        ),
        "a temporary view of decisions": (
            "CREATE TEMP VIEW decision AS SELECT 1 AS id, 1 AS case_id, 0 AS adverse, 'granted' AS outcome, 1 AS version",
            letter(1, 1, **GRANT),
        ),
        "a temporary trigger": (
            "CREATE TEMP TRIGGER t AFTER UPDATE ON main.letter BEGIN UPDATE letter SET name = 'wmo/afwijzing', adverse = 1"
            " WHERE id = 1; END",
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
    }  # fmt: skip
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


def _copy(connection: Any) -> None:
    columns = "id, case_id, number, name, about, adverse, decides, decision_id, content, template, dated_on, created_at"
    with connection.cursor() as cursor, cursor.copy(f"COPY letter ({columns}) FROM STDIN") as copy:
        copy.write_row((100, 1, 100, "wmo/afwijzing", 100, 1, 1, 1, "{}", "t", "2026-09-28", WRITTEN))


def _postgres() -> list[Attack]:
    """What only PostgreSQL can do."""
    rejects = letter(1, 1)
    shadow = (
        "CREATE TEMP TABLE call AS SELECT 50 AS id, 1::bigint AS case_id, 1::bigint AS decision_id, 1 AS upholds,"
        f" 'geinformeerd_akkoord' AS outcome, {CALLED} AS called_at"
    )
    steps: dict[str, tuple[Step, ...]] = {
        "copy": (_copy,),
        "merge": (
            "MERGE INTO letter l USING (SELECT 1) s ON l.id = 1"
            " WHEN MATCHED THEN UPDATE SET name = 'wmo/afwijzing', adverse = 1",
        ),
        "merge a new one": (
            "MERGE INTO letter l USING (SELECT 1) s ON l.id = 100 WHEN NOT MATCHED THEN INSERT (id, case_id, number, name,"
            " about, adverse, decides, decision_id, content, template, dated_on, created_at) VALUES"
            f" (100, 1, 100, 'wmo/afwijzing', 100, 1, 1, 1, '{{}}', 't', '2026-09-28', {WRITTEN})",
        ),
        "truncate the revocations": (
            "TRUNCATE role_revocation",
            *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"),
            letter(9, 10, **exempted(50)),
        ),
        "truncate all": ("TRUNCATE fact, letter CASCADE",),
        "act as a replica": ("SET session_replication_role = replica", rejects),
        "a temporary table of calls": (shadow, letter(1, 1, into="public.letter", **reached(50))),
        "a temporary table first on the path": (shadow, "SET search_path = pg_temp, public", letter(1, 1, **reached(50))),
        "a temporary table of decisions": (
            "CREATE TEMP TABLE decision AS SELECT * FROM public.decision",
            "UPDATE decision SET outcome = 'granted', adverse = 0",
            letter(1, 1, **GRANT),
        ),
        "a function of one's own": (
            "CREATE FUNCTION pg_temp.length(text) RETURNS integer LANGUAGE sql AS 'SELECT 99'",
            "SET search_path = pg_temp, public, pg_catalog",
            *exemption(50, 1, 1, motivation=" "),
            *approval(50, 1, 1, 50),
            letter(1, 1, **exempted(50)),
        ),
        "an operator of one's own": (
            "CREATE SCHEMA mine",
            "CREATE FUNCTION mine.equal(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
            "CREATE OPERATOR mine.= (leftarg = bigint, rightarg = bigint, function = mine.equal)",
            "SET search_path = mine, pg_catalog, public",
            letter(1, 1, **reached(1)),
        ),
        "all in one statement": (
            f"WITH gone AS (DELETE FROM decision WHERE id = 7 RETURNING id) {letter(6, 6, **reached(4))}",
            f"WITH turned AS (UPDATE decision SET outcome = 'granted', adverse = 0 WHERE id = 1) {letter(1, 1, **GRANT)}",
        ),
        "in a block": (f"DO $$ BEGIN {rejects}; EXCEPTION WHEN others THEN {letter(1, 1, id=101)}; END $$",),
        "through a view": (
            "CREATE TEMP VIEW v AS SELECT * FROM letter",
            "UPDATE v SET name = 'wmo/afwijzing', adverse = 1 WHERE id = 1",
            letter(1, 1, into="v"),
        ),
        "a prepared statement": (f"PREPARE p AS {rejects}", "EXECUTE p"),
        "a default of one's own": (
            "ALTER TABLE letter ALTER adverse SET DEFAULT 0",
            "INSERT INTO letter (id, case_id, number, name, about, decides, content, template, dated_on, created_at)"
            f" VALUES (100, 1, 100, 'wmo/afwijzing', 100, 0, '{{}}', 't', '2026-09-28', {WRITTEN})",
        ),
    }  # fmt: skip
    altered: dict[str, tuple[Step, ...]] = {
        "disable the guards": ("ALTER TABLE letter DISABLE TRIGGER USER", "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate", rejects),
        "drop the gate": ("DROP TRIGGER guard_letter_gate ON letter", "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate", rejects),
        "empty the gate": (
            "CREATE OR REPLACE FUNCTION guard_letter_gate() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            rejects,
        ),
        "a guard after the gate": (
            "CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS"
            " 'BEGIN NEW.name := ''wmo/afwijzing''; NEW.adverse := 1; NEW.decides := 1; NEW.decision_id := 1; RETURN NEW; END'",
            "CREATE TRIGGER zz_turn BEFORE INSERT ON letter FOR EACH ROW EXECUTE FUNCTION turn()",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            letter(1, None, **PLAIN),
        ),
        "a rule instead": (
            "CREATE RULE turn AS ON UPDATE TO letter DO INSTEAD DELETE FROM letter WHERE id = OLD.id",
            "ALTER TABLE letter DISABLE TRIGGER ALL",
            "ALTER TABLE letter DISABLE TRIGGER guard_letter_undeleted",
            "UPDATE letter SET held_because = 'x' WHERE id = 1",
        ),
        "a child of the letters": (
            "CREATE TABLE child () INHERITS (letter)",
            letter(1, 1, into="child"),
            "ALTER TABLE child DROP CONSTRAINT ck_letter_gate",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            letter(1, 1, into="child"),
        ),
        "become the owner": (
            "SET ROLE maatwerk_owner",
            "ALTER TABLE letter DISABLE TRIGGER USER",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            rejects,
        ),
    }  # fmt: skip
    return [
        *(Attack(name, steps, on=("postgresql",)) for name, steps in steps.items()),
        *(Attack(name, steps, on=("postgresql",), alters=True) for name, steps in altered.items()),
    ]


def attacks(dialect: str) -> list[Attack]:
    """All attacks on one engine."""
    every = (*_letters(), *_forged(), *_rewritten(), *_sqlite(), *_postgres())
    return [attack for attack in every if dialect in attack.on]
