"""Whether a letter that decides nothing takes prose; one that does is made only with the words that say so."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROSE = ("shared/bevestiging-gesprek", "shared/mededeling-verlenging", "shared/voornemen", "wmo/onderzoeksverslag")


def upgrade() -> None:
    """Mark the letters that take prose today."""
    with op.batch_alter_table("letter_kind") as batch:
        batch.add_column(sa.Column("prose", ID, server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_letter_kind_prose"), "prose IN (0, 1)")
        batch.create_check_constraint(op.f("ck_letter_kind_prose_decides"), "prose <= 1 - decides")
    kinds = sa.table("letter_kind", sa.column("name"), sa.column("prose"))
    op.execute(kinds.update().where(kinds.c.name.in_(PROSE)).values(prose=1))


def downgrade() -> None:
    """No letter says any more whether it takes prose."""
    with op.batch_alter_table("letter_kind") as batch:
        batch.drop_constraint(op.f("ck_letter_kind_prose_decides"), type_="check")
        batch.drop_constraint(op.f("ck_letter_kind_prose"), type_="check")
        batch.drop_column("prose")
