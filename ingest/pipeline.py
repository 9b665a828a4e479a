"""Files into the Library: only what is new is read, reading and embedding overlap, and one bad file stops nothing.

A symbol that arrives from two different files is decided so: a file of the same name is a new version of the stored one
and replaces it; a file of another name is refused with a line that names both, and so is the second of one run. Nothing
is overwritten by surprise, whatever the order of the files.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from importlib import metadata, resources
from pathlib import Path

from ingest.batches.progress import OnProgress
from ingest.batches.readers import Read, read_all
from ingest.batches.report import Item, Report, Status
from ingest.batches.run import Pending, Run
from ingest.batches.shelved import is_file_of, shelved_files
from ingest.batches.sources import Source, find_sources
from ingest.briefs import read_briefs
from ingest.cataloguing.relations import relate
from ingest.cataloguing.tagging import tag
from ingest.document import read_document
from store.library import Library
from store.model import Document, Filters, Kind, Passage

Brief = tuple[Document, Sequence[Passage]]

_FIVE_MINUTES = 300.0
_LIBRARIES = ("pypdf", "lxml", "markdown-it-py")
"""Libraries that a change of which can change what is read."""


def ingest(
    paths: Iterable[Path],
    library: Library,
    *,
    workers: int = 1,
    read: Read = read_document,
    reader: str | None = None,
    timeout: float = _FIVE_MINUTES,
    on_progress: OnProgress = lambda progress: None,
) -> Report:
    """Bring files into the library: those named, and the documents in folders named.

    A file is skipped when its content is in the library and was read by the same version of the reading code. Each
    document is stored as a whole, so an ingest that is stopped is simply started again.

    Args:
        paths: Files and folders.
        library: Where to.
        workers: Processes that read while this one embeds; 0 reads here.
        read: Reads a file.
        reader: Version of the reading code; that of this package when omitted.
        timeout: Seconds that reading a file may take.
        on_progress: Told how far it is.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    begun = time.monotonic()
    found = find_sources(paths)
    with library.writing():
        run = Run(library, reader or reading_code(), on_progress, begun)
        new = run.select(found.files)
        run.expect(new)
        by_path = {source.path: source for source in new}
        for path, result in read_all(by_path, read, workers=workers, timeout=timeout):
            run.take(by_path[path], result)
        run.store()
        run.settle_copies()
        relate(library)
        tag(library)
    items = tuple(run.items[file.path] for file in found.files)
    return Report(items, found.ignored, time.monotonic() - begun)


def ingest_starter(
    library: Library, briefs: Iterable[Brief] | None = None, *, on_progress: OnProgress = lambda progress: None
) -> Report:
    """Bring the starter library's briefs up to date: new and changed ones in, those that are no longer there out.

    A brief stays out where the library has the official text.

    Args:
        library: Where to.
        briefs: Documents with their passages; those that come with the product when omitted.
        on_progress: Told how far it is.

    Raises:
        RightsDeskError: Another process is changing the library, or a brief is not well formed.
    """
    begun = time.monotonic()
    wanted = [Pending(Path(brief.source), brief, content) for brief, content in briefs or read_briefs()]
    with library.writing():
        run = Run(library, "", on_progress, begun)
        run.expect([Source(pending.path, "", len(pending.passages)) for pending in wanted])
        for pending in wanted:
            run.queue(pending)
        run.store()
        gone = _remove_briefs_but(library, {pending.document.id for pending in wanted})
        relate(library)
        tag(library)
    items = [run.items[pending.path] for pending in wanted]
    return Report((*items, *gone), 0, time.monotonic() - begun)


def remove(library: Library, symbol: str, language: str = "") -> list[Document]:
    """Remove a document, in one language or in all, with the file that was fetched of it: it is not to come back.

    Returns:
        The documents that were removed; none where the library has no such symbol.

    Raises:
        RightsDeskError: Another process is changing the library.
    """
    with library.writing():
        gone = library.remove(symbol, language)
        for path in list(shelved_files(library)):
            if any(document.kind is Kind.OFFICIAL and is_file_of(path, document) for document in gone):
                path.unlink(missing_ok=True)
        relate(library)
        for document in gone:
            library.topics.outdate(document.symbol)
        tag(library)
    return gone


def reading_code() -> str:
    """The version of the reading code: a hash of this package and the versions of the libraries that open files.

    Nobody has to remember to raise it, and a file whose content is read as before is not embedded again.
    """
    root = Path(str(resources.files("ingest")))
    files = sorted(root.rglob("*.py"), key=lambda file: file.relative_to(root).as_posix())
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    libraries = " ".join(f"{name} {metadata.version(name)}" for name in _LIBRARIES)
    return f"{digest.hexdigest()[:16]} {libraries}"


def _remove_briefs_but(library: Library, wanted: set[str]) -> list[Item]:
    stale = [brief for brief in library.documents(Filters(kinds=(Kind.BRIEF,))) if brief.id not in wanted]
    for brief in stale:
        library.remove(brief.symbol, brief.language)
    return [Item(brief.source, Status.REMOVED, brief.symbol, "No longer among the briefs.") for brief in stale]
