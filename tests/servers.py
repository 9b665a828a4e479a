"""Real servers for the tests, begun in folders of their own and ended with the tests: PostgreSQL and Chroma."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from evals.performance import servers
from evals.performance.servers import ChromaServer, PostgreSQL, chroma, free_port
from store.errors import RightsDeskError

__all__ = ["ChromaServer", "PostgreSQL", "chroma", "free_port", "postgresql"]


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server that runs for the length of a `with` block; where PostgreSQL is missing, the test fails in CI."""
    try:
        servers.program("initdb")
    except RightsDeskError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    with servers.postgresql() as server:
        yield server
