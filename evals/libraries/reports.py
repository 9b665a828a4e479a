"""The library of real reports that questions are asked of: kept beside the repository, ingested once, then kept up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.libraries.cached import open_cached
from ingest.pipeline import ingest
from store.library import Library

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pdf"
"""Where the real reports are, when they are there."""


@contextmanager
def open_reports() -> Iterator[Library | None]:
    """The library of the real reports, brought up to date; ``None`` where they are not there."""
    if not REPORTS.is_dir():
        yield None
        return
    with open_cached("reports") as library:
        ingest([REPORTS], library)
        yield library
