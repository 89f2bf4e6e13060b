"""A municipality's own texts: versions, their release by a second person, and the texts each letter was made of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BEFORE = "role IN ('consulent', 'tweede_lezer', 'teamleider', 'administratie', 'beheer')"
AFTER = "role IN ('consulent', 'tweede_lezer', 'teamleider', 'administratie', 'beheer', 'tekst')"


def upgrade() -> None:
    """Make the tables, let there be a role for who writes texts, and let a letter name the texts it was made of."""
    _roles(AFTER)
    op.add_column("letter", sa.Column("texts", sa.Text(), nullable=True))
    op.create_table(
        "text_source",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_text_source_sha256")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_text_source")),
        sqlite_strict=True,
    )
    op.create_table(
        "text_version",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("written_at", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_text_version_version")),
        sa.CheckConstraint("grant_role = 'tekst'", name=op.f("ck_text_version_role")),
        sa.ForeignKeyConstraint(
            ["grant_id", "written_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_text_version_grant_id_written_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_version")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_text_version_name_version")),
        sa.UniqueConstraint("key", name=op.f("uq_text_version_key")),
        sa.UniqueConstraint("id", "name", "version", "written_by", "written_at", name=op.f("uq_text_version_id_name")),
        sqlite_strict=True,
    )
    op.create_table(
        "text_release",
        sa.Column("text_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("written_by", sa.Text(), nullable=False),
        sa.Column("written_at", ID, nullable=False),
        sa.Column("released_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("released_at", ID, nullable=False),
        sa.CheckConstraint("released_by <> written_by", name=op.f("ck_text_release_two_people")),
        sa.CheckConstraint("grant_role IN ('teamleider', 'tekst')", name=op.f("ck_text_release_role")),
        sa.CheckConstraint("released_at >= written_at", name=op.f("ck_text_release_after")),
        sa.ForeignKeyConstraint(
            ["text_id", "name", "version", "written_by", "written_at"],
            [
                "text_version.id",
                "text_version.name",
                "text_version.version",
                "text_version.written_by",
                "text_version.written_at",
            ],
            name=op.f("fk_text_release_text_id_name_version_written_by_written_at"),
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "released_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_text_release_grant_id_released_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_text_release")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    """Drop them. Who wrote texts loses that role: nothing is left that it is for."""
    op.drop_table("text_release")
    op.drop_table("text_version")
    op.drop_table("text_source")
    op.drop_column("letter", "texts")
    op.execute("DELETE FROM role_revocation WHERE grant_id IN (SELECT id FROM role_grant WHERE role = 'tekst')")
    op.execute("DELETE FROM role_grant WHERE role = 'tekst'")
    _roles(BEFORE)


def _roles(allowed: str) -> None:
    with op.batch_alter_table("role_grant") as batch:
        batch.drop_constraint(op.f("ck_role_grant_role"), type_="check")
        batch.create_check_constraint(op.f("ck_role_grant_role"), allowed)
