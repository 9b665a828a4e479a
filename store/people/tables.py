"""The tables of the people who use a library: accounts, sessions, the audit trail, conversations, feedback, drafts."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from store.database.schema import Text, metadata

users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", Text, primary_key=True),
    Column("name", ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("ends_at", Text, nullable=False),
)
"""Who is signed in; of a token only its hash is kept."""

audit = Table(
    "audit",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Changes of the library; rows are only ever added."""

conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("changed_at", Text, nullable=False),
)
"""``words`` is the title as a search compares it."""
Index("conversations_of_owner", conversations.c.owner, conversations.c.changed_at)

exchanges = Table(
    "exchanges",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("conversation", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("asked_at", Text, nullable=False),
    UniqueConstraint("conversation", "position"),
)
"""The questions of conversations with their answers; ``words`` is both as a search compares them."""

feedback = Table(
    "feedback",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("turns", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("given_at", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""What was thought of answers. Each row holds the whole exchange: a conversation may be deleted."""

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("begun_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
)

shared_drafts = Table(
    "shared_drafts",
    metadata,
    Column("draft", ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
)
"""The drafts that everybody with an account sees; a table of its own, so that older libraries get it too."""

draft_revisions = Table(
    "draft_revisions",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("draft", ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("draft", "number"),
)
"""Every revision of every draft, whole: its JSON, compressed."""
