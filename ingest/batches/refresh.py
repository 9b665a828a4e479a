"""Read again, with the present reader, what the library holds: its originals and the files that were fetched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from ingest.batches.progress import OnProgress
from ingest.batches.readers import Read
from ingest.batches.report import Item, Report, Status
from ingest.batches.shelved import is_file_of, shelved_files
from ingest.document import read_document
from ingest.pipeline import ingest
from store.catalog import Entry
from store.library import Library
from store.model import Document, Filters, Kind

_PREFIX = "refresh-"


def refresh(
    library: Library,
    *,
    workers: int = 1,
    read: Read = read_document,
    reader: str | None = None,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Read again each official document that an older reader read, and fetched files that it could not read.

    Args:
        library: Which.
        workers: Processes that read; 0 reads here.
        read: Reads a file.
        reader: Version of the reading code; that of this package when omitted.
        on_progress: Told how far it is.

    Returns:
        What became of each file, those whose original is gone among them.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    # Beside the originals, so that they need not be copied.
    with library.writing(), _folder_in(library.home) as folder:
        official = library.entries(Filters(kinds=(Kind.OFFICIAL,)))
        entries = [entry for entry in official if entry.file]
        named = {path: entry for entry in entries if (path := _under_its_name(library, entry, folder))}
        waiting = list(_not_taken_in(library, [entry.document for entry in official]))
        report = ingest([*named, *waiting], library, workers=workers, read=read, reader=reader, on_progress=on_progress)
    items = [_renamed(item, named) for item in report.items]
    held = set(named.values())
    items += [_gone(entry) for entry in entries if entry not in held]
    return replace(report, items=tuple(items))


@contextmanager
def _folder_in(home: Path) -> Iterator[Path]:
    """A folder for the length of a `with` block; those that a killed refresh left are deleted first."""
    for left in home.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=home) as folder:
        yield Path(folder)


def _under_its_name(library: Library, entry: Entry, folder: Path) -> Path | None:
    """An original under the name it came with, in a folder of its own; ``None`` where it is gone."""
    original = library.original(entry.document)
    if original is None or not original.is_file():
        return None
    path = folder / str(entry.pk) / Path(entry.document.source).name
    path.parent.mkdir()
    try:
        os.link(original, path)
    except OSError:  # not every file system has links
        shutil.copyfile(original, path)
    return path


def _not_taken_in(library: Library, held: Sequence[Document]) -> Iterator[Path]:
    """Fetched files of documents that the library does not hold, from whatever file."""
    sources = {document.source for document in held}
    for path in shelved_files(library):
        if path.name not in sources and not any(is_file_of(path, document) for document in held):
            yield path


def _renamed(item: Item, named: dict[Path, Entry]) -> Item:
    """An item that names files as they came, wherever they were read from."""
    note = item.note
    for path, each in named.items() if note else ():
        note = note.replace(str(path), each.document.source)
    if (entry := named.get(Path(item.source))) is None:
        return replace(item, note=note)
    return replace(item, source=entry.document.source, symbol=item.symbol or entry.document.symbol, note=note)


def _gone(entry: Entry) -> Item:
    return Item(
        entry.document.source,
        Status.GONE,
        entry.document.symbol,
        "Its original is no longer in the library's folder.",
        "Ingest the file again.",
    )
