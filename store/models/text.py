"""A municipality's own texts, their releases, and the texts that letters were made from."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from store.models.table import STRICT, Base


class TextSource(Base):
    """A text that some letter was made from, by the digest of its bytes. Append-only."""

    __tablename__ = "text_source"
    __table_args__ = (
        Check("length(sha256) = 64", name="sha256"),
        # With a rowid besides its key, a row could be replaced.
        STRICT | {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]


class ReleasedText(Base):
    """A text that came with a release, or lay in the folder of the municipality then, by the digest of its bytes."""

    __tablename__ = "released_text"
    __table_args__ = (Check("length(sha256) = 64", name="sha256"), STRICT)

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)


class TextVersion(Base):
    """One version of a municipality's own text; without a body, the shipped text applies again. Append-only."""

    __tablename__ = "text_version"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "written_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Unique("name", "version"),
        Unique("id", "name", "version", "written_by", "written_at", name="uq_text_version_id_name"),
        Check("version >= 1", name="version"),
        Check("grant_role = 'tekst'", name="role"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    body: Mapped[str | None]
    written_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    written_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(unique=True)


class TextRelease(Base):
    """The release of a version by a second person, in a role held at that time. Append-only."""

    __tablename__ = "text_release"
    __table_args__ = (
        ForeignKeyConstraint(
            ["text_id", "name", "version", "written_by", "written_at"],
            [
                "text_version.id",
                "text_version.name",
                "text_version.version",
                "text_version.written_by",
                "text_version.written_at",
            ],
        ),
        ForeignKeyConstraint(
            ["grant_id", "released_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Check("released_by <> written_by", name="two_people"),
        Check("grant_role IN ('teamleider', 'tekst')", name="role"),
        Check("released_at >= written_at", name="after"),
        STRICT,
    )

    text_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int]
    written_by: Mapped[str]
    written_at: Mapped[datetime]
    released_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    released_at: Mapped[datetime]
