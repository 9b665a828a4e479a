"""Who changed a library, when and how."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer

from store.database.schema import Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "audit",
        Column("pk", Integer, primary_key=True),
        *(Column(name, Text, nullable=False) for name in ("at", "who", "act", "subject", "detail")),
        sqlite_autoincrement=True,
        if_not_exists=True,
    )
