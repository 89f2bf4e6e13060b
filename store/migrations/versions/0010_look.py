"""Who looked at a case, in the fields of the Logboek Dataverwerkingen."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "look",
        sa.Column("id", ID, nullable=False),
        sa.Column("trace_id", sa.Text(), nullable=False),
        sa.Column("operation_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("status_code", ID, nullable=False),
        sa.Column("start_time", ID, nullable=False),
        sa.Column("end_time", ID, nullable=False),
        sa.Column("processing_activity_id", sa.Text(), nullable=False),
        sa.Column("data_subject_id", sa.Text()),
        sa.Column("data_subject_id_type", sa.Text()),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("case_id", ID),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint("operation_id", name=op.f("uq_look_operation_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_look_user_id"), "look", ["user_id"])
    op.create_index(op.f("ix_look_case_id"), "look", ["case_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("look")
