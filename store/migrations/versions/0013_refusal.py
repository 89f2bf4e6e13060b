"""A proposal to destroy a case can be refused, with a reason, and made anew; objections stand in its way."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROPOSAL = ("id", "case_id", "proposed_by", "proposed_at", "ends_on")
ONCE = "uq_destruction_case_id_case_version"
EACH = "uq_destruction_case_id_case_version_attempt"


def upgrade() -> None:
    """Count the proposals for a case, and make the table of refusals."""
    with op.batch_alter_table("destruction") as batch:
        batch.add_column(sa.Column("attempt", ID, server_default="1", nullable=False))
        batch.drop_constraint(op.f(ONCE), type_="unique")
        batch.create_unique_constraint(op.f(EACH), ["case_id", "case_version", "attempt"])
        batch.create_check_constraint(op.f("ck_destruction_attempt"), "attempt >= 1")
    op.create_table(
        "destruction_refusal",
        sa.Column("destruction_id", ID, autoincrement=False, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", ID, nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("refused_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("refused_at", ID, nullable=False),
        sa.CheckConstraint("refused_by <> proposed_by", name=op.f("ck_destruction_refusal_two_people")),
        sa.CheckConstraint("refused_at >= proposed_at", name=op.f("ck_destruction_refusal_after_proposal")),
        sa.CheckConstraint("grant_role = 'teamleider'", name=op.f("ck_destruction_refusal_role")),
        sa.CheckConstraint("length(trim(reason)) >= 10", name=op.f("ck_destruction_refusal_reason")),
        sa.ForeignKeyConstraint(
            ["destruction_id", *PROPOSAL[1:]],
            [f"destruction.{column}" for column in PROPOSAL],
            name=op.f("fk_destruction_refusal_destruction_id_case_id_proposed_by_proposed_at_ends_on"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "refused_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_destruction_refusal_grant_id_refused_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("destruction_id", name=op.f("pk_destruction_refusal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_destruction_refusal_case_id"), "destruction_refusal", ["case_id"])


def downgrade() -> None:
    """Drop them. Of a case that was proposed more than once only the last proposal stays."""
    op.drop_index(op.f("ix_destruction_refusal_case_id"), table_name="destruction_refusal")
    op.drop_table("destruction_refusal")
    op.execute(
        "DELETE FROM destruction WHERE EXISTS (SELECT 1 FROM destruction n WHERE n.case_id = destruction.case_id"
        " AND n.case_version = destruction.case_version AND n.attempt > destruction.attempt)"
    )
    with op.batch_alter_table("destruction") as batch:
        batch.drop_constraint(op.f("ck_destruction_attempt"), type_="check")
        batch.drop_constraint(op.f(EACH), type_="unique")
        batch.create_unique_constraint(op.f(ONCE), ["case_id", "case_version"])
        batch.drop_column("attempt")
