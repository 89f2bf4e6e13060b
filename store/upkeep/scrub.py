"""Clears what a database keeps of deleted rows, as far as it allows."""

from __future__ import annotations

from store.engine import engine, postgres
from store.models import Base


def owns(url: str) -> bool:
    """Whether this role may delete cases; on PostgreSQL only the owner of the tables may."""
    bound = engine(url)
    if not postgres(bound):
        return True
    with bound.connect() as connection:
        return bool(connection.exec_driver_sql("SELECT has_table_privilege('casefile', 'DELETE')").scalar())


def scrub(url: str) -> None:
    """Clear deleted rows from the tables and, on SQLite, from the journal as well.

    SQLite wipes a deleted row itself (`secure_delete`). PostgreSQL frees its space and overwrites it in time; its
    write-ahead log and every backup keep the row until they are discarded.
    """
    bound = engine(url)
    if postgres(bound):
        with bound.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            names = ", ".join(f'"{name}"' for name in sorted(Base.metadata.tables))
            connection.exec_driver_sql(f"VACUUM {names}")
        return
    raw = bound.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
