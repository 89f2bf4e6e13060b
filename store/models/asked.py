"""What is asked and what is given in the form that the gate compares, with their constraints (Awb 4:1; Wmo 2.3.5)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint as Check
from sqlalchemy import ForeignKeyConstraint
from sqlalchemy import UniqueConstraint as Unique
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rules.asked.grants import Grant
from rules.asked.quantity import IN_A_YEAR, Unit
from rules.calls import SPOKEN
from rules.facts import Speaker
from store.models.decision import Decision
from store.models.table import STRICT, Base, among

FORMS = frozenset(Grant) - {Grant.NONE}
TIMES = "CASE per " + " ".join(f"WHEN '{per}' THEN {times}" for per, times in IN_A_YEAR.items()) + " END"
ALL_OR_NONE = " AND ".join(f"(amount IS NULL) = ({column} IS NULL)" for column in ("unit", "per", "yearly"))
DAYS_IN_ORDER = "until_on IS NULL OR (from_on IS NOT NULL AND until_on >= from_on)"


def _sizes() -> tuple[Check, ...]:
    """An amount is more than nothing, and counted in the smallest unit, for each period and in a year."""
    return (
        Check(ALL_OR_NONE, name="whole"),
        Check("amount > 0", name="amount"),
        Check(f"unit IN {among(Unit)}", name="unit"),
        Check(f"per IN {among(IN_A_YEAR)}", name="per"),
        Check(f"yearly = amount * {TIMES}", name="yearly"),
    )


def _measures() -> tuple[Check, ...]:
    """What is named of a thing is something; what is not named is empty."""
    return (
        *_sizes(),
        Check("length(trim(thing)) > 0", name="thing"),
        Check(f"grant_form IN {among(FORMS)}", name="form"),
        Check("length(trim(hand)) > 0", name="hand"),
        Check("until_on >= from_on", name="days"),
        Check("lasting IN (0, 1) AND (lasting = 0 OR until_on IS NULL)", name="lasting"),
        Check("fixed IN (0, 1) AND (fixed = 0 OR thing IS NOT NULL)", name="fixed"),
    )


class Sized:
    """What is given or asked, how much of it, and when; `yearly` is the amount in a year of 52 weeks."""

    thing: Mapped[str | None]
    unit: Mapped[str | None]
    per: Mapped[str | None]
    amount: Mapped[int | None]
    yearly: Mapped[int | None]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    hand: Mapped[str | None]


class Measured(Sized):
    """What somebody named of a thing that is asked or agreed to; what they did not name is empty.

    A thing that is given in one form only is asked in that form. `fixed` is 1 where the law says how much of it.
    """

    grant_form: Mapped[str | None]
    lasting: Mapped[int] = mapped_column(server_default="0")
    fixed: Mapped[int] = mapped_column(server_default="0")


class ItemRow(Measured, Base):
    """One thing that a party asks, by its number in the case. Append-only: newer words are a row of their own."""

    __tablename__ = "item"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["case_id", "instead_of"], ["item.case_id", "item.number"]),
        Unique("case_id", "number"),
        Unique("id", "case_id"),
        Check("number >= 1", name="number"),
        Check("instead_of < number", name="instead_of"),
        Check("party >= 1", name="party"),
        Check("running IN (0, 1)", name="running"),
        *_measures(),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int]
    fact_id: Mapped[int] = mapped_column(index=True)
    number: Mapped[int]
    party: Mapped[int] = mapped_column(server_default="1")
    running: Mapped[int] = mapped_column(server_default="0")
    instead_of: Mapped[int | None]


class MadePreciseRow(Measured, Base):
    """What a vague item means, once: it fills only what the item leaves empty."""

    __tablename__ = "made_precise"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"]),
        Unique("fact_id"),
        Unique("item_id"),
        *_measures(),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int]
    fact_id: Mapped[int]
    party: Mapped[int] = mapped_column(server_default="1")
    made_at: Mapped[datetime]


class AgreementRow(Measured, Base):
    """What was agreed to in a talk, which is less than or other than was asked: who said it, and for whom."""

    __tablename__ = "agreement"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"]),
        Unique("fact_id"),
        Check(f"spoke_with IN {among(Speaker)}", name="spoke_with"),
        Check(f"channel IN {among(SPOKEN)}", name="channel"),
        *_measures(),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int] = mapped_column(index=True)
    fact_id: Mapped[int]
    party: Mapped[int] = mapped_column(server_default="1")
    for_party: Mapped[int] = mapped_column(server_default="1")
    spoke_with: Mapped[str]
    channel: Mapped[str]
    talked_on: Mapped[date]
    agreed_at: Mapped[datetime]


class AgreementEndRow(Base):
    """A party takes back what they agreed to about an item, or doubts it."""

    __tablename__ = "agreement_end"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"]),
        Unique("fact_id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int] = mapped_column(index=True)
    fact_id: Mapped[int]
    ended_at: Mapped[datetime]


class ItemEndRow(Base):
    """An item that a party withdrew has fallen away: a letter said so, and the days to come back on it are over."""

    __tablename__ = "item_end"
    __table_args__ = (
        ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"]),
        ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"]),
        ForeignKeyConstraint(["withdrawal_id", "case_id"], ["fact.id", "fact.case_id"]),
        Unique("fact_id"),
        Unique("item_id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    item_id: Mapped[int]
    fact_id: Mapped[int]
    withdrawal_id: Mapped[int]
    ended_at: Mapped[datetime]


class Answer(Sized, Base):
    """One thing that a version of a decision gives or refuses, in its order; it gives an amount from a day, or nothing.

    What is suspended is nothing too, from a day until another, and answers no item.

    `conditional` is 1 when a condition makes it less than sure.
    """

    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(["decision_id", "case_id"], ["decision.id", "decision.case_id"]),
        Unique("decision_id", "position"),
        Unique("id", "case_id", "decision_id"),
        Check("position >= 1", name="position"),
        Check(f"grant_form IN {among(Grant)}", name="form"),
        Check(
            "CASE WHEN grant_form = 'niets' THEN amount IS NULL"
            " ELSE thing IS NOT NULL AND amount IS NOT NULL AND from_on IS NOT NULL END",
            name="gives",
        ),
        Check("length(trim(thing)) > 0", name="thing"),
        Check(DAYS_IN_ORDER, name="days"),
        Check("conditional IN (0, 1)", name="conditional"),
        *_sizes(),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int]
    position: Mapped[int]
    grant_form: Mapped[str]
    conditional: Mapped[int]
    decision: Mapped[Decision] = relationship()


class Answered(Base):
    """Which item an answer is about; one answer may be about several items, and one item may have several answers."""

    __tablename__ = "answered"
    __table_args__ = (
        ForeignKeyConstraint(
            ["answer_id", "case_id", "decision_id"], ["answer.id", "answer.case_id", "answer.decision_id"]
        ),
        ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"]),
        Unique("answer_id", "item_id"),
        STRICT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(index=True)
    decision_id: Mapped[int] = mapped_column(index=True)
    answer_id: Mapped[int]
    item_id: Mapped[int] = mapped_column(index=True)
    answer: Mapped[Answer] = relationship()
