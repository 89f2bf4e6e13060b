"""Letters, and the kinds of letter there are; the constraints enforce the gate."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from store.models.column_types import Json
from store.models.table import STRICT, Base

CLAIMED = text("claimed_by IS NOT NULL")


class LetterKind(Base):
    """A letter that exists, and whether it is a decision, is adverse, and takes prose though it decides nothing."""

    __tablename__ = "letter_kind"
    __table_args__ = (
        Unique("name", "adverse", "decides"),
        Check("adverse IN (0, 1)", name="adverse"),
        Check("decides IN (0, 1)", name="decides"),
        Check("adverse <= decides", name="adverse_decides"),
        Check("prose IN (0, 1)", name="prose"),
        Check("prose <= 1 - decides", name="prose_decides"),
        STRICT,
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    adverse: Mapped[int]
    decides: Mapped[int]
    prose: Mapped[int] = mapped_column(server_default="0")


class LetterPhrase(Base):
    """A value of a letter that somebody typed, as `stukken[].naam`: where the letter takes no prose, it is a phrase."""

    __tablename__ = "letter_phrase"
    __table_args__ = (STRICT,)

    name: Mapped[str] = mapped_column(ForeignKey("letter_kind.name"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)


class LetterFit(Base):
    """What a kind of letter is for: a kind of fact it may be about, an outcome it may tell, the file of its text."""

    __tablename__ = "letter_fit"
    __table_args__ = (Check("what IN ('about', 'outcome', 'text')", name="what"), STRICT)

    name: Mapped[str] = mapped_column(ForeignKey("letter_kind.name"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)


class Letter(Base):
    """One letter to one party: its frozen content, and how far it has got on its way out.

    `document` is what it said when it was made: the one source for its PDF and for each other format.
    `about` is the place on the record of the fact it answers: a party gets each letter once per fact.
    `channel` says who prints it; `claimed_by` is the letter run that is working on it, until `claimed_until`.
    `signed_by` is who signs it, of a decision.
    """

    __tablename__ = "letter"
    __table_args__ = (
        ForeignKeyConstraint(
            ["name", "adverse", "decides"], ["letter_kind.name", "letter_kind.adverse", "letter_kind.decides"]
        ),
        ForeignKeyConstraint(
            ["decision_id", "case_id", "adverse"], ["decision.id", "decision.case_id", "decision.adverse"]
        ),
        ForeignKeyConstraint(
            ["call_id", "case_id", "decision_id", "call_upholds", "call_at"],
            ["call.id", "call.case_id", "call.decision_id", "call.upholds", "call.called_at"],
        ),
        ForeignKeyConstraint(
            ["exemption_id", "case_id", "decision_id", "exempted_at"],
            [
                "exemption_approval.id",
                "exemption_approval.case_id",
                "exemption_approval.decision_id",
                "exemption_approval.approved_at",
            ],
        ),
        Unique("case_id", "name", "about", "party"),
        Unique("case_id", "number"),
        Unique("decision_id", "party"),
        Check("(decision_id IS NOT NULL) = (decides = 1)", name="decides"),
        Check(
            "(call_id IS NULL) = (call_upholds IS NULL) AND (call_id IS NULL) = (call_at IS NULL)", name="call_nulls"
        ),
        Check("(exemption_id IS NULL) = (exempted_at IS NULL)", name="exemption_nulls"),
        Check("call_id IS NULL OR (call_upholds = 1 AND call_at <= created_at)", name="call_first"),
        Check("exemption_id IS NULL OR exempted_at <= created_at", name="exemption_first"),
        Check("adverse = 0 OR call_id IS NOT NULL OR exemption_id IS NOT NULL", name="gate"),
        Check("status IN ('queued', 'held', 'rendered', 'withdrawn')", name="status"),
        Check("(status = 'rendered') = (pdf_sha256 IS NOT NULL) OR status = 'withdrawn'", name="pdf"),
        Check("pdf_sha256 IS NULL OR length(pdf_sha256) = 64", name="sha256"),
        Check("status <> 'held' OR held_because IS NOT NULL", name="held"),
        Check("channel IN ('post', 'balie')", name="channel"),
        Check("party >= 1", name="party"),
        Check("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim"),
        Index("ix_letter_claimed_by", "claimed_by", sqlite_where=CLAIMED, postgresql_where=CLAIMED),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    number: Mapped[int]
    name: Mapped[str]
    about: Mapped[int]
    adverse: Mapped[int]
    decides: Mapped[int]
    decision_id: Mapped[int | None]
    call_id: Mapped[int | None]
    call_upholds: Mapped[int | None]
    call_at: Mapped[datetime | None]
    exemption_id: Mapped[int | None]
    exempted_at: Mapped[datetime | None]
    content: Mapped[Any] = mapped_column(Json)
    template: Mapped[str]
    texts: Mapped[Any | None] = mapped_column(Json)
    dated_on: Mapped[date]
    status: Mapped[str] = mapped_column(server_default="queued", index=True)
    held_because: Mapped[str | None]
    pdf_sha256: Mapped[str | None]
    pages: Mapped[int | None]
    document: Mapped[Any] = mapped_column(Json, nullable=True)
    created_at: Mapped[datetime]
    rendered_at: Mapped[datetime | None]
    channel: Mapped[str] = mapped_column(server_default="post")
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    party: Mapped[int] = mapped_column(server_default="1")
    signed_by: Mapped[str | None]
