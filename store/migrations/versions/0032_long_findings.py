"""A finding may say more than a tree of PostgreSQL takes: there it is looked up by a hash."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

WORDS = "ix_finding_words"


def upgrade() -> None:
    """The same index, of another kind."""
    op.drop_index(WORDS, "finding")
    op.create_index(WORDS, "finding", ["words"], postgresql_using="hash")


def downgrade() -> None:
    """It stays: a tree would not take what is written by now, and what came before reads by either."""
