"""What documents cite, and what they are to each other."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, UniqueConstraint

from store.database.schema import Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "mentions",
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), nullable=False),
        Column("position", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("locator", "symbol", "key")),
        if_not_exists=True,
    )
    op.create_index("mentions_of_document", "mentions", ["document", "position"], if_not_exists=True)
    op.create_index("mentions_by_key", "mentions", ["key"], if_not_exists=True)
    op.create_table(
        "relations",
        *(Column(name, Text, nullable=False) for name in ("symbol", "key", "kind", "other", "other_key")),
        UniqueConstraint("key", "kind", "other_key"),
        if_not_exists=True,
    )
    op.create_index("relations_by_other", "relations", ["other_key"], if_not_exists=True)
