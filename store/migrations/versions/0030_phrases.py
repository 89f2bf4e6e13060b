"""Which values of a letter that takes no prose somebody typed: the database lets no sentence of ours into them."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

# Of the letters that earlier migrations brought; those of any other come with it.
TYPED = (
    ("shared/verzoek-aanvulling", "stukken[].naam"),
    ("shared/verzoek-aanvulling", "stukken[].waarom"),
    ("wmo/uitnodiging-gesprek", "gesprek.plaats"),
)


def upgrade() -> None:
    """Name the values, where the letter is there."""
    op.create_table(
        "letter_phrase",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["letter_kind.name"], name=op.f("fk_letter_phrase_name")),
        sa.PrimaryKeyConstraint("name", "path", name=op.f("pk_letter_phrase")),
        sqlite_strict=True,
    )
    kinds = sa.table("letter_kind", sa.column("name"))
    phrases = sa.table("letter_phrase", sa.column("name"), sa.column("path"))
    for name, path in TYPED:
        there = sa.select(kinds.c.name, sa.literal(path)).where(kinds.c.name == name)
        op.execute(phrases.insert().from_select(["name", "path"], there))


def downgrade() -> None:
    """No value of a letter is known to be typed."""
    op.drop_table("letter_phrase")
