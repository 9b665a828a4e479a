"""How sure the recognition of a scan was of each page."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Float, ForeignKey, Integer

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make what is missing."""
    op.create_table(
        "recognised",
        Column("document", Integer, ForeignKey("documents.pk", ondelete="CASCADE"), primary_key=True),
        Column("page", Integer, primary_key=True),
        Column("confidence", Float, nullable=False),
        if_not_exists=True,
    )
