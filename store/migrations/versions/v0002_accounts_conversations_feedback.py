"""Who uses a library, what they asked, and what they thought of the answers."""

from __future__ import annotations

from alembic import op
from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, UniqueConstraint

from store.database.schema import Text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "users",
        Column("name", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("role", "password", "added_at")),
        if_not_exists=True,
    )
    op.create_table(
        "sessions",
        Column("token", Text, primary_key=True),
        Column("name", Text, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
        Column("ends_at", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "conversations",
        Column("id", Text, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("owner", "title", "words")),
        Column("shared", Boolean, nullable=False),
        Column("changed_at", Text, nullable=False),
        if_not_exists=True,
    )
    op.create_index("conversations_of_owner", "conversations", ["owner", "changed_at"], if_not_exists=True)
    op.create_table(
        "exchanges",
        Column("pk", Integer, primary_key=True),
        Column("conversation", Text, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("question", Text, nullable=False),
        Column("answer", JSON, nullable=False),
        Column("words", Text, nullable=False),
        Column("asked_at", Text, nullable=False),
        UniqueConstraint("conversation", "position"),
        if_not_exists=True,
    )
    op.create_table(
        "feedback",
        Column("pk", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *(Column(name, Text, nullable=False) for name in ("name", "verdict", "comment")),
        *(Column(name, JSON, nullable=False) for name in ("turns", "answer")),
        Column("given_at", Text, nullable=False),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
