"""The first library: documents with their passages, vectors and words, and the full text."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Column, ForeignKey, Integer, LargeBinary, UniqueConstraint, text

from store.database.schema import Text

revision = "0001"
down_revision = None

_FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_text USING fts5("
    "headings, text, title, tokenize = \"porter unicode61 remove_diacritics 2 tokenchars '_'\")"
)


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "settings", Column("name", Text, primary_key=True), Column("value", Text, nullable=False), if_not_exists=True
    )
    op.create_table(
        "documents",
        Column("pk", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("id", "symbol", "language", "title", "body", "type", "date")),
        Column("year", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("session", "agenda_item", "kind", "url", "source", "sha256")),
        Column("pages", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("superseded_by", "status")),
        Column("published", Integer, nullable=False),
        Column("replaces", JSON, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("reader", "fingerprint", "file", "added_at")),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index(
        "one_ready_version",
        "documents",
        ["id"],
        unique=True,
        sqlite_where=text("status = 'ready'"),
        postgresql_where=text("status = 'ready'"),
        if_not_exists=True,
    )
    op.create_index("documents_by_hash", "documents", ["sha256"], if_not_exists=True)
    op.create_table(
        "symbols",
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("symbol", Text, nullable=False),
        Column("key", Text, nullable=False),
        UniqueConstraint("document", "position"),
        if_not_exists=True,
    )
    op.create_index("symbols_by_key", "symbols", ["key"], if_not_exists=True)
    op.create_table(
        "passages",
        Column("pk", Integer, primary_key=True),
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        Column("id", Text, nullable=False),
        Column("position", Integer, nullable=False),
        Column("locator", Text, nullable=False),
        Column("locator_key", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("headings", JSON, nullable=False),
        Column("section", Text, nullable=False),
        Column("page", Integer, nullable=False),
        Column("last_page", Integer, nullable=False),
        *(Column(name, JSON, nullable=False) for name in ("boxes", "footnotes", "subparagraphs")),
        UniqueConstraint("document", "locator_key"),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
    op.create_index("passages_in_order", "passages", ["document", "position"], if_not_exists=True)
    op.create_index("passages_by_id", "passages", ["id"], if_not_exists=True)
    op.create_table(
        "vectors",
        Column("passage", Integer, ForeignKey("passages.pk", ondelete="CASCADE"), primary_key=True),
        Column("index_name", Text, primary_key=True),
        Column("document", Integer, nullable=False),
        Column("spans", LargeBinary, nullable=False),
        Column("amount", Integer, nullable=False),
        Column("numbers", LargeBinary, nullable=False),
        if_not_exists=True,
    )
    op.create_index("vectors_by_document", "vectors", ["document", "index_name", "amount"], if_not_exists=True)
    op.create_table(
        "words",
        Column("passage", Integer, ForeignKey("passages.pk", ondelete="CASCADE"), primary_key=True),
        Column("index_name", Text, primary_key=True),
        Column("spans", LargeBinary, nullable=False),
        Column("signs", LargeBinary, nullable=False),
        if_not_exists=True,
    )
    if op.get_context().dialect.name == "sqlite":  # The libraries of that time were all in files.
        op.execute(_FULL_TEXT)
