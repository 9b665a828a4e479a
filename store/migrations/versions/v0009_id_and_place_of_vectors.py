"""An id for each library, and where its vector index is: a Chroma server may have those of several."""

from __future__ import annotations

import secrets

from alembic import op
from sqlalchemy import column, select, table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make what is missing."""
    settings = table("settings", column("name"), column("value"))
    known = set(op.get_bind().execute(select(settings.c.name)).scalars())
    new = {"id": secrets.token_hex(6), "vectors": "folder"}
    for name, value in new.items():
        if name not in known:
            op.execute(settings.insert().values(name=name, value=value))
