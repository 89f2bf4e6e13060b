"""Which rows stay as they are, and what the application may do on PostgreSQL: read, add, and change only the rest."""

from __future__ import annotations

from sqlalchemy import Connection, Table

from store.guards.trigger_sql import CLOCK
from store.models import Base, destruction
from store.models.post import ADDED

APPEND_ONLY = (
    *(
        "party",
        "party_end",
        "item",
        "reviewed",
        "made_precise",
        "agreement",
        "agreement_end",
        "item_end",
        "answer",
        "answered",
        "whole",
    ),
    *("fact", "decision", "call", "exemption", "exemption_approval", "role_grant", "role_revocation"),
    *("link", "salt", "head", "verification", "finding", "settlement", "look"),
    *("attachment", *destruction.ADDED, *ADDED),
    *("text_source", "text_version", "text_release"),
)
RELEASED = ("allowance", "letter_kind", "letter_phrase", "letter_fit", "released_text", "retention")
UNDELETED = (*APPEND_ONLY, "casefile", "letter", *RELEASED)
# Corrected in place, and deleted only when no case needs them.
NEEDED = ("citizen", "household", "member")
FIXED = {
    **dict.fromkeys(NEEDED, ("id",)),
    "casefile": ("id", "number", "process", "citizen_id", "reference", "created_at"),
    "letter": (
        *("id", "case_id", "number", "name", "about", "adverse", "decides", "decision_id", "created_at"),
        *("call_id", "call_upholds", "call_at", "exemption_id", "exempted_at", "party"),
    ),
}
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
        f"GRANT EXECUTE ON FUNCTION public.{CLOCK}() TO {to}",
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
