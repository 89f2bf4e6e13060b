"""What a text shows and how large a number is, in the guards: no call, motivation or reason that says nothing."""

revision = "0028"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change no row and no table; moving makes the guards anew."""


def downgrade() -> None:
    """Change nothing either."""
