"""A bundle that never reached the printer can be taken apart."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """No bundle was."""
    op.create_table(
        "unsealed",
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_unsealed_bundle_id")),
        sa.PrimaryKeyConstraint("bundle_id", name=op.f("pk_unsealed")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """A letter in a bundle that was taken apart lies there again, and in the one that took its place."""
    op.drop_table("unsealed")
