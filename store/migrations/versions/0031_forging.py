"""Who signs a letter, and the clock of the guards, which moving makes with them."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing says who signed the letters of before."""
    op.add_column("letter", sa.Column("signed_by", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take both away; guards of before go by neither."""
    op.drop_column("letter", "signed_by")
    what = (
        "VIEW IF EXISTS guard_clock" if op.get_bind().dialect.name == "sqlite" else "FUNCTION IF EXISTS guard_clock()"
    )
    op.execute(f"DROP {what}")
