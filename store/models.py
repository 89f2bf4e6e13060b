"""The record: people, cases, facts, decisions, calls and letters, with the constraints that hold the gate."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, LargeBinary, MetaData, Text, text
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from rules.calls import UPHOLDS, CallOutcome, ExemptionReason
from store.types import Day, Id, Json, Moment

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
STRICT = {"sqlite_strict": True}
CLAIMED = text("claimed_by IS NOT NULL")


def _in(values: Any) -> str:
    return "(" + ", ".join(f"'{v}'" for v in sorted(values)) + ")"


class Base(DeclarativeBase):
    """Every table is STRICT on SQLite and has named constraints."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {int: Id, str: Text, date: Day, datetime: Moment, bytes: LargeBinary}


class Staff(Base):
    """Someone who works with the desk."""

    __tablename__ = "staff"
    __table_args__ = (STRICT,)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    function: Mapped[str]
    team: Mapped[str]
    phone: Mapped[str]
    days: Mapped[str]
    email: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[int] = mapped_column(server_default="1")


class RoleGrant(Base):
    """A role given to someone; never changed, only revoked."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Unique("id", "staff_id", "role"),
        Check("role IN ('consulent', 'tweede_lezer', 'teamleider', 'administratie', 'beheer', 'tekst')", name="role"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    role: Mapped[str]
    granted_at: Mapped[datetime]


class RoleRevocation(Base):
    """The end of a granted role."""

    __tablename__ = "role_revocation"
    __table_args__ = (STRICT,)

    grant_id: Mapped[int] = mapped_column(ForeignKey("role_grant.id"), primary_key=True)
    revoked_at: Mapped[datetime]


class Login(Base):
    """A session of the desk; holds a digest of the cookie, never the cookie."""

    __tablename__ = "login"
    __table_args__ = (STRICT,)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    csrf: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Household(Base):
    """People who live together or stand close to the citizen."""

    __tablename__ = "household"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark: Mapped[str] = mapped_column(server_default="")
    members: Mapped[list[Member]] = relationship(order_by="Member.id")


class Member(Base):
    """Someone in the household or close by; `authorised_on` is the day of a written authorisation (Awb 2:1 lid 3)."""

    __tablename__ = "member"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str]
    born_on: Mapped[date | None]
    elsewhere: Mapped[int] = mapped_column(server_default="0")
    carer: Mapped[int] = mapped_column(server_default="0")
    authorised_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(server_default="")
    address: Mapped[Any] = mapped_column(Json, server_default="[]")
    large_print: Mapped[int] = mapped_column(server_default="0")
    remark: Mapped[str] = mapped_column(server_default="")


class Citizen(Base):
    """The citizen; the BSN is encrypted, and found by a keyed index."""

    __tablename__ = "citizen"
    __table_args__ = (Check("(bsn_cipher IS NULL) = (bsn_index IS NULL)", name="bsn"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(server_default="1")
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    bsn_cipher: Mapped[bytes | None]
    bsn_index: Mapped[str | None] = mapped_column(unique=True)
    bsn_tail: Mapped[str] = mapped_column(server_default="")
    salutation: Mapped[str] = mapped_column(server_default="")
    initials: Mapped[str]
    first_name: Mapped[str] = mapped_column(server_default="")
    prefix: Mapped[str] = mapped_column(server_default="")
    family_name: Mapped[str]
    born_on: Mapped[date | None]
    street: Mapped[str]
    number: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="Nederlands")
    interpreter: Mapped[int] = mapped_column(server_default="0")
    reachable: Mapped[str] = mapped_column(server_default="")
    large_print: Mapped[int] = mapped_column(server_default="0")
    secret_address: Mapped[int] = mapped_column(server_default="0")
    deceased_on: Mapped[date | None]
    household: Mapped[Household] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy's name)


class Case(Base):
    """One case: whose, under which process, and what it waits for.

    `version` is the number of facts on the record; `taken_up` how many of them a run has seen.
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
    """The digest of a reason given in a case, so that a copied one is noticed."""

    __tablename__ = "reason"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    digest: Mapped[str] = mapped_column(index=True)


class Decision(Base):
    """One decision as it was worded, as the gate sees it; its fact tells whether it is about the application.

    An intention decides on the application, a `PenaltyDecision` on the penalty (Awb 4:18). They share one numbering.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        Unique("case_id", "version"),
        Unique("fact_id"),
        Unique("id", "case_id", "adverse"),
        Unique("id", "case_id", "prepared_at"),
        Check("outcome IN ('granted', 'partial', 'rejected', 'not_processed', 'ended', 'lowered')", name="outcome"),
        Check("adverse = CASE WHEN outcome = 'granted' THEN 0 ELSE 1 END", name="adverse"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    version: Mapped[int]
    fact_id: Mapped[int]
    outcome: Mapped[str]
    adverse: Mapped[int]
    prepared_by: Mapped[str]
    prepared_at: Mapped[datetime]


class CallRow(Base):
    """One attempt to speak the citizen about one version of a decision, as the gate sees it."""

    __tablename__ = "call"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"], ["decision.id", "decision.case_id", "decision.prepared_at"]
        ),
        Unique("fact_id"),
        Unique("id", "case_id", "decision_id", "upholds", "called_at"),
        Check(f"outcome IN {_in(CallOutcome)}", name="outcome"),
        Check(f"upholds = CASE WHEN outcome IN {_in(UPHOLDS)} THEN 1 ELSE 0 END", name="upholds"),
        Check("called_at >= decision_at", name="after_decision"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int] = mapped_column(index=True)
    decision_at: Mapped[datetime]
    fact_id: Mapped[int]
    outcome: Mapped[str]
    upholds: Mapped[int]
    called_at: Mapped[datetime]
    caller: Mapped[str]


class ExemptionRow(Base):
    """A request to send one version of a decision without a call."""

    __tablename__ = "exemption"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"], ["decision.id", "decision.case_id", "decision.prepared_at"]
        ),
        Unique("fact_id"),
        Unique("id", "case_id", "decision_id", "requested_by", "requested_at"),
        Check(f"reason IN {_in(ExemptionReason)}", name="reason"),
        Check("length(trim(motivation)) >= 20", name="motivation"),
        Check("requested_at >= decision_at", name="after_decision"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int] = mapped_column(index=True)
    decision_at: Mapped[datetime]
    fact_id: Mapped[int]
    reason: Mapped[str]
    motivation: Mapped[str]
    requested_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    requested_at: Mapped[datetime]


class ExemptionApprovalRow(Base):
    """A second person's approval of an exemption, under a role held at that time."""

    __tablename__ = "exemption_approval"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(
            ["exemption_id", "case_id", "decision_id", "requested_by", "requested_at"],
            [
                "exemption.id",
                "exemption.case_id",
                "exemption.decision_id",
                "exemption.requested_by",
                "exemption.requested_at",
            ],
        ),
        ForeignKeyConstraint(
            ["grant_id", "approved_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Unique("fact_id"),
        Unique("exemption_id"),
        Unique("id", "case_id", "decision_id", "approved_at"),
        Check("approved_by <> requested_by", name="two_people"),
        Check("grant_role IN ('tweede_lezer', 'teamleider')", name="role"),
        Check("approved_at >= requested_at", name="after_request"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int]
    exemption_id: Mapped[int]
    fact_id: Mapped[int]
    requested_by: Mapped[str]
    requested_at: Mapped[datetime]
    approved_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    approved_at: Mapped[datetime]


class LetterKind(Base):
    """Which letters exist, which of them are decisions, and which of those are adverse."""

    __tablename__ = "letter_kind"
    __table_args__ = (
        Unique("name", "adverse", "decides"),
        Check("adverse IN (0, 1)", name="adverse"),
        Check("decides IN (0, 1)", name="decides"),
        Check("adverse <= decides", name="adverse_decides"),
        STRICT,
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    adverse: Mapped[int]
    decides: Mapped[int]


class Letter(Base):
    """One letter: its frozen content and where it is on its way out.

    `document` is what it said when it was made: the one source of its PDF and of each other way out.
    `about` is the place on the record of the fact it answers: a case gets each letter once for each fact.
    Who prints it is its `channel`; `claimed_by` is the letter run that works on it, until `claimed_until`.
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
        Unique("case_id", "name", "about"),
        Unique("case_id", "number"),
        Unique("decision_id"),
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


class TextSource(Base):
    """A text that some letter was made of, by the digest of its bytes. Append-only."""

    __tablename__ = "text_source"
    __table_args__ = (
        Check("length(sha256) = 64", name="sha256"),
        # A place besides its key would be a way to replace it.
        STRICT | {"sqlite_with_rowid": False},
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]


class TextVersion(Base):
    """One version of a municipality's own text; without a body the shipped text counts again. Append-only."""

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
    """The release of a version by a second person, under a role held at that time. Append-only."""

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


class Attachment(Base):
    """A file that came with a report; kept by the digest of its bytes."""

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
    """One pass over the terms: when, for which day, and what it counted."""

    __tablename__ = "watch_run"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]
    day: Mapped[date]
    counts: Mapped[Any] = mapped_column(Json)


class Warned(Base):
    """One warning about one last day of one case; a second pass gives it no second time."""

    __tablename__ = "warning"
    __table_args__ = (Unique("case_id", "kind", "due_on"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"))
    kind: Mapped[str]
    given_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]


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


class DutyRow(Base):
    """Something a case asks for by a day, besides its next step; kept up by each run."""

    __tablename__ = "duty"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("casefile.id"), index=True)
    kind: Mapped[str]
    from_on: Mapped[date] = mapped_column(index=True)
    due_on: Mapped[date]
    until_on: Mapped[date | None]
