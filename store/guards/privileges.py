"""What the application may do on PostgreSQL: read, insert, and update only what is not part of the record."""

from __future__ import annotations

from sqlalchemy import Connection, Table

from store.guards.triggers import APPEND_ONLY, FIXED, RELEASED
from store.models import Base

READ_ONLY = (*RELEASED, "destroyed", "removal")
DELETED = ("login", "duty")


def grant_application(connection: Connection, role: str) -> None:
    """Give a role that does not own the tables the rights it needs, and take away all others."""
    to = connection.dialect.identifier_preparer.quote(role)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {to}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {to}",
        f"GRANT USAGE ON SCHEMA public TO {to}",
        # Not UPDATE: with setval a number could be issued twice.
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"GRANT SELECT ON alembic_version TO {to}",
    ):
        connection.exec_driver_sql(statement)
    for table in Base.metadata.sorted_tables:
        connection.exec_driver_sql(f"GRANT {', '.join(_rights(table))} ON {table.name} TO {to}")


def _rights(table: Table) -> list[str]:
    if table.name in READ_ONLY:
        return ["SELECT"]
    if table.name in APPEND_ONLY:
        return ["SELECT", "INSERT"]
    fixed = FIXED.get(table.name, ())
    changing = ", ".join(column.name for column in table.columns if column.name not in fixed)
    rights = ["SELECT", "INSERT", f"UPDATE ({changing})"]
    return [*rights, "DELETE"] if table.name in DELETED else rights
