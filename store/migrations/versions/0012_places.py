"""No row is replaced by its place: texts have none on SQLite; and who a case needs keeps their number."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of texts anew, without a place besides its key; the guards come after each step."""
    _made_anew(with_rowid=False)


def downgrade() -> None:
    """Give the rows their place again."""
    _made_anew(with_rowid=True)


def _made_anew(*, with_rowid: bool) -> None:
    if op.get_context().dialect.name != "sqlite":
        return
    op.rename_table("text_source", "text_source_before")
    op.create_table(
        "text_source",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_text_source_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_text_source")),
        sqlite_strict=True,
        sqlite_with_rowid=with_rowid,
    )
    op.execute("INSERT INTO text_source (sha256, body) SELECT sha256, body FROM text_source_before")
    op.drop_table("text_source_before")
