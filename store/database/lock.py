"""One writer at a time: a lock that a dead process cannot hold, of the operating system or of PostgreSQL."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from store.database.engine import WRITER, is_postgresql
from store.database.transactions import Catalog
from store.errors import UnavailableError
from store.place import Place

_EVERY = 0.1
"""Seconds between two looks whether another process is done."""

_NOTICED = 1
"""Seconds in which PostgreSQL notices that a process has died."""


class Holding(Protocol):
    """What a process holds while it writes."""

    def take(self, timeout: float) -> bool:
        """Take it, after so many seconds at most; returns whether it was taken."""

    def release(self) -> None:
        """Give it back."""


class FileHolding:
    """A locked file, for the processes of one machine.

    Args:
        file: Any file in the library's folder.
    """

    def __init__(self, file: Path) -> None:
        self._file = FileLock(file, thread_local=False)

    def take(self, timeout: float) -> bool:
        """Take it, after so many seconds at most; returns whether it was taken."""
        try:
            self._file.acquire(timeout=timeout)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Give it back."""
        self._file.release()


class DatabaseHolding:
    """An advisory lock of PostgreSQL, for the processes of any machine; it ends with the connection that holds it.

    Whether it still does is asked in each transaction that changes the library: see `Catalog.changing`.

    Args:
        catalog: Of the library.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._engine = catalog.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def take(self, timeout: float) -> bool:
        """Take it, after so many seconds at most; returns whether it was taken."""
        with self._catalog.usable():
            return self._take(time.monotonic() + max(timeout, _NOTICED))

    def _take(self, end: float) -> bool:
        connection = self._engine.connect()
        try:
            while not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": WRITER}).scalar_one():
                if time.monotonic() >= end:
                    return False
                time.sleep(_EVERY)
            self._connection = connection
            self._catalog.writer = int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
            return True
        finally:
            if self._connection is not connection:
                connection.close()

    def release(self) -> None:
        """Give it back."""
        connection, self._connection = self._connection, None
        self._catalog.writer = 0
        if connection is None:
            return
        try:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": WRITER})
        except SQLAlchemyError:
            connection.invalidate()  # It is gone, and the lock with it.
        connection.close()


class WriterLock:
    """The right to change a library: its thread may take it again, others wait, other processes are refused.

    Args:
        holding: What is held meanwhile.
        library: How the library is called.
    """

    def __init__(self, holding: Holding, library: str) -> None:
        self._holding = holding
        self._library = library
        self._thread = threading.RLock()
        self._depth = 0

    @contextmanager
    def held(self, on_entry: Callable[[], None], *, timeout: float = 0) -> Iterator[None]:
        """Hold the lock for the length of a `with` block.

        Args:
            on_entry: Called when the lock was just taken, not when it is taken again.
            timeout: Seconds to wait for another process.

        Raises:
            UnavailableError: Another process is writing.
        """
        with self._thread:
            if self._depth == 0:
                self._take(timeout)
            self._depth += 1
            try:
                if self._depth == 1:
                    on_entry()
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._holding.release()

    def _take(self, timeout: float) -> None:
        if not self._holding.take(timeout):
            raise UnavailableError(
                "Another process is changing the library.",
                "Wait until it is done, or stop it; then try again.",
                f"Another process is changing the library in {self._library}.",
            )


def writer_lock(place: Place, catalog: Catalog) -> WriterLock:
    """The right to change the library at a place: held in its database where many machines share it.

    Args:
        place: Of the library.
        catalog: Its catalogue.
    """
    shared = is_postgresql(catalog.engine)
    holding = DatabaseHolding(catalog) if shared else FileHolding(place.home / "writer.lock")
    return WriterLock(holding, str(place))
