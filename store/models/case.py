"""A case: the citizen, the facts on its record, and what it is waiting for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from store.models.column_types import Json
from store.models.people import Citizen, Member, Staff
from store.models.table import STRICT, Base


class Case(Base):
    """One case: its citizen, its process, and what it is waiting for.

    `version` is the number of facts on the record; `taken_up` is how many of them a run has processed.
    """

    __tablename__ = "casefile"
    __table_args__ = (Check("taken_up <= version", name="taken_up"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    process: Mapped[str]
    process_version: Mapped[int]
    reference: Mapped[str] = mapped_column(unique=True)
    citizen_id: Mapped[int] = mapped_column(ForeignKey("citizen.id"), index=True)
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    consultant_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"), index=True)
    team: Mapped[str]
    subject: Mapped[str]
    received_on: Mapped[date]
    urgent: Mapped[int] = mapped_column(server_default="0")
    version: Mapped[int] = mapped_column(server_default="0")
    taken_up: Mapped[int] = mapped_column(server_default="0")
    waits_for: Mapped[str | None]
    waits_by: Mapped[date | None] = mapped_column(index=True)
    term_from: Mapped[date | None]
    wakes_on: Mapped[date | None] = mapped_column(index=True)
    result: Mapped[str | None]
    closed_on: Mapped[date | None]
    created_at: Mapped[datetime]
    citizen: Mapped[Citizen] = relationship()
    representative: Mapped[Member | None] = relationship()
    consultant: Mapped[Staff | None] = relationship()


class FactRow(Base):
    """One fact on the record of a case. Append-only."""

    __tablename__ = "fact"
    __table_args__ = (
        Unique("case_id", "seq"),
        Unique("id", "case_id"),
        Unique("case_id", "key"),
        Check("seq >= 1", name="seq"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    seq: Mapped[int]
    kind: Mapped[str]
    body: Mapped[Any] = mapped_column(Json)
    by: Mapped[str]
    at: Mapped[datetime]
    key: Mapped[str | None]


class Reason(Base):
    """A digest of a reason given in a case, so that a copied reason is noticed."""

    __tablename__ = "reason"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    digest: Mapped[str] = mapped_column(index=True)


class Attachment(Base):
    """A file that came with a report, stored under the digest of its bytes."""

    __tablename__ = "attachment"
    __table_args__ = (Unique("case_id", "field", "sha256"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"), index=True)
    field: Mapped[str]
    file_name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    received_at: Mapped[datetime]


class WatchRun(Base):
    """One pass of the watch over the terms: when, for which day, and what it counted."""

    __tablename__ = "watch_run"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    day: Mapped[date]
    counts: Mapped[Any] = mapped_column(Json)


class Warned(Base):
    """One warning about one deadline of one case; a second pass does not repeat it."""

    __tablename__ = "warning"
    __table_args__ = (Unique("case_id", "kind", "due_on"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    kind: Mapped[str]
    given_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]


class DutyRow(Base):
    """Something a case needs by a certain day, besides its next step; each run updates these."""

    __tablename__ = "duty"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"), index=True)
    kind: Mapped[str]
    from_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    until_on: Mapped[date | None]
