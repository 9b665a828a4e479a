"""What the tests of fetching share: the server, and manners whose seconds pass quickly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from document_system import DocumentSystem, document_system, quick

from ingest.fetching.manners import Manners


@pytest.fixture
def system() -> Iterator[DocumentSystem]:
    with document_system() as system:
        yield system


@pytest.fixture
def manners() -> Manners:
    return quick()
