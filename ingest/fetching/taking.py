"""Checked files into the library, and what that changed there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest import pipeline
from ingest.batches import report as ingested
from ingest.batches.progress import OnProgress
from ingest.document import Reading, read_document
from ingest.fetching.access import Wanted
from ingest.fetching.report import Item, Status
from ingest.fetching.shelf import Shelf
from ingest.symbols import from_filename, same
from store.errors import RightsDeskError
from store.library import Library
from store.model import Document, Filters, Kind

_STATUS = {
    ingested.Status.ADDED: Status.ADDED,
    ingested.Status.REPLACED: Status.REPLACED,
    ingested.Status.UNCHANGED: Status.UNCHANGED,
    ingested.Status.DUPLICATE: Status.HELD,
}
"""What becomes of a file; any other is that of a document which the library has, or cannot be read."""


def take_in(
    library: Library, shelf: Shelf, wanted: Sequence[Wanted], *, workers: int, on_progress: OnProgress
) -> dict[Wanted, Item]:
    """Bring files of the shelf into the library; an official text takes the place of its brief.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    before = _briefs(library)
    paths = {shelf.path(each): each for each in wanted}
    report = pipeline.ingest(paths, library, workers=workers, read=read_as_named, on_progress=on_progress)
    after = {brief.id for brief in _briefs(library)}
    gone = [brief for brief in before if brief.id not in after]
    items: dict[Wanted, Item] = {}
    for each, found in zip(wanted, report.items, strict=True):
        held = official_text(library, each)
        status = _STATUS.get(found.status) or (Status.HELD if held else Status.NOT_TAKEN)
        note, remedy = found.note, found.remedy
        if status is Status.NOT_TAKEN:
            remedy = (
                f"It stays in {shelf.folder}. The same command takes it in once RightsDesk can read it, and asks for "
                "it again when it is deleted there."
            )
        elif status is Status.HELD:
            known_as = held.symbol if held else found.symbol
            note, remedy = f"It is one document with {known_as}." * (known_as != str(each.symbol)), ""
        elif held and (brief := _of_same(held, gone)):
            note = f"It takes the place of the brief {brief.title!r}."
        items[each] = Item(str(each.symbol), each.language, status, note, remedy, found.warnings, found.passages)
    return items


def read_as_named(path: Path) -> Reading:
    """Read a file of the shelf, which anybody can put files into; as a whole too it must be what its name says.

    Raises:
        RightsDeskError: It cannot be read, or is another document.
    """
    reading = read_document(path)
    document, named = reading.document, from_filename(path.name)
    if named and not any(same(named[0], symbol) for symbol in (document.symbol, *document.other_symbols)):
        raise RightsDeskError(f"{path.name} is {document.symbol}, not {named[0]} as its name says.", "Delete it.")
    return reading


def official_text(library: Library, wanted: Wanted) -> Document | None:
    """The official text that the library has of a document."""
    document = library.document(str(wanted.symbol), wanted.language)
    return document if document and document.kind is Kind.OFFICIAL else None


def _briefs(library: Library) -> list[Document]:
    return library.documents(Filters(kinds=(Kind.BRIEF,)))


def _of_same(document: Document, briefs: Sequence[Document]) -> Document | None:
    """The brief, of those given, that was about a document."""
    symbols = (document.symbol, *document.other_symbols)
    return next((brief for brief in briefs if brief.symbol in symbols), None)
