"""The chains over the record, and the salts of their digests."""

from __future__ import annotations

from sqlalchemy import CheckConstraint as Check
from sqlalchemy.orm import Mapped, mapped_column

from store.models.table import STRICT, Base


class Link(Base):
    """One link of a chain: a row of the record had this digest, at this place in the order of its case. Append-only.

    `chain` is the case, or 0 for rows that belong to none; `kind` and `about` are the table and the key of the row. The
    link before needs no column: places have no gaps, so it is at `seq - 1`, and no link has two successors.
    """

    __tablename__ = "link"
    __table_args__ = (
        Check("seq >= 1", name="seq"),
        Check("length(digest) = 32 AND length(hash) = 32", name="sha256"),
        # The links of a case are stored together.
        STRICT | {"sqlite_with_rowid": False},
    )

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    about: Mapped[int]
    digest: Mapped[bytes]
    hash: Mapped[bytes]


class Salt(Base):
    """The salt of the digests in one chain; without it they reveal nothing about the contents of the rows."""

    __tablename__ = "salt"
    __table_args__ = (Check("length(salt) = 32", name="length"), STRICT)

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes]
