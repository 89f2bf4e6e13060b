"""Checks that the guards and constraints are still those in the code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.pool import StaticPool

from rules.errors import GuardsChanged
from store.engine import postgres
from store.guards.trigger_sql import CLOCK, MACHINE, Guard
from store.guards.triggers import guards, install
from store.models import Base

TABLES = tuple(sorted(Base.metadata.tables))
Found = frozenset[tuple[str, str]]


def check_guards(connection: Connection) -> None:
    """Raise `GuardsChanged`, with the names that differ, unless all guards and constraints are there and unchanged.

    The first time on PostgreSQL this creates temporary tables, so it needs a transaction that may write.
    """
    found = _postgres(connection) if postgres(connection) else _sqlite(connection)
    if differing := found ^ _expected(connection):
        raise GuardsChanged(tuple(sorted({name for name, _ in differing})))


def _expected(connection: Connection) -> Found:
    return _expected_postgres(connection) if postgres(connection) else _expected_sqlite()


def _sqlite(connection: Connection) -> Found:
    triggers = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR name = '{CLOCK}'"
    # A row with a rowid besides its key can be replaced through its rowid.
    tables = f"""SELECT name, 'strict ' || strict || ' without place ' || wr FROM pragma_table_list
        WHERE schema = 'main' AND name IN {_names(TABLES)}"""
    # INSERT OR REPLACE deletes whatever it meets in any unique index, including one that is not ours.
    indexes = f"""SELECT i.name, 'unique on ' || m.name FROM sqlite_master m, pragma_index_list(m.name) i
        WHERE m.type = 'table' AND m.name IN {_names(TABLES)} AND i."unique" = 1 AND i.origin = 'c'"""
    made = [tuple(row) for query in (triggers, tables, indexes) for row in connection.exec_driver_sql(query)]
    return frozenset((*made, *_constraints(connection)))


def _constraints(connection: Connection) -> Iterable[tuple[str, str]]:
    inspector = inspect(connection)
    for table in set(TABLES) & set(inspector.get_table_names()):
        yield table, f"key {inspector.get_pk_constraint(table)['constrained_columns']}"
        for check in inspector.get_check_constraints(table):
            yield str(check["name"]), f"check {check['sqltext']}"
        for unique in inspector.get_unique_constraints(table):
            yield str(unique["name"]), f"unique {unique['column_names']}"
        for link in inspector.get_foreign_keys(table):
            yield (
                str(link["name"]),
                f"link {link['constrained_columns']} {link['referred_table']} {link['referred_columns']}",
            )
        for column in inspector.get_columns(table):
            yield f"{table}.{column['name']}", f"{column['type']} {column['nullable']}"


@lru_cache(maxsize=1)
def _expected_sqlite() -> Found:
    fresh = create_engine("sqlite://", poolclass=StaticPool)
    with fresh.connect() as connection:
        Base.metadata.create_all(connection)
        install(connection)
        found = _sqlite(connection)
    fresh.dispose()
    return found


def _postgres(connection: Connection) -> Found:
    rules = "SELECT rulename, definition FROM pg_rules WHERE schemaname = 'public'"
    triggers = f"""SELECT t.tgname, concat_ws(' ', t.tgrelid::regclass, t.tgtype, t.tgenabled, t.tgattr,
        t.tgqual IS NOT NULL, p.prosecdef, array_to_string(p.proconfig, ','), p.prosrc)
        FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT t.tgisinternal AND c.relname IN {_names(TABLES)} AND c.relnamespace = 'public'::regnamespace"""
    disabled = f"""SELECT c.conname, 'disabled' FROM pg_trigger t JOIN pg_constraint c ON c.oid = t.tgconstraint
        WHERE t.tgisinternal AND t.tgenabled <> 'O' AND t.tgrelid::regclass::text IN {_names(TABLES)}"""
    # Rows of an inheriting table are read along with those of its parent, without the parent's triggers.
    children = "SELECT inhrelid::regclass::text, 'child of ' || inhparent::regclass::text FROM pg_inherits"
    clock = f"""SELECT p.proname, concat_ws(' ', l.lanname, p.provolatile, p.prosecdef, p.proconfig, p.prosrc,
        p.proowner = (SELECT relowner FROM pg_class WHERE oid = to_regclass('public.letter')))
        FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
        WHERE p.proname = '{CLOCK}' AND p.pronamespace = 'public'::regnamespace"""
    queries = (rules, triggers, disabled, children, clock)
    made = [tuple(row) for query in queries for row in connection.exec_driver_sql(query)]
    return frozenset((*made, *_defined(connection, "'public'::regnamespace")))


def _defined(connection: Connection, schema: str) -> Iterable[tuple[str, str]]:
    constraints = f"""SELECT k.conname, concat_ws(' ', c.relname, k.convalidated, pg_get_constraintdef(k.oid))
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.contype IN ('c', 'f', 'p', 'u') AND c.relnamespace = {schema} AND c.relname IN {_names(TABLES)}"""
    columns = f"""SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = {schema} AND c.relname IN {_names(TABLES)}"""
    for query in (constraints, columns):
        yield from (tuple(row) for row in connection.exec_driver_sql(query))


def _expected_postgres(connection: Connection) -> Found:
    made = [(guard.name, _trigger(guard)) for guard in guards("postgresql")]
    made.append((CLOCK, f"sql v f SELECT {MACHINE['postgresql']} t"))
    version = connection.dialect.server_version_info or ()
    if version not in _reworded:
        _reworded[version] = _reword(connection)
    return frozenset((*made, *_reworded[version]))


# What a version of PostgreSQL makes of our constraints, it makes of them each time.
_reworded: dict[tuple[int, ...], Found] = {}


def _reword(connection: Connection) -> Found:
    """PostgreSQL rewords a constraint, so we let it reword ours too, on temporary tables that are dropped again."""
    attempt = connection.begin_nested()
    connection.exec_driver_sql("SET LOCAL search_path = pg_temp")
    Base.metadata.create_all(connection, checkfirst=False)
    defined = frozenset(_defined(connection, "pg_my_temp_schema()"))
    attempt.rollback()
    return defined


def _trigger(guard: Guard) -> str:
    # The bits of pg_trigger.tgtype: row level, before, and the event.
    event = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}[guard.event]
    kind = 2 + event + (0 if guard.event == "TRUNCATE" else 1)
    return f"{guard.table} {kind} A  f f search_path=public, pg_temp {guard.body()}"


def _names(tables: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{table}'" for table in tables) + ")"
