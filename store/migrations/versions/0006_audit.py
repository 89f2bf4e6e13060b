"""Signed heads, passes of the check, what they found and who dealt with it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "head",
        sa.Column("id", ID, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("signed_at", ID, nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_head_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head")),
        sa.UniqueConstraint("day", name=op.f("uq_head_day")),
        sqlite_strict=True,
    )
    op.create_table(
        "verification",
        sa.Column("id", ID, nullable=False),
        sa.Column("ran_at", ID, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verification")),
        sqlite_strict=True,
    )
    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lasting", ID, nullable=False),
        sa.Column("found_at", ID, nullable=False),
        sa.CheckConstraint("lasting IN (0, 1)", name=op.f("ck_finding_lasting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_finding_words"), "finding", ["words"])
    op.create_table(
        "settlement",
        sa.Column("finding_id", ID, nullable=False, autoincrement=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("settled_at", ID, nullable=False),
        sa.CheckConstraint("grant_role IN ('beheer')", name=op.f("ck_settlement_role")),
        sa.CheckConstraint("length(trim(reason)) >= 20", name=op.f("ck_settlement_reason")),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_settlement_finding_id")),
        sa.ForeignKeyConstraint(
            ["grant_id", "settled_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_settlement_grant_id_settled_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("finding_id", name=op.f("pk_settlement")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("settlement", "finding", "verification", "head"):
        op.drop_table(table)
