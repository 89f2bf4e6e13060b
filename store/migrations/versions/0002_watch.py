"""The daily pass over the terms, what it warned about, and the letters about the term to decide."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    ("shared/mededeling-verlenging", 0, 0),
    ("shared/bevestiging-opschorting", 0, 0),
    ("shared/mededeling-opschorting", 0, 0),
    ("shared/einde-opschorting", 0, 0),
    ("shared/reactie-ingebrekestelling", 0, 0),
    ("shared/dwangsombesluit", 0, 1),
)


def upgrade() -> None:
    """Make the tables and the indexes that keep the pass short."""
    op.create_table(
        "watch_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("ran_at", ID, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "warning",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_warning_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning")),
        sa.UniqueConstraint("case_id", "kind", "due_on", name=op.f("uq_warning_case_id_kind_due_on")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_warning_given_on"), "warning", ["given_on"])
    op.create_index(op.f("ix_casefile_waits_by"), "casefile", ["waits_by"])
    op.create_index(op.f("ix_casefile_wakes_on"), "casefile", ["wakes_on"])
    where = sa.text("kind = 'DefaultNotice'")
    op.create_index("ix_fact_default", "fact", ["case_id"], sqlite_where=where, postgresql_where=where)
    kinds = sa.table("letter_kind", sa.column("name"), sa.column("adverse"), sa.column("decides"))
    present = set(op.get_bind().execute(sa.select(kinds.c.name)).scalars())
    fresh = [{"name": name, "adverse": adverse, "decides": decides} for name, adverse, decides in KINDS]
    op.bulk_insert(kinds, [kind for kind in fresh if kind["name"] not in present])


def downgrade() -> None:
    """Drop them; a kind of letter stays, for there may be such letters."""
    op.drop_index("ix_fact_default", table_name="fact")
    op.drop_index(op.f("ix_casefile_wakes_on"), table_name="casefile")
    op.drop_index(op.f("ix_casefile_waits_by"), table_name="casefile")
    op.drop_index(op.f("ix_warning_given_on"), table_name="warning")
    op.drop_table("warning")
    op.drop_table("watch_run")
