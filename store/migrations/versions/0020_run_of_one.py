"""A letter run may be for one letter, which leaves at once."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Every run until now was for all that was ready."""
    op.add_column("letter_run", sa.Column("letter_id", ID, nullable=True))


def downgrade() -> None:
    """Nobody knows any more which run was for one."""
    op.drop_column("letter_run", "letter_id")
