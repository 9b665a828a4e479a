"""One ingest under way: what it knows of the library, what waits to be embedded, what became of each file."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.batches.progress import OnProgress, Progress
from ingest.batches.report import Item, Status
from ingest.batches.sources import Refused, Source
from ingest.cataloguing.mentioned import find_mentions
from ingest.document import Reading
from store.catalog import Entry
from store.errors import RightsDeskError
from store.library import Library, Outcome
from store.meaning.windows import Embedded
from store.model import Document, Filters, Kind, PageConfidence, Passage

_TOGETHER = 256
"""Passages embedded before they are stored: sorted by length among so many, little is padding."""

_STEP = 128
"""Passages embedded between two reports of progress."""

_STATUS = {
    Outcome.ADDED: Status.ADDED,
    Outcome.REPLACED: Status.REPLACED,
    Outcome.UNCHANGED: Status.UNCHANGED,
    Outcome.KEPT_OFFICIAL: Status.SUPERSEDED,
}


@dataclass(frozen=True, slots=True)
class Pending:
    """A document that waits to be embedded and stored."""

    path: Path
    document: Document
    passages: Sequence[Passage]
    source: Path | None = None
    warnings: tuple[str, ...] = ()
    replaces: tuple[Document, ...] = ()
    recognised: tuple[PageConfidence, ...] = ()


class Run:
    """The state of one ingest.

    Attributes:
        items: What became of each file so far.
    """

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
        self._copies: dict[Path, Path] = {}
        self._pending: list[Pending] = []
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
                self._copies[file.path] = new[file.sha256].path
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
            self.queue(
                Pending(
                    source.path,
                    document,
                    result.passages,
                    source.path,
                    result.warnings,
                    replaces,
                    result.recognised,
                )
            )
        self._tell()

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

    def queue(self, pending: Pending) -> None:
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
            self._tell()

    def settle_copies(self) -> None:
        """Note of each copy of another file what became of that."""
        for path, first in self._copies.items():
            item = self.items[first]
            if item.status is Status.REFUSED:
                item = replace(item, note=item.note.replace(first.name, path.name))
            else:
                item = Item(item.source, Status.DUPLICATE, item.symbol, f"The same file as {first}.")
            self.items[path] = replace(item, source=str(path))

    def _embed(self, passages: Sequence[Passage]) -> list[Embedded]:
        embedded: dict[int, Embedded] = {}
        order = sorted(range(len(passages)), key=lambda index: len(passages[index].text))
        for begin in range(0, len(order), _STEP):
            step = order[begin : begin + _STEP]
            embedded.update(zip(step, self._library.embed([passages[index] for index in step]), strict=True))
            self._paragraphs += len(step)
            self._tell()
        return [embedded[index] for index in range(len(passages))]

    def _add(self, pending: Pending, vectors: Sequence[Embedded]) -> None:
        try:
            outcome = self._library.add(
                pending.document,
                pending.passages,
                pending.source,
                reader=self._reader,
                vectors=vectors,
                mentions=find_mentions(pending.document, pending.passages),
                recognised=pending.recognised,
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
        self.items[path] = Item(str(path), Status.REFUSED, note=error.in_full, remedy=error.remedy)

    def _tell(self) -> None:
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
            )
        )
