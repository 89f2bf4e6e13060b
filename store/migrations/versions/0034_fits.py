"""What a letter may be about, may come to and is made from; and the texts that came with a release."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# Each text that a letter was written with, by its name and digest.
KEPT = """INSERT INTO released_text (name, sha256) SELECT DISTINCT t.key, t.value FROM letter l, {} t
 WHERE l.texts IS NOT NULL AND length(t.value) = 64"""
EACH = {"sqlite": "json_each(l.texts)", "postgresql": "jsonb_each_text(CAST(l.texts AS jsonb))"}


def upgrade() -> None:
    """A letter that was written before is made from the texts that were in use then; the rest comes with a release."""
    op.create_table(
        "letter_fit",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["letter_kind.name"], name=op.f("fk_letter_fit_name")),
        sa.CheckConstraint("what IN ('about', 'outcome', 'text')", name=op.f("ck_letter_fit_what")),
        sa.PrimaryKeyConstraint("name", "what", "value", name=op.f("pk_letter_fit")),
        sqlite_strict=True,
    )
    op.create_table(
        "released_text",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_released_text_sha256")),
        sa.PrimaryKeyConstraint("name", "sha256", name=op.f("pk_released_text")),
        sqlite_strict=True,
    )
    op.execute(KEPT.format(EACH[op.get_bind().dialect.name]))


def downgrade() -> None:
    """Nothing says which text is of which letter."""
    op.drop_table("released_text")
    op.drop_table("letter_fit")
