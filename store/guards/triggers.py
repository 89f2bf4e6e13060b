"""The triggers that keep the record append-only and the gate closed, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, Table, UniqueConstraint, inspect

from store.engine import postgres
from store.guards import asked, asked_gate, bundle_gate, destruction_door, ends, gate, letters, parties
from store.guards.privileges import APPEND_ONLY, FIXED, NEEDED, RELEASED, UNDELETED
from store.guards.trigger_sql import PREFIX, Guard, clock, not_later
from store.models import Base
from store.models.column_types import Moment

TIMELY = (
    *("casefile", "fact", "letter", "attachment", "role_grant", "role_revocation"),
    *("head", "verification", "finding", "settlement", "look", "text_version", "text_release"),
    *("bundle", "handover", "receipt", "unsealed"),
)
CLOSED = tuple(Guard(table, "closed", "INSERT", "", f"rows of {table} come with a release") for table in RELEASED)


def guards(dialect: str) -> tuple[Guard, ...]:
    """All guards for one database engine."""
    only_here = _unreplaced() if dialect == "sqlite" else _untruncated()
    every = (*_kept(), *_timely(), *_sound(), *_letters(), *_leaving(), *_chained(), *_destroyed(), *CLOSED)
    return (*every, *only_here)


def install(connection: Connection) -> None:
    """Create the guards of all existing tables, and the clock they go by."""
    if wanted := _wanted(connection):
        for statement in clock(connection.dialect.name):
            connection.exec_driver_sql(statement)
    for guard in wanted:
        make(connection, guard)


def missing(connection: Connection) -> tuple[str, ...]:
    """The names of guards that should be there but are not."""
    present = {name for name, _ in connection.exec_driver_sql(_FOUND[connection.dialect.name])}
    return tuple(sorted(guard.name for guard in _wanted(connection) if guard.name not in present))


def _wanted(connection: Connection) -> list[Guard]:
    present = set(inspect(connection).get_table_names())
    return [guard for guard in guards(connection.dialect.name) if guard.table in present]


def make(connection: Connection, guard: Guard) -> None:
    """Create one guard."""
    for statement in guard.postgres() if postgres(connection) else guard.sqlite():
        connection.exec_driver_sql(statement)


def drop(connection: Connection, what: str = "") -> None:
    """Drop all guards, or only those whose name ends with `what`."""
    found = connection.exec_driver_sql(_FOUND[connection.dialect.name]).all()
    for name, table in found:
        if name.startswith(PREFIX) and name.endswith(what):
            on = f" ON {table}" if postgres(connection) else ""
            connection.exec_driver_sql(f"DROP TRIGGER {name}{on}")
            if postgres(connection):
                connection.exec_driver_sql(f"DROP FUNCTION {name}()")


_FOUND = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal",
}


def _same(columns: Iterable[str]) -> str:
    return " AND ".join(f"NEW.{column} {{is}} OLD.{column}" for column in columns)


def _kept() -> Iterator[Guard]:
    for table in (*APPEND_ONLY, *RELEASED):
        yield Guard(table, "unchanged", "UPDATE", "", f"{table} is append-only")
    for table in (*UNDELETED, *NEEDED):
        yield Guard(table, "undeleted", "DELETE", destruction_door.DELETED.get(table, ""), f"{table} keeps its rows")
    for table, columns in FIXED.items():
        yield Guard(table, "fixed", "UPDATE", _same(columns), f"the identity of a {table} is fixed")
    yield Guard("casefile", "version", "UPDATE", "NEW.version >= OLD.version", "the version of a case only grows")
    yield Guard("casefile", "open", "INSERT", ends.OPEN, "a case begins open")
    yield Guard("casefile", "ended", "UPDATE", ends.ENDED, "a case ends only by what ends it")


def _timely() -> Iterator[Guard]:
    """No moment lies after the clock of the guards; elsewhere a moment is that of a fact, or is told as it happens."""
    for table in TIMELY:
        says = f"a {table} is not of a moment to come"
        columns = moments(Base.metadata.tables[table])
        yield Guard(table, "timely", "INSERT", _past(columns), says)
        if changing := [column for column in columns if column not in FIXED.get(table, columns)]:
            yield Guard(table, "timely_again", "UPDATE", _past(changing), says)
    yield Guard("fact", "follows", "INSERT", parties.FOLLOWS, "a fact does not come before the last", locks="TRUE")
    yield Guard("role_revocation", "sound", "INSERT", parties.HELD, "a role ends after it began")


def moments(table: Table) -> list[str]:
    """The columns of a table with a moment at which something happened."""
    return [c.name for c in table.columns if isinstance(c.type, Moment) and not c.name.endswith("_until")]


def _past(columns: Iterable[str]) -> str:
    return " AND ".join(not_later(f"NEW.{column}") for column in columns)


def _sound() -> Iterator[Guard]:
    says = "does not agree with the record"
    for table, what, unless in (
        ("party", "party", parties.PARTY),
        ("party_end", "end of a party", parties.PARTY_END),
        ("item", "item", asked.ITEM),
        ("reviewed", "decision under which it runs", asked.REVIEWED),
        ("made_precise", "talk", asked.MADE_PRECISE),
        ("agreement", "agreement", asked.AGREEMENT),
        ("agreement_end", "end of an agreement", asked.AGREEMENT_END),
        ("item_end", "end of an item", asked.ITEM_END),
        ("decision", "decision", gate.DECISION),
        ("answer", "answer", asked.ANSWER),
        ("answered", "answer", asked.ANSWERED),
        ("whole", "whole grant", asked_gate.WHOLE),
        ("call", "call", gate.CALL),
        ("exemption", "exemption", gate.EXEMPTION),
        ("exemption_approval", "approval", gate.EXEMPTION_APPROVAL),
    ):
        yield Guard(table, "sound", "INSERT", unless, f"{what} {says}", locks="TRUE")
    yield Guard("settlement", "sound", "INSERT", gate.SETTLEMENT, f"settlement {says}")
    yield Guard("text_version", "sound", "INSERT", letters.VERSION, f"text {says}")
    yield Guard("text_release", "sound", "INSERT", letters.RELEASE, f"release {says}")


def _letters() -> Iterator[Guard]:
    needs_call = "an adverse letter needs a call or an approved exemption"
    less = "a letter that grants gives all that was asked, or agreed"
    superseded = "a later version of the decision exists"
    # PostgreSQL fires guards by name, so the first of these holds the case for the others.
    yield Guard("letter", "asked", "INSERT", asked_gate.GRANTS, less, locks="TRUE")
    yield _made("asked_again", asked_gate.GRANTS, less, locks=True)
    yield Guard("letter", "gate", "INSERT", gate.LETTER, needs_call)
    # An approval may turn out void after the letter was queued; it must still be possible to hold or withdraw it.
    yield _made("gate_again", gate.LETTER, needs_call)
    yield Guard("letter", "newest", "INSERT", gate.NEWEST_DECISION, superseded)
    yield _made("newest_again", gate.NEWEST_DECISION, superseded)
    told = "a hand-over is told once two people say so"
    yield Guard("letter", "ends", "INSERT", ends.TOLD, told)
    yield _made("ends_again", ends.TOLD, told)
    unlike = "a letter is about what its kind is for, and comes to no more"
    yield Guard("letter", "fits", "INSERT", letters.FITS, unlike)
    yield _made("fits_again", letters.FITS, unlike)
    unreleased = "a letter is made from texts that were released for it"
    yield Guard("letter", "texts", "INSERT", f"NEW.texts IS NOT NULL AND {letters.TEXTS}", unreleased)
    yield Guard("letter", "texts_again", "UPDATE", letters.TEXTS_AGAIN, unreleased)
    yield _made("framed", gate.FRAMED, "a letter with prose says that it is no decision", locks=True)
    yield _made("typed", gate.TYPED, "a letter without prose takes no sentence", locks=True)
    yield _made("signed", gate.SIGNED, "a decision is signed by somebody who may")
    yield _made("stopped", gate.ALL_SETTLED, "letters stand still until someone has dealt with what the check found")
    yield Guard("letter", "start", "INSERT", letters.START, "a letter starts queued")
    yield Guard("letter", "steps", "UPDATE", letters.STEPS, "a letter does not take this step")
    made = "a rendered letter has a PDF, made after it was written, and no other has"
    yield Guard("letter", "pdf", "UPDATE", letters.PDF, made)
    written = ("content", "template", "texts", "dated_on", "signed_by")
    for what, once, columns, says in (
        ("content", letters.ANEW, written, "a letter says what was written"),
        (
            "pdf_once",
            letters.MADE_ONCE,
            ("pdf_sha256", "pages", "document", "rendered_at"),
            "a rendered letter is frozen",
        ),
    ):
        yield Guard("letter", what, "UPDATE", f"{once} OR ({_same(columns)})", says)


def _made(what: str, unless: str, says: str, *, locks: bool = False) -> Guard:
    """What holds of a letter when it is made."""
    held = f"NOT ({letters.RENDERING})" if locks else ""
    return Guard("letter", what, "UPDATE", f"{letters.RENDERING} OR ({unless})", says, locks=held)


def _chained() -> Iterator[Guard]:
    last = "COALESCE((SELECT max(l.seq) FROM link l WHERE l.chain = NEW.chain), 0)"
    follows = f"NEW.seq = 1 + {last} AND length(NEW.digest) = 32 AND length(NEW.hash) = 32"
    yield Guard("link", "follows", "INSERT", follows, "a link follows the last of its chain")


def _destroyed() -> Iterator[Guard]:
    yield Guard("destruction", "sound", "INSERT", destruction_door.PROPOSAL, "this case may not be destroyed")
    yield Guard(
        "destruction_approval", "sound", "INSERT", destruction_door.APPROVAL, "this destruction may not be approved"
    )
    yield Guard(
        "destruction_refusal", "sound", "INSERT", destruction_door.REFUSAL, "this destruction may not be refused"
    )
    yield Guard("destroyed", "sound", "INSERT", destruction_door.PROOF, "there is nothing to prove")
    yield Guard("casefile", "once", "INSERT", destruction_door.NEW_NUMBER, "this number was destroyed")


def _leaving() -> Iterator[Guard]:
    yield Guard("bundle", "sound", "INSERT", bundle_gate.BUNDLE, "this is no bundle")
    yield Guard("bundle_line", "once", "INSERT", bundle_gate.LINE, "this letter may not leave in this bundle")
    yield Guard("stray", "sound", "INSERT", bundle_gate.STRAY, "a bundle handed over takes no more")
    yield Guard("handover", "sound", "INSERT", bundle_gate.HANDOVER, "a bundle is handed over whole")
    yield Guard("unsealed", "sound", "INSERT", bundle_gate.UNSEALED, "a bundle with the printer is not taken apart")
    yield Guard("receipt", "sound", "INSERT", bundle_gate.RECEIPT, "an answer is about a bundle handed over")
    yield Guard("letter", "leaving", "UPDATE", bundle_gate.STAYS, "the letter lies in a bundle")


def _unreplaced() -> Iterator[Guard]:
    """OR REPLACE deletes without firing a DELETE trigger, so on SQLite no row may take the place of another."""
    for table in (*UNDELETED, *NEEDED):
        keys = _keys(Base.metadata.tables[table])
        says = f"UNIQUE {table} exists already"
        yield Guard(table, "unreplaced", "INSERT", f"NOT EXISTS ({_clash(table, keys)})", says)
        if free := [key for key in keys if table in FIXED and not set(key) <= set(FIXED[table])]:
            # A row does not clash with itself; the primary key is fixed.
            own = " AND ".join(f"t.{column} = OLD.{column}" for column in keys[0])
            yield Guard(
                table, "unreplaced_again", "UPDATE", f"NOT EXISTS ({_clash(table, free)} AND NOT ({own}))", says
            )


def _clash(table: str, keys: Iterable[tuple[str, ...]]) -> str:
    same = " OR ".join("(" + " AND ".join(f"t.{column} = NEW.{column}" for column in key) + ")" for key in keys)
    return f"SELECT 1 FROM {table} t WHERE ({same})"


def _untruncated() -> Iterator[Guard]:
    for table in UNDELETED:
        yield Guard(table, "untruncated", "TRUNCATE", "", f"{table} keeps its rows")


def _keys(table: Table) -> list[tuple[str, ...]]:
    primary = tuple(column.name for column in table.primary_key)
    unique = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
    inline = [(column.name,) for column in table.columns if column.unique]
    found = {tuple(column.name for column in key.columns) for key in unique} | set(inline)
    # A key that contains the primary key adds nothing.
    return [primary, *sorted(key for key in found if not set(primary) <= set(key))]
