"""What is asked beside what is given: items, what made them precise, agreements, answers; and a decision's subject."""

import sqlalchemy as sa
from alembic import op

from store.chain import links

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FORMS = "'eenmalig', 'kaart', 'lening', 'natura', 'pgb', 'traject', 'uitkering', 'voorschot'"
ALL_FORMS = "'eenmalig', 'kaart', 'lening', 'natura', 'niets', 'pgb', 'traject', 'uitkering', 'voorschot'"
UNITS = "'cent', 'daypart', 'kilogram', 'kilometre', 'minute', 'night', 'piece', 'session', 'stay', 'trip'"
PERS = "'day', 'four_weeks', 'month', 'once', 'week', 'working_day', 'year'"
YEARLY = (
    "yearly = amount * CASE per WHEN 'day' THEN 364 WHEN 'working_day' THEN 260 WHEN 'week' THEN 52"
    " WHEN 'four_weeks' THEN 13 WHEN 'month' THEN 12 WHEN 'year' THEN 1 WHEN 'once' THEN 1 END"
)
WHOLE = "(amount IS NULL) = (unit IS NULL) AND (amount IS NULL) = (per IS NULL) AND (amount IS NULL) = (yearly IS NULL)"
GIVES = (
    "CASE WHEN grant_form = 'niets' THEN amount IS NULL AND from_on IS NULL"
    " ELSE thing IS NOT NULL AND amount IS NOT NULL AND from_on IS NOT NULL END"
)


def upgrade() -> None:
    """Make the tables, and say of each decision what it is about and whether it is compared with what was asked."""
    with op.batch_alter_table("decision") as batch:
        batch.add_column(sa.Column("subject", sa.Text(), server_default="application", nullable=False))
        batch.add_column(sa.Column("compared", ID, server_default="0", nullable=False))
        batch.create_check_constraint(
            op.f("ck_decision_subject"), "subject IN ('application', 'penalty', 'provisional')"
        )
        batch.create_check_constraint(op.f("ck_decision_compared"), "compared IN (0, 1)")
        batch.create_unique_constraint(op.f("uq_decision_id_case_id"), ["id", "case_id"])
    _asked()
    _agreed()
    _given()


def downgrade() -> None:
    """Drop them; the facts that they were made from stay."""
    for table in ("whole", "answered", "answer", "item_end", "agreement_end", "agreement", "made_precise", "item"):
        op.drop_table(table)
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(op.f("uq_decision_id_case_id"), type_="unique")
        batch.drop_constraint(op.f("ck_decision_compared"), type_="check")
        batch.drop_constraint(op.f("ck_decision_subject"), type_="check")
        batch.drop_column("compared")
        batch.drop_column("subject")
    links.adopt(op.get_bind(), ["decision"])


def _asked() -> None:
    op.create_table(
        "item",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("party", ID, server_default="1", nullable=False),
        sa.Column("instead_of", ID, nullable=True),
        *_measured("item"),
        sa.CheckConstraint("number >= 1", name=op.f("ck_item_number")),
        sa.CheckConstraint("instead_of < number", name=op.f("ck_item_instead_of")),
        sa.CheckConstraint("party >= 1", name=op.f("ck_item_party")),
        _fact("item"),
        sa.ForeignKeyConstraint(
            ["case_id", "instead_of"], ["item.case_id", "item.number"], name=op.f("fk_item_case_id_instead_of")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_item_case_id_number")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_item_id_case_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_item_fact_id"), "item", ["fact_id"])
    op.create_table(
        "made_precise",
        *_of_item("made_precise"),
        sa.Column("made_at", ID, nullable=False),
        *_measured("made_precise"),
        sa.UniqueConstraint("item_id", name=op.f("uq_made_precise_item_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_made_precise_case_id"), "made_precise", ["case_id"])


def _agreed() -> None:
    op.create_table(
        "agreement",
        *_of_item("agreement"),
        sa.Column("spoke_with", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("talked_on", sa.Text(), nullable=False),
        sa.Column("agreed_at", ID, nullable=False),
        *_measured("agreement"),
        sa.CheckConstraint("spoke_with IN ('aanvrager', 'gemachtigde')", name=op.f("ck_agreement_spoke_with")),
        sa.CheckConstraint(
            "channel IN ('balie', 'beeldbellen', 'huisbezoek', 'telefoon')", name=op.f("ck_agreement_channel")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "agreement_end",
        *_of_item("agreement_end"),
        sa.Column("ended_at", ID, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "item_end",
        *_of_item("item_end"),
        sa.Column("withdrawal_id", ID, nullable=False),
        sa.Column("ended_at", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["withdrawal_id", "case_id"],
            ["fact.id", "fact.case_id"],
            name=op.f("fk_item_end_withdrawal_id_case_id"),
        ),
        sa.UniqueConstraint("item_id", name=op.f("uq_item_end_item_id")),
        sqlite_strict=True,
    )
    for table in ("agreement", "agreement_end", "item_end"):
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])
    for table in ("agreement", "agreement_end"):
        op.create_index(op.f(f"ix_{table}_item_id"), table, ["item_id"])


def _given() -> None:
    op.create_table(
        "answer",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("grant_form", sa.Text(), nullable=False),
        sa.Column("conditional", ID, nullable=False),
        *_sized("answer"),
        sa.CheckConstraint("position >= 1", name=op.f("ck_answer_position")),
        sa.CheckConstraint(f"grant_form IN ({ALL_FORMS})", name=op.f("ck_answer_form")),
        sa.CheckConstraint(GIVES, name=op.f("ck_answer_gives")),
        sa.CheckConstraint(
            "until_on IS NULL OR (from_on IS NOT NULL AND until_on >= from_on)", name=op.f("ck_answer_days")
        ),
        sa.CheckConstraint("conditional IN (0, 1)", name=op.f("ck_answer_conditional")),
        sa.ForeignKeyConstraint(
            ["decision_id", "case_id"],
            ["decision.id", "decision.case_id"],
            name=op.f("fk_answer_decision_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("decision_id", "position", name=op.f("uq_answer_decision_id_position")),
        sa.UniqueConstraint("id", "case_id", "decision_id", name=op.f("uq_answer_id_case_id_decision_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_answer_case_id"), "answer", ["case_id"])
    op.create_table(
        "answered",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("answer_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id", "case_id", "decision_id"],
            ["answer.id", "answer.case_id", "answer.decision_id"],
            name=op.f("fk_answered_answer_id_case_id_decision_id"),
        ),
        _item("answered"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answered")),
        sa.UniqueConstraint("answer_id", "item_id", name=op.f("uq_answered_answer_id_item_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "whole",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id", "case_id"], ["decision.id", "decision.case_id"], name=op.f("fk_whole_decision_id_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whole")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_whole_decision_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_whole_case_id"), "whole", ["case_id"])
    for column in ("case_id", "decision_id", "item_id"):
        op.create_index(op.f(f"ix_answered_{column}"), "answered", [column])


def _of_item(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("item_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        _fact(table),
        _item(table),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("fact_id", name=op.f(f"uq_{table}_fact_id")),
    ]


def _fact(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_fact_id_case_id")
    return sa.ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=name)


def _item(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_item_id_case_id")
    return sa.ForeignKeyConstraint(["item_id", "case_id"], ["item.id", "item.case_id"], name=name)


def _measured(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("grant_form", sa.Text(), nullable=True),
        sa.Column("lasting", ID, server_default="0", nullable=False),
        sa.Column("fixed", ID, server_default="0", nullable=False),
        *_sized(table),
        sa.CheckConstraint(f"grant_form IN ({FORMS})", name=op.f(f"ck_{table}_form")),
        sa.CheckConstraint("length(trim(hand)) > 0", name=op.f(f"ck_{table}_hand")),
        sa.CheckConstraint("until_on >= from_on", name=op.f(f"ck_{table}_days")),
        sa.CheckConstraint("fixed IN (0, 1) AND (fixed = 0 OR thing IS NOT NULL)", name=op.f(f"ck_{table}_fixed")),
        sa.CheckConstraint("lasting IN (0, 1) AND (lasting = 0 OR until_on IS NULL)", name=op.f(f"ck_{table}_lasting")),
    ]


def _sized(table: str) -> list[sa.schema.SchemaItem]:
    texts = ("thing", "unit", "per", "from_on", "until_on", "hand")
    return [
        *(sa.Column(name, sa.Text(), nullable=True) for name in texts),
        *(sa.Column(name, ID, nullable=True) for name in ("amount", "yearly")),
        sa.CheckConstraint(WHOLE, name=op.f(f"ck_{table}_whole")),
        sa.CheckConstraint("amount > 0", name=op.f(f"ck_{table}_amount")),
        sa.CheckConstraint(f"unit IN ({UNITS})", name=op.f(f"ck_{table}_unit")),
        sa.CheckConstraint(f"per IN ({PERS})", name=op.f(f"ck_{table}_per")),
        sa.CheckConstraint(YEARLY, name=op.f(f"ck_{table}_yearly")),
        sa.CheckConstraint("length(trim(thing)) > 0", name=op.f(f"ck_{table}_thing")),
    ]
