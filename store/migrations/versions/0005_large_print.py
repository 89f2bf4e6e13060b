"""Who asked for letters in large print: a citizen, or whoever gets the letters instead."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nobody asked before it was asked."""
    for table in ("citizen", "member"):
        op.add_column(table, sa.Column("large_print", ID, server_default="0", nullable=False))


def downgrade() -> None:
    """Letters come in the usual size again."""
    for table in ("citizen", "member"):
        op.drop_column(table, "large_print")
