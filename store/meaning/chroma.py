"""What has the vector indexes of a library: Chroma in the library's folder, or a Chroma server that machines share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

from filelock import FileLock
from pydantic import HttpUrl

from store.catalog import read_settings
from store.database.transactions import Catalog
from store.offline import go_offline
from store.place import Place

if TYPE_CHECKING:
    import chromadb
    from chromadb.api.client import Client

_COLLECTION = "passages"
_CONFIGURATION: Any = {"hnsw": {"space": "ip", "ef_search": 200}}


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection, and the client through which it is reached."""

    client: Client
    collection: chromadb.Collection


class MissingIndexError(Exception):
    """There is no index of that name."""


class Chroma(Protocol):
    """Where indexes are.

    Attributes:
        remedy: What to do about one that cannot be used.
        is_shared: Whether what other processes put in is found at once; otherwise when the index is opened again.
    """

    remedy: str
    is_shared: bool

    def open(self, name: str, *, make: bool) -> Opened:
        """Open the index of a name, or make it where it is missing and may be made.

        Raises:
            MissingIndexError: It is missing.
        """

    def turn(self) -> AbstractContextManager[object]:
        """What is to be held while an index is opened or changed."""

    def keep_only(self, name: str) -> None:
        """Delete all indexes but one."""


class ChromaFolder:
    """Chroma within this process.

    Args:
        folder: Each index has a folder of its own in it.
    """

    remedy = "Make it anew with: rightsdesk library rebuild"
    is_shared = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Chroma does not expect another process at its files: each short access to them takes its turn.
        self._files = FileLock(folder.with_suffix(".lock"), thread_local=False)

    def open(self, name: str, *, make: bool) -> Opened:
        """Open the index of a name, or make it where it is missing and may be made."""
        go_offline()
        import chromadb
        from chromadb.config import Settings

        folder = self._folder / name
        if not (make or folder.exists()):
            raise MissingIndexError(str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        client = cast("Client", chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False)))
        with _closed_on_error(client):
            collection = _collection(client, _COLLECTION, make=make)
            # Chroma reads its files at the first query; done here, it happens while this process has them to itself.
            sample = collection.peek(1)["embeddings"]
            if sample is not None and len(sample):
                collection.query(query_embeddings=sample, n_results=1, include=[])
        return Opened(client, collection)

    def turn(self) -> AbstractContextManager[object]:
        """The lock of the files."""
        return self._files

    def keep_only(self, name: str) -> None:
        """Delete all indexes but one."""
        for path in self._folder.iterdir() if self._folder.exists() else ():
            if path.name != name and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def __str__(self) -> str:
        return f"in {self._folder}"


class ChromaServer:
    """A server of Chroma's, which may have the indexes of several libraries.

    Args:
        url: Its address, as ``http://HOST:PORT/TENANT/DATABASE``; the last two may be left out, and a token for it
            stands before the host: ``https://TOKEN@HOST``.
        library: Tells the id of the library, which its collections carry in their names.
    """

    remedy = "See that the Chroma server runs and can be reached with RIGHTSDESK_CHROMA_URL; then try again."
    is_shared = True

    def __init__(self, url: str, library: Callable[[], str]) -> None:
        self._url = HttpUrl(url)
        self._library = library

    def open(self, name: str, *, make: bool) -> Opened:
        """Open the index of a name, or make it where it is missing and may be made."""
        client = self._client()
        with _closed_on_error(client):
            return Opened(client, _collection(client, f"{self._prefix()}{name}", make=make))

    def turn(self) -> AbstractContextManager[object]:
        """Nothing: a server expects many clients."""
        return nullcontext()

    def keep_only(self, name: str) -> None:
        """Delete all indexes of the library but one."""
        client, prefix = self._client(), self._prefix()
        try:
            for collection in client.list_collections():
                if collection.name.startswith(prefix) and collection.name != f"{prefix}{name}":
                    client.delete_collection(collection.name)
        finally:
            client.close()

    def _prefix(self) -> str:
        return f"rightsdesk-{self._library()}-"

    def _client(self) -> Client:
        from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

        from store.meaning.chroma_client import PatientClient

        tenant, _, database = (self._url.path or "/").strip("/").partition("/")
        settings = Settings(
            anonymized_telemetry=False,
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=str(self._url.host),
            chroma_server_http_port=self._url.port,
            chroma_server_ssl_enabled=self._url.scheme == "https",
            chroma_server_headers={"x-chroma-token": self._url.username} if self._url.username else {},
        )
        return PatientClient(tenant or DEFAULT_TENANT, database or DEFAULT_DATABASE, settings)

    def __str__(self) -> str:
        return f"on {self._url.host}:{self._url.port}"


def _collection(client: Client, name: str, *, make: bool) -> chromadb.Collection:
    from chromadb.errors import NotFoundError

    if make:
        return client.get_or_create_collection(name, configuration=_CONFIGURATION, embedding_function=None)
    try:
        return client.get_collection(name, embedding_function=None)
    except NotFoundError as error:
        raise MissingIndexError(name) from error


@contextmanager
def _closed_on_error(client: Client) -> Iterator[None]:
    """A client that cannot be used is closed: Chroma keeps what a folder held for all that have it open."""
    try:
        yield
    except BaseException:
        client.close()
        raise


def chroma_of(place: Place, catalog: Catalog, library: str = "") -> Chroma:
    """What has the vector indexes of the library at a place.

    Args:
        place: Of the library.
        catalog: Its catalogue.
        library: Its id, where that is not recorded yet.
    """

    def recorded() -> str:
        with catalog.reading() as connection:
            return read_settings(connection)["id"]

    if not place.chroma:
        return ChromaFolder(place.home / "chroma")
    return ChromaServer(place.chroma, (lambda: library) if library else recorded)
