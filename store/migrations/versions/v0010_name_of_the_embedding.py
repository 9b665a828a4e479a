"""Which vectors in the tables count is recorded apart from their index, which can be made anew without them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import column, select, table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """So far the index gave the vectors their name."""
    settings = table("settings", column("name"), column("value"))
    found = op.get_bind().execute(select(settings.c.name, settings.c.value))
    known = {each.name: each.value for each in found}
    if "embedding" not in known:
        op.execute(settings.insert().values(name="embedding", value=known["index"]))
