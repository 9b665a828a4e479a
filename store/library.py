"""The Library: the one door to documents, passages, full text and vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from store import catalog as ask
from store import edits
from store.catalog import Entry
from store.database.filtering import matching
from store.database.lock import writer_lock
from store.database.rows import fingerprint, key
from store.embeddings import PassageEmbeddings
from store.errors import RightsDeskError
from store.facts import connections
from store.facts.recognition import confidences_in, write_confidences
from store.indexing import Indexing
from store.maintenance.check import Finding, find_damage, find_disagreements
from store.meaning.windows import Embedded
from store.model import Document, Filters, Kind, Mention, PageConfidence, Passage, Relation
from store.people.accounts import Accounts
from store.people.audit import Deed, deeds
from store.people.conversations import Conversations
from store.people.drafts import Drafts
from store.people.feedback import FeedbackBook
from store.place import Place
from store.questions import Questions
from store.setup import FIRST_INDEX, Setup, give_id, record_vectors, require_finished, require_vectors


class Outcome(StrEnum):
    """What became of a document that was added."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    KEPT_OFFICIAL = "the official text is kept"


class Library(Questions):
    """Documents that can be searched, read in any thread and written by one process at a time.

    Args:
        place: Where it is; a folder alone is one, and is made when it is missing.
        embeddings: The model that makes the vectors.

    Raises:
        RightsDeskError: The library was made with another model, or by another version of the product.
    """

    def __init__(self, place: Place | Path, embeddings: PassageEmbeddings) -> None:
        Place.of(place).home.mkdir(parents=True, exist_ok=True)
        super().__init__(place, embeddings)
        self._lock = writer_lock(self.place, self._catalog)
        self._indexing = Indexing(self._catalog, self._nearest)
        if not (recorded := self._settings()):
            with self._lock.held(self._create, timeout=30):
                recorded = self._settings()
        require_finished(recorded, self.place)
        self._setup.require(Setup.recorded(recorded), self.place)
        self._catalog.require_current()
        require_vectors(self._settings(), self.place)

    def _create(self) -> None:
        self._catalog.create()
        if not self._settings():
            with self._catalog.changing() as connection:
                self._setup.record(connection)
                give_id(connection)
                record_vectors(connection, self.place)
                for name in ("index", "embedding"):
                    edits.write_setting(connection, name, FIRST_INDEX)
                edits.write_setting(connection, "edition", "0")

    def _settings(self) -> dict[str, str]:
        if self._catalog.is_new():
            return {}
        with self._catalog.reading() as connection:
            return ask.read_settings(connection)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may use it where it is served to others."""
        return Accounts(self._catalog)

    @cached_property
    def conversations(self) -> Conversations:
        """What was asked and answered."""
        return Conversations(self._catalog)

    @cached_property
    def feedback(self) -> FeedbackBook:
        """What people thought of answers."""
        return FeedbackBook(self._catalog)

    @cached_property
    def drafts(self) -> Drafts:
        """Drafts of advice, each with all its revisions."""
        return Drafts(self._catalog)

    def deeds(self, most: int) -> list[Deed]:
        """Who changed it, when and how, the latest first; as many as `most` at most."""
        return deeds(self._catalog, most)

    def close(self) -> None:
        """Give the files back; the object can be used again, and opens them again."""
        self._nearest.close()
        self._catalog.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep the right to write for the length of a `with` block; what a killed writer left is finished first.

        Raises:
            RightsDeskError: Another process is writing.
        """
        with self._lock.held(self._recover):
            yield

    def _recover(self) -> None:
        self._indexing.recover()
        with self._catalog.reading() as connection:
            self._originals.keep_only(ask.files_in_use(connection))

    def embed(self, new: Sequence[Passage]) -> list[Embedded]:
        """The vectors of passages and their words, for `add`; the more at once, the faster."""
        return self.embeddings.embed_passages(new)

    def add(
        self,
        document: Document,
        content: Sequence[Passage],
        source: Path | bytes | None = None,
        *,
        reader: str = "",
        vectors: Sequence[Embedded] | None = None,
        mentions: Sequence[Mention] = (),
        recognised: Sequence[PageConfidence] = (),
        replaces: Sequence[Document] = (),
    ) -> Outcome:
        """Add a document, or put it in the place of its older version; searches see the one or the other, never both.

        An official text also takes the place of its brief, and a brief never that of an official text.

        Args:
            document: Its facts.
            content: Its passages, in order; their locators differ.
            source: The original to keep: a file or its content; ``None`` where there is none.
            reader: Version of the code that read it.
            vectors: From `embed`, to embed the passages of several documents at once; made here otherwise.
            mentions: Which documents its passages cite.
            recognised: Its pages whose text was recognised from a picture.
            replaces: Other documents whose place it takes.

        Raises:
            RightsDeskError: Another process is writing, or two passages have the same locator.
        """
        _require_distinct(document, content)
        if source is not None and not document.sha256:
            document = replace(document, sha256=hashlib.sha256(_content(source)).hexdigest())
        with self.writing():
            outcome = self.outcome_of(document, content, replaces)
            if outcome is Outcome.UNCHANGED:
                self._read_again(document, reader, mentions, recognised)
            if outcome in (Outcome.UNCHANGED, Outcome.KEPT_OFFICIAL):
                return outcome
            made = self.embed(content) if vectors is None else vectors
            file = "" if source is None else self._originals.keep(source, document.source, document.sha256)
            gone = self._replaced_by(document, replaces)
            self._indexing.add(
                edits.Draft(document, content, made, mentions, recognised, reader, file, [entry.pk for entry in gone])
            )
            self._discard(gone)
        return outcome

    def outcome_of(self, document: Document, content: Sequence[Passage], replaces: Sequence[Document] = ()) -> Outcome:
        """What `add` would do; tells before they are embedded whether passages are new at all."""
        gone = self._replaced_by(document, replaces)
        same = [entry for entry in gone if entry.document.id == document.id]
        if gone == same and any(entry.fingerprint == fingerprint(document, content) for entry in same):
            return Outcome.UNCHANGED
        if document.kind is Kind.BRIEF and any(entry.document.kind is Kind.OFFICIAL for entry in gone):
            return Outcome.KEPT_OFFICIAL
        return Outcome.REPLACED if gone else Outcome.ADDED

    def remove(self, symbol: str, language: str = "") -> list[Document]:
        """Remove a document, in one language or in all.

        Returns:
            The documents that were removed; none where the library has no such symbol.
        """
        filters = Filters(symbols=(symbol,), languages=(language,) if language else ())
        with self.writing():
            with self._catalog.reading() as connection:
                found = ask.entries(connection, matching(filters))
            known_by_it = [entry for entry in found if key(entry.document.symbol) == key(symbol)]
            gone = known_by_it or found
            if gone:
                self._indexing.remove([entry.pk for entry in gone])
                self._discard(gone)
        return [entry.document for entry in gone]

    def relate(self, found: Sequence[Relation]) -> None:
        """Record what documents are to each other, in place of all that was recorded before.

        Raises:
            RightsDeskError: Another process is writing.
        """
        with self.writing(), self._catalog.changing() as connection:
            if connections.write_relations(connection, found):
                edits.retire(connection, ())

    def _read_again(
        self, document: Document, reader: str, mentions: Sequence[Mention], recognised: Sequence[PageConfidence]
    ) -> None:
        """Note what a newer reader found in a document whose passages are as they were."""
        entry = self._entry(document)
        if entry is None:
            return
        with self._catalog.reading() as connection:
            known = connections.mentions_in(connection, entry.pk), confidences_in(connection, entry.pk)
        if entry.reader != reader or known != (list(mentions), list(recognised)):
            with self._catalog.changing() as connection:
                edits.write_reader(connection, entry.pk, reader)
                connections.write_mentions(connection, entry.pk, mentions)
                write_confidences(connection, entry.pk, recognised)

    def _replaced_by(self, document: Document, also: Sequence[Document]) -> list[Entry]:
        """The documents whose place one would take: its own older version, its brief or official text, and others."""
        names = (document.symbol, *document.other_symbols)
        filters = Filters(symbols=names, languages=(document.language,))
        with self._catalog.reading() as connection:
            found = ask.entries(connection, matching(filters))
        older = [
            entry
            for entry in found
            if key(entry.document.symbol) == key(document.symbol) or _is_brief_of(entry.document, document)
        ]
        return older + [entry for entry in map(self._entry, also) if entry and entry not in older]

    def _discard(self, gone: Sequence[Entry]) -> None:
        """Delete the originals of documents that are gone, unless another document has the same one."""
        files = {entry.file for entry in gone if entry.file}
        if files:
            with self._catalog.reading() as connection:
                self._originals.discard(files - ask.files_in_use(connection))

    def check(self) -> list[Finding]:
        """Where catalogue, full text, vector index and originals disagree; nowhere, normally.

        Raises:
            RightsDeskError: Another process is writing.
        """
        # Looked at before a writer would finish what a killed one left: nothing is written to a damaged file.
        if damage := find_damage(self._catalog):
            return damage
        with self.writing():
            return find_disagreements(self._catalog, self._nearest, self._originals)


def _is_brief_of(one: Document, other: Document) -> bool:
    """Whether one document is the brief of the other: its own symbol is among those of the official text.

    The other symbols of a brief are only names it is also looked for by.
    """
    if one.kind is other.kind:
        return False
    brief, official = (one, other) if one.kind is Kind.BRIEF else (other, one)
    return key(brief.symbol) in map(key, (official.symbol, *official.other_symbols))


def _content(source: Path | bytes) -> bytes:
    return source if isinstance(source, bytes) else source.read_bytes()


def _require_distinct(document: Document, content: Sequence[Passage]) -> None:
    seen: set[str] = set()
    for passage in content:
        locator = key(passage.locator)
        if locator in seen:
            raise RightsDeskError(
                f"{document.source or document.symbol}: two passages have the locator {passage.locator}.",
                "This is an error of the reader; report it with the file.",
            )
        seen.add(locator)
