"""The tables of the catalogue, the same in SQLite and in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint
from sqlalchemy import Text as _Text
from sqlalchemy import text as sql

SCHEMA = "1"
"""Version of these tables, recorded in the settings."""

READY = "ready"
INDEXING = "indexing"
RETIRED = "retired"
"""The states of a version of a document: searches see those that are ready."""

metadata = MetaData()

Text = _Text().with_variant(_Text(collation="C"), "postgresql")
"""Compared sign by sign in either engine, whatever the language of the database."""

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("session", Text, nullable=False),
    Column("agenda_item", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("superseded_by", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("published", Integer, nullable=False),
    Column("replaces", JSON, nullable=False),
    Column("reader", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    # A number is never given twice, so an id left over in the vector index cannot come to mean another passage.
    sqlite_autoincrement=True,
)
_READY_ONLY = sql("status = 'ready'")
Index("one_ready_version", documents.c.id, unique=True, sqlite_where=_READY_ONLY, postgresql_where=_READY_ONLY)
Index("documents_by_hash", documents.c.sha256)

symbols = Table(
    "symbols",
    metadata,
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("key", Text, nullable=False),
    UniqueConstraint("document", "position"),
)
"""Every symbol of a document; position 0 is the one it is known by, ``key`` the form that is compared."""
Index("symbols_by_key", symbols.c.key)

passages = Table(
    "passages",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("locator", Text, nullable=False),
    Column("locator_key", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("section", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("boxes", JSON, nullable=False),
    Column("footnotes", JSON, nullable=False),
    Column("subparagraphs", JSON, nullable=False),
    UniqueConstraint("document", "locator_key"),
    sqlite_autoincrement=True,
)
Index("passages_in_order", passages.c.document, passages.c.position)
Index("passages_by_id", passages.c.id)

vectors = Table(
    "vectors",
    metadata,
    Column("passage", ForeignKey("passages.pk", ondelete="CASCADE"), primary_key=True),
    Column("index_name", Text, primary_key=True),
    Column("document", Integer, nullable=False),
    Column("spans", LargeBinary, nullable=False),
    Column("amount", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
)
"""The vectors of each passage; ``index_name`` says by which embedding they were made: a new one is made beside the old.

The column has its name from when each embedding had an index of its own.
"""
Index("vectors_by_document", vectors.c.document, vectors.c.index_name, vectors.c.amount)

words = Table(
    "words",
    metadata,
    Column("passage", ForeignKey("passages.pk", ondelete="CASCADE"), primary_key=True),
    Column("index_name", Text, primary_key=True),
    Column("spans", LargeBinary, nullable=False),
    Column("signs", LargeBinary, nullable=False),
)
"""The words of each passage with the signs of their vectors, made together with its vectors."""

mentions = Table(
    "mentions",
    metadata,
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("locator", Text, nullable=False),
    Column("symbol", Text, nullable=False),
    Column("key", Text, nullable=False),
)
"""Which documents each passage cites; ``key`` is the form of the symbol that is compared."""
Index("mentions_of_document", mentions.c.document, mentions.c.position)
Index("mentions_by_key", mentions.c.key)

recognised = Table(
    "recognised",
    metadata,
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("confidence", Float, nullable=False),
)
"""Pages whose text was recognised from a picture, each with the mean confidence of its words, 0 to 100."""

relations = Table(
    "relations",
    metadata,
    Column("symbol", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("other_key", Text, nullable=False),
    UniqueConstraint("key", "kind", "other_key"),
)
"""What documents are to each other; made anew after each change of the library."""
Index("relations_by_other", relations.c.other_key)

topics = Table(
    "topics",
    metadata,
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
    Column("passage", ForeignKey("passages.pk", ondelete="CASCADE")),
    Column("topic", Text, nullable=False),
    Column("by_hand", Integer, nullable=False),
)
"""The topics that documents and passages carry; ``passage`` is empty for those of the document as a whole."""
Index("documents_by_topic", topics.c.topic, topics.c.document)
Index("topics_of_document", topics.c.document, topics.c.passage)
Index("topics_of_passage", topics.c.passage)

topic_methods = Table(
    "topic_methods",
    metadata,
    Column("document", ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
    Column("version", Text, nullable=False),
)
"""By which version of the method each document's topics were assigned."""

topic_corrections = Table(
    "topic_corrections",
    metadata,
    Column("key", Text, primary_key=True),
    Column("locator_key", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("carried", Integer, nullable=False),
)
"""What people said of topics; by symbol and locator, so that it outlives the rows of a document that is read again."""

shared = MetaData()
"""What a library has in its database only where machines share it."""

originals = Table(
    "originals", shared, Column("file", Text, primary_key=True), Column("content", LargeBinary, nullable=False)
)
