"""People: staff and their roles, the citizens with their households, and who else has a say in a case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rules.asked.parties import STANDS_IN, PartyKind
from store.models.column_types import Json
from store.models.table import STRICT, Base, among


class Staff(Base):
    """A member of staff, who works at the desk."""

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
    """A role granted to someone; never changed, only revoked."""

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
    """The end of a role that was granted."""

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
    """A citizen's household: those who live together or are close to the citizen."""

    __tablename__ = "household"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark: Mapped[str] = mapped_column(server_default="")
    members: Mapped[list[Member]] = relationship(order_by="Member.id")


class Member(Base):
    """Someone in or close to the household; `authorised_on` is the day of a written authorisation (Awb 2:1 lid 3)."""

    __tablename__ = "member"
    __table_args__ = (STRICT,)

    id: Mapped[int] = mapped_column(primary_key=True)
    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"), index=True)
    name: Mapped[str]
    relation: Mapped[str]
    born_on: Mapped[date | None]
    born_known: Mapped[str] = mapped_column(server_default="")
    elsewhere: Mapped[int] = mapped_column(server_default="0")
    carer: Mapped[int] = mapped_column(server_default="0")
    authorised_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(server_default="")
    address: Mapped[Any] = mapped_column(Json, server_default="[]")
    large_print: Mapped[int] = mapped_column(server_default="0")
    remark: Mapped[str] = mapped_column(server_default="")


class Citizen(Base):
    """A citizen; the BSN is encrypted, and found by a keyed index.

    `name_use` is the name that they chose to be written to by (BRP), and `partner_…` that of their present or last one.
    """

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
    title: Mapped[str] = mapped_column(server_default="")
    name_use: Mapped[str] = mapped_column(server_default="E")
    partner_prefix: Mapped[str] = mapped_column(server_default="")
    partner_family_name: Mapped[str] = mapped_column(server_default="")
    partner_title: Mapped[str] = mapped_column(server_default="")
    partner_parted: Mapped[int] = mapped_column(server_default="0")
    born_on: Mapped[date | None]
    # The year, or the year and the month, where no more of the day is known.
    born_known: Mapped[str] = mapped_column(server_default="")
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


class PartyRow(Base):
    """Somebody beside the citizen who has a say in a case, for the gate: what they are, and for whom they speak.

    The citizen is number 1 and has no row. `power` is 1 with authority over the child, or an authorisation on paper.
    """

    __tablename__ = "party"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        Unique("fact_id"),
        Unique("case_id", "number"),
        Check("number >= 2", name="number"),
        Check(f"kind IN {among(set(PartyKind) - {PartyKind.APPLICANT})}", name="kind"),
        Check("power IN (0, 1)", name="power"),
        Check(f"(represents IS NOT NULL) = (kind IN {among(STANDS_IN)})", name="represents"),
        Check("represents >= 1 AND represents < number", name="for_whom"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    fact_id: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str]
    power: Mapped[int]
    born_on: Mapped[date | None]
    represents: Mapped[int | None]


class PartyEndRow(Base):
    """Somebody no longer has a say in a case; it counts for no decision that `ended_by` worded."""

    __tablename__ = "party_end"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["case_id", "number"], ["party.case_id", "party.number"]),
        Unique("fact_id"),
        Unique("case_id", "number"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    fact_id: Mapped[int]
    number: Mapped[int]
    ended_by: Mapped[str]
