"""The file in which the printer answered: what was said before was typed, and keeps what it says."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add its digest; no file answers two bundles."""
    with op.batch_alter_table("receipt") as batch:
        batch.add_column(sa.Column("answer_sha256", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_receipt_sha256"), "length(answer_sha256) = 64")
        batch.create_unique_constraint(op.f("uq_receipt_answer_sha256"), ["answer_sha256"])


def downgrade() -> None:
    """Drop it again; the files stay where they are."""
    with op.batch_alter_table("receipt") as batch:
        batch.drop_constraint(op.f("uq_receipt_answer_sha256"), type_="unique")
        batch.drop_constraint(op.f("ck_receipt_sha256"), type_="check")
        batch.drop_column("answer_sha256")
