"""What only PostgreSQL can do."""

from __future__ import annotations

from typing import Any

from attack import Attack, Step
from scene import CALLED, GRANT, PLAIN, WRITTEN, approval, exempted, exemption, letter, reached


def _copy(connection: Any) -> None:
    columns = "id, case_id, number, name, about, adverse, decides, decision_id, content, template, dated_on, created_at"
    with connection.cursor() as cursor, cursor.copy(f"COPY letter ({columns}) FROM STDIN") as copy:
        copy.write_row((100, 1, 100, "wmo/afwijzing", 100, 1, 1, 1, "{}", "t", "2026-09-28", WRITTEN))


def servers() -> list[Attack]:
    """What only PostgreSQL can do."""
    rejects = letter(1, 1)
    shadow = (
        "CREATE TEMP TABLE call AS SELECT 50 AS id, 1::bigint AS case_id, 1::bigint AS decision_id, 1 AS upholds,"
        f" 'geinformeerd_akkoord' AS outcome, {CALLED} AS called_at"
    )
    steps: dict[str, tuple[Step, ...]] = {
        "copy": (_copy,),
        "merge": (
            (
                "MERGE INTO letter l USING (SELECT 1) s ON l.id = 1"
                " WHEN MATCHED THEN UPDATE SET name = 'wmo/afwijzing', adverse = 1"
            ),
        ),
        "merge a new one": (
            (
                "MERGE INTO letter l USING (SELECT 1) s ON l.id = 100 WHEN NOT MATCHED THEN INSERT (id, case_id,"
                " number, name, about, adverse, decides, decision_id, content, template, dated_on, created_at) VALUES"
                f" (100, 1, 100, 'wmo/afwijzing', 100, 1, 1, 1, '{{}}', 't', '2026-09-28', {WRITTEN})"
            ),
        ),
        "truncate the revocations": (
            "TRUNCATE role_revocation",
            *approval(50, 9, 10, 3, approved_by="jeroen", grant_id=2, grant_role="teamleider"),
            letter(9, 10, **exempted(50)),
        ),
        "truncate all": ("TRUNCATE fact, letter CASCADE",),
        "act as a replica": ("SET session_replication_role = replica", rejects),
        "a temporary table of calls": (shadow, letter(1, 1, into="public.letter", **reached(50))),
        "a temporary table first on the path": (
            shadow,
            "SET search_path = pg_temp, public",
            letter(1, 1, **reached(50)),
        ),
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
            "WITH turned AS (UPDATE decision SET outcome = 'granted', adverse = 0 WHERE id = 1) "
            + letter(1, 1, **GRANT),
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
            (
                "INSERT INTO letter (id, case_id, number, name, about, decides, content, template, dated_on,"
                f" created_at) VALUES (100, 1, 100, 'wmo/afwijzing', 100, 0, '{{}}', 't', '2026-09-28', {WRITTEN})"
            ),
        ),
    }
    altered: dict[str, tuple[Step, ...]] = {
        "disable the guards": (
            "ALTER TABLE letter DISABLE TRIGGER USER",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            rejects,
        ),
        "drop the gate": (
            "DROP TRIGGER guard_letter_gate ON letter",
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            rejects,
        ),
        "empty the gate": (
            (
                "CREATE OR REPLACE FUNCTION guard_letter_gate() RETURNS trigger LANGUAGE plpgsql"
                " AS 'BEGIN RETURN NEW; END'"
            ),
            "ALTER TABLE letter DROP CONSTRAINT ck_letter_gate",
            rejects,
        ),
        "a guard after the gate": (
            (
                "CREATE FUNCTION turn() RETURNS trigger LANGUAGE plpgsql AS"
                " 'BEGIN NEW.name := ''wmo/afwijzing''; NEW.adverse := 1; NEW.decides := 1;"
                " NEW.decision_id := 1; RETURN NEW; END'"
            ),
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
    }
    return [
        *(Attack(name, steps, on=("postgresql",)) for name, steps in steps.items()),
        *(Attack(name, steps, on=("postgresql",), alters=True) for name, steps in altered.items()),
    ]
