"""Tables that guard the record: signed heads, passes of the check, findings and settlements, and who looked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from store.models import STRICT, Base
from store.models.column_types import Json


class Head(Base):
    """One signed file with the ends of the chains at the close of a day. Append-only."""

    __tablename__ = "head"
    __table_args__ = (Check("length(sha256) = 64", name="sha256"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(unique=True)
    sha256: Mapped[str]
    signed_at: Mapped[datetime]


class Verification(Base):
    """One pass of the check: when, for which day, and for each part how much was checked and how much was wrong."""

    __tablename__ = "verification"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    day: Mapped[date]
    counts: Mapped[Any] = mapped_column(Json)


class Finding(Base):
    """One thing that a pass found wrong; no letters go out until someone has settled it. Append-only.

    `lasting` marks what stays wrong, such as a lost row. Anything else is found again for as long as it is wrong.
    """

    __tablename__ = "finding"
    # By a hash on PostgreSQL, where a tree takes no more than 2,704 bytes and a finding may say more.
    __table_args__ = (
        Check("lasting IN (0, 1)", name="lasting"),
        Index("ix_finding_words", "words", postgresql_using="hash"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    words: Mapped[str]
    lasting: Mapped[int]
    found_at: Mapped[datetime]


class Settlement(Base):
    """Someone, in a role held at that moment, looked at a finding and says why letters may resume. Append-only."""

    __tablename__ = "settlement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "settled_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Check("grant_role IN ('beheer')", name="role"),
        Check("length(trim(reason)) >= 20", name="reason"),
        STRICT,
    )

    finding_id: Mapped[int] = mapped_column(ForeignKey("finding.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str]
    settled_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    settled_at: Mapped[datetime]


class Look(Base):
    """One page view. Append-only. It refers to its case without a foreign key, since it may outlive the case."""

    __tablename__ = "look"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    trace_id: Mapped[str]
    operation_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    status_code: Mapped[int]
    start_time: Mapped[datetime]
    end_time: Mapped[datetime]
    processing_activity_id: Mapped[str]
    data_subject_id: Mapped[str | None]
    data_subject_id_type: Mapped[str | None]
    user_id: Mapped[str] = mapped_column(index=True)
    case_id: Mapped[int | None] = mapped_column(index=True)
