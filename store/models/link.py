"""The chains over the record, and what their digests are salted with."""

from __future__ import annotations

from sqlalchemy import CheckConstraint as Check
from sqlalchemy.orm import Mapped, mapped_column

from store.models.table import STRICT, Base


class Link(Base):
    """One link of a chain: that a row of the record was so, at this place in the order of its case. Append-only.

    `chain` is the case, or 0 for what belongs to none; `kind` and `about` are the table and the key of the row. There
    is no column for the link before: the places are dense, so it is the one at `seq - 1`, and no two follow one.
    """

    __tablename__ = "link"
    __table_args__ = (
        Check("seq >= 1", name="seq"),
        Check("length(digest) = 32 AND length(hash) = 32", name="sha256"),
        # A case is read from one place on the disk.
        STRICT | {"sqlite_with_rowid": False},
    )

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    about: Mapped[int]
    digest: Mapped[bytes]
    hash: Mapped[bytes]


class Salt(Base):
    """What the digests of one chain are salted with; without it they tell nothing about what was in the rows."""

    __tablename__ = "salt"
    __table_args__ = (Check("length(salt) = 32", name="length"), STRICT)

    chain: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    salt: Mapped[bytes]
