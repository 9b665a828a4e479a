"""Read again, with the present reader, what the library holds: its originals and the files that were fetched."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ingest.document import read_document
from ingest.pipeline import ingest
from ingest.progress import OnProgress
from ingest.readers import Read
from ingest.report import Item, Report, Status
from store.catalog import Entry
from store.library import Library
from store.model import Filters, Kind


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
    entries = [entry for entry in library.entries(Filters(kinds=(Kind.OFFICIAL,))) if entry.file]
    # Beside the originals, so that they need not be copied.
    with tempfile.TemporaryDirectory(prefix="refresh-", dir=library.home) as folder:
        named = {path: entry for entry in entries if (path := _under_its_name(library, entry, Path(folder)))}
        waiting = list(_not_taken_in(library, {entry.document.source for entry in entries}))
        report = ingest([*named, *waiting], library, workers=workers, read=read, reader=reader, on_progress=on_progress)
    items = [_renamed(item, named) for item in report.items]
    held = set(named.values())
    items += [_gone(entry) for entry in entries if entry not in held]
    return replace(report, items=tuple(items))


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


def _not_taken_in(library: Library, held: set[str]) -> Iterator[Path]:
    """Fetched files that the library does not hold yet."""
    for path in sorted((library.home / "official").glob("*.*")):
        if path.is_file() and not path.name.startswith(".") and path.name not in held:
            yield path


def _renamed(item: Item, named: dict[Path, Entry]) -> Item:
    entry = named.get(Path(item.source))
    if entry is None:
        return item
    name = entry.document.source
    note = item.note.replace(item.source, name)
    return replace(item, source=name, symbol=item.symbol or entry.document.symbol, note=note)


def _gone(entry: Entry) -> Item:
    return Item(
        entry.document.source,
        Status.GONE,
        entry.document.symbol,
        "Its original is no longer in the library's folder.",
        "Ingest the file again.",
    )
