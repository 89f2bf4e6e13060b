"""Who else has a say in a case: parties and their end; and with whom each talk, call, exemption and letter is."""

import sqlalchemy as sa
from alembic import op

from store.chain import links

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STANDS_IN = "'advocaat', 'bewindvoerder', 'curator', 'erfgenaam', 'gemachtigde', 'mentor'"
KINDS = "'advocaat', 'bewindvoerder', 'curator', 'erfgenaam', 'gemachtigde', 'jeugdige', 'mentor', 'ouder', 'partner'"
TALKS = ("made_precise", "agreement", "call", "exemption")


def upgrade() -> None:
    """Make the tables, and say of each talk and letter with whom it is: until now always the citizen."""
    op.create_table(
        "party",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("power", ID, nullable=False),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("represents", ID, nullable=True),
        sa.CheckConstraint("number >= 2", name=op.f("ck_party_number")),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_party_kind")),
        sa.CheckConstraint("power IN (0, 1)", name=op.f("ck_party_power")),
        sa.CheckConstraint(f"(represents IS NOT NULL) = (kind IN ({STANDS_IN}))", name=op.f("ck_party_represents")),
        sa.CheckConstraint("represents >= 1 AND represents < number", name=op.f("ck_party_for_whom")),
        _fact("party"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_party_fact_id")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_party_case_id_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "party_end",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=False),
        _fact("party_end"),
        sa.ForeignKeyConstraint(
            ["case_id", "number"], ["party.case_id", "party.number"], name=op.f("fk_party_end_case_id_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_end")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_party_end_fact_id")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_party_end_case_id_number")),
        sqlite_strict=True,
    )
    for table in TALKS:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("party", ID, server_default="1", nullable=False))
    with op.batch_alter_table("agreement") as batch:
        batch.add_column(sa.Column("for_party", ID, server_default="1", nullable=False))
    with op.batch_alter_table("letter") as batch:
        batch.add_column(sa.Column("party", ID, server_default="1", nullable=False))
        batch.create_check_constraint(op.f("ck_letter_party"), "party >= 1")
        batch.drop_constraint(op.f("uq_letter_case_id_name_about"), type_="unique")
        batch.drop_constraint(op.f("uq_letter_decision_id"), type_="unique")
        batch.create_unique_constraint(
            op.f("uq_letter_case_id_name_about_party"), ["case_id", "name", "about", "party"]
        )
        batch.create_unique_constraint(op.f("uq_letter_decision_id_party"), ["decision_id", "party"])


def downgrade() -> None:
    """Drop them; the facts that they were made from stay. Refused by the database where a decision has two letters."""
    with op.batch_alter_table("letter") as batch:
        batch.drop_constraint(op.f("uq_letter_decision_id_party"), type_="unique")
        batch.drop_constraint(op.f("uq_letter_case_id_name_about_party"), type_="unique")
        batch.create_unique_constraint(op.f("uq_letter_decision_id"), ["decision_id"])
        batch.create_unique_constraint(op.f("uq_letter_case_id_name_about"), ["case_id", "name", "about"])
        batch.drop_constraint(op.f("ck_letter_party"), type_="check")
        batch.drop_column("party")
    with op.batch_alter_table("agreement") as batch:
        batch.drop_column("for_party")
    for table in TALKS:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("party")
    op.drop_table("party_end")
    op.drop_table("party")
    links.adopt(op.get_bind(), ["letter", *TALKS])


def _fact(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_fact_id_case_id")
    return sa.ForeignKeyConstraint(["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=name)
