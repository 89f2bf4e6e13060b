"""Conditions on a text and its release, enforced by the database: written by one person, released by another.

Each text is a condition that must hold for the new row, the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from store.models.table import among

WRITERS = ("tekst",)
RELEASERS = ("teamleider", "tekst")


def _held(person: str, at: str, roles: tuple[str, ...]) -> str:
    """The role was granted before that moment and not revoked by then."""
    return f"""EXISTS (SELECT 1 FROM role_grant g WHERE g.id = NEW.grant_id AND g.staff_id = NEW.{person}
   AND g.role = NEW.grant_role AND g.role IN {among(roles)} AND g.granted_at <= NEW.{at}
   AND NOT EXISTS (SELECT 1 FROM role_revocation r WHERE r.grant_id = g.id AND r.revoked_at <= NEW.{at}))"""


VERSION = f"""NEW.version = 1 + COALESCE((SELECT max(t.version) FROM text_version t WHERE t.name = NEW.name), 0)
 AND {_held("written_by", "written_at", WRITERS)}"""

# The released version with the highest number counts, so none may be inserted below it.
RELEASE = f"""EXISTS (SELECT 1 FROM text_version t WHERE t.id = NEW.text_id AND t.name = NEW.name
   AND t.version = NEW.version AND t.written_by = NEW.written_by AND t.written_at = NEW.written_at)
 AND NOT EXISTS (SELECT 1 FROM text_release r WHERE r.name = NEW.name AND r.version >= NEW.version)
 AND NEW.released_by <> NEW.written_by
 AND NEW.released_at >= NEW.written_at
 AND {_held("released_by", "released_at", RELEASERS)}"""
