"""Libraries that evaluation makes for itself: in the user's cache, filled once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from store.embeddings import SentenceEmbeddings
from store.library import Library


@contextmanager
def open_cached(name: str) -> Iterator[Library]:
    """The library of that name in the user's cache; empty the first time."""
    folder = Path(platformdirs.user_cache_dir("rightsdesk")) / name
    folder.mkdir(parents=True, exist_ok=True)
    with Library(folder, SentenceEmbeddings(checked=folder / "checked.json")) as library:
        yield library
