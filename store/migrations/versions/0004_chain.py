"""A chain for each case over what is on its record, with what was there already."""

import sqlalchemy as sa
from alembic import op

from store.chain import links

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the chains, find rows by their case, and link the rows there are."""
    op.create_table(
        "link",
        sa.Column("chain", ID, nullable=False, autoincrement=False),
        sa.Column("seq", ID, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_link_seq")),
        sa.CheckConstraint("length(digest) = 32 AND length(hash) = 32", name=op.f("ck_link_sha256")),
        sa.PrimaryKeyConstraint("chain", "seq", name=op.f("pk_link")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "salt",
        sa.Column("chain", ID, nullable=False, autoincrement=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(salt) = 32", name=op.f("ck_salt_length")),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_salt")),
        sqlite_strict=True,
    )
    for table in ("call", "exemption", "exemption_approval"):
        op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"])
    links.adopt(op.get_bind())


def downgrade() -> None:
    """Drop the chains."""
    for table in ("call", "exemption", "exemption_approval"):
        op.drop_index(op.f(f"ix_{table}_case_id"), table_name=table)
    op.drop_table("salt")
    op.drop_table("link")
