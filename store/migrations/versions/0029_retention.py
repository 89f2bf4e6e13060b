"""Guards that destroy nothing under a rule for keeping that a newer one has replaced; the rules come with the law."""

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no row and no table; moving makes the guards anew."""


def downgrade() -> None:
    """Change nothing either."""
