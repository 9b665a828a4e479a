"""Drafts of advice, with every revision."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, UniqueConstraint

from store.database.schema import Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "drafts",
        Column("id", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("owner", "title", "state")),
        Column("revision", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("begun_at", "changed_at")),
        if_not_exists=True,
    )
    op.create_table(
        "draft_revisions",
        Column("pk", Integer, primary_key=True),
        Column("draft", Text, ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
        Column("number", Integer, nullable=False),
        *(Column(name, Text, nullable=False) for name in ("who", "what", "at")),
        Column("content", LargeBinary, nullable=False),
        UniqueConstraint("draft", "number"),
        if_not_exists=True,
    )
