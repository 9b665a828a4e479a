"""Which drafts everybody with an account sees."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKey

from store.database.schema import Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "shared_drafts",
        Column("draft", Text, ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        if_not_exists=True,
    )
