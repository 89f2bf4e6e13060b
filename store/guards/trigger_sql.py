"""One guard as a trigger: the same condition in the SQL of SQLite and of PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PREFIX = "guard_"


@dataclass(frozen=True)
class Guard:
    """A trigger before an event on a table; it refuses unless the condition holds.

    `{is}` compares, NULLs included. `{day x}` is a day as a number, `{day_of x}` the day of a moment, and `{today}` and
    `{now}` come from the database's own clock.
    """

    table: str
    what: str
    event: str
    unless: str
    says: str

    @property
    def name(self) -> str:
        """The name of the trigger, and of its function."""
        return f"{PREFIX}{self.table}_{self.what}"

    def sqlite(self) -> Iterator[str]:
        """The statements that create it on SQLite."""
        condition = _worded(self.unless, 0)
        when = f"\nWHEN NOT COALESCE(({condition}), FALSE)" if condition else ""
        yield (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}{when}\n"
            f"BEGIN SELECT RAISE(ABORT, '{self.name}: {self.says}'); END"
        )

    def body(self) -> str:
        """The source of its function on PostgreSQL."""
        refuse = f"RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{self.name}: {self.says}';"
        condition = _worded(self.unless, 1)
        if not condition:
            return f" BEGIN {refuse} END "
        row = "OLD" if self.event == "DELETE" else "NEW"
        return f" BEGIN\nIF NOT COALESCE(({condition}), FALSE) THEN {refuse} END IF;\nRETURN {row}; END "

    def postgres(self) -> Iterator[str]:
        """The statements that create it on PostgreSQL."""
        each = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        # Without a fixed search path, a temporary table could take the place of a real one.
        yield (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path = public, pg_temp AS $${self.body()}$$"
        )
        yield (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}"
            f" FOR EACH {each} EXECUTE FUNCTION {self.name}()"
        )
        # Fires even when a session calls itself a replica.
        yield f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name}"


# In the SQL of SQLite, and in that of PostgreSQL.
WORDS = (
    (r"\{is\}", "IS", "IS NOT DISTINCT FROM"),
    (r"\{today\}", "date('now')", "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')"),
    (r"\{now\}", "CAST(strftime('%s', 'now') AS INTEGER) * 1000", "CAST(extract(epoch FROM now()) * 1000 AS bigint)"),
    (r"\{day ([\w.]+)\}", r"julianday(\1)", r"CAST(\1 AS date)"),
    (
        r"\{day_of ([\w.]+)\}",
        r"date(\1 / 1000, 'unixepoch')",
        r"to_char(to_timestamp(\1 / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    ),
)


def _worded(condition: str, engine: int) -> str:
    for mark, *words in WORDS:
        condition = re.sub(mark, words[engine], condition)
    return condition
