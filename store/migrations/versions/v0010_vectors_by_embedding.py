"""Vectors are kept by the embedding they are of: an index can be made anew without a change to any of them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import column, insert, literal, select, table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Name the column so, and record that they are of the embedding named as the index was."""
    for name in ("vectors", "words"):
        op.execute(f"ALTER TABLE {name} RENAME COLUMN index_name TO embedding")
    settings = table("settings", column("name"), column("value"))
    known = select(literal("embedding"), settings.c.value).where(settings.c.name == "index")
    op.execute(insert(settings).from_select(["name", "value"], known))
