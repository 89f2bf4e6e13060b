"""Every way in which PostgreSQL writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from wish import Addition, Change, Loss
from writing import Way, Writing, found, selected, shadowed, upserts


def postgres(writing: Writing) -> Iterator[Way]:
    """Every way that PostgreSQL has."""
    wish, statement = writing.wish, writing.plain()
    body = statement.replace("'", "''")
    yield "in a block", (f"DO $$ BEGIN {statement}; EXCEPTION WHEN others THEN {statement}; END $$",)
    yield "prepared", (f"PREPARE p AS {statement}", "EXECUTE p", "DEALLOCATE p")
    function = f"CREATE FUNCTION pg_temp.go() RETURNS void LANGUAGE sql AS '{body}'"
    yield "by a function", (function, "SELECT pg_temp.go()")
    trigger = f"CREATE FUNCTION pg_temp.go() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {body}; RETURN NEW; END'"
    mine = "CREATE TEMP TABLE mine (x int)"
    fired = "CREATE TRIGGER go BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION pg_temp.go()"
    rule = f"CREATE RULE go AS ON INSERT TO mine DO ALSO {statement}"
    always, fill = "ALTER TABLE mine ENABLE ALWAYS {} go", "INSERT INTO mine VALUES (1)"
    yield "by a trigger elsewhere", (trigger, mine, fired, always.format("TRIGGER"), fill)
    yield "by a rule elsewhere", (mine, rule, always.format("RULE"), fill)
    yield "in a query", (f"WITH gone AS ({statement} RETURNING 1) SELECT * FROM gone",)
    yield "beside shadows", shadowed(writing, statement)
    yield "in a savepoint", ("SAVEPOINT s", statement, "RELEASE s")
    yield "after a savepoint", ("SAVEPOINT s", statement, "ROLLBACK TO s", statement, "RELEASE s")
    yield "constraints last", ("SET CONSTRAINTS ALL DEFERRED", statement)
    yield "as a replica", ("SET LOCAL session_replication_role = replica", statement)
    yield "through a view", (f"CREATE TEMP VIEW v AS SELECT * FROM {writing.table}", writing.plain("v"))
    yield "merged", (_merged(writing),)
    if isinstance(wish, Addition):
        yield "from a query", (selected(writing),)
        yield "copied", (_copied(writing),)
        yield "upsert", (writing.insert(wish.row, tail="ON CONFLICT DO NOTHING"),)
        return
    yield "by its place", (writing.plain(where=found(writing, "ctid")),)
    yield (
        "at a cursor",
        (
            f"DECLARE c CURSOR FOR SELECT * FROM {writing.table} WHERE {writing.where} FOR UPDATE",
            "FETCH c",
            writing.plain(where="CURRENT OF c"),
            "CLOSE c",
        ),
    )
    if isinstance(wish, Change):
        yield "only", (writing.plain(f"ONLY {writing.table}"),)
        yield "from", (writing.plain(extra="FROM (SELECT 1) one"),)
        yield from upserts(writing)
        return
    yield "only", (writing.plain(f"ONLY {writing.table}"),)
    yield "all", (f"DELETE FROM {writing.table}",)
    yield "using", (writing.plain(extra="USING (SELECT 1) one"),)
    yield "truncated", (f"TRUNCATE {writing.table}",)
    yield "truncated with the rest", (f"TRUNCATE {writing.table} CASCADE",)


def _merged(writing: Writing) -> str:
    row = writing.wish.row
    merge = f"MERGE INTO {writing.table} AS m USING (SELECT 1) one ON {_aliased(writing)}"
    if isinstance(writing.wish, Loss):
        return f"{merge} WHEN MATCHED THEN DELETE"
    if isinstance(writing.wish, Change):
        return f"{merge} WHEN MATCHED THEN UPDATE SET {writing.sets}"
    values = ", ".join(map(writing.literal, row.values()))
    return f"{merge} WHEN NOT MATCHED THEN INSERT ({', '.join(row)}) VALUES ({values})"


def _aliased(writing: Writing) -> str:
    return " AND ".join(f"m.{column} = {writing.literal(value)}" for column, value in writing.wish.primary.items())


def _copied(writing: Writing) -> Callable[[Any], object]:
    def copy(connection: Any) -> None:
        row = writing.wish.row
        with connection.cursor() as cursor, cursor.copy(f"COPY {writing.table} ({', '.join(row)}) FROM STDIN") as into:
            into.write_row(tuple(row.values()))

    return copy
