"""The library of real reports that questions are asked of: kept beside the repository, ingested once, then kept up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from ingest.pipeline import ingest
from store.embeddings import SentenceEmbeddings
from store.library import Library

REPORTS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus" / "pdf"
"""Where the real reports are, when they are there."""


@contextmanager
def open_reports(home: Path | None = None) -> Iterator[Library | None]:
    """The library of the real reports; ``None`` where they are not there.

    Args:
        home: Its folder; one in the user's cache otherwise.
    """
    if not REPORTS.is_dir():
        yield None
        return
    folder = home or Path(platformdirs.user_cache_dir("rightsdesk")) / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    with Library(folder, SentenceEmbeddings(checked=folder / "checked.json")) as library:
        ingest([REPORTS], library)
        yield library
