"""The vector index: a Chroma collection that finds the nearest vectors among hundreds of thousands.

Chroma is used directly here. LangChain's wrapper embeds the texts itself and keeps them in Chroma, which indexes each a
second time for full text; here several vectors of a passage come from one pass of the model, and the catalogue holds
the text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from store.errors import UnavailableError
from store.offline import go_offline

if TYPE_CHECKING:
    import chromadb
    from chromadb.api.client import Client

_COLLECTION = "passages"
_BATCH = 2_000
_T = TypeVar("_T")

VectorId = tuple[int, int]
"""Row of the passage in the catalogue, and which of its vectors, from 0."""


class VectorIndex:
    """One collection in a folder of its own, opened when it is first needed.

    Args:
        folder: Where Chroma keeps its files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Chroma does not expect another process at its files: each short access to them takes its turn.
        self._files = FileLock(folder.parent.with_suffix(".lock"), thread_local=False)
        self._opening = threading.Lock()
        self._client: Client | None = None
        self._opened: chromadb.Collection | None = None

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
            raise self._damaged(error) from error
        return [_id(name) for name in found["ids"][0]]

    def ids(self) -> Iterator[VectorId]:
        """The ids of all vectors."""
        offset = 0
        while names := self._use(partial(_names, offset=offset)):
            yield from map(_id, names)
            offset += len(names)

    def close(self) -> None:
        """Give the files back; the next use opens them again, as they are then."""
        with self._opening:
            client, self._client, self._opened = self._client, None, None
            if client is not None:
                client.close()

    def _use(self, action: Callable[[chromadb.Collection], _T]) -> _T:
        collection = self._collection()
        try:
            with self._files:
                return action(collection)
        except Exception as error:
            raise self._damaged(error) from error

    def _collection(self) -> chromadb.Collection:
        with self._opening:
            if self._opened is None:
                try:
                    with self._files:
                        self._opened = self._open()
                except Exception as error:
                    raise self._damaged(error) from error
            return self._opened

    def _open(self) -> chromadb.Collection:
        go_offline()
        import chromadb
        from chromadb.config import Settings

        self.folder.mkdir(parents=True, exist_ok=True)
        self._client = cast(
            "Client", chromadb.PersistentClient(self.folder, settings=Settings(anonymized_telemetry=False))
        )
        collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "ip", "ef_search": 200}}, embedding_function=None
        )
        # Chroma reads its files at the first query; done here, it happens while this process has them to itself.
        sample = collection.peek(1)["embeddings"]
        if sample is not None and len(sample):
            collection.query(query_embeddings=sample, n_results=1, include=[])
        return collection

    def _damaged(self, error: Exception) -> UnavailableError:
        return UnavailableError(
            f"The vector index in {self.folder} cannot be used ({error}).",
            "Make it anew with: rightsdesk library rebuild",
        )


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
