"""One writer at a time: a lock of the operating system, which a dead process cannot hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from store.errors import UnavailableError


class WriterLock:
    """The right to change a library: its thread may take it again, others wait, other processes are refused.

    Args:
        file: Any file in the library's folder.
    """

    def __init__(self, file: Path) -> None:
        self._file = FileLock(file, thread_local=False)
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
                    self._file.release()

    def _take(self, timeout: float) -> None:
        try:
            self._file.acquire(timeout=timeout)
        except Timeout as error:
            raise UnavailableError(
                f"Another process is changing the library in {Path(self._file.lock_file).parent}.",
                "Wait until it is done, or stop it; then try again.",
            ) from error
