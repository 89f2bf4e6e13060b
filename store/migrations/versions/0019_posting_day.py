"""A letter bears the day on which it is posted, and a case ends on that day."""

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no row and no table; moving makes the guards anew."""


def downgrade() -> None:
    """Change nothing either."""
