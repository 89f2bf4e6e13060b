"""Access to the database: one writer at a time on SQLite, checked connections on PostgreSQL."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.orm import Session

from config.settings import settings
from store.chain.links import RecordSession

TIMEOUT_SECONDS = 30
READONLY = "maatwerk.readonly"
PAUSE_SECONDS = 0.0002, 0.001
PRAGMAS = (
    f"busy_timeout={TIMEOUT_SECONDS * 1000}",
    "synchronous=FULL",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "secure_delete=ON",
)


def engine(url: str | None = None) -> Engine:
    """The engine of a database, one per process; without `url`, that of the database in the settings."""
    url = url or settings().database
    return _open.get(url) or _open.setdefault(url, build(url))


@contextmanager
def session(url: str | None = None, *, readonly: bool = False) -> Iterator[Session]:
    """A session in one transaction, committed at the end and rolled back on an error; it appends to the chains.

    On SQLite the transaction takes the write lock at its first statement, so never render or wait inside it.
    A `readonly` session takes no lock, and the database refuses to write in it.
    """
    bound = engine(url)
    if readonly:
        bound = bound.execution_options(readonly=True, **_readonly(bound))
    with RecordSession(bound, expire_on_commit=False) as opened, opened.begin():
        yield opened


def postgres(bound: Engine | Connection | Session) -> bool:
    """Whether this is PostgreSQL."""
    dialect = bound.get_bind().dialect if isinstance(bound, Session) else bound.dialect
    return dialect.name == "postgresql"


def build(url: str, *, foreign_keys: bool = True, **options: Any) -> Engine:
    """A new engine; leave out `foreign_keys` only to migrate SQLite, which rebuilds tables that others refer to."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed, options, foreign_keys=foreign_keys)
    # A bare postgresql:// would select psycopg2.
    parsed = parsed.set(drivername="postgresql+psycopg")
    arguments = {"options": f"-c lock_timeout={TIMEOUT_SECONDS}s"}
    built = create_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=arguments, **options)
    event.listen(built, "handle_error", _redact)
    return built


_open: dict[str, Engine] = {}


def close() -> None:
    """Close the connections of every database; the next session opens new ones."""
    while _open:
        _open.popitem()[1].dispose()


def _forget() -> None:
    """Drop the pool in a child process, which must not use its parent's connections."""
    for each in _open.values():
        each.dispose(close=False)


os.register_at_fork(after_in_child=_forget)


def _readonly(bound: Engine) -> dict[str, bool]:
    return {"postgresql_readonly": True} if postgres(bound) else {}


def _sqlite(url: URL, options: dict[str, Any], *, foreign_keys: bool) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    arguments = {"timeout": TIMEOUT_SECONDS}
    built = create_engine(url, hide_parameters=True, connect_args=arguments, **options)
    _listen(built, (*PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}"))
    return built


def _listen(built: Engine, pragmas: tuple[str, ...]) -> None:
    @event.listens_for(built, "connect")
    def connect(connection: Any, _record: object) -> None:
        # The driver's own BEGIN comes late and deferred, and two writers would then lose each other's updates.
        connection.isolation_level = None
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        _write_ahead(connection)

    @event.listens_for(built, "begin")
    def begin(connection: Connection) -> None:
        readonly = bool(connection.get_execution_options().get("readonly"))
        if connection.info.get(READONLY, False) != readonly:
            # Only where it changes: SQLite compiles every statement anew after it, with the guards on its table.
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if readonly else 'OFF'}")
            connection.info[READONLY] = readonly
        if readonly:
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)


def _write_ahead(driver: Any) -> None:
    """Set the journal mode; where others are at it, SQLite says so at once, however long it may wait."""
    until = time.monotonic() + TIMEOUT_SECONDS
    while driver.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(random.uniform(*PAUSE_SECONDS))  # noqa: S311 - spreads the writers, keeps no secret
        else:
            return


def _begin_writing(connection: Connection) -> None:
    """Take the write lock, polling often: SQLite's own wait backs off, so that unlucky writers wait for seconds."""
    driver: Any = connection.connection.dbapi_connection
    until = time.monotonic() + TIMEOUT_SECONDS
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while _busy(driver) and time.monotonic() < until:
            time.sleep(random.uniform(*PAUSE_SECONDS))  # noqa: S311 - spreads the writers, keeps no secret
        if not driver.in_transaction:
            # Try once more, so that an error is raised as for any other statement.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={TIMEOUT_SECONDS * 1000}")


def _busy(driver: sqlite3.Connection) -> bool:
    """Whether another connection is writing; if not, the transaction has now begun, or never will."""
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as problem:
        # The lowest byte is the kind of error, the other bytes its cause.
        return problem.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False


def _redact(context: ExceptionContext) -> None:
    """Keep the values that PostgreSQL quotes from a row ("Failing row contains …") out of messages and logs."""
    original = context.original_exception
    diagnosis = getattr(original, "diag", None)
    if diagnosis is None or diagnosis.message_primary is None:
        return
    # Class 22 is about a value, and quotes it in its first line.
    about_value = (diagnosis.sqlstate or "").startswith("22")
    message = f"SQLSTATE {diagnosis.sqlstate}" if about_value else diagnosis.message_primary
    original.args = (message,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(original).__name__}) {message}",)
