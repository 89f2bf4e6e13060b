"""The name by which somebody wants to be written to: a partner's, and a title of nobility (BRP)."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXTS = {"title": "", "name_use": "E", "partner_prefix": "", "partner_family_name": "", "partner_title": ""}


def upgrade() -> None:
    """Everybody goes by their own name, without a title, until it is known otherwise."""
    for name, start in TEXTS.items():
        op.add_column("citizen", sa.Column(name, sa.Text(), server_default=start, nullable=False))
    op.add_column("citizen", sa.Column("partner_parted", ID, server_default="0", nullable=False))


def downgrade() -> None:
    """Everybody goes by their own name again."""
    for name in (*TEXTS, "partner_parted"):
        op.drop_column("citizen", name)
