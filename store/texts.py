"""A municipality's own texts on the record: versions, releases, and the texts that letters were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rules.errors import SamePerson, TextChanged, TextSourceLost, TextUnknown
from store.engine import postgres
from store.guards.letters import RELEASERS, WRITERS
from store.models import ReleasedText, TextRelease, TextSource, TextVersion
from store.typed_rows import active_grant


def current(db: Session) -> dict[str, str | None]:
    """The released text for each name that has one; None where the shipped text applies again."""
    newest = select(TextRelease.name, func.max(TextRelease.version).label("version")).group_by(TextRelease.name)
    last = newest.subquery()
    rows = db.execute(
        select(TextVersion.name, TextVersion.body).join(
            last, (TextVersion.name == last.c.name) & (TextVersion.version == last.c.version)
        )
    )
    return {row.name: row.body for row in rows}


def versions(db: Session, name: str | None = None) -> Sequence[tuple[TextVersion, TextRelease | None]]:
    """The versions of one text, or of all texts, newest first, each with its release."""
    query = select(TextVersion, TextRelease).outerjoin(TextRelease, TextRelease.text_id == TextVersion.id)
    if name is not None:
        query = query.where(TextVersion.name == name)
    return [(row[0], row[1]) for row in db.execute(query.order_by(TextVersion.name, TextVersion.version.desc()))]


def add(
    db: Session, name: str, body: str | None, *, by: str, at: datetime, expected: int, key: str | None
) -> TextVersion:
    """Add a version, or return the one that this very form added before; `TextChanged` when another came in between."""
    same = db.scalar(select(TextVersion).where(TextVersion.key == key)) if key else None
    if same is not None:
        return same
    last = db.scalar(select(func.coalesce(func.max(TextVersion.version), 0)).where(TextVersion.name == name)) or 0
    if last != expected:
        raise TextChanged(name)
    grant = active_grant(db, by, WRITERS)
    written = {"written_by": by, "grant_id": grant.id, "grant_role": grant.role, "written_at": at}
    made = TextVersion(name=name, version=last + 1, body=body, key=key, **written)
    db.add(made)
    db.flush()
    return made


def release(db: Session, name: str, version: int, *, by: str, at: datetime) -> None:
    """Release the newest version, by somebody other than its author; releasing it again does nothing.

    Raises `TextUnknown`, `TextChanged`, `SamePerson` or `RoleMissing`.
    """
    rows = {text.version: (text, released) for text, released in versions(db, name)}
    if version not in rows:
        raise TextUnknown(name)
    text, released = rows[version]
    if released is not None:
        return
    if version != max(rows):
        raise TextChanged(name)
    if text.written_by == by:
        raise SamePerson
    grant = active_grant(db, by, RELEASERS)
    given = {"released_by": by, "grant_id": grant.id, "grant_role": grant.role, "released_at": at}
    written = {"written_by": text.written_by, "written_at": text.written_at}
    db.add(TextRelease(text_id=text.id, name=name, version=version, **written, **given))
    db.flush()


def keep(db: Session, texts: Mapping[str, str]) -> dict[str, str]:
    """Store the texts of a letter, each once, and return the digest of each by its name."""
    digests = {name: _digest(body) for name, body in texts.items()}
    wanted = {digests[name]: body for name, body in texts.items()}
    present = set(db.scalars(select(TextSource.sha256).where(TextSource.sha256.in_(wanted))))
    fresh = [{"sha256": digest, "body": body} for digest, body in sorted(wanted.items()) if digest not in present]
    if fresh:
        adding = postgresql.insert(TextSource) if postgres(db) else sqlite.insert(TextSource)
        # Another transaction may be storing the same text, which is fine.
        db.execute(adding.on_conflict_do_nothing() if postgres(db) else adding, fresh)
    return digests


def kept(db: Session, digests: Mapping[str, str]) -> dict[str, str]:
    """The texts a letter was made from; `TextSourceLost` when one is missing or no longer matches its digest."""
    rows = db.execute(select(TextSource.sha256, TextSource.body).where(TextSource.sha256.in_(digests.values())))
    bodies = {digest: body for digest, body in rows if _digest(body) == digest}
    lost = [name for name, digest in digests.items() if digest not in bodies]
    if lost:
        raise TextSourceLost(lost[0])
    return {name: bodies[digest] for name, digest in digests.items()}


def unreleased(db: Session, digests: Mapping[str, str]) -> list[str]:
    """The names of those of these texts that came with no release, and that nobody released."""
    shipped = select(ReleasedText.name, ReleasedText.sha256).where(ReleasedText.name.in_(digests))
    left = dict(digests.items() - {(name, sha256) for name, sha256 in db.execute(shipped)})
    own = current(db) if left else {}
    return sorted(name for name, digest in left.items() if _digest(own.get(name) or "") != digest)


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
