"""Make a library's vector index anew, from the vectors in its catalogue or with another model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from store import edits
from store.catalog import passages_of, read_settings
from store.database.lock import writer_lock
from store.database.schema import documents, passages
from store.database.transactions import Catalog, is_there
from store.embeddings import PassageEmbeddings
from store.errors import RightsDeskError
from store.indexing import Indexing
from store.meaning.chroma import chroma_of
from store.meaning.nearest import NearestPassages
from store.people.audit import Act, note
from store.place import Place
from store.setup import Setup, next_index, record_vectors

Progress = Callable[[int, int], None]
"""Called with the documents done and the documents in all."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild made.

    Attributes:
        documents: Documents in the new index.
        vectors: Vectors in it.
        embedded: Whether the model was asked again; otherwise the vectors in the catalogue were used.
    """

    documents: int
    vectors: int
    embedded: bool


def rebuild(
    place: Place | Path,
    embeddings: PassageEmbeddings,
    *,
    reembed: bool = False,
    on_progress: Progress = lambda done, total: None,
) -> Rebuilt:
    """Make the vector index anew beside the old one, then let it take its place.

    Searches go on with the old index until the new one is whole; stopped half-way, nothing has changed.

    Args:
        place: Where the library is.
        embeddings: The model; where it is not the one that the library was made with, all passages are embedded again.
        reembed: Embed again in any case.
        on_progress: Told of each document.

    Raises:
        RightsDeskError: There is no library there, it is of another version, or another process is writing.
    """
    place = Place.of(place)
    if not is_there(place):
        raise RightsDeskError(f"There is no library in {place}.", "Ingest documents first.")
    catalog = Catalog(place)
    nearest = NearestPassages(catalog, chroma_of(place, catalog))
    try:
        with writer_lock(place, catalog).held(lambda: None):
            return _Rebuild(catalog, nearest, embeddings, place).run(reembed, on_progress)
    finally:
        nearest.close()
        catalog.close()


class _Rebuild:
    def __init__(self, catalog: Catalog, nearest: NearestPassages, embeddings: PassageEmbeddings, place: Place) -> None:
        self._catalog = catalog
        self._nearest = nearest
        self._embeddings = embeddings
        self._place = place
        self._indexing = Indexing(catalog, nearest)

    def run(self, reembed: bool, on_progress: Progress) -> Rebuilt:
        with self._catalog.reading() as connection:
            recorded = read_settings(connection)
            rows = connection.execute(select(documents.c.pk).order_by(documents.c.pk)).scalars().all()
        wanted = Setup.wanted(self._embeddings)
        found = Setup.recorded(recorded)
        wanted.require_layout(found, self._place)
        self._catalog.require_current()
        old, embedding = recorded["index"], recorded["embedding"]
        new = next_index(old)
        with self._catalog.changing() as connection:
            edits.drop_other_vectors(connection, embedding)
        self._nearest.keep_only(old)
        embed = reembed or found != wanted
        if embed:
            embedding = new
        vectors = 0
        for done, pk in enumerate(rows, 1):
            if embed:
                self._embed(pk, embedding)
            ids, values = self._indexing.vectors_of(pk, embedding)
            self._nearest.upsert(new, ids, values)
            vectors += len(ids)
            on_progress(done, len(rows))
        with self._catalog.changing() as connection:
            edits.switch_vectors(connection, new, embedding)
            note(connection, Act.REBUILT, wanted.model, "embedded again" if embed else "from the catalogue")
            wanted.record(connection)
            record_vectors(connection, self._place)
        self._nearest.keep_only(new)
        self._indexing.recover()
        return Rebuilt(len(rows), vectors, embed)

    def _embed(self, pk: int, name: str) -> None:
        with self._catalog.reading() as connection:
            query = select(passages.c.pk).where(passages.c.document == pk)
            numbers = list(connection.execute(query.order_by(passages.c.position, passages.c.pk)).scalars())
            content = passages_of(connection, pk)
        made = self._embeddings.embed_passages(content)
        with self._catalog.changing() as connection:
            edits.insert_vectors(connection, pk, numbers, made, name)
