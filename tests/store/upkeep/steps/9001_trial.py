"""A step that rebuilds the guarded tables, as a later release might."""

import sqlalchemy as sa
from alembic import op

from store.upkeep.schema import MIGRATIONS

revision = "9001"
down_revision = max(step.name[:4] for step in MIGRATIONS.glob("versions/0*.py"))
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column and change a default, so that SQLite makes the tables anew."""
    for table in ("letter", "call", "fact"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("trial", sa.Text(), server_default="new"))
            batch.alter_column("id", existing_type=sa.Integer(), comment=None)


def downgrade() -> None:
    """Drop the column again."""
    for table in ("letter", "call", "fact"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("trial")
