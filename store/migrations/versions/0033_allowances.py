"""What a municipality allows that the gate forbids by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nothing is allowed until the file of the municipality says so."""
    op.create_table(
        "allowance",
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("allowed", ID, nullable=False),
        sa.CheckConstraint("what IN ('reads_what_they_exempted')", name=op.f("ck_allowance_what")),
        sa.CheckConstraint("allowed IN (0, 1)", name=op.f("ck_allowance_allowed")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_allowance_number")),
        sa.PrimaryKeyConstraint("what", "number", name=op.f("pk_allowance")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """The gate of before did not ask."""
    op.drop_table("allowance")
