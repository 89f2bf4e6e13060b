"""The whole record, and the letters there are at first."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    ("wmo/ontvangstbevestiging-melding", 0, 0),
    ("wmo/uitnodiging-gesprek", 0, 0),
    ("wmo/onderzoeksverslag", 0, 0),
    ("shared/verzoek-aanvulling", 0, 0),
    ("shared/niet-bereikt", 0, 0),
    ("shared/bevestiging-gesprek", 0, 0),
    ("shared/bevestiging-intrekking", 0, 0),
    ("wmo/toekenning-natura", 0, 1),
    ("wmo/toekenning-pgb", 0, 1),
    ("wmo/afwijzing", 1, 1),
    ("wmo/gedeeltelijke-toekenning", 1, 1),
)


def upgrade() -> None:
    """Make all tables; `store.upkeep.schema` puts the guards on them."""
    op.create_table(
        "household",
        sa.Column("id", ID, nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sqlite_strict=True,
    )
    op.create_table(
        "letter_kind",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("adverse", ID, nullable=False),
        sa.Column("decides", ID, nullable=False),
        sa.CheckConstraint("adverse <= decides", name=op.f("ck_letter_kind_adverse_decides")),
        sa.CheckConstraint("adverse IN (0, 1)", name=op.f("ck_letter_kind_adverse")),
        sa.CheckConstraint("decides IN (0, 1)", name=op.f("ck_letter_kind_decides")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_letter_kind")),
        sa.UniqueConstraint("name", "adverse", "decides", name=op.f("uq_letter_kind_name_adverse_decides")),
        sqlite_strict=True,
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", ID, server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sqlite_strict=True,
    )
    op.create_table(
        "citizen",
        sa.Column("id", ID, nullable=False),
        sa.Column("version", ID, server_default="1", nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("bsn_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("bsn_index", sa.Text(), nullable=True),
        sa.Column("bsn_tail", sa.Text(), server_default="", nullable=False),
        sa.Column("salutation", sa.Text(), server_default="", nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("prefix", sa.Text(), server_default="", nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="Nederlands", nullable=False),
        sa.Column("interpreter", ID, server_default="0", nullable=False),
        sa.Column("reachable", sa.Text(), server_default="", nullable=False),
        sa.Column("secret_address", ID, server_default="0", nullable=False),
        sa.Column("deceased_on", sa.Text(), nullable=True),
        sa.CheckConstraint("(bsn_cipher IS NULL) = (bsn_index IS NULL)", name=op.f("ck_citizen_bsn")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_citizen_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen")),
        sa.UniqueConstraint("bsn_index", name=op.f("uq_citizen_bsn_index")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_citizen_household_id"), "citizen", ["household_id"], unique=False)
    op.create_table(
        "login",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("csrf", sa.Text(), nullable=False),
        sa.Column("created_at", ID, nullable=False),
        sa.Column("seen_at", ID, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_login_staff_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_login")),
        sqlite_strict=True,
    )
    op.create_table(
        "member",
        sa.Column("id", ID, nullable=False),
        sa.Column("household_id", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("born_on", sa.Text(), nullable=True),
        sa.Column("elsewhere", ID, server_default="0", nullable=False),
        sa.Column("carer", ID, server_default="0", nullable=False),
        sa.Column("authorised_on", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="[]", nullable=False),
        sa.Column("remark", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_member_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_member_household_id"), "member", ["household_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", ID, nullable=False),
        sa.Column("staff_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("granted_at", ID, nullable=False),
        sa.CheckConstraint(
            "role IN ('consulent', 'tweede_lezer', 'teamleider', 'administratie', 'beheer')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_role_grant_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint("id", "staff_id", "role", name=op.f("uq_role_grant_id_staff_id_role")),
        sqlite_strict=True,
    )
    op.create_table(
        "casefile",
        sa.Column("id", ID, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("process", sa.Text(), nullable=False),
        sa.Column("process_version", ID, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("citizen_id", ID, nullable=False),
        sa.Column("representative_id", ID, nullable=True),
        sa.Column("consultant_id", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Text(), nullable=False),
        sa.Column("urgent", ID, server_default="0", nullable=False),
        sa.Column("version", ID, server_default="0", nullable=False),
        sa.Column("taken_up", ID, server_default="0", nullable=False),
        sa.Column("waits_for", sa.Text(), nullable=True),
        sa.Column("waits_by", sa.Text(), nullable=True),
        sa.Column("term_from", sa.Text(), nullable=True),
        sa.Column("wakes_on", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Text(), nullable=True),
        sa.Column("created_at", ID, nullable=False),
        sa.CheckConstraint("taken_up <= version", name=op.f("ck_casefile_taken_up")),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_casefile_citizen_id")),
        sa.ForeignKeyConstraint(["consultant_id"], ["staff.id"], name=op.f("fk_casefile_consultant_id")),
        sa.ForeignKeyConstraint(["representative_id"], ["member.id"], name=op.f("fk_casefile_representative_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casefile")),
        sa.UniqueConstraint("number", name=op.f("uq_casefile_number")),
        sa.UniqueConstraint("reference", name=op.f("uq_casefile_reference")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_casefile_citizen_id"), "casefile", ["citizen_id"], unique=False)
    op.create_index(op.f("ix_casefile_consultant_id"), "casefile", ["consultant_id"], unique=False)
    op.create_table(
        "role_revocation",
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("revoked_at", ID, nullable=False),
        sa.ForeignKeyConstraint(["grant_id"], ["role_grant.id"], name=op.f("fk_role_revocation_grant_id")),
        sa.PrimaryKeyConstraint("grant_id", name=op.f("pk_role_revocation")),
        sqlite_strict=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("received_at", ID, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_attachment_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("case_id", "field", "sha256", name=op.f("uq_attachment_case_id_field_sha256")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_attachment_case_id"), "attachment", ["case_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_fact_seq")),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_fact_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
        sa.UniqueConstraint("case_id", "key", name=op.f("uq_fact_case_id_key")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_fact_case_id_seq")),
        sa.UniqueConstraint("id", "case_id", name=op.f("uq_fact_id_case_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "reason",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_reason_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reason")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reason_digest"), "reason", ["digest"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("adverse", ID, nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("prepared_at", ID, nullable=False),
        sa.CheckConstraint(
            "adverse = CASE WHEN outcome = 'granted' THEN 0 ELSE 1 END", name=op.f("ck_decision_adverse")
        ),
        sa.CheckConstraint(
            "outcome IN ('granted', 'partial', 'rejected', 'not_processed', 'ended', 'lowered')",
            name=op.f("ck_decision_outcome"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_decision_case_id")),
        sa.ForeignKeyConstraint(
            ["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=op.f("fk_decision_fact_id_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("case_id", "version", name=op.f("uq_decision_case_id_version")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_decision_fact_id")),
        sa.UniqueConstraint("id", "case_id", "adverse", name=op.f("uq_decision_id_case_id_adverse")),
        sa.UniqueConstraint("id", "case_id", "prepared_at", name=op.f("uq_decision_id_case_id_prepared_at")),
        sqlite_strict=True,
    )
    op.create_table(
        "call",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("decision_at", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("upholds", ID, nullable=False),
        sa.Column("called_at", ID, nullable=False),
        sa.Column("caller", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('andere_oplossing', 'doof_slechthorend', 'geen_of_fout_nummer', 'geinformeerd_akkoord', 'geinformeerd_niet_akkoord', 'gemachtigde', 'niet_bereikt', 'nieuwe_feiten', 'tolk_nodig', 'trekt_in', 'uitstel_gevraagd', 'veiligheid_of_crisis', 'wil_andere_contactvorm', 'wil_geen_contact')",
            name=op.f("ck_call_outcome"),
        ),
        sa.CheckConstraint(
            "upholds = CASE WHEN outcome IN ('geinformeerd_akkoord', 'geinformeerd_niet_akkoord') THEN 1 ELSE 0 END",
            name=op.f("ck_call_upholds"),
        ),
        sa.CheckConstraint("called_at >= decision_at", name=op.f("ck_call_after_decision")),
        sa.ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"],
            ["decision.id", "decision.case_id", "decision.prepared_at"],
            name=op.f("fk_call_decision_id_case_id_decision_at"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=op.f("fk_call_fact_id_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_call_fact_id")),
        sa.UniqueConstraint(
            "id",
            "case_id",
            "decision_id",
            "upholds",
            "called_at",
            name=op.f("uq_call_id_case_id_decision_id_upholds_called_at"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_call_decision_id"), "call", ["decision_id"], unique=False)
    op.create_table(
        "exemption",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("decision_at", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", ID, nullable=False),
        sa.CheckConstraint(
            "reason IN ('doel_besluit_verijdeld_4_11_c', 'niet_bereikt', 'overleden', 'uitdrukkelijk_geen_telefonisch_contact', 'veiligheidsrisico_medewerker')",
            name=op.f("ck_exemption_reason"),
        ),
        sa.CheckConstraint("length(trim(motivation)) >= 20", name=op.f("ck_exemption_motivation")),
        sa.CheckConstraint("requested_at >= decision_at", name=op.f("ck_exemption_after_decision")),
        sa.ForeignKeyConstraint(
            ["decision_id", "case_id", "decision_at"],
            ["decision.id", "decision.case_id", "decision.prepared_at"],
            name=op.f("fk_exemption_decision_id_case_id_decision_at"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=op.f("fk_exemption_fact_id_case_id")
        ),
        sa.ForeignKeyConstraint(["requested_by"], ["staff.id"], name=op.f("fk_exemption_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_exemption_fact_id")),
        sa.UniqueConstraint(
            "id",
            "case_id",
            "decision_id",
            "requested_by",
            "requested_at",
            name=op.f("uq_exemption_id_case_id_decision_id_requested_by_requested_at"),
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_exemption_decision_id"), "exemption", ["decision_id"], unique=False)
    op.create_table(
        "exemption_approval",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=False),
        sa.Column("exemption_id", ID, nullable=False),
        sa.Column("fact_id", ID, nullable=False),
        sa.Column("requested_by", sa.Text(), nullable=False),
        sa.Column("requested_at", ID, nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("grant_id", ID, nullable=False),
        sa.Column("grant_role", sa.Text(), nullable=False),
        sa.Column("approved_at", ID, nullable=False),
        sa.CheckConstraint("grant_role IN ('tweede_lezer', 'teamleider')", name=op.f("ck_exemption_approval_role")),
        sa.CheckConstraint("approved_at >= requested_at", name=op.f("ck_exemption_approval_after_request")),
        sa.CheckConstraint("approved_by <> requested_by", name=op.f("ck_exemption_approval_two_people")),
        sa.ForeignKeyConstraint(
            ["exemption_id", "case_id", "decision_id", "requested_by", "requested_at"],
            [
                "exemption.id",
                "exemption.case_id",
                "exemption.decision_id",
                "exemption.requested_by",
                "exemption.requested_at",
            ],
            name=op.f("fk_exemption_approval_exemption_id_case_id_decision_id_requested_by_requested_at"),
        ),
        sa.ForeignKeyConstraint(
            ["fact_id", "case_id"], ["fact.id", "fact.case_id"], name=op.f("fk_exemption_approval_fact_id_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["grant_id", "approved_by", "grant_role"],
            ["role_grant.id", "role_grant.staff_id", "role_grant.role"],
            name=op.f("fk_exemption_approval_grant_id_approved_by_grant_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption_approval")),
        sa.UniqueConstraint("exemption_id", name=op.f("uq_exemption_approval_exemption_id")),
        sa.UniqueConstraint("fact_id", name=op.f("uq_exemption_approval_fact_id")),
        sa.UniqueConstraint(
            "id",
            "case_id",
            "decision_id",
            "approved_at",
            name=op.f("uq_exemption_approval_id_case_id_decision_id_approved_at"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "letter",
        sa.Column("id", ID, nullable=False),
        sa.Column("case_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("about", ID, nullable=False),
        sa.Column("adverse", ID, nullable=False),
        sa.Column("decides", ID, nullable=False),
        sa.Column("decision_id", ID, nullable=True),
        sa.Column("call_id", ID, nullable=True),
        sa.Column("call_upholds", ID, nullable=True),
        sa.Column("call_at", ID, nullable=True),
        sa.Column("exemption_id", ID, nullable=True),
        sa.Column("exempted_at", ID, nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="queued", nullable=False),
        sa.Column("held_because", sa.Text(), nullable=True),
        sa.Column("pdf_sha256", sa.Text(), nullable=True),
        sa.Column("pages", ID, nullable=True),
        sa.Column("created_at", ID, nullable=False),
        sa.Column("rendered_at", ID, nullable=True),
        sa.CheckConstraint(
            "(status = 'rendered') = (pdf_sha256 IS NOT NULL) OR status = 'withdrawn'", name=op.f("ck_letter_pdf")
        ),
        sa.CheckConstraint("status <> 'held' OR held_because IS NOT NULL", name=op.f("ck_letter_held")),
        sa.CheckConstraint("status IN ('queued', 'held', 'rendered', 'withdrawn')", name=op.f("ck_letter_status")),
        sa.CheckConstraint(
            "(call_id IS NULL) = (call_upholds IS NULL) AND (call_id IS NULL) = (call_at IS NULL)",
            name=op.f("ck_letter_call_nulls"),
        ),
        sa.CheckConstraint("(decision_id IS NOT NULL) = (decides = 1)", name=op.f("ck_letter_decides")),
        sa.CheckConstraint("(exemption_id IS NULL) = (exempted_at IS NULL)", name=op.f("ck_letter_exemption_nulls")),
        sa.CheckConstraint(
            "adverse = 0 OR call_id IS NOT NULL OR exemption_id IS NOT NULL", name=op.f("ck_letter_gate")
        ),
        sa.CheckConstraint(
            "call_id IS NULL OR (call_upholds = 1 AND call_at <= created_at)", name=op.f("ck_letter_call_first")
        ),
        sa.CheckConstraint("exemption_id IS NULL OR exempted_at <= created_at", name=op.f("ck_letter_exemption_first")),
        sa.CheckConstraint("pdf_sha256 IS NULL OR length(pdf_sha256) = 64", name=op.f("ck_letter_sha256")),
        sa.ForeignKeyConstraint(
            ["call_id", "case_id", "decision_id", "call_upholds", "call_at"],
            ["call.id", "call.case_id", "call.decision_id", "call.upholds", "call.called_at"],
            name=op.f("fk_letter_call_id_case_id_decision_id_call_upholds_call_at"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["casefile.id"], name=op.f("fk_letter_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id", "case_id", "adverse"],
            ["decision.id", "decision.case_id", "decision.adverse"],
            name=op.f("fk_letter_decision_id_case_id_adverse"),
        ),
        sa.ForeignKeyConstraint(
            ["exemption_id", "case_id", "decision_id", "exempted_at"],
            [
                "exemption_approval.id",
                "exemption_approval.case_id",
                "exemption_approval.decision_id",
                "exemption_approval.approved_at",
            ],
            name=op.f("fk_letter_exemption_id_case_id_decision_id_exempted_at"),
        ),
        sa.ForeignKeyConstraint(
            ["name", "adverse", "decides"],
            ["letter_kind.name", "letter_kind.adverse", "letter_kind.decides"],
            name=op.f("fk_letter_name_adverse_decides"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("case_id", "name", "about", name=op.f("uq_letter_case_id_name_about")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_letter_case_id_number")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_letter_decision_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_letter_status"), "letter", ["status"], unique=False)
    kinds = sa.table("letter_kind", sa.column("name"), sa.column("adverse"), sa.column("decides"))
    op.bulk_insert(kinds, [{"name": name, "adverse": adverse, "decides": decides} for name, adverse, decides in KINDS])


def downgrade() -> None:
    """Drop all tables."""
    op.drop_index(op.f("ix_letter_status"), table_name="letter")
    op.drop_table("letter")
    op.drop_table("exemption_approval")
    op.drop_index(op.f("ix_exemption_decision_id"), table_name="exemption")
    op.drop_table("exemption")
    op.drop_index(op.f("ix_call_decision_id"), table_name="call")
    op.drop_table("call")
    op.drop_table("decision")
    op.drop_index(op.f("ix_reason_digest"), table_name="reason")
    op.drop_table("reason")
    op.drop_table("fact")
    op.drop_index(op.f("ix_attachment_case_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_table("role_revocation")
    op.drop_index(op.f("ix_casefile_consultant_id"), table_name="casefile")
    op.drop_index(op.f("ix_casefile_citizen_id"), table_name="casefile")
    op.drop_table("casefile")
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_member_household_id"), table_name="member")
    op.drop_table("member")
    op.drop_table("login")
    op.drop_index(op.f("ix_citizen_household_id"), table_name="citizen")
    op.drop_table("citizen")
    op.drop_table("staff")
    op.drop_table("letter_kind")
    op.drop_table("household")
