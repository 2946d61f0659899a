"""The first tables of a study, and the triggers that let the log only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

FROZEN = (
    ("log", "UPDATE", "the log only grows"),
    ("log", "DELETE", "the log only grows"),
    ("texts", "UPDATE", "the text of a document is frozen"),
    ("segments", "UPDATE", "the segments of a document are frozen"),
    ("framework_versions", "UPDATE", "a version of the framework is frozen"),
    ("framework_versions", "DELETE", "a version of the framework is frozen"),
)


def upgrade() -> None:
    create_tables()
    if op.get_bind().dialect.name == "postgresql":
        freeze_on_postgresql()
    else:
        freeze_on_sqlite()


def freeze_on_sqlite() -> None:
    for table, act, why in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )


def freeze_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table, act, why in FROZEN:
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_change('{why}')"
        )
    for table in ("log", "framework_versions"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change('it only grows')"
        )


def refer(
    name: str, column: str, target: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(name), ondelete=ondelete)


def create_tables() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("name", name=op.f("uq_cases_name")),
    )
    op.create_table(
        "coders",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coders")),
        sa.UniqueConstraint("name", name=op.f("uq_coders_name")),
    )
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("layout", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("codable", sa.Integer(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("file_sha256", name=op.f("uq_documents_file_sha256")),
        sa.UniqueConstraint("text_sha256", name=op.f("uq_documents_text_sha256")),
    )
    op.create_table(
        "study",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study")),
    )
    op.create_table(
        "vectors",
        sa.Column("encoder", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("encoder", "text_sha256", name=op.f("pk_vectors")),
    )
    op.create_table(
        "attributes",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        refer("fk_attributes_case_id", "case_id", "cases.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "name", name=op.f("pk_attributes")),
    )
    op.create_table(
        "case_documents",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        refer("fk_case_documents_case_id", "case_id", "cases.id"),
        refer("fk_case_documents_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", "document_id", name=op.f("pk_case_documents")),
    )
    op.create_index(
        op.f("ix_case_documents_document_id"), "case_documents", ["document_id"], unique=False
    )
    op.create_table(
        "framework_versions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Text(), nullable=True),
        sa.Column("added_at", MOMENT, nullable=False),
        refer("fk_framework_versions_coder_id", "coder_id", "coders.id"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_framework_versions")),
    )
    op.create_table(
        "places",
        sa.Column("coder_id", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        refer("fk_places_coder_id", "coder_id", "coders.id"),
        refer("fk_places_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("coder_id", "document_id", name=op.f("pk_places")),
    )
    op.create_table(
        "preferences",
        sa.Column("coder_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        refer("fk_preferences_coder_id", "coder_id", "coders.id"),
        sa.PrimaryKeyConstraint("coder_id", "name", name=op.f("pk_preferences")),
    )
    op.create_table(
        "segments",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("codable", sa.Boolean(), nullable=False),
        refer("fk_segments_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_segments")),
    )
    op.create_table(
        "texts",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("turns", sa.Text(), nullable=False),
        sa.Column("line_starts", sa.Text(), nullable=False),
        refer("fk_texts_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_texts")),
    )
    op.create_table(
        "log",
        sa.Column("number", NUMBER, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("coder_id", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("made_at", MOMENT, nullable=True),
        sa.Column("framework_version", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("code_id", sa.Text(), nullable=True),
        sa.Column("was_start", sa.Integer(), nullable=True),
        sa.Column("was_end", sa.Integer(), nullable=True),
        sa.Column("undoes_client", sa.Text(), nullable=True),
        sa.Column("undoes_seq", sa.BigInteger(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("certainty", sa.Text(), nullable=True),
        sa.Column("memo", sa.Text(), nullable=True),
        sa.Column("rests_on", sa.Text(), nullable=True),
        refer("fk_log_coder_id", "coder_id", "coders.id"),
        refer("fk_log_framework_version", "framework_version", "framework_versions.number"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_log")),
        sa.UniqueConstraint("client", "seq", name=op.f("uq_log_client_seq")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_coder_id_kind", "log", ["coder_id", "kind"], unique=False)
    op.create_index("ix_log_document_id_coder_id", "log", ["document_id", "coder_id"], unique=False)
    op.create_index("ix_log_kind", "log", ["kind"], unique=False)
    op.create_table(
        "pretagging",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("framework_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tagger", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("heartbeat", MOMENT, nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        refer("fk_pretagging_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        refer("fk_pretagging_framework_version", "framework_version", "framework_versions.number"),
        sa.PrimaryKeyConstraint(
            "document_id", "framework_version", "tagger", name=op.f("pk_pretagging")
        ),
    )
    op.create_table(
        "suggestion_runs",
        sa.Column("number", NUMBER, sa.Identity(always=True), nullable=False),
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("framework_version", sa.Integer(), nullable=False),
        sa.Column("tagger", sa.Text(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        refer("fk_suggestion_runs_document_id", "document_id", "documents.id", ondelete="CASCADE"),
        refer(
            "fk_suggestion_runs_framework_version", "framework_version", "framework_versions.number"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_suggestion_runs")),
        sa.UniqueConstraint(
            "document_id",
            "framework_version",
            "tagger",
            name=op.f("uq_suggestion_runs_document_id_framework_version_tagger"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "suggestions",
        sa.Column("run", NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        refer("fk_suggestions_run", "run", "suggestion_runs.number", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "place", name=op.f("pk_suggestions")),
    )
