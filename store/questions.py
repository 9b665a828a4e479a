"""Everything a library answers: documents, passages, and the searches among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store import catalog as ask
from store.catalog import Entry
from store.database.filtering import document_rows, matching
from store.database.rows import key
from store.database.schema import documents, passages
from store.database.transactions import Catalog
from store.embeddings import PassageEmbeddings
from store.facts import alignment, connections, summary
from store.facts.connections import Citing, Missing
from store.facts.recognition import confidences_in
from store.facts.summary import Facets, Stats
from store.facts.topics import TopicBook
from store.files import originals_of
from store.fulltext.forms import ColumnWeights, TextHit, TextQuery, phrases
from store.fulltext.index import count_passages, count_with, search, share_with
from store.meaning.blocks import VectorHit
from store.meaning.chroma import chroma_of
from store.meaning.nearest import NearestPassages
from store.meaning.windows import Embedded
from store.meaning.wordsigns import WordMatch, WordVectors, match
from store.model import NO_FILTERS, Document, Filters, Mention, PageConfidence, Passage, Relation
from store.place import Place
from store.setup import Setup

_EQUAL_COLUMNS = ColumnWeights()


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many passages hold each word of a language, in one edition of a library."""

    edition: int
    passages: int
    counts: dict[tuple[str, str], int]


class Questions:
    """The reading half of the Library; any number of threads and processes may ask, beside one that writes.

    Args:
        place: Where the library is; a folder alone is one.
        embeddings: The model that makes the vectors.

    Attributes:
        home: Its folder.
        topics: The topics that documents and passages carry.
    """

    def __init__(self, place: Place | Path, embeddings: PassageEmbeddings) -> None:
        self.place = Place.of(place)
        self.home = self.place.home
        self.embeddings = embeddings
        self._setup = Setup.wanted(embeddings)
        self._catalog = Catalog(self.place)
        self._originals = originals_of(self.place, self._catalog)
        self._nearest = NearestPassages(self._catalog, chroma_of(self.place, self._catalog))
        self._frequencies = Frequencies(-1, 0, {})
        self.topics = TopicBook(self._catalog)

    @property
    def edition(self) -> int:
        """How often what searches see has changed."""
        with self._catalog.reading() as connection:
            return int(ask.read_settings(connection)["edition"])

    def documents(self, filters: Filters = NO_FILTERS) -> list[Document]:
        """The documents that the filters let through, in the order of their symbols."""
        return [entry.document for entry in self.entries(filters)]

    def entries(self, filters: Filters = NO_FILTERS) -> list[Entry]:
        """The same, each with what the library itself knows of it."""
        with self._catalog.reading() as connection:
            return ask.entries(connection, matching(filters))

    def passage_counts(self, found: Collection[Entry]) -> dict[int, int]:
        """How many passages documents have, by their rows."""
        with self._catalog.reading() as connection:
            return summary.passage_counts(connection, [entry.pk for entry in found])

    def document(self, symbol: str, language: str = "") -> Document | None:
        """The document of a symbol, or of a joint document's other one; case does not matter.

        Without a language: English where there is an English text, otherwise another.
        """
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, symbol, language)
        return entry.document if entry else None

    def original(self, document: Document) -> Path | None:
        """The file a document was read from."""
        entry = self._entry(document)
        return self._originals.path(entry.file) if entry and entry.file else None

    def passages(self, symbol: str, language: str = "") -> list[Passage]:
        """The passages of a document, in its order; none where the library does not have it."""
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, symbol, language)
            return ask.passages_of(connection, entry.pk) if entry else []

    def passage(self, symbol: str, locator: str, language: str = "") -> Passage | None:
        """The passage at a locator; for a lettered part, ``para. 3 (b)``, the paragraph that holds it."""
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, symbol, language)
            return ask.passage_at(connection, entry.pk, locator) if entry else None

    def versions(self, document: Document) -> list[Document]:
        """A document in the other languages in which it is held."""
        with self._catalog.reading() as connection:
            return alignment.versions(connection, document)

    def aligned(self, found: Collection[Passage]) -> dict[str, list[Passage]]:
        """The same paragraphs in other languages, by the ids of the passages given."""
        with self._catalog.reading() as connection:
            return alignment.aligned(connection, found)

    def counterparts(self, names: Collection[str]) -> dict[str, list[str]]:
        """The same for ids alone, of passages and of what has the same numbers in other languages."""
        with self._catalog.reading() as connection:
            return alignment.counterparts(connection, names)

    def passages_by_id(self, ids: Collection[str]) -> dict[str, Passage]:
        """Passages by their ids; one that is no longer there is left out."""
        with self._catalog.reading() as connection:
            return ask.passages_by_id(connection, ids)

    def neighbours(self, passage: Passage, before: int = 1, after: int = 1) -> list[Passage]:
        """The passages around one in its document, itself left out, in order."""
        near = passages.c.position.between(passage.order - before, passage.order + after)
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, passage.symbol, passage.language)
            found = ask.passages_of(connection, entry.pk, [near]) if entry else []
        return [other for other in found if other.id != passage.id]

    def holdings(self, names: Iterable[str]) -> dict[str, Document]:
        """Of symbols, those that the library holds, with their documents; case does not matter."""
        wanted = {key(name): name for name in names}
        with self._catalog.reading() as connection:
            held = [each.document for each in ask.entries(connection, matching(Filters(symbols=tuple(wanted))))]
        found = {key(symbol): document for document in held for symbol in (document.symbol, *document.other_symbols)}
        return {name: found[each] for each, name in wanted.items() if each in found} if wanted else {}

    def mentions(self, document: Document) -> list[Mention]:
        """Which documents a document cites, in reading order."""
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, document.symbol, document.language)
            return connections.mentions_in(connection, entry.pk) if entry else []

    def recognised(self, document: Document) -> list[PageConfidence]:
        """The pages of a document whose text was recognised from pictures, in order; none of a digital text."""
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, document.symbol, document.language)
            return confidences_in(connection, entry.pk) if entry else []

    def citing(self, document: Document) -> list[Citing]:
        """Which documents cite a document, and where."""
        with self._catalog.reading() as connection:
            return connections.citing(connection, (document.symbol, *document.other_symbols))

    def missing(self, limit: int) -> list[Missing]:
        """What documents cite and the library does not hold as official texts, what most of them cite first."""
        with self._catalog.reading() as connection:
            return connections.missing(connection, limit)

    def relations(self, document: Document) -> list[Relation]:
        """What a document is to others, and what others are to it."""
        with self._catalog.reading() as connection:
            return connections.relations_with(connection, (document.symbol, *document.other_symbols))

    def giving_way(self, names: Iterable[str]) -> frozenset[str]:
        """Of documents by their symbols, those that gave way to another one that is held: originals, drafts."""
        with self._catalog.reading() as connection:
            return connections.giving_way(connection, names)

    def text_search(
        self,
        words: Sequence[str],
        limit: int = 100,
        filters: Filters = NO_FILTERS,
        weights: ColumnWeights = _EQUAL_COLUMNS,
        language: str = "en",
    ) -> list[TextHit]:
        """The passages that hold any of the words, the best match first.

        Args:
            words: Words, symbols, or phrases of several words; any text is safe. Stop words are the caller's to drop.
            limit: How many passages at most.
            filters: What the search is narrowed to.
            weights: Of headings, text and title.
            language: ISO 639-1 code of the words.
        """
        with self._catalog.reading() as connection:
            rows = document_rows(connection, filters)
            return search(connection, TextQuery(phrases(words, language), weights, limit, rows, filters.topics))

    def vector_search(
        self, question: str | NDArray[np.float32], limit: int = 100, filters: Filters = NO_FILTERS
    ) -> list[VectorHit]:
        """The passages nearest in meaning, the nearest first.

        Args:
            question: A text, or its unit vector.
            limit: How many passages at most.
            filters: What the search is narrowed to.
        """
        if isinstance(question, str):
            question = np.asarray(self.embeddings.embed_query(question), dtype=np.float32)
        with self._catalog.reading() as connection:
            # Another process may have rebuilt the library with another model since this one opened it.
            self._setup.require(Setup.recorded(ask.read_settings(connection)), self.place)
        return self._nearest.search(question, limit, filters)

    def embed_question(self, text: str) -> Embedded:
        """The vectors of a question and its words, for `vector_search` and `match_words`."""
        return self.embeddings.embed_question(text)

    def match_words(self, question: WordVectors, ids: Collection[str]) -> dict[str, WordMatch]:
        """How the words of a question are met in passages, by their ids; one that is no longer there is left out."""
        if not ids:
            return {}
        with self._catalog.reading() as connection:
            embedding = ask.read_settings(connection)["embedding"]
            rows = ask.word_rows(connection, ids, embedding)
        found = match(question, [(row["spans"], row["signs"]) for row in rows]) if rows else []
        return {row["id"]: each for row, each in zip(rows, found, strict=True)}

    def frequencies(self, words: Sequence[str], language: str = "en") -> tuple[int, list[int]]:
        """How many passages there are, and how many hold each of the words; remembered until the library changes."""
        with self._catalog.reading() as connection:
            edition = int(ask.read_settings(connection)["edition"])
            known = self._frequencies
            if known.edition != edition:
                known = self._frequencies = Frequencies(edition, count_passages(connection), {})
            for word in words:
                if (word, language) not in known.counts:
                    known.counts[word, language] = count_with(connection, word, language)
        return known.passages, [known.counts[word, language] for word in words]

    def share_with(self, symbol: str, word: str) -> float:
        """The share of a document's passages that hold a word, in any of its forms; 0 to 1."""
        with self._catalog.reading() as connection:
            entry = ask.find_document(connection, symbol)
            return share_with(connection, entry.pk, word) if entry else 0.0

    def stats(self) -> Stats:
        """The library in numbers."""
        with self._catalog.reading() as connection:
            return summary.stats(connection)

    def facets(self, filters: Filters = NO_FILTERS) -> Facets:
        """What documents can be narrowed by, with the number of documents that each choice leaves."""
        with self._catalog.reading() as connection:
            return summary.facets(connection, filters)

    def _entry(self, document: Document) -> Entry | None:
        with self._catalog.reading() as connection:
            return next(iter(ask.entries(connection, [documents.c.id == document.id])), None)
