"""One guard as a trigger: the same condition in the SQL of SQLite and of PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from re import Match, Pattern

from rules import visible

PREFIX = "guard_"
ENGINES = ("sqlite", "postgresql")
# Within JSON a letter after a backslash is none; what follows a \u is read by nobody.
_ESCAPES = (r"\\", r"\"", r"\n", r"\t", r"\r", r"\b", r"\f")
# A transaction that reads as of its start would pass what was superseded, revoked or found in the meantime. With READ
# COMMITTED each statement reads what is there now, once the case is held.
ONLY_NOW = (
    "IF current_setting('transaction_isolation') <> 'read committed' THEN"
    " RAISE EXCEPTION USING ERRCODE = '23000', MESSAGE = '{}: writing takes READ COMMITTED'; END IF;"
)
HOLD = "PERFORM 1 FROM casefile z WHERE z.id = NEW.case_id FOR NO KEY UPDATE;"

# What the guards take for now, in milliseconds: a view on SQLite, which has no functions of its own, and a function on
# PostgreSQL. Only who owns the tables can replace it.
CLOCK = "guard_clock"
MACHINE = {
    "sqlite": "CAST(strftime('%s', 'now') AS INTEGER) * 1000",
    "postgresql": "CAST(extract(epoch FROM pg_catalog.clock_timestamp()) * 1000 AS bigint)",
}
# How far the clocks of two machines may differ.
SLACK_MS = 5 * 60 * 1000


def clock(dialect: str, moment: str = "") -> tuple[str, ...]:
    """The statements that set the clock of the guards to that of the machine, or have it stand still at a moment."""
    says = f"SELECT {moment or MACHINE[dialect]}"
    if dialect == "sqlite":
        return f"DROP VIEW IF EXISTS {CLOCK}", f"CREATE VIEW {CLOCK} AS {says} AS at"
    return (
        f"CREATE OR REPLACE FUNCTION public.{CLOCK}() RETURNS bigint LANGUAGE sql VOLATILE AS $${says}$$",
        f"REVOKE ALL ON FUNCTION public.{CLOCK}() FROM PUBLIC",
    )


def not_later(moment: str) -> str:
    """A moment that is known does not lie after the clock of the guards."""
    return f"({moment} IS NULL OR {moment} <= {{now}} + {SLACK_MS})"


@dataclass(frozen=True)
class Guard:
    """A trigger before an event on a table; it refuses unless the condition holds.

    `{is}` compares, NULLs included. `{day x}` is a day as a number, `{day_of x}` the day of a moment and `{date_of x}`
    that day as a number; `{iso x}` says that it is empty or a day, `{whole x}` that it is a whole number. `{today}` and
    `{now}` come from the clock of the guards. `{shows x}` and `{explains x 20}` ask what somebody can read of a text,
    `{value f.body x}` is a text within a fact and `{digits f.body x 3}` says how long a number in it may be. `{typed}`
    joins what a letter has at the path of `x`; `{typed kind}` and `{typed text}` are of each. `{outcomes}` are those of
    its provisions, each `{outcome}`; `{texts}` are those it is made from, as `t`. Where `locks` holds, it
    holds the case first, so that nobody changes what it reads.
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
    (
        r"\{today\}",
        f"(SELECT date(at / 1000, 'unixepoch') FROM {CLOCK})",
        f"to_char(to_timestamp(public.{CLOCK}() / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    ),
    (r"\{now\}", f"(SELECT at FROM {CLOCK})", f"public.{CLOCK}()"),
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
    # SQLite tells a path as it is written: where a sign of a name is escaped, nobody knows which it is.
    (
        r"\{typed\}",
        """JOIN json_tree(NEW.content) v
     ON v.fullkey LIKE '$.' || replace(x.path, '[]', '[%]') OR instr(v.fullkey, '\\') > 0""",
        """CROSS JOIN LATERAL jsonb_path_query(CAST(NEW.content AS jsonb),
     CAST('lax $.' || replace(x.path, '[]', '[*]') AS jsonpath)) v(value)""",
    ),
    # Keys that stand there twice are both looked at, and one that is written with an escape is read.
    (
        r"\{outcomes\}",
        """json_each(NEW.content) p
     JOIN json_each(CASE WHEN p.key = 'voorzieningen' AND p.type = 'array' THEN p.value ELSE '[]' END) o
     JOIN json_each(CASE o.type WHEN 'object' THEN o.value ELSE '{}' END) u ON u.key = 'uitkomst'""",
        "jsonb_path_query(CAST(NEW.content AS jsonb), 'lax $.voorzieningen[*].uitkomst') u(value)",
    ),
    (r"\{outcome\}", "u.value", "(u.value #>> '{}')"),
    (r"\{texts\}", "json_each(NEW.texts) t", "jsonb_each_text(CAST(NEW.texts AS jsonb)) t"),
    (r"\{typed kind\}", "v.type", "replace(jsonb_typeof(v.value), 'string', 'text')"),
    (r"\{typed text\}", "v.atom", "(v.value #>> '{}')"),
    (r"\{whole ([\w.]+)\}", r"typeof(\1) = 'integer'", r"\1 IS NOT NULL"),
)


def worded(condition: str, dialect: str) -> str:
    """A condition in the SQL of one engine."""
    for mark, *words in WORDS:
        condition = re.sub(mark, words[ENGINES.index(dialect)], condition)
    for pattern, wording in _MARKS:
        condition = pattern.sub(partial(wording, dialect=dialect), condition)
    return condition


def _shows(found: Match[str], dialect: str) -> str:
    """`{shows x}`: the text says something to the eye."""
    if dialect == "sqlite":
        return f"({found[1]} GLOB '*{_letters(dialect)}*')"
    return f"({found[1]} ~ '{_letters(dialect)}')"


def _explains(found: Match[str], dialect: str) -> str:
    """`{explains x 20}`: so many signs, most of which are Latin letters and figures that show."""
    text, least = found[1], int(found[2])
    signs = f"length(trim({text}, '{visible.BLANK}')) >= {least}"
    latin, most = _letters(dialect, visible.LATIN), visible.most_of(least)
    if dialect == "sqlite":
        return f"({signs} AND {text} GLOB '*{f'{latin}*' * most}')"
    return f"({signs} AND length(regexp_replace({text}, '[^{latin[1:]}', '', 'g')) >= {most})"


def _value(found: Match[str], dialect: str) -> str:
    """`{value f.body summary}`: a text of a fact, which the JSON functions of SQLite may not read in a trigger."""
    body, opening = found[1], f'"{found[2]}":"'
    if dialect == "postgresql":
        text = rf"""substring({body} from '{opening}((?:[^"\\]|\\[^u])*)')"""
        return rf"regexp_replace({text}, '\\.', '  ', 'g')"
    rest = f"substr({body}, instr({body}, '{opening}') + {len(opening)})"
    for escape in _ESCAPES:
        rest = f"replace({rest}, '{escape}', '  ')"
    rest = rf"""replace({rest}, '\u', '"')"""
    return f"""CASE WHEN instr({body}, '{opening}') > 0 THEN substr({rest}, 1, instr({rest}, '"') - 1) END"""


def _digits(found: Match[str], dialect: str) -> str:
    """`{digits f.body minutes 3}`: a number of a fact, if it is there, is whole, not below 0, and no longer."""
    body, opening, most = found[1], f'"{found[2]}":', int(found[3])
    sizes = [f"{opening}{'[0-9]' * size}[,}}]" for size in range(1, most + 1)]
    absent = f"replace({body}, '{opening}', '') = {body}"
    if dialect == "sqlite":
        return " OR ".join((f"({absent}", *(f"{body} GLOB '*{size}*'" for size in sizes))) + ")"
    return f"({absent} OR {body} ~ '{'|'.join(sizes)}')"


@cache
def _letters(dialect: str, last: int | None = None) -> str:
    """A class of every sign that shows."""
    rows = visible.ranges() if last is None else visible.ranges(last)
    sign = chr if dialect == "sqlite" else "\\U{:08X}".format
    return f"[{''.join(f'{sign(first)}-{sign(end)}' for first, end in rows)}]"


# What a text says and a number counts, as `rules.visible` has it.
_MARKS: tuple[tuple[Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"\{value ([\w.]+) (\w+)\}"), _value),
    (re.compile(r"\{shows ([^{}]+)\}"), _shows),
    (re.compile(r"\{explains ([\w.]+) (\d+)\}"), _explains),
    (re.compile(r"\{digits ([\w.]+) (\w+) (\d+)\}"), _digits),
)
