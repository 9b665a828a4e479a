"""Tests of what people leave use a server's database one after the other; in between it is emptied, and made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from places import PLACES, execute, placed
from servers import PostgreSQL

from store.place import Place


@pytest.fixture(scope="module")
def databases() -> dict[str, str]:
    """The address of the module's database for each kind of place; kept until the server's folder goes."""
    return {}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, home: Path, databases: dict[str, str]) -> Iterator[Place]:
    """Where the test's library is kept."""
    made = placed(request, home)
    if "postgresql" not in request.param:
        yield made
        return
    if request.param not in databases:
        running: PostgreSQL = request.getfixturevalue("database_server")
        databases[request.param] = running.database()
    made = replace(made, database=databases[request.param])
    yield made
    tables = [name for (name,) in execute(made, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    filled = [name for name in tables if name != "schema_version"]
    if filled:  # A test that failed early may have made none.
        execute(made, "SET lock_timeout = '10s'", f"TRUNCATE {', '.join(filled)}")
