"""How a document enters both stores and leaves them, so that a process killed at any moment loses and doubles nothing.

Written as `indexing` with passages and vectors in one transaction; put into the vector index; then made `ready`, and
what it replaces `retired`, in one transaction. Retired documents leave the vector index first and the catalogue last.
Each step can be done twice, so the next writer simply finishes what it finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from store import edits
from store.catalog import read_settings, vector_rows
from store.database.engine import among
from store.database.rows import to_numbers
from store.database.schema import INDEXING, RETIRED, documents
from store.database.transactions import Catalog
from store.edits import Draft
from store.meaning.nearest import NearestPassages
from store.people.audit import Act, note
from store.vectors import VectorId


class Indexing:
    """The steps between the two stores; the caller holds the writer's lock.

    Args:
        catalog: The truth.
        nearest: The vector index.
    """

    def __init__(self, catalog: Catalog, nearest: NearestPassages) -> None:
        self._catalog = catalog
        self._nearest = nearest

    def add(self, draft: Draft) -> None:
        """Bring a document into both stores, and out of them what it replaces."""
        with self._catalog.changing() as connection:
            recorded = read_settings(connection)
            pk = edits.insert_draft(connection, draft, recorded["embedding"])
            self._note(connection, draft)
        self._finish(pk, recorded)
        self._drop(draft.replaces, recorded)

    def _note(self, connection: Connection, draft: Draft) -> None:
        """Note what comes in, and what it takes the place of under another name."""
        document = draft.document
        act = Act.REPLACED if draft.replaces else Act.ADDED
        note(connection, act, document.symbol, f"{document.language} {document.source}".strip())
        for symbol, language in _names(connection, draft.replaces):
            if symbol != document.symbol:
                note(connection, Act.REPLACED, symbol, f"{language} by {document.symbol}")

    def remove(self, pks: Sequence[int]) -> None:
        """Take documents out of both stores."""
        with self._catalog.changing() as connection:
            recorded = read_settings(connection)
            edition = edits.retire(connection, pks)
            for symbol, language in _names(connection, pks):
                note(connection, Act.REMOVED, symbol, language)
        self._nearest.wrote(edition)
        self._drop(pks, recorded)

    def recover(self) -> None:
        """Finish what a killed writer left."""
        with self._catalog.reading() as connection:
            recorded = read_settings(connection)
        self._nearest.renew(int(recorded["edition"]))
        with self._catalog.changing() as connection:
            edits.drop_other_vectors(connection, recorded["embedding"])
        for pk in self._with_status(INDEXING):
            self._finish(pk, recorded)
        self._drop(self._with_status(RETIRED), recorded)

    def _with_status(self, status: str) -> list[int]:
        with self._catalog.reading() as connection:
            query = select(documents.c.pk).where(documents.c.status == status).order_by(documents.c.pk)
            return list(connection.execute(query).scalars())

    def _finish(self, pk: int, recorded: dict[str, str]) -> None:
        ids, values = self.vectors_of(pk, recorded["embedding"])
        self._nearest.upsert(recorded["index"], ids, values)
        with self._catalog.changing() as connection:
            edition = edits.publish(connection, pk)
        self._nearest.wrote(edition)

    def _drop(self, pks: Iterable[int], recorded: dict[str, str]) -> None:
        for pk in pks:
            ids, _ = self.vectors_of(pk, recorded["embedding"])
            self._nearest.delete(recorded["index"], ids)
            with self._catalog.changing() as connection:
                edits.purge(connection, pk)

    def vectors_of(self, pk: int, embedding: str) -> tuple[list[VectorId], NDArray[np.float32]]:
        """A document's vectors of one embedding, as an index knows them."""
        with self._catalog.reading() as connection:
            rows = vector_rows(connection, [documents.c.pk == pk], embedding)
        ids = [(row["passage"], number) for row in rows for number in range(row["amount"])]
        blocks = [to_numbers(row["numbers"], row["amount"]) for row in rows]
        return ids, np.concatenate(blocks).astype(np.float32) if blocks else np.empty((0, 0), np.float32)


def _names(connection: Connection, pks: Sequence[int]) -> list[tuple[str, str]]:
    """Symbol and language of each version of a document."""
    query = select(documents.c.symbol, documents.c.language).where(among(documents.c.pk, pks))
    return [(symbol, language) for symbol, language in connection.execute(query)]
