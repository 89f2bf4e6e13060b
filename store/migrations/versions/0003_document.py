"""What each letter said when it was made, so that every other way out of it says the same."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A letter made before has none, and goes out as its PDF alone."""
    op.add_column("letter", sa.Column("document", sa.Text(), nullable=True))


def downgrade() -> None:
    """The PDF stays."""
    op.drop_column("letter", "document")
