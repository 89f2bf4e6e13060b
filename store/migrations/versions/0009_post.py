"""Letters on their way out: runs, bundles, hand-over and what the printer answered."""

import sqlalchemy as sa
from alembic import op

from store.chain import links

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables, and give a letter its channel and its claim."""
    op.create_table(
        "letter_run",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("asked_at", ID, nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=True),
        sa.Column("confirmed_at", ID, nullable=True),
        sa.Column("stage", sa.Text(), server_default="gevraagd", nullable=False),
        sa.Column("counts", sa.Text(), server_default="{}", nullable=False),
        sa.Column("seen_at", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_run")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_run_key")),
        sqlite_strict=True,
    )
    op.create_table(
        "bundle",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("run_id", ID, nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("sealed_at", ID, nullable=False),
        sa.Column("letters", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint("channel IN ('post', 'balie')", name=op.f("ck_bundle_channel")),
        sa.CheckConstraint("letters >= 0", name=op.f("ck_bundle_letters")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_bundle_digest")),
        sa.ForeignKeyConstraint(["run_id"], ["letter_run.id"], name=op.f("fk_bundle_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
        sa.UniqueConstraint("name", name=op.f("uq_bundle_name")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bundle_run_id"), "bundle", ["run_id"])
    op.create_index(op.f("ix_bundle_sealed_at"), "bundle", ["sealed_at"])
    op.create_table(
        "bundle_line",
        sa.Column("id", ID, nullable=False),
        sa.Column("letter_id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("attempt", ID, nullable=False),
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.Column("pages", ID, nullable=False),
        sa.CheckConstraint("attempt >= 1", name=op.f("ck_bundle_line_attempt")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_bundle_line_position")),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_bundle_line_sha256")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_bundle_line_letter_id")),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_line_bundle_id")),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_bundle_line_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_line")),
        sa.UniqueConstraint("letter_id", "attempt", name=op.f("uq_bundle_line_letter_id_attempt")),
        sa.UniqueConstraint("bundle_id", "position", name=op.f("uq_bundle_line_bundle_id_position")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bundle_line_case_id"), "bundle_line", ["case_id"])
    op.create_table(
        "handover",
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("manifest_sha256", sa.Text(), nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.CheckConstraint("length(manifest_sha256) = 64", name=op.f("ck_handover_sha256")),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_handover_bundle_id")),
        sa.PrimaryKeyConstraint("bundle_id", name=op.f("pk_handover")),
        sqlite_strict=True,
    )
    op.create_table(
        "receipt",
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("posted_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.CheckConstraint("answer IN ('sent', 'refused')", name=op.f("ck_receipt_answer")),
        sa.CheckConstraint("(answer = 'sent') = (posted_on IS NOT NULL)", name=op.f("ck_receipt_posted_on")),
        sa.CheckConstraint("(answer = 'refused') = (reason IS NOT NULL)", name=op.f("ck_receipt_reason")),
        sa.ForeignKeyConstraint(["bundle_id"], ["handover.bundle_id"], name=op.f("fk_receipt_bundle_id")),
        sa.PrimaryKeyConstraint("bundle_id", name=op.f("pk_receipt")),
        sqlite_strict=True,
    )
    op.create_table(
        "stray",
        sa.Column("id", ID, nullable=False),
        sa.Column("bundle_id", ID, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("pdf_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_stray_bundle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stray")),
        sa.UniqueConstraint("bundle_id", "position", name=op.f("uq_stray_bundle_id_position")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stray_case_number"), "stray", ["case_number"])
    op.create_table(
        "letter_stop",
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("since", ID, nullable=False),
        sa.Column("lifted_at", ID, nullable=True),
        sa.PrimaryKeyConstraint("because", name=op.f("pk_letter_stop")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("letter") as batch:
        batch.add_column(sa.Column("channel", sa.Text(), server_default="post", nullable=False))
        batch.add_column(sa.Column("claimed_by", sa.Text(), nullable=True))
        batch.add_column(sa.Column("claimed_until", ID, nullable=True))
        batch.create_check_constraint(op.f("ck_letter_channel"), "channel IN ('post', 'balie')")
        batch.create_check_constraint(op.f("ck_letter_claim"), "(claimed_by IS NULL) = (claimed_until IS NULL)")
    where = sa.text("claimed_by IS NOT NULL")
    op.create_index("ix_letter_claimed_by", "letter", ["claimed_by"], sqlite_where=where, postgresql_where=where)
    links.adopt(op.get_bind(), ["letter"])


def downgrade() -> None:
    """Drop them; what was handed over is in the folder of the printer."""
    op.drop_index("ix_letter_claimed_by", table_name="letter")
    with op.batch_alter_table("letter") as batch:
        batch.drop_constraint(op.f("ck_letter_claim"), type_="check")
        batch.drop_constraint(op.f("ck_letter_channel"), type_="check")
        batch.drop_column("claimed_until")
        batch.drop_column("claimed_by")
        batch.drop_column("channel")
    for table in ("letter_stop", "stray", "receipt", "handover", "bundle_line", "bundle", "letter_run"):
        op.drop_table(table)
    links.adopt(op.get_bind(), ["letter"])
