"""Destruction by law: rules, a proposal, another person's approval, and the proof that remains (Archiefwet, art. 3)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column

from store.models import STRICT, Base
from store.models.column_types import Json

PROPOSERS = ("administratie", "teamleider")
APPROVERS = ("teamleider",)
ADDED = ("destruction", "destruction_approval", "destruction_refusal", "destroyed")


class RetentionRule(Base):
    """How long a case with one result is kept, from one day onwards; rules come with a release."""

    __tablename__ = "retention"
    __table_args__ = (
        Unique("process", "result", "valid_from", "outcome", "years", "days"),
        Check("years >= 0 AND days >= 0 AND years + days > 0", name="length"),
        STRICT,
    )

    process: Mapped[str] = mapped_column(primary_key=True)
    result: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    rule: Mapped[str]
    years: Mapped[int]
    days: Mapped[int]


class Destruction(Base):
    """A proposal to destroy a case in its present state. It refers to the case without a foreign key, and outlives it.

    `attempt` allows a second proposal only after the first was refused.
    """

    __tablename__ = "destruction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["process", "result", "rule_from", "outcome", "years", "days"],
            [f"retention.{column}" for column in ("process", "result", "valid_from", "outcome", "years", "days")],
        ),
        ForeignKeyConstraint(
            ["grant_id", "proposed_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Unique("case_id", "case_version", "attempt"),
        Unique("id", "case_id", "proposed_by", "proposed_at", "ends_on"),
        Check("grant_role IN ('administratie', 'teamleider')", name="role"),
        Check("undisputed = 1", name="undisputed"),
        Check("starts_on < ends_on", name="days"),
        Check("attempt >= 1", name="attempt"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    number: Mapped[str]
    case_version: Mapped[int]
    attempt: Mapped[int] = mapped_column(server_default="1")
    process: Mapped[str]
    result: Mapped[str]
    rule_from: Mapped[date]
    outcome: Mapped[str]
    years: Mapped[int]
    days: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    undisputed: Mapped[int]
    proposed_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    proposed_at: Mapped[datetime]


class DestructionApproval(Base):
    """Another person agrees, in a role held at that moment."""

    __tablename__ = "destruction_approval"
    __table_args__ = (
        ForeignKeyConstraint(
            ["destruction_id", "case_id", "proposed_by", "proposed_at", "ends_on"],
            [f"destruction.{column}" for column in ("id", "case_id", "proposed_by", "proposed_at", "ends_on")],
        ),
        ForeignKeyConstraint(
            ["grant_id", "approved_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Unique("destruction_id"),
        Unique("id", "case_id"),
        Check("approved_by <> proposed_by", name="two_people"),
        Check("approved_at >= proposed_at", name="after_proposal"),
        Check("grant_role = 'teamleider'", name="role"),
        Check("undisputed = 1", name="undisputed"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    destruction_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(index=True)
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    ends_on: Mapped[date]
    undisputed: Mapped[int]
    approved_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    approved_at: Mapped[datetime]


class DestructionRefusal(Base):
    """Another person disagrees, in a role held at that moment, and says why."""

    __tablename__ = "destruction_refusal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["destruction_id", "case_id", "proposed_by", "proposed_at", "ends_on"],
            [f"destruction.{column}" for column in ("id", "case_id", "proposed_by", "proposed_at", "ends_on")],
        ),
        ForeignKeyConstraint(
            ["grant_id", "refused_by", "grant_role"], ["role_grant.id", "role_grant.staff_id", "role_grant.role"]
        ),
        Check("refused_by <> proposed_by", name="two_people"),
        Check("refused_at >= proposed_at", name="after_proposal"),
        Check("grant_role = 'teamleider'", name="role"),
        Check("length(trim(reason)) >= 10", name="reason"),
        STRICT,
    )

    destruction_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(index=True)
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    ends_on: Mapped[date]
    reason: Mapped[str]
    refused_by: Mapped[str]
    grant_id: Mapped[int]
    grant_role: Mapped[str]
    refused_at: Mapped[datetime]


class Destroyed(Base):
    """The proof of a destruction: counts of what went, and the end of the case's chain. Nothing about a person."""

    __tablename__ = "destroyed"
    __table_args__ = (
        ForeignKeyConstraint(["approval_id", "case_id"], ["destruction_approval.id", "destruction_approval.case_id"]),
        Unique("case_id"),
        Unique("number"),
        STRICT,
    )

    approval_id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    number: Mapped[str]
    destroyed_at: Mapped[datetime]
    counts: Mapped[Any] = mapped_column(Json)
    chain_head: Mapped[str]


class Removal(Base):
    """A file of a destroyed case that is still to be removed from the disk."""

    __tablename__ = "removal"
    __table_args__ = (Check("folder IN ('letters', 'attachments')", name="folder"), STRICT)

    folder: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    approval_id: Mapped[int] = mapped_column(ForeignKey("destroyed.approval_id"))
