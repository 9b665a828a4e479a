"""What workers count together: guesses at passwords and questions, kept by the process that began them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.managers import BaseManager
from pathlib import Path
from threading import Thread

from filelock import FileLock
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from assistant.ui.door.rates import Counts

Address = tuple[str, int]
"""A port on this machine."""


class _Here(BaseManager):
    """Holds the counts."""


class _There(BaseManager):
    """Reaches them."""


_There.register("limiter")


@contextmanager
def counting() -> Iterator[Address]:
    """Keep the counts of this process's workers for the length of a `with` block, and tell where they are reached.

    Only this process's own children can: they have its key.
    """
    limiter = MovingWindowRateLimiter(MemoryStorage())
    _Here.register("limiter", callable=lambda: limiter, exposed=("hit", "test", "get_window_stats"))
    server = _Here(("127.0.0.1", 0)).get_server()
    Thread(target=server.serve_forever, daemon=True).start()
    assert isinstance(server.address, tuple)
    yield server.address


def counts_at(address: Address, folder: Path) -> Counts:
    """The counts that a worker shares with the others.

    Args:
        address: Where they are reached.
        folder: Where the turn to check a password is passed round; a worker that dies gives it up.
    """
    there = _There(address)
    there.connect()
    return Counts(there.limiter(), FileLock(folder / "password.lock"))  # type: ignore[attr-defined]
