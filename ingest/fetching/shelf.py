"""The folder of official files: each one whole and checked, named after its symbol and language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.fetching.access import Wanted
from store.errors import RightsDeskError


class Shelf:
    """Where fetched files are kept, so that none is fetched twice.

    A file that is still arriving is in ``arriving/``; it is moved once it is whole and known to be the right one.

    Args:
        folder: The folder; made when the first file arrives.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._arriving = folder / "arriving"

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Keep the right to fill it for the length of a `with` block; what a killed run left half done is deleted.

        Raises:
            RightsDeskError: Another process is filling it, or it cannot be written to.
        """
        try:
            self._arriving.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / ".lock")
            lock.acquire(timeout=0)
        except Timeout as error:
            raise RightsDeskError(
                f"Another process is fetching documents into {self.folder}.", "Wait until it is done, or stop it."
            ) from error
        except OSError as error:
            raise RightsDeskError(
                f"{self.folder} cannot be written to ({error.strerror}).", "Correct its permissions."
            ) from error
        with lock:
            for part in self._arriving.iterdir():
                part.unlink()
            yield

    def path(self, wanted: Wanted) -> Path:
        """Where a document's file is, or would be."""
        return self.folder / wanted.file_name

    def has(self, wanted: Wanted) -> bool:
        """Whether a document's file is here."""
        return self.path(wanted).is_file()

    def part(self, wanted: Wanted) -> Path:
        """Where it is while it arrives."""
        return self._arriving / wanted.file_name

    def drop(self, wanted: Wanted) -> None:
        """Delete what arrived of a document; where that fails, the next run does it."""
        with suppress(OSError):
            self.part(wanted).unlink()

    def keep(self, wanted: Wanted) -> None:
        """Let what arrived be the document's file."""
        self.part(wanted).replace(self.path(wanted))
