"""A decision about what runs: which items run already, and under which decision."""

import sqlalchemy as sa
from alembic import op

from store.chain import links

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table, and let a decision be about a review; every item until now was of an application."""
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(op.f("ck_decision_subject"), type_="check")
        batch.create_check_constraint(
            op.f("ck_decision_subject"), "subject IN ('application', 'penalty', 'provisional', 'review')"
        )
    with op.batch_alter_table("item") as batch:
        batch.add_column(sa.Column("running", ID, server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_item_running"), "running IN (0, 1)")
    op.create_table(
        "reviewed",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("changes_on", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("version", ID, nullable=True),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Text(), nullable=True),
        sa.Column("gave", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(number IS NULL) = (made_by IS NOT NULL) AND (number IS NULL) = (version IS NULL)",
            name=op.f("ck_reviewed_one"),
        ),
        sa.CheckConstraint(
            "(made_by IS NULL) = (decided_on IS NULL) AND (made_by IS NULL) = (gave IS NULL)",
            name=op.f("ck_reviewed_elsewhere"),
        ),
        sa.CheckConstraint("length(trim(made_by)) > 0 AND length(trim(gave)) > 0", name=op.f("ck_reviewed_said")),
        sa.ForeignKeyConstraint(
            ["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=op.f("fk_reviewed_fact_id_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewed")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_reviewed_fact_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reviewed_case_id"), "reviewed", ["case_id"])


def downgrade() -> None:
    """Drop it; what a decision may be about stays as wide as it is, for the decisions about a review stay."""
    op.drop_table("reviewed")
    with op.batch_alter_table("item") as batch:
        batch.drop_constraint(op.f("ck_item_running"), type_="check")
        batch.drop_column("running")
    links.adopt(op.get_bind(), ["item"])
