"""Files into the Library: only what is new is read, reading and embedding overlap, and one bad file stops nothing.

A symbol that arrives from two different files is decided so: a file of the same name is a new version of the stored one
and replaces it; a file of another name is refused with a line that names both, and so is the second of one run. Nothing
is overwritten by surprise, whatever the order of the files.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

from ingest.briefs import read_briefs
from ingest.document import Reading, read_document
from ingest.progress import OnProgress, Progress
from ingest.readers import Read, read_all
from ingest.report import Item, Report, Status
from ingest.sources import Refused, Source, find_sources
from store.catalog import Entry
from store.errors import RightsDeskError
from store.library import Library, Outcome
from store.model import Document, Filters, Kind, Passage
from store.windows import Vector

Brief = tuple[Document, Sequence[Passage]]

_TOGETHER = 1_024
"""Passages embedded before they are stored: sorted by length among so many, little is padding."""

_STEP = 128
"""Passages embedded between two reports of progress."""

_FIVE_MINUTES = 300.0

_STATUS = {
    Outcome.ADDED: Status.ADDED,
    Outcome.REPLACED: Status.REPLACED,
    Outcome.UNCHANGED: Status.UNCHANGED,
    Outcome.KEPT_OFFICIAL: Status.SUPERSEDED,
}


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
    """Bring files into the library: those named, and the PDF files in folders named.

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
        run = _Run(library, reader or reading_code(), on_progress, begun)
        new = run.select(found.files)
        run.expect(new)
        by_path = {source.path: source for source in new}
        for path, result in read_all(by_path, read, workers=workers, timeout=timeout):
            run.take(by_path[path], result)
        run.store()
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
    wanted = list(read_briefs() if briefs is None else briefs)
    with library.writing():
        run = _Run(library, "", on_progress, begun)
        run.expect([Source(Path(document.source or document.id), "", len(passages)) for document, passages in wanted])
        for document, passages in wanted:
            run.queue(_Pending(Path(document.source or document.id), document, passages))
        run.store()
        gone = _remove_briefs_but(library, {document.id for document, _ in wanted})
    return Report((*run.items.values(), *gone), 0, time.monotonic() - begun)


def reading_code() -> str:
    """The version of the reading code: a hash of this package and the version of the PDF library.

    Nobody has to remember to raise it, and a file whose content is read as before is not embedded again.
    """
    files = sorted(
        (file for file in resources.files("ingest").iterdir() if file.name.endswith(".py")), key=lambda file: file.name
    )
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return f"{digest.hexdigest()[:16]} pypdf {metadata.version('pypdf')}"


def _remove_briefs_but(library: Library, wanted: set[str]) -> list[Item]:
    stale = [brief for brief in library.documents(Filters(kinds=(Kind.BRIEF,))) if brief.id not in wanted]
    for brief in stale:
        library.remove(brief.symbol, brief.language)
    return [
        Item(brief.source or brief.id, Status.REMOVED, brief.symbol, "No longer among the briefs.") for brief in stale
    ]


@dataclass(frozen=True, slots=True)
class _Pending:
    """A document that waits to be embedded and stored."""

    path: Path
    document: Document
    passages: Sequence[Passage]
    source: Path | None = None
    warnings: tuple[str, ...] = ()
    replaces: tuple[Document, ...] = ()


class _Run:
    """One ingest: what it knows of the library, what waits, what became of each file."""

    def __init__(self, library: Library, reader: str, on_progress: OnProgress, begun: float) -> None:
        self.items: dict[Path, Item] = {}
        self._library = library
        self._reader = reader
        self._on_progress = on_progress
        self._begun = begun
        entries = library.entries(Filters(kinds=(Kind.OFFICIAL,)))
        self._by_hash = {entry.document.sha256: entry for entry in entries if entry.document.sha256}
        self._by_id = {entry.document.id: entry for entry in entries}
        self._taken: dict[str, Path] = {}
        self._pending: list[_Pending] = []
        self._expected: dict[Path, int] = {}
        self._pages = 0
        self._paragraphs = 0

    def select(self, files: Iterable[Source | Refused]) -> list[Source]:
        """The files that have to be read; what becomes of the others is settled."""
        new: dict[str, Source] = {}
        for file in files:
            if isinstance(file, Refused):
                self._refuse(file.path, file.error)
            elif (entry := self._by_hash.get(file.sha256)) and entry.reader == self._reader:
                self._known(file.path, entry)
            elif file.sha256 in new:
                note = f"The same file as {new[file.sha256].path}."
                self.items[file.path] = Item(str(file.path), Status.DUPLICATE, note=note)
            else:
                new[file.sha256] = file
        return list(new.values())

    def _known(self, path: Path, entry: Entry) -> None:
        document = entry.document
        same_name = document.source == path.name
        self.items[path] = Item(
            str(path),
            Status.UNCHANGED if same_name else Status.DUPLICATE,
            document.symbol,
            "" if same_name else f"The same file as {document.source}, which the library has.",
        )
        self._taken.setdefault(document.id, path)

    def expect(self, sources: Sequence[Source]) -> None:
        """Note what there is to do, to tell how far it is."""
        self._expected = {source.path: source.size for source in sources}

    def take(self, source: Source, result: Reading | RightsDeskError) -> None:
        """Take in what reading a file gave."""
        if isinstance(result, RightsDeskError):
            self._refuse(source.path, result)
        elif problem := self._problem(source, result):
            self._refuse(source.path, problem)
        else:
            document = result.document
            self._taken[document.id] = source.path
            self._pages += document.pages
            before = self._by_hash.get(source.sha256)
            replaces = (before.document,) if before and before.document.id != document.id else ()
            self.queue(_Pending(source.path, document, result.passages, source.path, result.warnings, replaces))
        self._tell(source.path.name)

    def _problem(self, source: Source, reading: Reading) -> RightsDeskError | None:
        document = reading.document
        if not reading.passages:
            return RightsDeskError(
                f"{source.path.name} has no paragraphs that can be cited.", "Check that it is whole."
            )
        if first := self._taken.get(document.id):
            return RightsDeskError(
                f"{source.path} is another file of {document.symbol}, which {first} holds too.",
                "Keep the right one of the two and leave the other out.",
            )
        stored = self._by_id.get(document.id)
        if stored and stored.document.sha256 != source.sha256 and stored.document.source != source.path.name:
            return RightsDeskError(
                f"{source.path} is another file of {document.symbol}, which the library has from "
                f"{stored.document.source}.",
                f"To replace that, first run: rightsdesk library remove {document.symbol}",
            )
        return None

    def queue(self, pending: _Pending) -> None:
        """Let a document wait for embedding, unless nothing in it is new."""
        outcome = self._library.outcome_of(pending.document, pending.passages, pending.replaces)
        if outcome in (Outcome.UNCHANGED, Outcome.KEPT_OFFICIAL):
            self._add(pending, ())
            return
        self._pending.append(pending)
        if sum(len(other.passages) for other in self._pending) >= _TOGETHER:
            self.store()

    def store(self) -> None:
        """Embed and store what waits."""
        waiting, self._pending = self._pending, []
        passages = [passage for pending in waiting for passage in pending.passages]
        vectors = iter(self._embed(passages))
        for pending in waiting:
            self._add(pending, [next(vectors) for _ in pending.passages])
            self._tell(pending.path.name)

    def _embed(self, passages: Sequence[Passage]) -> list[tuple[Vector, ...]]:
        vectors: list[tuple[Vector, ...]] = [()] * len(passages)
        order = sorted(range(len(passages)), key=lambda index: len(passages[index].text))
        for begin in range(0, len(order), _STEP):
            step = order[begin : begin + _STEP]
            for index, made in zip(step, self._library.embed([passages[index] for index in step]), strict=True):
                vectors[index] = made
            self._paragraphs += len(step)
            self._tell("")
        return vectors

    def _add(self, pending: _Pending, vectors: Sequence[Sequence[Vector]]) -> None:
        try:
            outcome = self._library.add(
                pending.document,
                pending.passages,
                pending.source,
                reader=self._reader,
                vectors=vectors,
                replaces=pending.replaces,
            )
        except RightsDeskError as error:
            self._refuse(pending.path, error)
            return
        self.items[pending.path] = Item(
            str(pending.path),
            _STATUS[outcome],
            pending.document.symbol,
            warnings=pending.warnings,
            passages=len(pending.passages),
        )

    def _refuse(self, path: Path, error: RightsDeskError) -> None:
        self.items[path] = Item(str(path), Status.REFUSED, note=error.message, remedy=error.remedy)

    def _tell(self, current: str) -> None:
        done = [path for path in self._expected if path in self.items]
        size = sum(self._expected.values())
        self._on_progress(
            Progress(
                files=len(done),
                of_files=len(self._expected),
                pages=self._pages,
                paragraphs=self._paragraphs,
                seconds=time.monotonic() - self._begun,
                share=sum(self._expected[path] for path in done) / size if size else 1.0,
                current=current,
            )
        )
