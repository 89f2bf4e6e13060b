"""What a letter may become, what it says by its kind, and the texts it is made from, enforced by the database.

Each text is a condition that must hold for the new row, the same on SQLite and PostgreSQL.
"""

from __future__ import annotations

from store.guards.trigger_sql import SLACK_MS
from store.models.table import among

# Who writes a text of a municipality, and who releases it.
WRITERS = ("tekst",)
RELEASERS = ("teamleider", "tekst")

RENDERING = "NEW.status <> 'rendered' OR OLD.status = 'rendered'"
STEPS = """NEW.status = OLD.status
 OR (OLD.status = 'queued' AND NEW.status IN ('held', 'rendered', 'withdrawn'))
 OR (OLD.status = 'held' AND NEW.status IN ('queued', 'withdrawn'))
 OR (OLD.status = 'rendered' AND NEW.status IN ('held', 'withdrawn'))
 OR (OLD.status = 'withdrawn' AND NEW.status = 'held')"""
START = "NEW.status = 'queued' AND NEW.pdf_sha256 IS NULL AND NEW.pages IS NULL AND NEW.rendered_at IS NULL"
PDF = f"""(NEW.status <> 'rendered' OR COALESCE(length(NEW.pdf_sha256), 0) = 64)
 AND (NEW.pdf_sha256 IS NULL OR NEW.status IN ('rendered', 'withdrawn'))
 AND (NEW.rendered_at IS NULL OR NEW.rendered_at + {SLACK_MS} >= NEW.created_at)"""

# One that was withdrawn is held before it is written anew, so that it passes all that another must.
# A letter that is held goes on as it was, is withdrawn, or is written anew in the step that releases it, and not
# dated back, unless somebody posts it before the printer would. It says nothing else while it waits to be made, nor
# while it is held.
ANEW = """OLD.status = 'held' AND NEW.status = 'queued' AND (NEW.dated_on >= OLD.dated_on
 OR (NEW.channel = 'balie' AND {day NEW.dated_on} >= {date_of NEW.created_at}))"""
# Holding a letter back discards its PDF, since it will be made again.
MADE_ONCE = "OLD.pdf_sha256 IS NULL OR NEW.status = 'held'"


def _fit(what: str, value: str) -> str:
    return f"EXISTS (SELECT 1 FROM letter_fit i WHERE i.name = NEW.name AND i.what = '{what}' AND i.value = {value})"


# A decision is told in a letter about its own fact, also one on a penalty or on what is suspended.
_ABOUT = f"""EXISTS (SELECT 1 FROM fact f WHERE f.case_id = NEW.case_id AND f.seq = NEW.about
   AND CASE WHEN NEW.decides = 0 THEN {_fit("about", "f.kind")}
     ELSE EXISTS (SELECT 1 FROM decision d WHERE d.id = NEW.decision_id AND d.fact_id = f.id) END)"""

FITS = f"""{_ABOUT}
 AND NOT EXISTS (SELECT 1 FROM {{outcomes}} WHERE NOT {_fit("outcome", "{outcome}")})"""

# What a municipality released; the digest is that of its body, or the letter is not made.
_OWN = """EXISTS (SELECT 1 FROM text_source s JOIN text_version v ON v.name = t.key AND v.body = s.body
     JOIN text_release r ON r.text_id = v.id AND r.name = v.name WHERE s.sha256 = t.value)"""
TEXTS = f"""NOT EXISTS (SELECT 1 FROM {{texts}} WHERE NOT (
   EXISTS (SELECT 1 FROM released_text c WHERE c.name = t.key AND c.sha256 = t.value) OR {_OWN}))
 AND EXISTS (SELECT 1 FROM {{texts}} WHERE {_fit("text", "t.key")})"""

# Letters from before texts were kept have none; no other loses them.
TEXTS_AGAIN = f"""CASE WHEN NEW.texts IS NULL THEN OLD.texts IS NULL ELSE {RENDERING} OR ({TEXTS}) END"""


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
