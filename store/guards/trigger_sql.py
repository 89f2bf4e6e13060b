"""One guard as a trigger: the same condition in the SQL of SQLite and of PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PREFIX = "guard_"
# Twenty spaces, tabs or line ends are not a motivation.
BLANK = "' \t\n\r\u00a0'"
# A transaction that reads as of its start would pass what was superseded, revoked or found in the meantime. With READ
# COMMITTED each statement reads what is there now, once the case is held.
ONLY_NOW = (
    "IF current_setting('transaction_isolation') <> 'read committed' THEN"
    " RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{}: writing takes READ COMMITTED'; END IF;"
)
HOLD = "PERFORM 1 FROM casefile z WHERE z.id = NEW.case_id FOR NO KEY UPDATE;"


@dataclass(frozen=True)
class Guard:
    """A trigger before an event on a table; it refuses unless the condition holds.

    `{is}` compares, NULLs included. `{day x}` is a day as a number, `{day_of x}` the day of a moment and `{date_of x}`
    that day as a number; `{iso x}` says that it is empty or a day, `{whole x}` that it is a whole number. `{today}` and
    `{now}` come from the database's own clock. Where `locks` holds, it holds the case first, so that nobody changes
    what it reads.
    """

    table: str
    what: str
    event: str
    unless: str
    says: str
    locks: str = ""

    @property
    def name(self) -> str:
        """The name of the trigger, and of its function."""
        return f"{PREFIX}{self.table}_{self.what}"

    def sqlite(self) -> Iterator[str]:
        """The statements that create it on SQLite."""
        condition = worded(self.unless, "sqlite")
        # A case stops at the first part that decides; in an argument SQLite works out every part there is.
        when = f"\nWHEN CASE WHEN {condition} THEN FALSE ELSE TRUE END" if condition else ""
        yield (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}{when}\n"
            f"BEGIN SELECT RAISE(ABORT, '{self.name}: {self.says}'); END"
        )

    def body(self) -> str:
        """The source of its function on PostgreSQL."""
        refuse = f"RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{self.name}: {self.says}';"
        condition = worded(self.unless, "postgresql")
        if not condition:
            return f" BEGIN {refuse} END "
        row = "OLD" if self.event == "DELETE" else "NEW"
        holds = f"IF {self.locks} THEN {HOLD} END IF;\n" if self.locks else ""
        check = f"IF NOT COALESCE(({condition}), FALSE) THEN {refuse} END IF;"
        return f" BEGIN\n{ONLY_NOW.format(self.name)}\n{holds}{check}\nRETURN {row}; END "

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
    (r"\{day ([^{}]+)\}", r"julianday(\1)", r"CAST(\1 AS date)"),
    (
        r"\{day_of ([\w.]+)\}",
        r"date(\1 / 1000, 'unixepoch')",
        r"to_char(to_timestamp(\1 / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    ),
    (
        r"\{date_of ([\w.]+)\}",
        r"julianday(date(\1 / 1000, 'unixepoch'))",
        r"CAST(to_timestamp(\1 / 1000) AT TIME ZONE 'UTC' AS date)",
    ),
    (
        r"\{iso ([\w.]+)\}",
        r"(\1 IS NULL OR (length(\1) = 10 AND \1 IS date(\1)))",
        r"(\1 IS NULL OR (length(\1) = 10 AND \1 = to_char(CAST(\1 AS date), 'YYYY-MM-DD')))",
    ),
    (r"\{whole ([\w.]+)\}", r"typeof(\1) = 'integer'", r"\1 IS NOT NULL"),
)
ENGINES = ("sqlite", "postgresql")


def worded(condition: str, dialect: str) -> str:
    """A condition in the SQL of one engine."""
    for mark, *words in WORDS:
        condition = re.sub(mark, words[ENGINES.index(dialect)], condition)
    return condition
