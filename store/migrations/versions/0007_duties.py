"""What a case asks for besides its next step, and decisions about the penalty for deciding late (Awb 4:18)."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KIND = {"name": "shared/dwangsom-geen", "adverse": 1, "decides": 1}
NOTICED = "kind = 'DefaultNotice'"


def upgrade() -> None:
    """Make the table; the cases with a notice of default run once more, which notes what they ask for."""
    op.create_table(
        "duty",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_duty_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_duty_case_id"), "duty", ["case_id"])
    op.create_index(op.f("ix_duty_from_on"), "duty", ["from_on"])
    case = sa.table("casefile", sa.column("id"), sa.column("wakes_on"), sa.column("received_on"))
    fact = sa.table("fact", sa.column("case_id"), sa.column("kind"))
    noticed = sa.select(fact.c.case_id).where(fact.c.kind == "DefaultNotice")
    op.execute(sa.update(case).where(case.c.id.in_(noticed)).values(wakes_on=case.c.received_on))
    op.drop_index("ix_fact_default", table_name="fact")
    kinds = sa.table("letter_kind", sa.column("name"), sa.column("adverse"), sa.column("decides"))
    present = op.get_bind().execute(sa.select(kinds.c.name).where(kinds.c.name == KIND["name"])).scalar()
    if present is None:
        op.bulk_insert(kinds, [KIND])


def downgrade() -> None:
    """Drop the table; the kind of letter stays, for there may be such letters."""
    where = sa.text(NOTICED)
    op.create_index("ix_fact_default", "fact", ["case_id"], sqlite_where=where, postgresql_where=where)
    op.drop_index(op.f("ix_duty_from_on"), table_name="duty")
    op.drop_index(op.f("ix_duty_case_id"), table_name="duty")
    op.drop_table("duty")
