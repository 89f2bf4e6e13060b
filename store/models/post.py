"""Letters on their way out: sealed in a bundle, handed over, answered by the printer. Rows are only added."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, and_, exists, or_, select
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, aliased, mapped_column

from store.models import STRICT, Base, Letter
from store.models.column_types import Json

ADDED = ("bundle", "bundle_line", "handover", "receipt", "stray", "unsealed")
# Who answers by a file; no member of staff has this name.
PRINTER = "drukker"


class LetterRun(Base):
    """One letter run: who asked for it, who confirmed the hand-over, and how far it has got.

    With a `letter_id` it is for that letter alone, which leaves at once.
    """

    __tablename__ = "letter_run"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(unique=True)
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    confirmed_by: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    stage: Mapped[str] = mapped_column(server_default="gevraagd")
    counts: Mapped[Any] = mapped_column(Json, server_default="{}")
    seen_at: Mapped[datetime]
    letter_id: Mapped[int | None]


class Bundle(Base):
    """Letters that go out together, fixed for good; `digest` is taken over its lines.

    Its `name` is never reused, not even after a restore, because the printer knows the bundle by it.
    """

    __tablename__ = "bundle"
    __table_args__ = (
        Check("channel IN ('post', 'balie')", name="channel"),
        Check("letters >= 0", name="letters"),
        Check("length(digest) = 64", name="digest"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("letter_run.id"), index=True)
    channel: Mapped[str]
    sealed_at: Mapped[datetime] = mapped_column(index=True)
    letters: Mapped[int]
    digest: Mapped[str]


class BundleLine(Base):
    """One letter in a bundle. `attempt` allows it into a second bundle only after it came back from the first."""

    __tablename__ = "bundle_line"
    __table_args__ = (
        Unique("letter_id", "attempt"),
        Unique("bundle_id", "position"),
        Check("attempt >= 1", name="attempt"),
        Check("position >= 1", name="position"),
        Check("length(pdf_sha256) = 64", name="sha256"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"), index=True)
    attempt: Mapped[int]
    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"))
    position: Mapped[int]
    pdf_sha256: Mapped[str]
    pages: Mapped[int]


class HandOver(Base):
    """A bundle is where the printer collects it; `manifest_sha256` is the digest of the list that goes with it."""

    __tablename__ = "handover"
    __table_args__ = (Check("length(manifest_sha256) = 64", name="sha256"), STRICT)

    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"), primary_key=True)
    manifest_sha256: Mapped[str]
    at: Mapped[datetime]


class Unsealed(Base):
    """A bundle that never reached the printer was taken apart: its letters go into another, with another date."""

    __tablename__ = "unsealed"
    __table_args__ = (STRICT,)

    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"), primary_key=True)
    at: Mapped[datetime]


class Receipt(Base):
    """The answer about a bundle: posted on a day, or refused for a reason.

    `answer_sha256` is the digest of the file in which the printer said it; NULL for a day that a person typed, and for
    what was typed before there were such files.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        Check("answer IN ('sent', 'refused')", name="answer"),
        Check("(answer = 'sent') = (posted_on IS NOT NULL)", name="posted_on"),
        Check("(answer = 'refused') = (reason IS NOT NULL)", name="reason"),
        Check("length(answer_sha256) = 64", name="sha256"),
        STRICT,
    )

    bundle_id: Mapped[int] = mapped_column(ForeignKey("handover.bundle_id"), primary_key=True)
    answer: Mapped[str]
    posted_on: Mapped[date | None]
    reason: Mapped[str | None]
    answer_sha256: Mapped[str | None] = mapped_column(unique=True)
    by: Mapped[str]
    at: Mapped[datetime]


class Stray(Base):
    """A letter that was handed over but is unknown to a restored record."""

    __tablename__ = "stray"
    __table_args__ = (Unique("bundle_id", "position"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    bundle_id: Mapped[int] = mapped_column(ForeignKey("bundle.id"))
    position: Mapped[int]
    case_number: Mapped[str] = mapped_column(index=True)
    number: Mapped[int]
    name: Mapped[str]
    about: Mapped[int]
    pdf_sha256: Mapped[str]


class LetterStop(Base):
    """A stop on letters, with its reason: while one stands, no letter run starts."""

    __tablename__ = "letter_stop"
    __table_args__ = (STRICT,)

    because: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]


_again, _apart = aliased(Receipt), aliased(Unsealed)
# The printer refused the bundle, or it was taken apart before the printer had it.
CAME_BACK = or_(
    exists(select(_again.bundle_id).where(_again.bundle_id == BundleLine.bundle_id, _again.answer == "refused")),
    exists(select(_apart.bundle_id).where(_apart.bundle_id == BundleLine.bundle_id)),
)
# In a bundle from which it did not come back: such a letter never goes into another.
LEAVING = exists(select(BundleLine.letter_id).where(BundleLine.letter_id == Letter.id, ~CAME_BACK))
# With the printer, or posted by hand.
HANDED = exists(
    select(BundleLine.letter_id)
    .join(HandOver, HandOver.bundle_id == BundleLine.bundle_id)
    .where(BundleLine.letter_id == Letter.id, ~CAME_BACK)
)
READY = and_(Letter.status == "rendered", ~LEAVING)
