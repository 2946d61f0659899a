"""The tables of a study, as SQLAlchemy Core knows them.

The log is the record: everything that anybody did, decisions and all other acts, only ever
added to. The other tables hold what is needed at hand. Changes to this file need a migration
(`migrations/versions`); a test compares the two.
"""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, MetaData, Table, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A moment, kept in UTC and handed out aware. SQLite, which knows no times, keeps ISO text."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return text for SQLite, a time with its zone for others."""
        return dialect.type_descriptor(
            sa.Text() if dialect.name == "sqlite" else self.impl_instance
        )

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        """Return the moment in UTC; a naive one is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware UTC datetimes")
        moment = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return moment.isoformat(timespec="microseconds")  # sorts as the moments do
        return moment

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        """Return the moment as aware UTC."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value)
        moment: datetime = value.astimezone(UTC)
        return moment


_Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _document(**more: Any) -> Column[str]:
    key = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", sa.Text, key, nullable=False, **more)


def _coder(**more: Any) -> Column[str]:
    return Column("coder_id", sa.Text, ForeignKey("coders.id"), **more)


study = Table(
    "study",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("name", sa.Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("secret", sa.LargeBinary, nullable=False),
)

coders = Table(
    "coders",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("name", sa.Text, nullable=False, unique=True),
    Column("added_at", UtcTime, nullable=False),
)

framework_versions = Table(
    "framework_versions",
    metadata,
    Column("number", sa.Integer, primary_key=True, autoincrement=False),
    Column("text", sa.Text, nullable=False),
    Column("value", sa.Text, nullable=False),
    Column("reason", sa.Text, nullable=False),
    _coder(),
    Column("added_at", UtcTime, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("name", sa.Text, nullable=False),
    Column("file_name", sa.Text, nullable=False),
    Column("layout", sa.Text, nullable=False),
    Column("file_sha256", sa.Text, nullable=False, unique=True),
    Column("text_sha256", sa.Text, nullable=False, unique=True),
    Column("words", sa.Integer, nullable=False),
    Column("segments", sa.Integer, nullable=False),
    Column("codable", sa.Integer, nullable=False),
    Column("added_at", UtcTime, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    _document(primary_key=True),
    Column("text", sa.Text, nullable=False),
    Column("turns", sa.Text, nullable=False),
    Column("line_starts", sa.Text, nullable=False),
)

segments = Table(
    "segments",
    metadata,
    _document(primary_key=True),
    Column("number", sa.Integer, primary_key=True, autoincrement=False),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("turn", sa.Integer, nullable=False),
    Column("codable", sa.Boolean, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", sa.Text, primary_key=True),
    Column("name", sa.Text, nullable=False, unique=True),
    Column("added_at", UtcTime, nullable=False),
)

case_documents = Table(
    "case_documents",
    metadata,
    Column("case_id", sa.Text, ForeignKey("cases.id"), primary_key=True),
    _document(primary_key=True, index=True),
)

attributes = Table(
    "attributes",
    metadata,
    Column("case_id", sa.Text, ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("name", sa.Text, primary_key=True),
    Column("value", sa.Text, nullable=False),
)

log = Table(
    "log",
    metadata,
    Column("number", _Number, sa.Identity(always=True), primary_key=True),
    Column("kind", sa.Text, nullable=False),
    Column("stored_at", UtcTime, nullable=False),
    _coder(),
    Column("document_id", sa.Text),  # kept when the document goes, so no foreign key
    Column("about", sa.Text),
    Column("about_id", sa.Text),
    Column("detail", sa.Text),
    Column("before", sa.Text),
    Column("after", sa.Text),
    Column("reason", sa.Text),
    Column("client", sa.Text),
    Column("seq", sa.BigInteger),
    Column("made_at", UtcTime),
    Column("framework_version", sa.Integer, ForeignKey("framework_versions.number")),
    Column("start", sa.Integer),
    Column("end", sa.Integer),
    Column("code_id", sa.Text),
    Column("was_start", sa.Integer),
    Column("was_end", sa.Integer),
    Column("undoes_client", sa.Text),
    Column("undoes_seq", sa.BigInteger),
    Column("shown", sa.Boolean),
    Column("score", sa.Float),
    Column("certainty", sa.Text),
    Column("memo", sa.Text),
    Column("rests_on", sa.Text),
    UniqueConstraint("client", "seq"),
    sa.Index("ix_log_document_id_coder_id", "document_id", "coder_id"),
    sa.Index("ix_log_coder_id_kind", "coder_id", "kind"),
    sa.Index("ix_log_kind", "kind"),
    sqlite_autoincrement=True,
)

suggestion_runs = Table(
    "suggestion_runs",
    metadata,
    Column("number", _Number, sa.Identity(always=True), primary_key=True),
    _document(),
    Column(
        "framework_version", sa.Integer, ForeignKey("framework_versions.number"), nullable=False
    ),
    Column("tagger", sa.Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    UniqueConstraint("document_id", "framework_version", "tagger"),
    sqlite_autoincrement=True,
)

suggestions = Table(
    "suggestions",
    metadata,
    Column(
        "run", _Number, ForeignKey("suggestion_runs.number", ondelete="CASCADE"), primary_key=True
    ),
    Column("place", sa.Integer, primary_key=True, autoincrement=False),
    Column("start", sa.Integer, nullable=False),
    Column("end", sa.Integer, nullable=False),
    Column("code_id", sa.Text, nullable=False),
    Column("score", sa.Float, nullable=False),
    Column("evidence", sa.Text, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", sa.Text, primary_key=True),
    Column("text_sha256", sa.Text, primary_key=True),
    Column("vector", sa.LargeBinary, nullable=False),
)

pretagging = Table(
    "pretagging",
    metadata,
    _document(primary_key=True),
    Column(
        "framework_version",
        sa.Integer,
        ForeignKey("framework_versions.number"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("tagger", sa.Text, primary_key=True),
    Column("phase", sa.Text, nullable=False),
    Column("done", sa.Integer, nullable=False),
    Column("total", sa.Integer, nullable=False),
    Column("heartbeat", UtcTime, nullable=False),
    Column("cancel_requested", sa.Boolean, nullable=False),
    Column("why", sa.Text, nullable=False),
)

places = Table(
    "places",
    metadata,
    Column("coder_id", sa.Text, ForeignKey("coders.id"), primary_key=True),
    _document(primary_key=True),
    Column("offset", sa.Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
)

preferences = Table(
    "preferences",
    metadata,
    Column("coder_id", sa.Text, ForeignKey("coders.id"), primary_key=True),
    Column("name", sa.Text, primary_key=True),
    Column("value", sa.Text, nullable=False),
)
