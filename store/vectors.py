"""The vector index: a Chroma collection that finds the nearest vectors among hundreds of thousands.

Chroma is used directly here. LangChain's wrapper embeds the texts itself and keeps them in Chroma, which indexes each a
second time for full text; here several vectors of a passage come from one pass of the model, and the catalogue holds
the text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from store.errors import UnavailableError
from store.meaning.chroma import MissingIndexError

if TYPE_CHECKING:
    import chromadb

    from store.meaning.chroma import Chroma, Opened

_BATCH = 2_000
_MISSING = (
    "See that it is looked for where it was made, in RIGHTSDESK_HOME or at RIGHTSDESK_CHROMA_URL. "
    "If it is gone, make it anew with: rightsdesk library rebuild"
)
_T = TypeVar("_T")

VectorId = tuple[int, int]
"""Row of the passage in the catalogue, and which of its vectors, from 0."""


class VectorIndex:
    """One collection, opened when it is first needed.

    Args:
        chroma: What has it.
        name: Of the index.
        may_be_made: Asked each time it is opened: whether to make it where it is missing. Otherwise that is an error,
            for nothing would be found in it.
    """

    def __init__(self, chroma: Chroma, name: str, may_be_made: Callable[[], bool]) -> None:
        self.name = name
        self._may_be_made = may_be_made
        self._chroma = chroma
        self._opening = threading.Lock()
        self._opened: Opened | None = None

    def upsert(self, ids: Sequence[VectorId], values: NDArray[np.float32]) -> None:
        """Put vectors in, or in the place of those with the same ids."""
        for begin in range(0, len(ids), _BATCH):
            batch = [_name(vector) for vector in ids[begin : begin + _BATCH]]
            part = np.ascontiguousarray(values[begin : begin + _BATCH], dtype=np.float32)
            self._use(partial(_upsert, ids=batch, embeddings=part))

    def delete(self, ids: Sequence[VectorId]) -> None:
        """Take vectors out; ids that are not there are passed over."""
        for begin in range(0, len(ids), _BATCH):
            batch = [_name(vector) for vector in ids[begin : begin + _BATCH]]
            self._use(partial(_delete, ids=batch))

    def nearest(self, values: NDArray[np.float32], amount: int) -> list[VectorId]:
        """The ids of the nearest vectors, the nearest first; fewer where there are not so many."""
        collection = self._collection()
        try:
            found = collection.query(query_embeddings=values[None], n_results=amount, include=[])
        except Exception as error:
            raise self._failed(error) from error
        return [_id(name) for name in found["ids"][0]]

    def ids(self) -> Iterator[VectorId]:
        """The ids of all vectors."""
        offset = 0
        while names := self._use(partial(_names, offset=offset)):
            yield from map(_id, names)
            offset += len(names)

    def close(self) -> None:
        """Give files and connections back; the next use opens them again, as they are then."""
        with self._opening:
            opened, self._opened = self._opened, None
            if opened is not None:
                opened.client.close()

    def _use(self, action: Callable[[chromadb.Collection], _T]) -> _T:
        collection = self._collection()
        try:
            with self._chroma.turn():
                return action(collection)
        except Exception as error:
            raise self._failed(error) from error

    def _collection(self) -> chromadb.Collection:
        with self._opening:
            if self._opened is None:
                make = self._may_be_made()
                try:
                    with self._chroma.turn():
                        self._opened = self._chroma.open(self.name, make=make)
                except MissingIndexError as error:
                    in_full = f"The vector index {self._chroma} is not there."
                    raise UnavailableError("The vector index is not there.", _MISSING, in_full) from error
                except Exception as error:
                    raise self._failed(error) from error
            return self._opened.collection

    def _failed(self, error: Exception) -> UnavailableError:
        in_full = f"The vector index {self._chroma} cannot be used ({error})."
        return UnavailableError("The vector index cannot be used.", self._chroma.remedy, in_full)


def _upsert(collection: chromadb.Collection, ids: list[str], embeddings: NDArray[np.float32]) -> None:
    collection.upsert(ids=ids, embeddings=embeddings)


def _delete(collection: chromadb.Collection, ids: list[str]) -> None:
    collection.delete(ids=ids)


def _names(collection: chromadb.Collection, offset: int) -> list[str]:
    return collection.get(limit=50_000, offset=offset, include=[])["ids"]


def _name(vector: VectorId) -> str:
    return f"{vector[0]}-{vector[1]}"


def _id(name: str) -> VectorId:
    passage, number = name.split("-")
    return int(passage), int(number)
