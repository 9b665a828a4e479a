"""The topics that documents and passages carry, and what people corrected."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer

from store.database.schema import Text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "topics",
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        Column("passage", Integer, ForeignKey("passages.pk", ondelete="CASCADE")),
        Column("topic", Text, nullable=False),
        Column("by_hand", Integer, nullable=False),
        if_not_exists=True,
    )
    op.create_index("documents_by_topic", "topics", ["topic", "document"], if_not_exists=True)
    op.create_index("topics_of_document", "topics", ["document", "passage"], if_not_exists=True)
    op.create_index("topics_of_passage", "topics", ["passage"], if_not_exists=True)
    op.create_table(
        "topic_methods",
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
        Column("version", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "topic_corrections",
        *(Column(name, Text, primary_key=True) for name in ("key", "locator_key", "topic")),
        Column("carried", Integer, nullable=False),
        if_not_exists=True,
    )
