"""How long cases are kept, and destruction by two people with the proof that remains."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RULE = ("process", "result", "rule_from", "outcome", "years", "days")
RULES = (
    ("toegekend", "granted", "8.1.1", 15, 0),
    ("deels toegekend", "partial", "8.1.1", 15, 0),
    ("afgewezen", "rejected", "8.2", 5, 0),
    ("ingetrokken", "", "8.4.1", 0, 42),
)


def upgrade() -> None:
    """Make the tables, with the rules of the Wmo."""
    retention = op.create_table(
        "retention",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("process", "result", "valid_from", "outcome", "rule")
        ),
        sa.Column("years", ID, nullable=False),
        sa.Column("days", ID, nullable=False),
        sa.PrimaryKeyConstraint("process", "result", "valid_from", name=op.f("pk_retention")),
        sa.UniqueConstraint(
            *("process", "result", "valid_from", "outcome", "years", "days"),
            name=op.f("uq_retention_process_result_valid_from_outcome_years_days"),
        ),
        sa.CheckConstraint("years >= 0 AND days >= 0 AND years + days > 0", name=op.f("ck_retention_length")),
        sqlite_strict=True,
    )
    op.create_table(
        "destruction",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_version", ID, nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("rule_from", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("years", ID, nullable=False),
        sa.Column("days", ID, nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("undisputed", ID, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("proposed_at", ID, nullable=False),
        sa.ForeignKeyConstraint(
            RULE,
            [f"retention.{name.replace('rule_from', 'valid_from')}" for name in RULE],
            name=op.f("fk_destruction_process_result_rule_from_outcome_years_days"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "proposed_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_destruction_grant_id_proposed_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
        sa.UniqueConstraint("case_id", "case_version", name=op.f("uq_destruction_case_id_case_version")),
        sa.UniqueConstraint(
            *("id", "case_id", "proposed_by", "proposed_at", "ends_on"),
            name=op.f("uq_destruction_id_case_id_proposed_by_proposed_at_ends_on"),
        ),
        sa.CheckConstraint("grant_role IN ('administratie', 'teamleider')", name=op.f("ck_destruction_role")),
        sa.CheckConstraint("undisputed = 1", name=op.f("ck_destruction_undisputed")),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_destruction_days")),
        sqlite_strict=True,
    )
    op.create_table(
        "destruction_approval",
        sa.Column("id", ID, nullable=False),
        sa.Column("destruction_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", ID, nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("undisputed", ID, nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("approved_at", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["destruction_id", "case_id", "proposed_by", "proposed_at", "ends_on"],
            [f"destruction.{name}" for name in ("id", "case_id", "proposed_by", "proposed_at", "ends_on")],
            name=op.f("fk_destruction_approval_destruction_id_case_id_proposed_by_proposed_at_ends_on"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "approved_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_destruction_approval_grant_id_approved_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction_approval")),
        sa.UniqueConstraint("destruction_id", name=op.f("uq_destruction_approval_destruction_id")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_destruction_approval_id_case_id")),
        sa.CheckConstraint("approved_by <> proposed_by", name=op.f("ck_destruction_approval_two_people")),
        sa.CheckConstraint("approved_at >= proposed_at", name=op.f("ck_destruction_approval_after_proposal")),
        sa.CheckConstraint("grant_role = 'teamleider'", name=op.f("ck_destruction_approval_role")),
        sa.CheckConstraint("undisputed = 1", name=op.f("ck_destruction_approval_undisputed")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_destruction_approval_case_id"), "destruction_approval", ["case_id"])
    op.create_table(
        "destroyed",
        sa.Column("approval_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("destroyed_at", ID, nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("chain_head", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id", "case_id"],
            ["destruction_approval.id", "destruction_approval.case_id"],
            name=op.f("fk_destroyed_approval_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("approval_id", name=op.f("pk_destroyed")),
        sa.UniqueConstraint("case_id", name=op.f("uq_destroyed_case_id")),
        sa.UniqueConstraint("number", name=op.f("uq_destroyed_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "removal",
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("approval_id", ID, nullable=False),
        sa.CheckConstraint("folder IN ('letters', 'attachments')", name=op.f("ck_removal_folder")),
        sa.ForeignKeyConstraint(["approval_id"], ["destroyed.approval_id"], name=op.f("fk_removal_approval_id")),
        sa.PrimaryKeyConstraint("folder", "sha256", name=op.f("pk_removal")),
        sqlite_strict=True,
    )
    op.bulk_insert(
        retention,
        [
            {
                "process": "wmo",
                "result": result,
                "valid_from": "2020-01-01",
                "outcome": outcome,
                "rule": rule,
                "years": years,
                "days": days,
            }
            for result, outcome, rule, years, days in RULES
        ],
    )


def downgrade() -> None:
    """Drop them; what was destroyed stays so, and its proofs outside the database remain."""
    for table in ("removal", "destroyed", "destruction_approval", "destruction", "retention"):
        op.drop_table(table)
