"""What Alembic runs: the migrations, within the transaction of whoever asked for them."""

from __future__ import annotations

from alembic import context

given = context.config.attributes
context.configure(connection=given["connection"], version_table=given["version_table"])
context.run_migrations()
