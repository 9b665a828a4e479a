"""Which fetched files are in a library's folder ``official``, and of which of its documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ingest.symbols import from_filename, same
from store.library import Library
from store.model import Document


def shelved_files(library: Library) -> Iterator[Path]:
    """The fetched files, in the order of their names."""
    for path in sorted((library.home / "official").glob("*.*")):
        if path.is_file() and not path.name.startswith("."):
            yield path


def is_file_of(path: Path, document: Document) -> bool:
    """Whether a fetched file is, by its name, that of a document in its language."""
    named = from_filename(path.name)
    if named is None:
        return path.name == document.source
    symbol, language = named
    symbols = (document.symbol, *document.other_symbols)
    return language == document.language and any(same(symbol, each) for each in symbols)
