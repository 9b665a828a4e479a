"""The turns of many programs at once: questions are worked on in threads, some at a time, while the rest wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread

Result = TypeVar("Result")

AT_ONCE = 4
"""Questions and searches that are worked on at a time."""


class Turns:
    """Keeps work that takes seconds off the event loop, and the threads free for what takes none."""

    def __init__(self) -> None:
        self._limiter = CapacityLimiter(AT_ONCE)

    async def take(self, work: Callable[[], Result]) -> Result:
        """Do work that is heavy when its turn comes."""
        return await to_thread.run_sync(work, limiter=self._limiter)

    async def look_up(self, work: Callable[[], Result]) -> Result:
        """Do work that is light, at once."""
        return await to_thread.run_sync(work)
