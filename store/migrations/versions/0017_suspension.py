"""A decision that stops what runs for some weeks: what it comes to, and from when until when nothing is given."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SUBJECTS = "('application', 'penalty', 'provisional', 'review', 'suspension')"
OUTCOMES = "('ended', 'granted', 'lowered', 'not_processed', 'partial', 'rejected', 'suspended')"
GIVES = (
    "CASE WHEN grant_form = 'niets' THEN amount IS NULL"
    " ELSE thing IS NOT NULL AND amount IS NOT NULL AND from_on IS NOT NULL END"
)


def upgrade() -> None:
    """Let a decision be about that, and an answer that gives nothing have its days; no row changes."""
    with op.batch_alter_table("decision") as batch:
        batch.drop_constraint(op.f("ck_decision_subject"), type_="check")
        batch.create_check_constraint(op.f("ck_decision_subject"), f"subject IN {SUBJECTS}")
        batch.drop_constraint(op.f("ck_decision_outcome"), type_="check")
        batch.create_check_constraint(op.f("ck_decision_outcome"), f"outcome IN {OUTCOMES}")
    with op.batch_alter_table("answer") as batch:
        batch.drop_constraint(op.f("ck_answer_gives"), type_="check")
        batch.create_check_constraint(op.f("ck_answer_gives"), GIVES)


def downgrade() -> None:
    """What these rows may say stays as wide as it is, for the decisions about a suspension stay."""
