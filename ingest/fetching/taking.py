"""Checked files into the library, and what that changed there."""

from __future__ import annotations

from collections.abc import Sequence

from ingest import pipeline
from ingest import report as ingested
from ingest.fetching.access import Wanted
from ingest.fetching.report import Item, Status
from ingest.fetching.shelf import Shelf
from ingest.progress import OnProgress
from store.library import Library
from store.model import Document, Filters, Kind

_STATUS = {
    ingested.Status.ADDED: Status.ADDED,
    ingested.Status.REPLACED: Status.REPLACED,
    ingested.Status.UNCHANGED: Status.UNCHANGED,
}
"""What becomes of a file; any other is that of a document which the library has, or cannot be read."""


def take_in(
    library: Library, shelf: Shelf, wanted: Sequence[Wanted], *, workers: int, on_progress: OnProgress
) -> dict[Wanted, Item]:
    """Bring files of the shelf into the library; an official text takes the place of its brief.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    briefs = _briefs(library)
    paths = {shelf.path(each): each for each in wanted}
    report = pipeline.ingest(paths, library, workers=workers, on_progress=on_progress)
    gone = [brief for brief in briefs if brief not in _briefs(library)]
    items: dict[Wanted, Item] = {}
    for each, found in zip(wanted, report.items, strict=True):
        held = official_text(library, each)
        status = _STATUS.get(found.status) or (Status.HELD if held else Status.NOT_TAKEN)
        note, remedy = found.note, found.remedy
        if status is Status.NOT_TAKEN:
            remedy = f"{remedy} The file stays in {shelf.folder}; the same command takes it in once it can be read."
        elif status is Status.HELD and held:
            note, remedy = f"It is one document with {held.symbol}." * (held.symbol != str(each.symbol)), ""
        elif held and (brief := _of_same(held, gone)):
            note = f"It takes the place of the brief {brief.title!r}."
        items[each] = Item(str(each.symbol), each.language, status, note, remedy, found.warnings, found.passages)
    return items


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
