"""What came in as it came: of a day of birth the part that is known."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("citizen", "member")


def upgrade() -> None:
    """Add the columns; nothing is known of those who are there already."""
    for table in TABLES:
        op.add_column(table, sa.Column("born_known", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop them again."""
    for table in TABLES:
        op.drop_column(table, "born_known")
