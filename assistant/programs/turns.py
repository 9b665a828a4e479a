"""The turns of many at once: questions are worked on in threads, some at a time, while the rest wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Result = TypeVar("Result")

AT_ONCE = 4
"""Questions and searches of programs that are worked on at a time."""


class Turns:
    """Keeps work that takes seconds off the event loop, and the threads free for what takes none.

    Args:
        at_once: How much of it is done at a time.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._limiter = CapacityLimiter(at_once)

    async def take(self, work: Callable[[], Result]) -> Result:
        """Do work that is heavy when its turn comes."""
        return await to_thread.run_sync(work, limiter=self._limiter)

    async def look_up(self, work: Callable[[], Result]) -> Result:
        """Do work that is light, at once."""
        return await to_thread.run_sync(work)
