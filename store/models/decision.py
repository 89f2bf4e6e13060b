"""Decisions, calls and exemptions in the form that the gate reads, with their constraints."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from rules.calls import UPHOLDS, CallOutcome, ExemptionReason
from rules.facts import Outcome
from store.models.table import STRICT, Base, among

# What a decision is about; each has a line of versions of its own.
APPLICATION, PROVISIONAL, ABOUT_PENALTY, REVIEW, SUSPENSION = SUBJECTS = (
    "application", "provisional", "penalty", "review", "suspension",
)  # fmt: skip
# Those that answer each item, and with which a case ends.
FINAL = (APPLICATION, REVIEW)
# Whoever agreed that somebody is not called may read the same decision along.
READS_TOO = "reads_what_they_exempted"
ALLOWABLE = (READS_TOO,)


class Decision(Base):
    """One version of a decision, for the gate; its fact says whether it is about the application or the penalty.

    An intention decides on the application, on what runs, or on help until then (Wmo 2015, art. 2.3.3), a
    `PenaltyDecision` on the penalty (Awb 4:18), and `HelpSuspended` stops what runs for some weeks. They share one
    numbering. `compared` is 0 for a version from before
    what was asked was kept; a newer one is compared with it.
    """

    __tablename__ = "decision"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        Unique("case_id", "version"),
        Unique("fact_id"),
        Unique("id", "case_id"),
        Unique("id", "case_id", "adverse"),
        Unique("id", "case_id", "prepared_at"),
        Check(f"subject IN {among(SUBJECTS)}", name="subject"),
        Check("compared IN (0, 1)", name="compared"),
        Check(f"outcome IN {among(Outcome)}", name="outcome"),
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
    subject: Mapped[str] = mapped_column(server_default=APPLICATION)
    compared: Mapped[int] = mapped_column(server_default="0")


class Whole(Base):
    """A version of a decision that gives all that was asked: it may become a letter that grants."""

    __tablename__ = "whole"
    __table_args__ = (
        ForeignKeyConstraint(["decision_id", "case_id"], ["decision.id", "decision.case_id"]),
        Unique("decision_id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int]


class ReviewedRow(Base):
    """The decision under which something runs that is reviewed: of another case here, or made elsewhere.

    That case is known by its number, so that it can be destroyed in its own time.
    """

    __tablename__ = "reviewed"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        Unique("fact_id"),
        Check("(number IS NULL) = (made_by IS NOT NULL) AND (number IS NULL) = (version IS NULL)", name="one"),
        Check("(made_by IS NULL) = (decided_on IS NULL) AND (made_by IS NULL) = (gave IS NULL)", name="elsewhere"),
        Check("length(trim(made_by)) > 0 AND length(trim(gave)) > 0", name="said"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    fact_id: Mapped[int]
    changes_on: Mapped[date]
    number: Mapped[str | None]
    version: Mapped[int | None]
    made_by: Mapped[str | None]
    decided_on: Mapped[date | None]
    gave: Mapped[str | None]


class CallRow(Base):
    """One attempt to speak to a party about one version of a decision, for the gate."""

    __tablename__ = "call"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"], ["decision.id", "decision.case_id", "decision.prepared_at"]
        ),
        Unique("fact_id"),
        Unique("id", "case_id", "decision_id", "upholds", "called_at"),
        Check(f"outcome IN {among(CallOutcome)}", name="outcome"),
        Check(f"upholds = CASE WHEN outcome IN {among(UPHOLDS)} THEN 1 ELSE 0 END", name="upholds"),
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
    party: Mapped[int] = mapped_column(server_default="1")


class ExemptionRow(Base):
    """A request to send one version of a decision to a party without a call."""

    __tablename__ = "exemption"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"], ["decision.id", "decision.case_id", "decision.prepared_at"]
        ),
        Unique("fact_id"),
        Unique("id", "case_id", "decision_id", "requested_by", "requested_at"),
        Check(f"reason IN {among(ExemptionReason)}", name="reason"),
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
    party: Mapped[int] = mapped_column(server_default="1")


class ExemptionApprovalRow(Base):
    """A second person's approval of an exemption, in a role held at that time."""

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


class Allowance(Base):
    """What a municipality allows that the gate forbids by itself; of the rows about one thing the newest counts."""

    __tablename__ = "allowance"
    __table_args__ = (
        Check(f"what IN {among(ALLOWABLE)}", name="what"),
        Check("allowed IN (0, 1)", name="allowed"),
        Check("number >= 1", name="number"),
        STRICT,
    )

    what: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    allowed: Mapped[int]
