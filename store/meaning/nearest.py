"""Nearest passages by meaning: the index proposes, the vectors kept in the catalogue decide.

Scores are always computed from the catalogue's vectors, so they are exact; the index only says which passages are worth
computing. A search narrowed to few vectors needs no index at all, and what was added since the index was opened
(by this process or another) is compared directly, so a reader beside a running ingest misses nothing.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from store.catalog import count_vectors, read_settings, vector_rows
from store.database.engine import among
from store.database.filtering import document_rows, passages_let_through, passages_matching
from store.database.schema import READY, documents, passages, vectors
from store.database.transactions import Catalog
from store.errors import UnavailableError
from store.meaning.blocks import Block, VectorHit, best_of, block_of, score
from store.meaning.chroma import Chroma
from store.model import Filters
from store.setup import COPYING, next_index
from store.vectors import VectorId, VectorIndex

_DIRECT = 20_000
"""A search among no more vectors than this compares them all: about 15 ms, and exact."""

_DEEPEST = 4_000
"""The most vectors asked of the index at once."""

_REOPEN = 5_000
"""So many vectors added by another process since the index was opened make it worth opening again."""

_CACHE_BYTES = 128 * 2**20

_BATCH = 500
"""Vectors written at once; a question asked meanwhile waits no longer than for these."""

_UNKNOWN = -1


class NearestPassages:
    """The vector search of a library.

    Args:
        catalog: Where the vectors are kept.
        chroma: What has the indexes.
    """

    def __init__(self, catalog: Catalog, chroma: Chroma) -> None:
        self._catalog = catalog
        self._chroma = chroma
        self._turn = threading.Lock()
        self._caching = threading.Lock()
        self._index: VectorIndex | None = None
        self._edition = _UNKNOWN
        self._blocks: OrderedDict[tuple[int, str], Block] = OrderedDict()
        self._bytes = 0

    def upsert(self, name: str, ids: Sequence[VectorId], values: NDArray[np.float32]) -> None:
        """Put vectors into the index of that name."""
        for begin in range(0, len(ids), _BATCH):
            with self._turn:
                self._switch(name).upsert(ids[begin : begin + _BATCH], values[begin : begin + _BATCH])

    def delete(self, name: str, ids: Sequence[VectorId]) -> None:
        """Take vectors out of the index of that name."""
        with self._turn:
            self._switch(name).delete(ids)

    def ids(self, name: str) -> set[VectorId]:
        """The ids of all vectors in the index of that name."""
        with self._turn:
            return set(self._switch(name).ids())

    def keep_only(self, name: str) -> None:
        """Delete all indexes but one."""
        self._chroma.keep_only(name)

    def wrote(self, edition: int) -> None:
        """Note that what this process published as that edition is in the index that it has open."""
        with self._turn:
            self._edition = edition

    def renew(self, edition: int) -> None:
        """Before writing: let go of an index to which another process has added since it was opened."""
        with self._turn:
            if self._index is not None and self._edition != edition:
                self._index.close()
            self._edition = edition

    def close(self) -> None:
        """Give the index's files back."""
        with self._turn:
            if self._index is not None:
                self._index.close()
            self._index, self._edition = None, _UNKNOWN
        with self._caching:
            self._blocks.clear()
            self._bytes = 0

    def search(self, values: NDArray[np.float32], limit: int, filters: Filters) -> list[VectorHit]:
        """The nearest passages, the nearest first.

        Args:
            values: The unit vector of a question.
            limit: How many passages at most.
            filters: What the search is narrowed to.
        """
        with self._catalog.reading() as connection:
            rows = document_rows(connection, filters)
            if rows is not None:
                name = read_settings(connection)["embedding"]
                if count_vectors(connection, rows, name) <= _DIRECT:
                    return self._directly(connection, values, limit, rows, name, filters=filters)
        amount = limit * 3 // 2  # A long passage has several vectors.
        while True:
            hits, enough = self._through_index(values, limit, filters, min(amount, _DEEPEST))
            if enough:
                return hits
            if amount >= _DEEPEST:
                break
            amount *= 3
        with self._catalog.reading() as connection:
            rows = document_rows(connection, filters)
            name = read_settings(connection)["embedding"]
            return hits if rows is None else self._directly(connection, values, limit, rows, name, filters=filters)

    def _through_index(
        self, values: NDArray[np.float32], limit: int, filters: Filters, amount: int
    ) -> tuple[list[VectorHit], bool]:
        """Score the passages that the index proposes, and those added since it was opened.

        The catalogue is asked after the index: a version deleted from the index meanwhile is by then replaced in the
        catalogue too, so that one of the two is always found.

        Returns:
            The best passages, and whether asking the index for more vectors could not change them.
        """
        near, edition, name = self._propose(values, amount)
        with self._catalog.reading() as connection:
            rows = document_rows(connection, filters)
            where = [among(passages.c.pk, {passage for passage, _ in near}), documents.c.status == READY]
            if rows is not None:
                where += [among(documents.c.pk, rows), *passages_matching(filters)]
            hits = score(block_of(vector_rows(connection, where, name)), values)
            enough = len(hits) >= limit or len(near) < amount
            query = select(documents.c.pk).where(documents.c.status == READY, documents.c.published > edition)
            added = frozenset(connection.execute(query).scalars())
            if added and count_vectors(connection, added, name) > _REOPEN:
                self._forget(edition)
            if fresh := added if rows is None else added & rows:
                direct = self._directly(connection, values, limit, fresh, name, filters=filters)
                hits = list({hit.passage: hit for hit in (*hits, *direct)}.values())
        return best_of(hits, limit), enough

    def _propose(self, values: NDArray[np.float32], amount: int) -> tuple[list[VectorId], int, str]:
        """The nearest vectors, the edition that the index certainly holds, and the embedding they are of."""
        before = self._recorded_index()
        try:
            return self._ask_index(values, amount)
        except UnavailableError:
            if self._recorded_index() == before:
                raise
        # A rebuild let another take its place meanwhile, and deleted it.
        return self._ask_index(values, amount)

    def _recorded_index(self) -> str:
        with self._catalog.reading() as connection:
            return read_settings(connection)["index"]

    def _ask_index(self, values: NDArray[np.float32], amount: int) -> tuple[list[VectorId], int, str]:
        with self._turn:
            with self._catalog.reading() as connection:
                recorded = read_settings(connection)
            index = self._switch(recorded["index"])
            if self._edition == _UNKNOWN or self._chroma.is_shared:
                # Vectors are in the index before their edition is published, so opened now it holds this one.
                self._edition = int(recorded["edition"])
            edition = self._edition
            if not self._chroma.is_shared:
                return index.nearest(values, amount), edition, recorded["embedding"]
        # A server answers many at once, and may take its time.
        return index.nearest(values, amount), edition, recorded["embedding"]

    def _forget(self, edition: int) -> None:
        """Let go of the open index, so that the next search opens it as it is then."""
        with self._turn:
            if self._index is not None and self._edition == edition:
                self._index.close()
                self._edition = _UNKNOWN

    def _switch(self, name: str) -> VectorIndex:
        if self._index is None or self._index.name != name:
            if self._index is not None:
                self._index.close()
                self._edition = _UNKNOWN
            self._index = VectorIndex(self._chroma, name, partial(self._may_be_made, name))
        return self._index

    def _may_be_made(self, name: str) -> bool:
        """Whether an index that is missing is to be made: it is the library's next one, or there is nothing in it."""
        with self._catalog.reading() as connection:
            recorded = read_settings(connection)
            held = select(vectors.c.passage).join(documents, documents.c.pk == vectors.c.document)
            return (
                COPYING in recorded
                or name == next_index(recorded["index"])
                or connection.execute(held.where(documents.c.status == READY).limit(1)).first() is None
            )

    def _directly(
        self,
        connection: Connection,
        values: NDArray[np.float32],
        limit: int,
        rows: Iterable[int],
        name: str,
        *,
        filters: Filters,
    ) -> list[VectorHit]:
        """Compare all vectors of the documents in those rows; those of passages on the filters' topics, where any."""
        best: list[VectorHit] = []
        only = passages_let_through(connection, filters)
        for block in self._blocks_of(connection, rows, name):
            floor = best[-1].score if len(best) >= limit else -np.inf
            found = score(block, values, floor)
            if only is not None:
                found = [hit for hit in found if hit.passage in only]
            if found:
                best = best_of([*best, *found], limit)
        return best

    def _blocks_of(self, connection: Connection, rows: Iterable[int], name: str) -> Iterator[Block]:
        for row in rows:
            with self._caching:
                block = self._blocks.get((row, name))
                if block is not None:
                    self._blocks.move_to_end((row, name))
            yield block if block is not None else self._read_block(connection, row, name)

    def _read_block(self, connection: Connection, row: int, name: str) -> Block:
        block = block_of(vector_rows(connection, [documents.c.pk == row], name))
        with self._caching:
            self._blocks[row, name] = block
            self._bytes += block.numbers.nbytes
            while self._bytes > _CACHE_BYTES:
                _, dropped = self._blocks.popitem(last=False)
                self._bytes -= dropped.numbers.nbytes
        return block
