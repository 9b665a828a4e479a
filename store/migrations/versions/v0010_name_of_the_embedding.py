"""Which vectors in the tables count is recorded apart from their index, which can be made anew without them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import column, insert, literal, select, table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """So far the index gave the vectors their name."""
    settings = table("settings", column("name"), column("value"))
    known = select(literal("embedding"), settings.c.value).where(settings.c.name == "index")
    op.execute(insert(settings).from_select(["name", "value"], known))
